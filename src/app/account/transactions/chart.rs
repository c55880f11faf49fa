//! The chart of *Statistics*: a bar for each day (or week, month, year), stacked by model. It stretches to the width
//! there is, so that everything written beside it is plain text.

use one_credit_engine::{
    decimal,
    ledger::statistics::{Axis, Bar, Report, Step},
    money::Credits,
    show,
};
use yew::prelude::*;

use super::{
    period::spend_action,
    spend::SpendAction,
    usage::{named, step_name},
};
use crate::app::{
    browser::clock::{self, Written},
    figure,
    part::all,
    send::Send,
    state::Page,
};

/// The width of a step, of which a bar takes all but the margins; the height is 100.
const STEP: usize = 10;

/// The chart, and the field below it with which a bar is chosen.
pub fn chart(page: &Page, report: &Report, read: usize) -> Html {
    let largest = report.bars.iter().map(|bar| bar.total).max().unwrap_or_default();
    let Ok(axis) = Axis::over(largest) else { return Html::default() };
    let figures = axis.figures().unwrap_or_default();
    let digits = show::digits(figures.iter().copied()).min(6);
    // Whole credits need no cents beside an axis.
    let is_whole = figures.iter().all(|figure| figure.amount().normalize().scale() == 0);
    let digits = if is_whole { 0 } else { digits };
    let labels = figures.iter().rev().map(|credits| {
        html! { <li key={credits.to_string()}>{ figure::figure(show::amount(*credits, digits)) }</li> }
    });
    let width = report.bars.len() * STEP;
    let lines = figures.iter().map(|credits| {
        let y = from_top(&axis, *credits);
        html! { <path key={credits.to_string()} class="line" d={format!("M0 {y}H{width}")} /> }
    });
    let bars =
        report.bars.iter().enumerate().map(|(place, bar)| one(page, &axis, place, bar, read));
    let choose = page.typed(|text| spend_action(SpendAction::Read(text.parse().unwrap_or(0))));
    let last = report.bars.len().saturating_sub(1);
    let reading = report.bars.get(read).map(|bar| spoken(report, bar)).unwrap_or_default();
    html! {
        <figure class="chart" aria-label={summary(report)}>
            <p class="unit soft small" aria-hidden="true">{ "C" }</p>
            <ul class="axis" aria-hidden="true">{ all(labels) }</ul>
            <svg class="plot" viewBox={format!("0 0 {width} 100")} preserveAspectRatio="none" aria-hidden="true">
                <g>{ all(lines) }</g>
                <g>{ all(bars) }</g>
            </svg>
            <input type="range" class="no-print" aria-label={format!("{} to read", step_word(report.step))} min="0" max={last.to_string()}
                value={read.to_string()} aria-valuetext={reading} oninput={choose} />
            <ol class="days" aria-hidden="true">{ all(days(report)) }</ol>
        </figure>
    }
}

/// A bar: its parts from the bottom up, the largest model first, and over it what the pointer meets.
fn one(page: &Page, axis: &Axis, place: usize, bar: &Bar, read: usize) -> Html {
    let x = (place * STEP + 1).to_string();
    let mut sum = Credits::ZERO;
    let mut parts = Vec::new();
    for (series, part) in bar.parts.iter().enumerate() {
        // A discount has no height; what it takes off is in the table.
        let Ok(above) = sum.checked_add(*part) else { break };
        if *part <= Credits::ZERO {
            continue;
        }
        let (low, high) = (axis.height(sum), axis.height(above));
        sum = above;
        let height = decimal::sub(high, low).unwrap_or_default();
        parts.push(html! {
            <rect key={series} class={fill(series)} x={x.clone()} y={from_top(axis, above)} width="8" height={decimal::to_text(height)} />
        });
    }
    // Moved, not reached: a page that scrolls below a resting pointer reads nothing else.
    let point = (place != read).then(|| page.press(move || spend_action(SpendAction::Read(place))));
    let class = if place == read { "here" } else { "there" };
    html! {
        <g key={place} {class}>
            <rect class="back" x={(place * STEP).to_string()} width="10" height="100" />
            { all(parts) }
            <rect class="hit" x={(place * STEP).to_string()} width="10" height="100" onmousemove={point.clone()} onclick={point} />
        </g>
    }
}

/// Where an amount stands, counted from the top.
fn from_top(axis: &Axis, credits: Credits) -> String {
    decimal::sub(100.into(), axis.height(credits)).map(decimal::to_text).unwrap_or_default()
}

/// The class of a part's fill, which the legend shows in the same order.
pub const fn fill(series: usize) -> &'static str {
    match series {
        0 => "fill-1",
        1 => "fill-2",
        2 => "fill-3",
        3 => "fill-4",
        4 => "fill-5",
        _ => "fill-6",
    }
}

/// Days below the chart: so many that they do not touch each other at 360 pixels.
fn days(report: &Report) -> Vec<Html> {
    const MOST: usize = 5;
    let bars = report.bars.len();
    let every = bars.div_ceil(MOST).max(1);
    let as_what = match report.step {
        Step::Day | Step::Week => Written::DayOfYear,
        Step::Month => Written::Month,
        Step::Year => Written::Year,
    };
    let label = |(place, bar): (usize, &Bar)| {
        let has_room = place.is_multiple_of(every) && (place + every <= bars || bars <= MOST);
        let text = has_room.then(|| clock::written(&bar.start.to_string(), as_what));
        html! { <li key={place}>{ text.unwrap_or_default() }</li> }
    };
    report.bars.iter().enumerate().map(label).collect()
}

/// "Day", as a bar is called.
pub const fn step_word(step: Step) -> &'static str {
    match step {
        Step::Day => "Day",
        Step::Week => "Week",
        Step::Month => "Month",
        Step::Year => "Year",
    }
}

/// The chart in one sentence.
fn summary(report: &Report) -> String {
    let most = report.bars.iter().max_by_key(|bar| bar.total);
    let most = most.map(|bar| {
        format!("; most on {}: {}", step_name(report, bar.start), figure::credits_text(bar.total))
    });
    format!(
        "Spend by {}, {} in all{}",
        step_word(report.step).to_lowercase(),
        figure::credits_text(report.spent),
        most.unwrap_or_default()
    )
}

/// A bar as it is read out: "3 Nov 2026: 3.02 C; Amazon Transcribe 1.44 C, …".
fn spoken(report: &Report, bar: &Bar) -> String {
    use core::fmt::Write;
    let mut text = format!("{}: {}", step_name(report, bar.start), figure::credits_text(bar.total));
    let used = bar.parts.iter().enumerate().filter(|(_, part)| **part != Credits::ZERO);
    for (count, (series, part)) in used.enumerate() {
        let mark = if count == 0 { ';' } else { ',' };
        // Writing to a string cannot fail.
        let _ =
            write!(text, "{mark} {} {}", series_name(report, series), figure::credits_text(*part));
    }
    text
}

/// The name of a series; the last stands for all others.
pub fn series_name(report: &Report, series: usize) -> String {
    match report.series.get(series) {
        Some(name) => named(one_credit_engine::ledger::statistics::Dimension::Model, name).0,
        None => "Other models".to_owned(),
    }
}
