//! The checkout: how to pay, what is paid, and the end. The payment itself is the host's; this page sees no card.

use one_credit_engine::{ledger::Kind, money::Credits};
use yew::prelude::*;

use super::{
    add, hand_over, menu,
    order::{Method, OrderAction},
    review, standing,
};
use crate::app::{
    browser::host::Presence,
    figure,
    icon::Icon,
    link, note,
    part::{all, maybe},
    send::Send,
    state::{Action, Page, View},
};

/// The view.
pub fn view(page: &Page) -> Html {
    let body = match (page.order.added.or_else(|| arrived(page)), page.order.credits()) {
        (Some(added), _) => done(page, added),
        (None, Some(credits)) => pay(page, credits),
        (None, None) => empty(page),
    };
    let demo = page.host.is_demo().then(add::demo);
    html! { <div class="stack wide checkout">{ maybe(demo) }{ body }</div> }
}

/// What the order has added with which the visitor came back from the host's page, once the host's history has it.
fn arrived(page: &Page) -> Option<Credits> {
    let ledger = page.account.ledger();
    let top_up = ledger.find(page.order.returned.as_deref()?)?;
    (top_up.kind == Kind::TopUp).then_some(top_up.credits)
}

/// What the next step does, in a sentence.
pub fn what_happens(page: &Page) -> &'static str {
    if page.host.is_demo() {
        "The checkout of this demo ends in a top-up of the demo wallet in this browser."
    } else {
        "The payment is taken by the site’s payment provider. This page never sees a card."
    }
}

fn empty(page: &Page) -> Html {
    let problem =
        page.order.problem().map(|problem| note::warning(html! { <p>{ problem }</p> }, None));
    html! {
        <>
            <div class="stack">
                <h1>{ "Checkout" }</h1>
                <p class="lead">{ "Choose first how many credits to add." }</p>
            </div>
            { maybe(problem) }
            <p><button type="button" class="button first" onclick={menu::add(page, None)}>{ "Add credits" }</button></p>
        </>
    }
}

fn pay(page: &Page, credits: Credits) -> Html {
    let order = &page.order;
    let is_demo = page.host.is_demo();
    let returned = order.returned.as_ref().map(|_| {
        note::warning(
            html! {
                <>
                    <p><b>{ "You are back from the payment page." }</b></p>
                    <p>{ "The balance above is what the site says now. If you paid, it may take a moment to arrive; if you did not, nothing was charged and the amount is kept." }</p>
                </>
            },
            None,
        )
    });
    let is_busy = order.busy.is_some();
    let words = format!("Pay {}", review::dollars_text(credits));
    let words = if is_demo { format!("{words} (demo)") } else { words };
    let button = if page.host.can_add {
        html! {
            <button type="button" class="button first pay" disabled={is_busy} onclick={hand_over::pay(page, credits)}>{ words }</button>
        }
    } else {
        let why = match &page.host.presence {
            Presence::Broken(why) => why,
            _ => "This site takes no payments here. Add credits where you opened your account.",
        };
        note::warning(html! { <p>{ why }</p> }, None)
    };
    let methods = Method::ALL.map(|method| {
        let choose = page.toggled(move || Action::Order(OrderAction::Method(method)));
        let icon = match method {
            Method::Card => Icon::Card,
            Method::GooglePay => Icon::Phone,
        };
        html! {
            <label key={method.name()} class="pay-method">
                <input type="radio" name="method" value={method.name()} checked={order.method == method} disabled={is_busy} onchange={choose} />
                { icon.draw() }
                <b>{ method.title() }</b>
            </label>
        }
    });
    html! {
        <>
            <h1>{ "Checkout" }</h1>
            { maybe(returned) }
            <div class="sides even">
                <section class="panel" aria-labelledby="pay-title">
                    <h2 id="pay-title">{ "Pay with" }</h2>
                    <fieldset class="stack">
                        <legend class="unseen">{ "Pay with" }</legend>
                        { all(methods) }
                    </fieldset>
                    <p class="small soft">{ what_happens(page) }</p>
                </section>
                <section class="panel" aria-labelledby="order-summary-title">
                    <div class="row apart">
                        <h2 id="order-summary-title">{ "Your order" }</h2>
                        <button type="button" class="quiet" disabled={is_busy} onclick={menu::add(page, None)}>{ "Change the amount" }</button>
                    </div>
                    { review::sums(page, credits) }
                    { button }
                    <p role="status" class="small soft">{ order.busy.unwrap_or_default() }</p>
                </section>
            </div>
        </>
    }
}

fn done(page: &Page, added: Credits) -> Html {
    let from = page.order.from;
    let available = standing::available(page).map(|available| {
        html! { <p class="lead">{ figure::credits(available) }{ " are available now." }</p> }
    });
    html! {
        <>
            <div class="stack">
                <p class="done">{ Icon::Done.draw() }{ "Done" }</p>
                <h1>{ figure::credits(added) }{ " added" }</h1>
                { maybe(available) }
            </div>
            <div class="row">
                <a class="button first" href={link::of(page, from)}>{ format!("Back to “{}”", from.title()) }</a>
                <a class="button" href={link::of(page, View::Transactions)}>{ "View transactions" }</a>
            </div>
        </>
    }
}
