//! The columns of the dataset's file: what each holds, and what it counts as.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::benchmark::dataset::{Column, Dataset, Kind, Reading};
use yew::prelude::*;

use super::{
    reading::source,
    source::{Loaded, SourceAction},
};
use crate::app::{
    figure::{self, count},
    send::Send,
    state::Page,
};

/// All columns: texts and what is known by its name first, other figures behind a fold.
pub fn columns(page: &Page, loaded: &Loaded) -> Html {
    let columns = || loaded.dataset().columns.iter().enumerate();
    // By what was guessed and not by what is chosen, so that no column moves away under the hand.
    let is_first = |place: usize, column: &Column| {
        column.kind() == Kind::Text || loaded.guesses.get(place).is_some_and(Option::is_some)
    };
    let is_counted = |column: &Column| matches!(column.kind(), Kind::Text | Kind::Figures);
    let (first, others): (Vec<_>, Vec<_>) = columns()
        .filter(|(_, column)| is_counted(column))
        .partition(|(place, column)| is_first(*place, column));
    let count_others = count(others.len(), "other column of figures", "other columns of figures");
    let show = |some: Vec<(usize, &Column)>| {
        all(some.into_iter().map(|(place, column)| one(page, loaded, place, column)))
    };
    let others = (!others.is_empty()).then(|| {
        html! {
            <details>
                <summary>{ count_others }</summary>
                <div class="columns">{ show(others) }</div>
            </details>
        }
    });
    let left_out: Vec<String> = columns()
        .filter_map(|(_, column)| match column.kind() {
            Kind::Nested => Some(format!("“{}” holds lists or objects", column.name)),
            Kind::Empty => Some(format!("“{}” is empty", column.name)),
            Kind::Text | Kind::Figures => None,
        })
        .collect();
    let left_out = (!left_out.is_empty()).then(|| {
        html! { <p class="soft small left-out">{ format!("Left out: {}.", left_out.join("; ")) }</p> }
    });
    html! {
        <fieldset class="stack">
            <legend><h3>{ "Columns" }</h3></legend>
            <div class="columns">{ show(first) }</div>
            { maybe(others) }
            { maybe(left_out) }
        </fieldset>
    }
}

fn one(page: &Page, loaded: &Loaded, place: usize, column: &Column) -> Html {
    let id = format!("column-{place}");
    let told = format!("{id}-about");
    let reading = loaded.readings.get(place).copied().flatten();
    let count = page.chosen(move |id| source(SourceAction::Count(place, Reading::find(&id))));
    let options = Reading::of(column.kind()).iter().map(|option| {
        let is_chosen = reading == Some(option);
        html! { <option key={option.id} value={option.id} selected={is_chosen}>{ option.words }</option> }
    });
    html! {
        <div class="field" key={id.clone()}>
            <label for={id.clone()}><b>{ &column.name }</b></label>
            <select id={id} aria-describedby={told.clone()} onchange={count}>
                <option value="" selected={reading.is_none()}>{ "not counted" }</option>
                { all(options) }
            </select>
            <p id={told} class="soft small">{ about(loaded.dataset(), column, reading) }</p>
        </div>
    }
}

/// What a column holds, in a sentence.
fn about(dataset: &Dataset, column: &Column, reading: Option<&Reading>) -> String {
    let text = Reading::of(Kind::Text).first().filter(|_| column.kind() == Kind::Text);
    let mut told = match reading.or(text).map(|reading| (reading, dataset.held(column, reading))) {
        None => "Figures.".to_owned(),
        Some((_, Err(error))) => format!("{error}."),
        Some((reading, Ok(held))) => {
            let meters = &catalog().meters;
            let meter = meters.find(reading.meter).and_then(|meter| meters.get(meter));
            let units = meter.map_or("", |meter| meter.units.as_str());
            let sum = figure::quantity(held.sum);
            let (least, most) = (figure::quantity(held.least), figure::quantity(held.most));
            if held.least == held.most {
                format!("{sum} {units} in all; {most} in each row.")
            } else {
                format!("{sum} {units} in all; {least} to {most} in a row.")
            }
        }
    };
    if column.filled < dataset.rows {
        let missing = dataset.rows.saturating_sub(column.filled);
        let missing = count(usize::try_from(missing).unwrap_or(usize::MAX), "row has", "rows have");
        told.push_str(&format!(" {missing} none, which counts as 0."));
    }
    if let Some((line, found)) = column.flaw.as_ref().filter(|_| column.is_named_as_figures()) {
        told.push_str(&format!(" Not figures: line {line} holds “{found}”."));
    }
    told
}
