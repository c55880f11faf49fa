//! *Statistics*: spend by day, stacked by model, as a chart and as the table behind it.

use js_sys::Reflect;
use one_credit_engine::{
    ledger::statistics::{Bar, Report},
    money::Credits,
    show,
};
use yew::prelude::*;

use super::{
    chart::{self, fill, series_name, step_word},
    period::{spend_action, with_report},
    spend::SpendAction,
    usage::{self, column, percent, step_name},
};
use crate::app::{
    figure,
    head::head,
    part::{all, maybe},
    state::Page,
};

/// The tab.
pub fn view(page: &Page) -> Html {
    with_report(page, |report| {
        if report.jobs == 0 {
            return usage::nothing(page);
        }
        let last = report.bars.len().saturating_sub(1);
        // The last bar with a figure, until one is chosen.
        let used = report.bars.iter().rposition(|bar| bar.total != Credits::ZERO);
        let read = page.transactions.spend.bar.or(used).unwrap_or(last).min(last);
        let step = step_word(report.step).to_lowercase();
        let is_open = page.transactions.spend.is_table_open;
        html! {
            <section class="panel" aria-labelledby="chart-title">
                <h2 id="chart-title">{ format!("Spend by {step}") }</h2>
                <div class="charted">
                    { chart::chart(page, report, read) }
                    { maybe(report.bars.get(read).map(|bar| legend(report, bar))) }
                </div>
                <details open={is_open} ontoggle={toggled(page)}>
                    <summary>{ format!("The same figures as a table, by {step}") }</summary>
                    { maybe(is_open.then(|| table(report))) }
                </details>
            </section>
        }
    })
}

/// The table was opened or closed by the browser.
fn toggled(page: &Page) -> Callback<Event> {
    let dispatcher = page.dispatcher();
    Callback::from(move |event: Event| {
        let details =
            event.target().and_then(|details| Reflect::get(&details, &"open".into()).ok());
        let is_open = details.and_then(|open| open.as_bool()).unwrap_or_default();
        dispatcher.dispatch(spend_action(SpendAction::Table(is_open)));
    })
}

/// The models in the order in which they are stacked, with the figures of the bar that is read and of the period.
fn legend(report: &Report, bar: &Bar) -> Html {
    // From the top of the stack to its bottom, as the eye meets them.
    let places: Vec<usize> = (0..bar.parts.len()).rev().collect();
    let totals: Vec<Credits> = places.iter().map(|series| total(report, *series)).collect();
    let parts: Vec<Credits> =
        places.iter().filter_map(|series| bar.parts.get(*series)).copied().collect();
    let (totals, parts) = (column(totals), column(parts));
    let rows = places.iter().enumerate().map(|(row, series)| {
        let line = |column: &Option<show::Column>| {
            maybe(column.as_ref().and_then(|column| column.lines.get(row)).map(|line| figure::figure(*line)))
        };
        let share = report.shares.get(*series);
        html! {
            <tr key={*series}>
                <th scope="row">
                    <svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class={fill(*series)} width="10" height="10" /></svg>
                    { series_name(report, *series) }
                </th>
                <td class="num">{ line(&parts) }</td>
                <td class="num">{ line(&totals) }</td>
                <td class="num">{ maybe(share.map(|share| html! { <bdi>{ percent(&figure::text(*share)) }</bdi> })) }</td>
            </tr>
        }
    });
    let sum = |column: &Option<show::Column>| {
        maybe(column.as_ref().map(|column| figure::figure(column.total)))
    };
    html! {
        <table class="legend" aria-label="By model">
            { head("Model", &[&format!("{}, C", step_name(report, bar.start)), "Period, C", "Share"]) }
            <tbody>{ all(rows) }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ "All models" }</th>
                    <td class="num">{ sum(&parts) }</td>
                    <td class="num">{ sum(&totals) }</td>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
}

/// What was spent on a series in all bars.
fn total(report: &Report, series: usize) -> Credits {
    report.totals.get(series).copied().unwrap_or_default()
}

/// The figures of the chart.
fn table(report: &Report) -> Html {
    let width = report.totals.len();
    let heads = (0..width).map(|series| {
        html! { <th key={series} scope="col" class="num">{ format!("{}, C", series_name(report, series)) }</th> }
    });
    // Every column has its own digits; each adds up to its total.
    let columns: Vec<_> = (0..width)
        .map(|series| {
            column(report.bars.iter().filter_map(|bar| bar.parts.get(series)).copied().collect())
        })
        .collect();
    let all_models = column(report.bars.iter().map(|bar| bar.total).collect());
    let cell = |column: &Option<show::Column>, row: usize| {
        maybe(
            column
                .as_ref()
                .and_then(|column| column.lines.get(row))
                .map(|line| figure::figure(*line)),
        )
    };
    let rows = report.bars.iter().enumerate().map(|(row, bar)| {
        let cells = columns.iter().enumerate().map(
            |(series, column)| html! { <td key={series} class="num">{ cell(column, row) }</td> },
        );
        html! {
            <tr key={row}>
                <th scope="row">{ step_name(report, bar.start) }</th>
                { all(cells) }
                <td class="num expected">{ cell(&all_models, row) }</td>
            </tr>
        }
    });
    let totals = columns.iter().enumerate().map(|(series, column)| {
        html! { <td key={series} class="num">{ maybe(column.as_ref().map(|column| figure::figure(column.total))) }</td> }
    });
    html! {
        <div class="scroll" role="region" aria-label="Figures of the chart" tabindex="0">
            <table aria-label="Figures of the chart">
                <thead>
                    <tr>
                        <th scope="col">{ step_word(report.step) }</th>
                        { all(heads) }
                        <th scope="col" class="num">{ "All models, C" }</th>
                    </tr>
                </thead>
                <tbody>{ all(rows) }</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{ "Period" }</th>
                        { all(totals) }
                        <td class="num expected">{ maybe(all_models.as_ref().map(|column| figure::figure(column.total))) }</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}
