//! The balance, top right on every view: what is available, and in the menu what that is made of and where it leads.

use one_credit::catalog;
use one_credit_engine::{
    ledger::{Reservation, Wallet},
    money::Credits,
    show,
};
use yew::prelude::*;

use super::{
    order::OrderAction,
    standing::{Standing, standing},
    state::Status,
};
use crate::app::{
    browser::{dialog, number::number},
    figure::{self, count},
    icon::Icon,
    note,
    part::{all, maybe},
    state::{Action, Page, View},
};

const ID: &str = "balance";

/// The most open runs that the menu names.
const MOST_RUNS: usize = 5;

/// The button and its menu.
pub fn menu(page: &Page) -> Html {
    let standing = standing(page);
    let is_demo = page.host.is_demo();
    let state = match &standing {
        Standing::Loading => html! { <b>{ "Loading…" }</b> },
        Standing::Unknown(_) => html! { <b>{ "Not known" }</b> },
        Standing::Known(wallet) => {
            let available = wallet.available().unwrap_or_default();
            html! { <span><b>{ figure::credits(available) }</b>{ " available" }</span> }
        }
    };
    let warning = match &standing {
        Standing::Loading => None,
        Standing::Unknown(_) => Some("Problem"),
        // Nobody has spent anything yet.
        Standing::Known(_) if is_untouched(page) => None,
        Standing::Known(wallet) => warning(*wallet),
    };
    let warning = warning.map(|words| {
        html! { <span class="gap">{ Icon::Warning.draw() }{ words }</span> }
    });
    let inside = match &standing {
        Standing::Loading => html! { <p>{ "The wallet is loading." }</p> },
        Standing::Unknown(why) => note::warning(html! { <p>{ why }</p> }, None),
        Standing::Known(wallet) => figures(page, *wallet),
    };
    html! {
        <div class="balance">
            <button id="balance-button" type="button" class="balance-button" popovertarget={ID}>
                <span class="under">
                    <span>{ if is_demo { "Demo" } else { "" } }<span class="balance-name">{ if is_demo { " balance " } else { "Balance " } }</span></span>
                    { maybe(warning) }
                </span>
                { state }
            </button>
            <section id={ID} popover="auto" class="balance-menu" aria-label="Balance">
                { inside }
                { maybe(unkept(page)) }
                { maybe(page.host.history.as_ref().map(|why| note::warning(html! { <p>{ why }</p> }, None))) }
                { maybe(is_demo.then(|| html! {
                    <p class="small soft">{ "Demo wallet, kept in this browser. No payment is taken." }</p>
                })) }
                <div class="balance-ways">
                    { maybe(page.host.can_add.then(|| html! {
                        <button type="button" class="button first" onclick={add(page, None)}>{ "Add credits" }</button>
                    })) }
                    { way(page, View::Transactions, "View transactions") }
                    { way(page, View::Settings, "Team settings") }
                </div>
            </section>
        </div>
    }
}

/// Opens the dialog, with this amount or with the one that is there.
pub fn add(page: &Page, credits: Option<Credits>) -> Callback<MouseEvent> {
    let dispatcher = page.dispatcher();
    Callback::from(move |_| {
        // Before the dialog opens, so that the focus comes back to the button and not to what is hidden.
        dialog::hide_popover(ID);
        dispatcher.dispatch(Action::Order(OrderAction::Open(credits)));
    })
}

fn way(page: &Page, view: View, words: &'static str) -> Html {
    let current = (page.view == view).then_some("page");
    let hide = Callback::from(|_: MouseEvent| dialog::hide_popover(ID));
    html! { <a class="button" href={crate::app::link::of(page, view)} aria-current={current} onclick={hide}>{ words }</a> }
}

/// Whether this is a demo that nobody has begun: an empty wallet is no warning then.
fn is_untouched(page: &Page) -> bool {
    page.host.is_demo() && page.account.ledger().is_empty()
}

/// What the button says of a low balance.
fn warning(wallet: Wallet) -> Option<&'static str> {
    let available = wallet.available().ok()?;
    if available < Credits::ZERO {
        Some("Overdrawn")
    } else if available < catalog().policy.top_up.low_balance {
        Some("Low")
    } else {
        None
    }
}

fn figures(page: &Page, wallet: Wallet) -> Html {
    let Ok(available) = wallet.available() else { return Html::default() };
    let digits = show::digits([wallet.total, wallet.reserved, available]);
    let row = |head: &'static str, credits: Credits| {
        html! {
            <div key={head}>
                <dt>{ head }</dt>
                <dd class="num">{ figure::figure(show::amount(credits, digits)) }{ "\u{a0}C" }</dd>
            </div>
        }
    };
    let ledger = page.account.ledger();
    // What a host has reserved is for runs that only it knows.
    let runs = if page.host.has_wallet { &[] } else { ledger.reservations() };
    html! {
        <>
            <dl class="figures">
                { row("Total", wallet.total) }
                { row("Reserved", wallet.reserved) }
                { row("Available", available) }
            </dl>
            { open_runs(runs) }
            { if is_untouched(page) {
                html! { <p>{ "The demo wallet is empty. Add credits to try a run." }</p> }
            } else {
                maybe(low(available))
            } }
        </>
    }
}

/// That the wallet is not kept, and why.
fn unkept(page: &Page) -> Option<Html> {
    match &page.account.status {
        Status::NotKept(why) if !page.host.has_wallet => {
            let told = html! { <><p>{ why }</p><p>{ "What happens here is forgotten when this tab closes." }</p></> };
            Some(note::warning(told, None))
        }
        _ => None,
    }
}

/// What credits are set aside for.
fn open_runs(runs: &[Reservation]) -> Html {
    if runs.is_empty() {
        return Html::default();
    }
    let items = runs.iter().take(MOST_RUNS).map(|run| {
        html! {
            <li key={run.job.id.to_string()}>
                <span>{ run.job.name.to_string() }</span>{ figure::credits(run.credits) }
            </li>
        }
    });
    let more = runs.len().checked_sub(MOST_RUNS).filter(|more| *more > 0);
    html! {
        <>
            <p class="small soft">{ "Reserved for" }</p>
            <ul class="balance-runs small">
                { all(items) }
                { maybe(more.map(|more| html! { <li>{ count(more, "more run", "more runs") }</li> })) }
            </ul>
        </>
    }
}

/// The low balance in words.
fn low(available: Credits) -> Option<Html> {
    let low = catalog().policy.top_up.low_balance;
    if available >= low {
        return None;
    }
    let words = if available < Credits::ZERO {
        let over = Credits::ZERO.checked_sub(available).unwrap_or_default();
        format!("{} more was used than there was.", figure::credits_text(over))
    } else {
        format!("Low: fewer than {}\u{a0}C available.", number(&low.to_string()))
    };
    Some(note::warning(html! { <p>{ words }</p> }, None))
}
