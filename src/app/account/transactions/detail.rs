//! An opened row: what it was, and what its job is made of.

use one_credit::catalog;
use one_credit_engine::{
    ledger::{Job, JobLine, Transaction},
    money::{Credits, Quantity},
    show,
    tariff::UnitRate,
};
use yew::prelude::*;

use super::{
    TransactionsAction,
    history::HistoryAction,
    row::{kind_title, model_name, moment},
    then_now,
};
use crate::app::{
    browser::{clock, number::number},
    figure,
    head::head,
    part::{all, maybe},
    send::Send,
    state::{Action, Page},
};

/// The row beneath an opened one.
pub fn detail(page: &Page, row: &Transaction) -> Html {
    let job = row.job.as_deref().map(|job| self::job(page, row, job));
    html! {
        <tr role="row" class="opened" id="history-detail" key="detail">
            <td role="cell" colspan="5">
                <div class="stack">
                    { facts(row) }
                    { maybe(job) }
                </div>
            </td>
        </tr>
    }
}

/// What is known of the row itself.
fn facts(row: &Transaction) -> Html {
    let (day, time) = moment(&row.time.to_string());
    let before = row.balance.checked_sub(row.credits).ok().map(figure::exact);
    let balance = format!("{} → {}", before.unwrap_or_default(), figure::exact(row.balance));
    let mut facts = vec![
        ("When", format!("{day}, {time} UTC")),
        ("Kind", kind_title(row.kind).to_owned()),
        ("Amount", figure::exact_signed(row.credits)),
        ("Balance", balance),
        ("Transaction", row.id.to_string()),
    ];
    if let Some(job) = &row.job {
        facts.push(("Job", job.id.to_string()));
    }
    if !row.note.is_empty() {
        facts.push(("Note", row.note.to_string()));
    }
    if row.is_recurring {
        facts.push(("Made by", "the rule of recurring top-ups".to_owned()));
    }
    let facts = facts.into_iter().map(|(name, text)| {
        html! { <div key={name}><dt>{ name }</dt><dd><bdi>{ text }</bdi></dd></div> }
    });
    html! { <dl class="facts">{ all(facts) }</dl> }
}

fn job(page: &Page, row: &Transaction, job: &Job) -> Html {
    let charged = Credits::ZERO.checked_sub(row.credits).unwrap_or_default();
    let today = &page.transactions.history.today;
    let reprice = page.press({
        let at = page.at;
        move || Action::Transactions(TransactionsAction::History(HistoryAction::Reprice(at)))
    });
    let compared = today.as_deref().map(|(at, costs)| match costs {
        Ok(estimate) => then_now::then_now(job, charged, estimate, *at),
        Err(problem) => html! { <p class="problem" role="alert">{ problem }</p> },
    });
    html! {
        <>
            { lines(job, charged) }
            <p>
                <button type="button" class="button" onclick={reprice} aria-expanded={today.is_some().to_string()}>
                    { "Price this job with today’s rates" }
                </button>
            </p>
            { maybe(compared) }
        </>
    }
}

