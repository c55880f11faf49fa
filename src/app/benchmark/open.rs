//! How a dataset comes in: dropped, chosen, pasted, or five rows to look around in; and how far it is.

use crate::app::part::maybe;
use one_credit_engine::benchmark::dataset::Format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    PASTE_ROWS, columns, reading,
    source::{Loaded, Source, SourceAction, Wanted, Work},
    state::BenchmarkAction,
};
use crate::app::{
    browser::document,
    figure::{self, count},
    guard,
    icon::Icon,
    note,
    send::Send,
    state::{Action, Page},
};

/// The id of the panel's heading, which has the focus when what had it is gone.
pub const TITLE: &str = "dataset-title";

/// What a drag brings: the first file, or the text.
pub fn dropped(page: &Page, event: &DragEvent) {
    event.prevent_default();
    let transfer = event.data_transfer();
    if let Some(file) = transfer.as_ref().and_then(|all| all.files()).and_then(|files| files.get(0))
    {
        return reading::file(page, file);
    }
    let text = transfer.and_then(|all| all.get_data("text/plain").ok()).unwrap_or_default();
    if guard::is_card(&text) {
        page.dispatch(Action::Refuse(true));
    } else if !text.trim().is_empty() {
        return reading::text(page, "The dropped rows", &text);
    }
    page.dispatch(reading::source(SourceAction::Over(false)));
}

/// Everything between the heading of the dataset and its fields.
pub fn open(page: &Page) -> Html {
    let source = page.benchmark.source();
    let trouble = source.trouble.as_ref().map(|(title, why)| {
        let told = html! { <><p><b>{ title }</b></p><p>{ why }</p></> };
        note::trouble(told, Some(page.press(|| reading::source(SourceAction::Dismiss))))
    });
    let class = if source.is_over { "drop slim over" } else { "drop slim" };
    let told = match &source.loaded {
        Some(loaded) => about(loaded),
        None => html! {
            <>
                { Icon::Drop.draw() }
                <p><b>{ "Drop a file with your rows here" }</b></p>
                <p class="soft small">
                    { "CSV, TSV, JSONL or a JSON list. It is read in your browser; nothing of it is sent or kept." }
                </p>
            </>
        },
    };
    html! {
        <>
            <div {class}>
                { told }
                { buttons(page, &source) }
                { maybe(source.is_pasting.then(|| pasted(page))) }
            </div>
            { maybe(source.work.as_ref().map(|work| progress(page, work))) }
            { maybe(trouble) }
            { maybe(source.loaded.as_ref().and_then(|loaded| sample(page, loaded))) }
            { maybe(source.loaded.as_ref().map(|loaded| columns::columns(page, loaded))) }
        </>
    }
}

fn buttons(page: &Page, source: &Source) -> Html {
    let chosen = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                reading::file(&page, file);
            }
            // The same file may be chosen again after it was mended.
            input.set_value("");
        })
    };
    let is_loaded = source.loaded.is_some();
    let is_pasting = source.is_pasting;
    let choose = Callback::from(|_: MouseEvent| document::click("dataset-file"));
    let paste = page.press(move || reading::source(SourceAction::Paste(!is_pasting)));
    let other = if is_loaded {
        let close = page.press(|| {
            document::focus(TITLE);
            reading::source(SourceAction::Close)
        });
        html! { <button type="button" key="close" class="button" onclick={close}>{ "Close it" }</button> }
    } else {
        let page = page.clone();
        let sample = Callback::from(move |_: MouseEvent| {
            reading::sample(&page);
            document::focus(TITLE);
        });
        html! { <button type="button" key="sample" class="button" onclick={sample}>{ "Try five rows" }</button> }
    };
    let first = if is_loaded { "button" } else { "button first" };
    html! {
        <div class="row">
            <button type="button" class={first} onclick={choose}>
                { if is_loaded { "Choose another file" } else { "Choose a file" } }
            </button>
            <button type="button" class="button" onclick={paste} aria-expanded={is_pasting.to_string()}>{ "Paste rows" }</button>
            { other }
            <input id="dataset-file" class="unseen" type="file" tabindex="-1" onchange={chosen}
                accept=".csv,.tsv,.tab,.txt,.jsonl,.ndjson,.json,text/csv,text/tab-separated-values,application/json"
                aria-label="The dataset as a file" />
        </div>
    }
}

