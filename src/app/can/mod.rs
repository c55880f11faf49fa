//! *What can one credit do*: a sentence with the amount in it, four cards, the way back, every price.

mod card;
pub mod ladder;
mod prices;
pub mod state;
mod work;

use one_credit::catalog;
use yew::prelude::*;

use super::{
    browser::{clock, number::number},
    figure,
    icon::Icon,
    send::Send,
    state::{Action, Page},
};
use state::CanAction;

/// What every part of the view is given.
#[derive(Properties, PartialEq)]
pub struct ViewProps {
    /// The page.
    pub page: Page,
}

/// The view.
#[component]
pub fn Can(props: &ViewProps) -> Html {
    let page = &props.page;
    let credits = &page.can.credits;
    let catalog = catalog();
    let verified = catalog.verified().map(|day| {
        html! { <span>{ format!("last checked {}", clock::day(&day.to_string())) }</span> }
    });
    let is_one = credits.value.to_string() == "1";
    let place = ladder::place(credits.value);
    let decades = ladder::DECADES.iter().enumerate().map(|(decade, text)| {
        let at = decade.saturating_mul(10);
        let is_here = ladder::amount(at) == credits.value;
        html! {
            <button key={at} type="button" class="quiet" aria-pressed={is_here.to_string()}
                aria-label={format!("{} credits", number(text))}
                onclick={page.press(move || Action::Can(CanAction::Slide(at)))}>
                { number(text) }
            </button>
        }
    });
    let problem = credits.problem.as_ref().map(|problem| {
        html! { <p id="credits-problem" class="problem">{ problem }</p> }
    });
    let slide = page.typed(|text| Action::Can(CanAction::Slide(text.parse().unwrap_or(0))));
    html! {
        <>
            <section class="hero">
                <p class="asof">
                    { Icon::Clock.draw() }
                    <span>{ format!("Prices as of {}", clock::day(&page.at.date().to_string())) }</span>
                    { verified }
                    <span>{ figure::count(catalog.models.len(), "model", "models") }</span>
                    <span>{ figure::count(catalog.suppliers.len(), "supplier", "suppliers") }</span>
                </p>
                <h1 class="sentence">
                    <span>{ "With" }</span>
                    <input aria-label="Credits" inputmode="decimal" autocomplete="off"
                        size={credits.text.chars().count().max(1).to_string()}
                        value={credits.text.clone()}
                        aria-invalid={credits.problem.is_some().then_some("true")}
                        aria-describedby={credits.problem.is_some().then_some("credits-problem")}
                        oninput={page.typed(|text| Action::Can(CanAction::Credits(text)))} />
                    <span>{ if is_one { "credit you can get" } else { "credits you can get" } }</span>
                </h1>
                { problem }
                <div class="amount no-print">
                    <input type="range" aria-label="Credits, in steps" min="0" max={ladder::LAST.to_string()}
                        value={place.to_string()}
                        aria-valuetext={format!("{} credits", number(&ladder::amount(place).to_string()))}
                        oninput={slide} />
                    <div class="decades" role="group" aria-label="Round amounts">{ for decades }</div>
                </div>
                <card::Cards credits={credits.value} at={page.at} />
            </section>
            <work::Work page={page.clone()} />
            <prices::Prices page={page.clone()} />
        </>
    }
}
