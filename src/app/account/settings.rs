//! *Team settings*: the payment methods of the host.

use one_credit::catalog;
use yew::prelude::*;

use super::{host, methods};
use crate::app::{browser::host as given, note, part::maybe, state::Page};

/// The view.
pub fn view(page: &Page) -> Html {
    html! {
        <div class="stack wide checkout">
            <h1>{ "Team settings" }</h1>
            <section class="panel" aria-labelledby="methods-title">
                <h2 id="methods-title">{ "Payment methods" }</h2>
                { payment_methods(page) }
            </section>
        </div>
    }
}

/// The host's payment methods and the way to add one; without a host, why there are none. Without a heading.
pub fn payment_methods(page: &Page) -> Html {
    if page.host.is_demo() {
        return html! {
            <div class="stack">
                <p>{ "No payment methods: this is the demo, and it takes no payment." }</p>
                <p class="soft">{ "On a site that takes payments, its methods stand here with brand, last four digits and expiry. The number of a card is never entered, shown or kept here." }</p>
            </div>
        };
    }
    let known = match &page.host.methods {
        None if given::at("paymentMethods").is_some() => {
            html! { <p>{ "The payment methods are loading." }</p> }
        }
        None => html! { <p>{ "This site does not show its payment methods here." }</p> },
        Some(Err(why)) => note::trouble(html! { <p>{ why }</p> }, None),
        Some(Ok(known)) => {
            let days = catalog().policy.expiring_days;
            let list = if known.known.is_empty() {
                html! { <p>{ "There are no payment methods yet." }</p> }
            } else {
                methods::list(&known.known, page.at.date(), days)
            };
            html! { <>{ maybe(methods::refusals(&known.refusals)) }{ list }</> }
        }
    };
    let add = given::text("addPaymentMethodUrl").map(|url| match host::destination(&url) {
        Ok(href) => html! {
            <p><a class="button" {href} rel="noreferrer">{ "Add payment method" }</a></p>
        },
        Err(why) => note::warning(html! { <p>{ why }</p> }, None),
    });
    html! { <div class="stack">{ known }{ maybe(add) }</div> }
}
