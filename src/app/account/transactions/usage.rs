//! *Usage*: what a period was spent on, by model, supplier or function, dearest first.

use one_credit::catalog;
use one_credit_engine::{
    ledger::statistics::{Before, Dimension, Report, Row, Step},
    money::Credits,
    show::{self, Column, Shown},
    time::Date,
};
use yew::prelude::*;

use super::{
    Tab,
    period::{range, spend_action, with_report},
    spend::SpendAction,
};
use crate::app::{
    address::Address,
    browser::{clock, number::number},
    figure,
    head::head,
    part::{all, maybe},
    send::Send,
    state::{Page, View},
};

/// The tab.
pub fn view(page: &Page) -> Html {
    with_report(page, |report| {
        if report.jobs == 0 && report.before.is_none_or(|before| before.spent == Credits::ZERO) {
            return nothing(page);
        }
        let by = page.transactions.spend.dimension;
        let choices = Dimension::ALL.map(|dimension| {
            let choose = page.press(move || spend_action(SpendAction::By(dimension)));
            html! {
                <button key={dimension.name()} type="button" class="chip"
                    aria-pressed={(dimension == by).to_string()} onclick={choose}>{ title(dimension) }</button>
            }
        });
        html! {
            <section class="panel" aria-labelledby="usage-title">
                <div class="row apart">
                    <h2 id="usage-title">{ format!("Usage by {}", by.name()) }</h2>
                    <div class="chips" role="group" aria-label="Usage by">{ all(choices) }</div>
                </div>
                { table(report, by) }
                { notes(report) }
            </section>
        }
    })
}

/// What stands where nothing was spent.
pub fn nothing(page: &Page) -> Html {
    let all_days = page.press(|| spend_action(SpendAction::Choose(super::spend::Choice::All)));
    let is_all = page.transactions.spend.choice == super::spend::Choice::All;
    html! {
        <section class="panel" aria-labelledby="nothing-title">
            <h2 id="nothing-title">{ "Nothing was spent in this period" }</h2>
            <p>{ "A run, a benchmark or an imported history appears here as soon as it is charged." }</p>
            { maybe((!is_all).then(|| html! {
                <p><button type="button" class="button" onclick={all_days}>{ "Show all days" }</button></p>
            })) }
        </section>
    }
}

const fn title(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Model => "Model",
        Dimension::Supplier => "Supplier",
        Dimension::Function => "Function",
    }
}

fn table(report: &Report, by: Dimension) -> Html {
    let rows = report.table(by);
    let credits = column(rows.iter().map(|row| row.credits).collect());
    let before = report.before;
    let changes = before.and_then(|_| {
        column(rows.iter().filter_map(|row| row.credits.checked_sub(row.before).ok()).collect())
    });
    let change_digits = changes.as_ref().map_or(2, |changes| changes.digits);
    let shown = |column: &Option<Column>, place: usize| {
        column.as_ref().and_then(|column| column.lines.get(place)).copied()
    };
    let body = rows.iter().enumerate().map(|(place, row)| {
        let change = before.map(|_| {
            html! { <td class="num" data-head="Change, C">{ maybe(shown(&changes, place).map(|shown| change(shown, change_digits))) }</td> }
        });
        html! {
            <tr key={row.name.to_string()}>
                <th scope="row">{ name(report, by, row) }</th>
                <td class="num" data-head="Jobs">{ number(&row.jobs.to_string()) }</td>
                { maybe(change) }
                <td class="num" data-head="Share">{ maybe(row.share.map(share)) }</td>
                <td class="num expected" data-head="Credits, C">{ maybe(shown(&credits, place).map(figure::figure)) }</td>
            </tr>
        }
    });
    let change_head: &[&str] = if before.is_some() { &["Change, C"] } else { &[] };
    let heads = [&["Jobs"], change_head, &["Share", "Credits, C"]].concat();
    let change_total = before.map(|_| {
        let total = changes.as_ref().map(|changes| change(changes.total, change_digits));
        html! { <td class="num" data-head="Change, C">{ maybe(total) }</td> }
    });
    html! {
        <table class="costs usage" aria-labelledby="usage-title">
            { head(title(by), &heads) }
            <tbody>{ all(body) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ "All usage" }</th>
                    <td class="num" data-head="Jobs">{ number(&report.jobs.to_string()) }</td>
                    { maybe(change_total) }
                    <td class="num" data-head="Share">{ maybe((report.spent > Credits::ZERO).then(|| html! { <bdi>{ percent("100.0") }</bdi> })) }</td>
                    <td class="num expected" data-head="Credits, C">{ maybe(credits.map(|credits| figure::figure(credits.total))) }</td>
                </tr>
            </tfoot>
        </table>
    }
}

