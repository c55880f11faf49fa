//! *What can one credit do*: a sentence with the amount in it, four cards, the way back, every price.

pub mod card;
mod ladder;
mod prices;
pub mod state;
mod work;

use crate::app::part::{all, maybe};
use one_credit::catalog;
use yew::prelude::*;

use super::{
    age,
    browser::{clock, number::number},
    field::{self, Name},
    figure,
    icon::Icon,
    rest,
    send::Send,
    state::{Action, Page},
    unscripted::unscripted,
};
use state::CanAction;

/// The view.
pub fn view(page: &Page) -> Html {
    let credits = &page.can.credits;
    let catalog = catalog();
    let verified = catalog.verified().map(|day| {
        let day = clock::day(&day.to_string());
        // What is written once and read for months cannot say how long ago something was.
        let age = catalog.age(page.at).filter(|_| !cfg!(feature = "still"));
        let age = age.map(|age| format!(" ({})", age::words(age)));
        let said = format!("last checked {day}{}", age.unwrap_or_default());
        match catalog.old_days(page.at) {
            Some(_) => html! { <span class="old">{ said }</span> },
            None => html! { <span>{ said }</span> },
        }
    });
    let is_one = credits.value == ladder::amount(ladder::ONE);
    let words = if is_one { "credit you can get" } else { "credits you can get" };
    let typed = page.typed(|text| Action::Can(CanAction::Credits(text)));
    html! {
        <>
            <section class="hero">
                <p class="asof">
                    { Icon::Clock.draw() }
                    <span>{ format!("Prices as of {}", clock::day(&page.at.date().to_string())) }</span>
                    { maybe(verified) }
                    <span>{ figure::count(catalog.models.len(), "model", "models") }</span>
                    <span>{ figure::count(catalog.suppliers.len(), "supplier", "suppliers") }</span>
                </p>
                <h1 class="sentence">
                    <span>{ "With" }</span>
                    { field::input("credits", Name::Words("Credits"), false, credits.into(), typed) }
                    { unscripted(|| html! { <b>{ &credits.text }</b> }) }
                    <span>{ words }</span>
                </h1>
                { field::problem("credits", credits.problem.as_deref()) }
                { slider(page) }
                { card::cards(page) }
            </section>
            { rest::below(page) }
        </>
    }
}

/// What the second file adds: the way back, and every price.
pub fn below(page: &Page) -> Html {
    // Out of sight at first, so that nothing in sight moves when a warning comes.
    let old = maybe(age::warning(page));
    html! { <div id="below" class="stack wide">{ work::work(page) }{ old }{ prices::prices(page) }</div> }
}

/// The slider and the decades beneath it.
fn slider(page: &Page) -> Html {
    let credits = page.can.credits.value;
    let place = ladder::place(credits);
    let decades = ladder::DECADES.iter().enumerate().map(|(decade, text)| {
        let at = decade.saturating_mul(10);
        let is_here = ladder::amount(at) == credits;
        html! {
            <button key={at} type="button" class="quiet" aria-pressed={is_here.to_string()}
                aria-label={format!("{} credits", number(text))}
                onclick={page.press(move || Action::Can(CanAction::Slide(at)))}>
                { number(text) }
            </button>
        }
    });
    let slide = page.typed(|text| Action::Can(CanAction::Slide(text.parse().unwrap_or(0))));
    html! {
        <div class="amount no-print">
            <input type="range" aria-label="Credits, in steps" min="0" max={ladder::LAST.to_string()}
                value={place.to_string()}
                aria-valuetext={format!("{} credits", number(&ladder::amount(place).to_string()))}
                oninput={slide} />
            <div class="decades" role="group" aria-label="Round amounts">{ all(decades) }</div>
        </div>
    }
}