/// A line for each meter of each model.
fn lines(job: &Job, charged: Credits) -> Html {
    let estimated = job.lines.iter().filter_map(|line| line.estimated);
    let known = job.lines.iter().filter_map(|line| line.credits);
    let digits = show::digits(known.clone().chain(estimated).chain([charged]).chain(job.estimated));
    let shown = show::column(&known.collect::<Vec<_>>(), digits);
    let mut shown = shown.map(|column| column.lines).unwrap_or_default().into_iter();
    let rows = job.lines.iter().enumerate().map(|(place, line)| {
        let credits = line.credits.and_then(|_| shown.next()).map(figure::figure);
        let share = line.credits.and_then(|credits| show::percent(credits, charged));
        html! {
            <tr key={place}>
                <th scope="row">{ about(line) }</th>
                <td class="num half" data-head="Quantity">{ quantity(line) }</td>
                <td class="num half" data-head="Rate">{ rate(line) }</td>
                <td class="num strong" data-head="Credits, C">{ credits.unwrap_or_else(elsewhere) }</td>
                <td class="num" data-head="Share">{ share.map(|share| format!("{}\u{a0}%", number(&share.to_string()))) }</td>
                <td class="num" data-head="Estimated, C">{ line.estimated.map_or_else(unknown, |c| amount(c, digits)) }</td>
                <td class="num" data-head="Difference, C">{ difference(line.credits, line.estimated, digits) }</td>
            </tr>
        }
    });
    html! {
        <table class="lines">
            <caption><h3>{ "What it was charged for" }</h3></caption>
            { head("Model", &["Quantity", "Rate, C", "Credits, C", "Share", "Estimated, C", "Difference, C"]) }
            <tbody>{ all(rows) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">{ "Charged" }</th>
                    <td class="num strong" data-head="Credits, C">{ amount(charged, digits) }</td>
                    <td class="num" data-head="Share">{ format!("{}\u{a0}%", number("100.0")) }</td>
                    <td class="num" data-head="Estimated, C">{ job.estimated.map_or_else(unknown, |c| amount(c, digits)) }</td>
                    <td class="num" data-head="Difference, C">{ difference(Some(charged), job.estimated, digits) }</td>
                </tr>
            </tfoot>
        </table>
    }
}

/// The model and what it did.
pub fn about(line: &JobLine) -> Html {
    let model = model_name(&line.model);
    let function = catalog().functions.iter().find(|function| *function.id == *line.function);
    let parts = [
        &*line.label,
        &*line.supplier,
        function.map_or(&*line.function, |function| function.name.as_str()),
    ];
    let name = if model.is_empty() {
        parts.iter().find(|text| !text.is_empty()).map_or("", |t| t)
    } else {
        &model
    };
    let under = parts.into_iter().filter(|text| !text.is_empty() && *text != name);
    let under = under.collect::<Vec<_>>().join(" · ");
    html! { <>{ name }<span class="under">{ under }</span></> }
}

/// How much was counted, in the unit in which people read it.
pub fn quantity(line: &JobLine) -> Html {
    let Some(quantity) = line.quantity else { return unknown() };
    let (figure, units) = counted(quantity, &line.meter);
    html! { <><bdi>{ figure }</bdi><span class="under">{ units }</span></> }
}

fn counted(quantity: Quantity, meter: &str) -> (String, String) {
    let meters = &catalog().meters;
    match meters.find(meter).and_then(|meter| meters.get(meter)) {
        Some(meter) => figure::volume(quantity, meter),
        None => (figure::quantity(quantity), meter.to_owned()),
    }
}

/// The rate with the day from which it holds.
fn rate(line: &JobLine) -> Html {
    let Some(rate) = line.rate else { return unknown() };
    let since = line.rate_from.map(|day| format!(" since {}", clock::day(&day.to_string())));
    html! { <>{ rate_of(rate, &line.meter) }<span class="under">{ since.unwrap_or_default() }</span></> }
}

/// A rate for as many units as people read it for.
pub fn rate_of(rate: UnitRate, meter: &str) -> Html {
    let meters = &catalog().meters;
    let known = meters.find(meter).and_then(|meter| meters.get(meter));
    let (amount, per) = match known.and_then(|meter| Some((figure::rate(rate, meter)?, meter))) {
        Some((amount, meter)) => (amount, meter.scale_unit.clone()),
        None => (rate.amount, format!("{} {meter}", figure::quantity(rate.per))),
    };
    let shown = show::amount(amount, show::digits([amount]));
    html! { <>{ figure::figure(shown) }<span class="under">{ format!("per {per}") }</span></> }
}

/// An amount in a column.
pub fn amount(credits: Credits, digits: u32) -> Html {
    html! { <bdi>{ figure::plain(credits, digits) }</bdi> }
}

/// How much more than before, with its sign; nothing where one of them is not known.
pub fn difference(now: Option<Credits>, before: Option<Credits>, digits: u32) -> Html {
    match now.zip(before).and_then(|(now, before)| now.checked_sub(before).ok()) {
        Some(more) => html! { <bdi>{ figure::signed(more, digits) }</bdi> },
        None => unknown(),
    }
}

/// What stands where nobody wrote a figure down.
pub fn unknown() -> Html {
    html! { <span class="soft">{ "not given" }</span> }
}

/// The cost stands in another line.
pub fn elsewhere() -> Html {
    html! { <span class="soft">{ "in another line" }</span> }
}