/// Amounts with the same number of digits, which add up as they are shown.
pub fn column(amounts: Vec<Credits>) -> Option<Column> {
    show::column(&amounts, show::digits(amounts.iter().copied())).ok()
}

/// What leads to the rows of the history, where they can be found by this name.
fn name(report: &Report, by: Dimension, row: &Row) -> Html {
    let (words, under) = named(by, &row.name);
    let under = under.map(|under| html! { <span class="under">{ under }</span> });
    let is_found = by != Dimension::Function && !row.name.is_empty();
    let words = if is_found {
        html! { <a href={rows(report, &row.name)}>{ words }</a> }
    } else {
        html! { { words } }
    };
    html! { <>{ words }{ maybe(under) }</> }
}

/// The link to the rows of the history with a model or a supplier, in the period.
fn rows(report: &Report, name: &str) -> String {
    let mut address = Address { view: View::Transactions.name().to_owned(), fields: Vec::new() };
    address.push("tab", Tab::History.name());
    address.push("from", report.period.first().to_string());
    address.push("to", report.period.last().to_string());
    address.push("model", name);
    address.write()
}

/// What people call a model, a supplier or a function, and what else there is to say of it.
pub fn named(by: Dimension, name: &str) -> (String, Option<String>) {
    if name.is_empty() {
        return ("Not itemised".to_owned(), None);
    }
    let catalog = catalog();
    match by {
        Dimension::Model => match catalog.model(name) {
            Some((_, model)) => {
                let supplier = catalog.supplier(model).map(|supplier| supplier.name.clone());
                (model.name.clone(), supplier)
            }
            None => (name.to_owned(), None),
        },
        Dimension::Supplier => (name.to_owned(), None),
        Dimension::Function => {
            let function = catalog.functions.iter().find(|function| function.id == name);
            (function.map_or_else(|| name.to_owned(), |function| function.name.clone()), None)
        }
    }
}

/// A share in words and as a bar.
fn share(share: Shown) -> Html {
    let width = match share {
        Shown::Amount(share) => share.to_string(),
        Shown::Below(_) => "0".to_owned(),
    };
    // A discount has a share below 0, and no bar.
    let width = if width.starts_with('-') { "0".to_owned() } else { width };
    html! {
        <>
            <bdi>{ percent(&figure::text(share)) }</bdi>
            <svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="whole" width="100" height="4" />
                <rect class="part" {width} height="4" />
            </svg>
        </>
    }
}

/// Figures already written, in per cent.
pub fn percent(text: &str) -> String {
    format!("{text}\u{a0}%")
}

/// A difference with its sign.
fn change(shown: Shown, digits: u32) -> Html {
    let text = match shown {
        Shown::Amount(amount) => figure::signed(Credits::new(amount), digits),
        Shown::Below(_) => figure::text(shown),
    };
    html! { <bdi>{ text }</bdi> }
}

/// What the table compares with, what it leaves out, and what has no name in it.
fn notes(report: &Report) -> Html {
    let compared = report.before.map(|before| html! { <p>{ compared(&before) }</p> });
    let refunds = (report.refunds > Credits::ZERO).then(|| {
        html! { <p>{ "Refunds in this period: " }{ figure::credits(report.refunds) }{ ". They are not taken off the usage." }</p> }
    });
    let is_plain = report.table(Dimension::Model).iter().any(|row| row.name.is_empty());
    let plain = is_plain.then(|| {
        html! { <p>{ "Not itemised: charged without saying for which model." }</p> }
    });
    html! { <div class="soft small stack notes">{ maybe(compared) }{ maybe(refunds) }{ maybe(plain) }</div> }
}

/// "Change is against 25 Sep 2026 – 23 Oct 2026, 30 days."
fn compared(before: &Before) -> String {
    let mut text = format!("Change is against {}", range(before.period));
    if before.is_partial {
        text.push_str(", of which not every day is known");
    }
    text.push('.');
    text
}

/// The first day of a bar, as it is read out and written in tables.
pub fn step_name(report: &Report, start: Date) -> String {
    let iso = start.to_string();
    match report.step {
        Step::Day => clock::day(&iso),
        Step::Week => format!("Week of {}", clock::day(&iso)),
        Step::Month => clock::written(&iso, clock::Written::Month),
        Step::Year => clock::written(&iso, clock::Written::Year),
    }
}
