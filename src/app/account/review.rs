//! *Add credits*, the second step: what is added, what is paid, and what happens next.

use one_credit_engine::{Decimal, decimal, money::Credits};
use yew::prelude::*;

use super::{checkout, order::OrderAction, standing};
use crate::app::{
    browser::number::number,
    figure, note,
    part::maybe,
    send::Send,
    state::{Action, Page, View},
};

/// An amount of dollars, with cents: `$10.50`.
pub fn dollars(credits: Credits) -> Html {
    html! { <bdi>{ dollars_text(credits) }</bdi> }
}

/// The same as text.
pub fn dollars_text(credits: Credits) -> String {
    format!("${}", number(&cents(credits)))
}

/// An amount as decimal text with two digits after the point, which is all that an amount to pay has.
pub fn cents(credits: Credits) -> String {
    decimal::with_digits(credits.amount(), 2).to_string()
}

/// Credits, fee, what is paid, and the balance afterwards.
pub fn sums(page: &Page, credits: Credits) -> Html {
    let available = standing::available(page);
    let balance = available.and_then(|available| available.checked_add(credits).ok());
    let balance = balance.map(|balance| row("Available afterwards", figure::credits(balance)));
    html! {
        <dl class="figures">
            { row("Credits", figure::credits(credits)) }
            { row("Fee", dollars(Credits::new(Decimal::ZERO))) }
            { row("You pay", html! { <b>{ dollars(credits) }</b> }) }
            { maybe(balance) }
        </dl>
    }
}

fn row(head: &'static str, figure: Html) -> Html {
    html! { <div key={head}><dt>{ head }</dt><dd class="num">{ figure }</dd></div> }
}

/// The step.
pub fn review(page: &Page) -> Html {
    let order = &page.order;
    let Some(credits) = order.credits() else { return Html::default() };
    let trouble = order.trouble.as_ref().map(|why| note::trouble(html! { <p>{ why }</p> }, None));
    let close = page.press(|| Action::Order(OrderAction::Close));
    let link = crate::app::link::of(page, View::Checkout);
    html! {
        <>
            { maybe(trouble) }
            { sums(page, credits) }
            <p class="small soft">{ checkout::what_happens(page) }</p>
            <div class="row apart">
                <button type="button" class="button" onclick={page.press(|| Action::Order(OrderAction::Back))}>{ "Change the amount" }</button>
                <a class="button first" href={link} onclick={close}>{ "Continue to checkout" }</a>
            </div>
        </>
    }
}
