//! No field takes the number of a card: it is cleared, and the reason is said. Nothing of it is kept.

use js_sys::Reflect;
use one_credit_engine::card_number::holds_card_number;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, HtmlInputElement};
use yew::prelude::*;

use super::{
    browser::timer,
    note,
    send::Send,
    state::{Action, Page},
};

/// For how long a cleared field takes nothing.
const REST_MILLIS: i32 = 1_000;

/// Keeps what is pasted out where it holds the number of a card.
pub fn pasted(page: &Page) -> Callback<Event> {
    let dispatcher = page.dispatcher();
    Callback::from(move |event: Event| {
        let data = Reflect::get(&event, &"clipboardData".into()).ok();
        let data = data.and_then(|data| data.dyn_into::<DataTransfer>().ok());
        let text = data.and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| is_card(&text)) {
            event.prevent_default();
            dispatcher.dispatch(Action::Refuse(true));
        }
    })
}

/// Clears a field whose text no view follows where it holds the number of a card.
pub fn typed(page: &Page) -> Callback<InputEvent> {
    let dispatcher = page.dispatcher();
    Callback::from(move |event: InputEvent| {
        dispatcher.dispatch(Action::Refuse(read(&event).is_none()))
    })
}

/// What stands in a field that was typed into; none, and the field is cleared, where that is the number of a card.
pub fn read(event: &InputEvent) -> Option<String> {
    let field: HtmlInputElement = event.target()?.unchecked_into();
    let text = field.value();
    if is_card(&text) {
        field.set_value("");
        // The first 13 of 16 digits may already be a number: what is still being typed belongs to it.
        field.set_read_only(true);
        spawn_local(async move {
            timer::pause(REST_MILLIS).await;
            field.set_read_only(false);
        });
        return None;
    }
    Some(text)
}

/// Whether somebody entered the number of a card. A whole file has numbers of its own, and is not entered.
pub fn is_card(text: &str) -> bool {
    !text.trim_start().starts_with(['{', '[']) && holds_card_number(text)
}

/// Why a field was cleared; read out at once.
pub fn refusal(page: &Page) -> Option<Html> {
    page.is_refused.then(|| {
        let told = html! {
            <>
                <p><b>{ "No field here takes the number of a card." }</b></p>
                <p>{ "It was cleared, and nothing of it was kept. A card is entered with the payment provider only." }</p>
            </>
        };
        note::trouble(told, Some(page.press(|| Action::Refuse(false))))
    })
}
