//! From a browser's event to an action of the page.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{
    guard,
    state::{Action, Page},
};

/// Callbacks that send an action made of what the visitor did.
pub trait Send {
    /// Of any event that carries nothing of interest.
    fn press(&self, make: impl Fn() -> Action + 'static) -> Callback<MouseEvent>;
    /// Of what stands in a field at each key; nothing where that is the number of a card.
    fn typed(&self, make: impl Fn(String) -> Action + 'static) -> Callback<InputEvent>;
    /// Of a box that was ticked or cleared.
    fn toggled(&self, make: impl Fn() -> Action + 'static) -> Callback<Event>;
    /// Of the value chosen from a list.
    fn chosen(&self, make: impl Fn(String) -> Action + 'static) -> Callback<Event>;
}

impl Send for Page {
    fn press(&self, make: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
        let dispatcher = self.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(make()))
    }

    fn typed(&self, make: impl Fn(String) -> Action + 'static) -> Callback<InputEvent> {
        let dispatcher = self.dispatcher();
        let was_refused = self.is_refused;
        Callback::from(move |event: InputEvent| {
            let typed = guard::read(&event);
            if typed.is_none() != was_refused {
                dispatcher.dispatch(Action::Refuse(typed.is_none()));
            }
            dispatcher.dispatch(make(typed.unwrap_or_default()));
        })
    }

    fn toggled(&self, make: impl Fn() -> Action + 'static) -> Callback<Event> {
        let dispatcher = self.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(make()))
    }

    fn chosen(&self, make: impl Fn(String) -> Action + 'static) -> Callback<Event> {
        let dispatcher = self.dispatcher();
        Callback::from(move |event: Event| {
            let list: HtmlSelectElement = event.target_unchecked_into();
            dispatcher.dispatch(make(list.value()));
        })
    }
}