/// The field for pasted rows. Their text belongs to the page only when it is handed over.
fn pasted(page: &Page) -> Html {
    let read = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| {
            reading::text(&page, "The pasted rows", &document::text_of(PASTE_ROWS));
            document::focus(TITLE);
        })
    };
    html! {
        <div class="paste stack">
            <label for={PASTE_ROWS}>{ "A table as CSV, whose first line names the columns, or JSON" }</label>
            <textarea id={PASTE_ROWS} spellcheck="false" oninput={guard::typed(page)}
                placeholder={"text,duration\n\"First row\",12.5"} />
            <p><button type="button" class="button first" onclick={read}>{ "Read them" }</button></p>
        </div>
    }
}

fn progress(page: &Page, work: &Work) -> Html {
    let stop = |wanted: Wanted| {
        page.press(move || {
            document::focus(TITLE);
            reading::source(SourceAction::Stop(wanted))
        })
    };
    let told = format!("Reading {}", work.name);
    html! {
        <div class="note working">
            { Icon::Clock.draw() }
            <div class="stack">
                <p role="status">{ &told }</p>
                <progress aria-label={told.clone()} max="100" value={work.percent.to_string()} />
                <p class="soft small">{ format!("{} so far", rows(work.rows)) }</p>
                <div class="row">
                    <button type="button" class="button" onclick={stop(Wanted::Nothing)}>{ "Cancel" }</button>
                    <button type="button" class="button" disabled={work.rows == 0}
                        onclick={stop(Wanted::Part)}>{ "Use these rows" }</button>
                </div>
            </div>
        </div>
    }
}

/// The file on screen, in one sentence.
fn about(loaded: &Loaded) -> Html {
    let dataset = loaded.dataset();
    let form = match dataset.format {
        Format::Table(';') => "a table with semicolons",
        Format::Table('\t') => "a table with tabs",
        Format::Table(_) => "a table with commas",
        Format::JsonLines => "JSON, a row on each line",
        Format::JsonList => "a JSON list",
    };
    let columns = count(dataset.columns.len(), "column", "columns");
    let empty = (dataset.empty_rows > 0)
        .then(|| format!(" {} left out as empty.", rows(dataset.empty_rows)));
    html! {
        <div class="about" role="status">
            <p><b>{ &loaded.name }</b></p>
            <p class="soft small">
                { format!("{}, {columns}; {form}.", rows(dataset.rows)) }{ empty.unwrap_or_default() }
            </p>
        </div>
    }
}

/// What is said where only the first part of a file was read.
fn sample(page: &Page, loaded: &Loaded) -> Option<Html> {
    let dataset = loaded.dataset();
    dataset.sample?;
    let about = dataset.about_rows().filter(|about| *about != page.benchmark.rows.value);
    let whole = about.map(|about| {
        let take = page.press(move || Action::Benchmark(BenchmarkAction::Rows(about.to_string())));
        html! {
            <p>
                { "The whole file has about " }{ figure::quantity(about) }{ " rows. " }
                <button type="button" class="quiet" onclick={take}>{ "Price so many" }</button>
            </p>
        }
    });
    let told = html! {
        <>
            <p>
                <b>{ "This is a sample. " }</b>
                { format!("The first {} of the file were read; change the number of rows below to that of the whole.", rows(dataset.rows)) }
            </p>
            { maybe(whole) }
        </>
    };
    Some(note::warning(told, None))
}

/// "1,234 rows".
fn rows(rows: u64) -> String {
    count(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows")
}
