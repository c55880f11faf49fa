//! What a reload would lose, kept in this tab until it is closed: the opened file, and what was typed and is in no link.
//! An address that says something else is right.

mod account;
mod preview;

use std::cell::RefCell;

use one_credit::catalog;
use one_credit_engine::money::{Credits, Quantity};

use super::{
    address::Address,
    browser::{hash, leave, session},
    can::state::CanAction,
    entry::{Entry, Typed},
    link,
    state::{Page, State, View},
};

/// The part in which the address of the page stands, and its name.
const ADDRESS: &str = "address";

thread_local! {
    /// The page as it was drawn last.
    static LATEST: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// What is kept, part by part, and what cannot be.
#[derive(Default)]
struct Kept {
    texts: Vec<String>,
    /// A sentence for each thing that is left out.
    lost: Vec<String>,
}

/// Keeps the page whenever it may be gone afterwards. Call it once.
pub fn begin() {
    leave::watch(|| {
        LATEST.with_borrow(|page| {
            if let Some(page) = page {
                save(page);
            }
        });
    });
}

/// Remembers the page as it was drawn.
pub fn remember(page: &Page) {
    let before = LATEST.replace(Some(page.clone()));
    let is_forgotten = before.as_ref().is_some_and(|before| {
        before.pipeline.own_file().is_some() && page.pipeline.own_file().is_none()
    });
    // What was taken is kept again once it has been drawn, and what is closed is forgotten at once.
    if before.is_none() || is_forgotten {
        save(page);
    }
}

/// Keeps the page before it is reloaded. What would be lost, in sentences.
pub fn keep(page: &Page) -> Option<String> {
    // The address may be a moment behind.
    hash::replace(&link::of(page, page.view));
    let lost = save(page);
    (!lost.is_empty()).then(|| lost.join(" "))
}

fn save(state: &State) -> Vec<String> {
    let Kept { texts, mut lost } = Kept::of(state);
    if !session::keep(texts) {
        lost.push(
            "This browser keeps nothing for the tab, so what you have entered would be lost."
                .to_owned(),
        );
    }
    lost
}

/// Brings a page that has just been opened to where it was left.
pub fn take(state: &mut State) {
    let Some(texts) = session::take() else { return };
    let fields: Vec<(&str, &str, &str)> = texts
        .chunks_exact(3)
        .filter_map(|field| match field {
            [part, name, value] => Some((part.as_str(), name.as_str(), value.as_str())),
            _ => None,
        })
        .collect();
    let part = |wanted: &str| {
        let fields = fields.iter().filter(|(part, ..)| *part == wanted);
        let fields = fields.map(|(_, name, value)| ((*name).to_owned(), (*value).to_owned()));
        Address { view: String::new(), fields: fields.collect() }
    };
    // The very page that was left: then the address says the same, only less of it.
    let is_same = part(ADDRESS).get(ADDRESS) == Some(&hash::read());
    if is_same {
        state.unread = None;
    }
    can(state, &part("can"));
    preview::take_pipeline(state, &part("pipeline"));
    preview::take_benchmark(state, &part("benchmark"));
    account::take(state, part);
}

/// The first view answers before this, so the visitor may have gone on there.
fn can(state: &mut State, address: &Address) {
    let catalog = catalog();
    let is_seen = state.view == View::Can;
    let mut wanted = link::fields(state, View::Can);
    if is_seen && !wanted.fields.drain(..).all(|(name, value)| address.get(&name) == Some(&value)) {
        return;
    }
    if !is_seen {
        link::take_can(state, catalog, address);
    }
    let texts = [
        ("credits.text", CanAction::Credits as fn(String) -> CanAction),
        ("need.text", CanAction::Need),
    ];
    for (name, action) in texts {
        if let Some(text) = address.get(name) {
            state.can.apply(catalog, action(text.to_owned()));
        }
    }
}

impl Kept {
    fn of(state: &State) -> Self {
        let mut kept = Self::default();
        kept.put(ADDRESS, ADDRESS, hash::read());
        kept.put_all("can", link::fields(state, View::Can));
        kept.put_text::<Credits>("can", "credits.text", &state.can.credits);
        kept.put_text::<Quantity>("can", "need.text", &state.can.need);
        preview::put_pipeline(&state.pipeline, &mut kept);
        preview::put_benchmark(&state.benchmark, &mut kept);
        account::put(state, &mut kept);
        kept
    }

    fn put(&mut self, part: &str, name: impl Into<String>, value: impl Into<String>) {
        self.texts.extend([part.to_owned(), name.into(), value.into()]);
    }

    fn put_all(&mut self, part: &str, address: Address) {
        for (name, value) in address.fields {
            self.put(part, name, value);
        }
    }

    /// What stands in a field and is no figure; its last figure is kept elsewhere.
    fn put_text<T: Typed>(&mut self, part: &str, name: impl Into<String>, entry: &Entry<T>) {
        if entry.problem.is_some() {
            self.put(part, name, entry.text.clone());
        }
    }
}
