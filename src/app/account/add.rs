//! *Add credits*, the first step: how many, what that costs, and what it buys.

use one_credit::catalog;
use one_credit_engine::{
    amount::{Payable, Reason},
    equivalents::Amount,
    money::Credits,
    tariff::Context,
    time::Timestamp,
};
use yew::prelude::*;

use super::{
    order::{OrderAction, Step},
    review, standing,
};
use crate::app::{
    browser::number::number,
    figure, guard,
    icon::Icon,
    part::{all, maybe},
    send::Send,
    state::{Action, Page},
};

/// The dialog's id.
pub const DIALOG: &str = "add-credits";

/// What has the focus when a step comes: the field, or the heading of the review.
pub const fn focus_of(step: Step) -> &'static str {
    match step {
        Step::Amount => "amount",
        Step::Review => "order-title",
    }
}

/// The dialog with the step on screen; empty while it is closed.
pub fn dialog(page: &Page) -> Html {
    let inside = page.order.step.map(|step| {
        let (title, body) = match step {
            Step::Amount => ("Add credits", amount(page)),
            Step::Review => ("Review", review::review(page)),
        };
        html! {
            <div class="stack">
                <div class="row apart">
                    <h2 id="order-title" tabindex="-1">{ title }</h2>
                    <button type="button" class="quiet" onclick={page.press(|| Action::Order(OrderAction::Close))}>{ "Close" }</button>
                </div>
                { maybe(page.host.is_demo().then(demo)) }
                { maybe(guard::refusal(page)) }
                { body }
            </div>
        }
    });
    let close = page.toggled(|| Action::Order(OrderAction::Close));
    html! {
        <dialog id={DIALOG} class="sheet" aria-labelledby="order-title" onclose={close} onpaste={guard::pasted(page)}>{ maybe(inside) }</dialog>
    }
}

/// What every screen of the demo checkout says.
pub fn demo() -> Html {
    html! { <p class="demo">{ Icon::Coin.draw() }<b>{ "Demo: no payment is taken." }</b></p> }
}

fn amount(page: &Page) -> Html {
    let order = &page.order;
    let problem = order.problem().map(|problem| {
        html! { <p id="amount-problem" class="problem">{ problem }</p> }
    });
    let understood = order.credits().map(|credits| {
        html! { <>{ "Understood: " }<b>{ review::dollars(credits) }</b></> }
    });
    let next = page.dispatcher();
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        next.dispatch(Action::Order(OrderAction::Review));
    });
    let is_wrong = problem.is_some();
    html! {
        <form class="stack" novalidate=true onsubmit={submit}>
            <div class="field">
                <label for="amount">{ "US dollars to add (1 credit each)" }</label>
                <input id="amount" class="money" inputmode="decimal" autocomplete="off" autofocus=true
                    value={order.text.clone()}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={is_wrong.then_some("amount-problem")}
                    oninput={page.typed(|text| Action::Order(OrderAction::Type(text)))} />
                { maybe(problem) }
                <output for="amount">{ maybe(understood) }</output>
            </div>
            { offers(page) }
            { maybe(order.credits().map(|credits| html! { <>{ review::sums(page, credits) }{ buys(credits, page.at) }</> })) }
            <button type="submit" class="button first">{ "Review" }</button>
        </form>
    }
}

/// Amounts to choose from: the presets, and what the estimate on screen needs.
fn offers(page: &Page) -> Html {
    let top_up = &catalog().policy.top_up;
    let chosen = page.order.credits();
    let chip = |credits: Credits| {
        html! {
            <button key={credits.to_string()} type="button" class="chip"
                aria-pressed={(chosen == Some(credits)).to_string()}
                onclick={page.press(move || Action::Order(OrderAction::Choose(credits)))}>
                <bdi>{ format!("${}", number(&credits.to_string())) }</bdi>
            </button>
        }
    };
    let presets = top_up.presets.iter().copied().map(chip);
    let need = standing::missing(page).and_then(|need| top_up.payable(need).ok());
    let need = need.map(|payable| {
        let amount = payable.amount;
        html! {
            <p class="need-exactly">
                <button type="button" class="chip" aria-pressed={(chosen == Some(amount)).to_string()}
                    onclick={page.press(move || Action::Order(OrderAction::Choose(amount)))}>
                    { "Exactly what this estimate needs: " }{ review::dollars(amount) }
                </button>
                <span class="small soft">{ why(payable) }</span>
            </p>
        }
    });
    html! {
        <div class="stack" role="group" aria-label="On offer">
            <div class="row">{ all(presets) }</div>
            { maybe(need) }
        </div>
    }
}

/// The exact need beside the amount that covers it.
fn why(payable: Payable) -> Html {
    let need = html! { <bdi>{ format!("{}\u{a0}C", number(&payable.need.to_string())) }</bdi> };
    match payable.reason {
        Reason::Exact => html! { <>{ need }{ " more than is available." }</> },
        Reason::NextCent => html! { <>{ need }{ " more than is available, to the next cent." }</> },
        Reason::Minimum => {
            html! { <>{ need }{ " more than is available; this is the least that can be added." }</> }
        }
    }
}

/// What an amount buys: the headline functions.
fn buys(credits: Credits, at: Timestamp) -> Html {
    let catalog = catalog();
    let context = Context::at(at);
    let items = catalog.policy.headlines.iter().filter_map(|id| {
        let model = catalog.get(*id)?;
        let function = catalog.function_of(model)?;
        let buys = catalog.buys(*id, model, credits, &context).ok()??;
        let Amount::UpTo { headline, .. } = buys.amount else { return None };
        let amount = format!("{} {}", figure::headline(headline), buys.unit.many);
        let supplier = catalog.supplier(model).map_or("", |supplier| supplier.name.as_str());
        Some(html! {
            <li key={model.id.clone()}>
                { figure::phrase(function, &amount) }
                <span class="soft">{ format!(" · {}", supplier) }</span>
            </li>
        })
    });
    html! {
        <div class="buys small">
            <p class="soft">{ "Up to, with one of these:" }</p>
            <ul>{ all(items) }</ul>
        </div>
    }
}
