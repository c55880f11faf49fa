//! From a file, a pasted text or the sample to a dataset. It is read piece by piece, and nothing of it leaves the page.

use std::rc::Rc;

use one_credit_engine::benchmark::dataset::{Dataset, Reader};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::UseReducerDispatcher;

use super::{
    samples::SAMPLES,
    source::{Counted, SourceAction, Wanted, Wish},
    state::BenchmarkAction,
};
use crate::app::{
    browser::pieces::Pieces,
    state::{Action, Page, State},
};

/// The most that is read of a file, in bytes; of a larger one, this much is its sample.
const MOST_BYTES: u64 = 256 << 20;

/// Five rows to look around in.
const CALLS: &str = include_str!("samples/calls.csv");

/// The action of a source.
pub fn source(action: SourceAction) -> Action {
    Action::Benchmark(BenchmarkAction::Source(action))
}

/// Reads a file, in place of whatever is being read.
pub fn file(page: &Page, file: File) {
    let (name, wish) = (file.name(), Wish::default());
    let dispatcher = page.dispatcher();
    dispatcher.dispatch(source(SourceAction::Begin(name.clone(), wish.clone())));
    spawn_local(async move {
        if let Some(result) = read(&dispatcher, &name, file, &wish).await {
            dispatcher.dispatch(source(SourceAction::Done(wish, result.map(counted))));
        }
    });
}

fn counted(dataset: Dataset) -> Counted {
    Rc::new(dataset)
}

/// None where nothing of it is wanted any longer.
async fn read(
    dispatcher: &UseReducerDispatcher<State>,
    name: &str,
    file: File,
    wish: &Wish,
) -> Option<Result<Dataset, String>> {
    let mut pieces = Pieces::of(file);
    let mut reader = Reader::new(name);
    let mut shown = 0;
    loop {
        let piece = pieces.next().await;
        if wish.is_forgotten() || wish.get() == Wanted::Nothing {
            return None;
        }
        let has_more = match piece {
            Ok(None) => false,
            Ok(Some(piece)) => {
                if let Err(problem) = reader.feed(&piece) {
                    return Some(Err(problem.to_string()));
                }
                true
            }
            Err(why) => return Some(Err(why)),
        };
        let (read, size) = (pieces.read(), pieces.size());
        let is_enough = wish.get() == Wanted::Part || read >= MOST_BYTES;
        if read < size && is_enough {
            return Some(reader.stop(size).map_err(|problem| problem.to_string()));
        }
        if !has_more {
            return Some(reader.finish().map_err(|problem| problem.to_string()));
        }
        let percent = read * 100 / size.max(1);
        if percent != shown {
            shown = percent;
            dispatcher.dispatch(source(SourceAction::Read(wish.clone(), percent, reader.rows())));
        }
    }
}

/// Reads a text that is there already.
pub fn text(page: &Page, name: &str, text: &str) {
    let wish = Wish::default();
    page.dispatch(source(SourceAction::Begin(name.to_owned(), wish.clone())));
    let mut reader = Reader::new(name);
    let read = reader.feed(text.as_bytes()).and_then(|()| reader.finish());
    let result = read.map(counted).map_err(|problem| problem.to_string());
    page.dispatch(source(SourceAction::Done(wish, result)));
}

/// Reads the five rows; where no model is chosen, with some that can be compared on them.
pub fn sample(page: &Page) {
    if page.benchmark.models.is_empty()
        && let Some(sample) =
            SAMPLES.iter().find(|sample| sample.models.contains(&"azure/translator"))
    {
        page.dispatch(Action::Benchmark(BenchmarkAction::Choose(sample.models)));
    }
    text(page, "calls.csv", CALLS);
}
