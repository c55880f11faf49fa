//! One row of the history, closed.

use one_credit::catalog;
use one_credit_engine::{
    ledger::{Kind, Transaction, is_sample},
    money::Credits,
};
use yew::prelude::*;

use super::list::Keys;
use crate::app::{browser::clock, figure, icon::Icon, part::maybe};

/// How a row stands in the table.
pub struct Stand {
    /// Its place in the ledger.
    pub place: u32,
    /// The number of the row in the table, the header being 1.
    pub number: usize,
    /// Digits after the point in its column.
    pub digits: u32,
    /// Whether Tab leads to it.
    pub is_current: bool,
    /// Whether its job is shown beneath.
    pub is_opened: bool,
}

/// The row.
pub fn row(row: &Transaction, stand: &Stand, keys: &Keys) -> Html {
    let name = title(row);
    let under = under(row);
    let iso = row.time.to_string();
    let (day, time) = moment(&iso);
    let is_added = row.credits > Credits::ZERO;
    let press = keys.press.reform({
        let place = stand.place;
        move |_: MouseEvent| place
    });
    html! {
        <tr role="row" class="entry" key={stand.place} aria-rowindex={stand.number.to_string()}>
            <td role="cell" class="when">
                <time datetime={iso}>{ day }<span class="under">{ time }</span></time>
            </td>
            <th role="rowheader" scope="row" class="what">
                <button type="button" id={button_id(stand.place)} class="opener"
                    tabindex={if stand.is_current { "0" } else { "-1" }}
                    aria-expanded={stand.is_opened.to_string()}
                    aria-controls={stand.is_opened.then_some("history-detail")}
                    onkeydown={&keys.key} onclick={press}>
                    { Icon::Open.draw() }<span>{ name }</span>
                </button>
                { maybe((!under.is_empty()).then(|| html! { <span class="under">{ under }</span> })) }
            </th>
            <td role="cell" class="kind">
                { kind_title(row.kind) }
                { maybe(is_sample(row).then(|| html! { <span class="tag edited">{ "sample" }</span> })) }
            </td>
            <td role="cell" class={if is_added { "num amount added" } else { "num amount" }}>
                <bdi>{ figure::signed(row.credits, stand.digits) }</bdi>
            </td>
            <td role="cell" class="num balance-after">
                <bdi>{ figure::plain(row.balance, stand.digits) }</bdi>
            </td>
        </tr>
    }
}

/// The id of the button that opens the row at a place.
pub fn button_id(place: u32) -> String {
    format!("row-{place}")
}

/// Day and time of an instant.
pub fn moment(iso: &str) -> (String, String) {
    (clock::written(iso, clock::Written::Day), clock::written(iso, clock::Written::Time))
}

/// What people call a row: its job, its note, or its kind.
pub fn title(row: &Transaction) -> String {
    let job =
        row.job.as_ref().map_or("", |job| if job.name.is_empty() { &job.id } else { &job.name });
    let name = if job.is_empty() { &*row.note } else { job };
    if name.is_empty() { kind_title(row.kind).to_owned() } else { name.to_owned() }
}

/// The models of a row's job, the first two by name; or its note, where that is not its title.
fn under(row: &Transaction) -> String {
    let Some(job) = &row.job else {
        return if row.is_recurring { "by the recurring rule".to_owned() } else { String::new() };
    };
    let mut names: Vec<String> = Vec::new();
    for line in &job.lines {
        let name =
            if line.model.is_empty() { line.label.to_string() } else { model_name(&line.model) };
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(2);
    names.truncate(2);
    let mut text = names.join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// A model as the catalog calls it, or its id where it has none of that id.
pub fn model_name(id: &str) -> String {
    catalog().model(id).map_or_else(|| id.to_owned(), |(_, model)| model.name.clone())
}

/// A kind in words.
pub const fn kind_title(kind: Kind) -> &'static str {
    match kind {
        Kind::TopUp => "Top-up",
        Kind::Usage => "Usage",
        Kind::Refund => "Refund",
        Kind::Adjustment => "Adjustment",
        Kind::Expiry => "Expiry",
    }
}
