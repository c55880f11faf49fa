//! How a pipeline comes in: dropped, chosen, pasted, or one of the samples.

use crate::app::part::maybe;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::{samples::SAMPLES, state::PipelineAction};
use crate::app::{
    browser::{document, file},
    guard,
    icon::Icon,
    sample,
    send::Send,
    state::{Action, Page},
};

/// Reads a file and hands it to the page.
fn read(page: &Page, file: File) {
    let dispatcher = page.dispatcher();
    let name = file.name();
    file::read(file, file::LARGEST_MIB, move |text| {
        dispatcher.dispatch(Action::Pipeline(PipelineAction::Open(name, text)));
    });
}

/// What a drag brings: the first file, or the text.
pub fn dropped(page: &Page, event: &DragEvent) {
    event.prevent_default();
    let Some(transfer) = event.data_transfer() else { return };
    if let Some(file) = transfer.files().and_then(|files| files.get(0)) {
        read(page, file);
        return;
    }
    if let Ok(text) = transfer.get_data("text/plain").map(|text| text.trim().to_owned())
        && !text.is_empty()
    {
        if guard::is_card(&text) {
            return page.dispatch(Action::Refuse(true));
        }
        take(page, "The dropped text", text);
    }
}

fn take(page: &Page, name: &str, text: String) {
    page.dispatch(Action::Pipeline(PipelineAction::Open(name.to_owned(), Ok(text))));
}

/// Everything that opens a pipeline.
pub fn open(page: &Page) -> Html {
    let pipeline = &page.pipeline;
    let chosen = {
        let page = page.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                read(&page, file);
            }
            // The same file may be chosen again after it was mended.
            input.set_value("");
        })
    };
    let choose = Callback::from(|_: MouseEvent| document::click("file"));
    let is_pasting = pipeline.is_pasting;
    let paste = page.press(move || Action::Pipeline(PipelineAction::Paste(!is_pasting)));
    let about = format!(
        "A JSON file from Design or the SDK, up to {} MiB. It stays in your browser.",
        file::LARGEST_MIB
    );
    html! {
        <>
            <div class={if pipeline.is_over { "drop over" } else { "drop" }}>
                { Icon::Drop.draw() }
                <h2>{ "Drop a pipeline here" }</h2>
                <p class="soft">{ about }</p>
                <div class="row">
                    <button type="button" class="button first" onclick={choose}>{ "Choose a file" }</button>
                    <button type="button" class="button" onclick={paste} aria-expanded={is_pasting.to_string()}>{ "Paste JSON" }</button>
                </div>
                <input id="file" class="unseen" type="file" accept=".json,application/json" tabindex="-1"
                    aria-label="A pipeline’s JSON file" onchange={chosen} />
                { maybe(is_pasting.then(|| pasted(page))) }
            </div>
            <section class="stack" aria-labelledby="pipelines-title">
                <h2 id="pipelines-title">{ "Or start from a sample" }</h2>
                <ul class="samples">
                    { for SAMPLES.iter().map(|sample| {
                        let open = page.press(move || Action::Pipeline(PipelineAction::Sample(sample)));
                        sample::sample(sample.title, sample.about, open)
                    }) }
                </ul>
            </section>
        </>
    }
}

/// The field for pasted JSON. Its text belongs to the page's state only when it is handed over.
fn pasted(page: &Page) -> Html {
    let price = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| {
            take(&page, "The pasted text", document::text_of("paste"));
        })
    };
    html! {
        <div class="paste stack">
            <label for="paste">{ "A pipeline as JSON" }</label>
            <textarea id="paste" spellcheck="false" defaultvalue={page.pipeline.pasted.clone()} placeholder="{ \"nodes\": […], \"links\": […] }" oninput={guard::typed(page)} />
            <p><button type="button" class="button first" onclick={price}>{ "Price it" }</button></p>
        </div>
    }
}
