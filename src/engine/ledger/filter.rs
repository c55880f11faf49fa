//! Which rows of the history are wanted.

use super::{JobLine, Kind, Transaction};
use crate::{money::Credits, time::Date};

/// What a row must be to be shown. What is left empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first day, UTC.
    pub from: Option<Date>,
    /// The last day, UTC; rows of that day are in.
    pub to: Option<Date>,
    /// One of these kinds; any when there is none.
    pub kinds: Vec<Kind>,
    /// Every word of this stands in the model's id or the supplier's name of one line, in any case; points, dashes,
    /// underscores and slashes are the same there.
    pub model: String,
    /// The least amount, whether added or taken.
    pub least: Option<Credits>,
    /// The highest amount, whether added or taken.
    pub most: Option<Credits>,
    /// Every word of this stands in the job's name or id, the note or the row's id, in any case.
    pub search: String,
}

impl Filter {
    /// Whether it lets every row through.
    pub fn is_empty(&self) -> bool {
        self.from.is_none()
            && self.to.is_none()
            && self.kinds.is_empty()
            && self.least.is_none()
            && self.most.is_none()
            && words(&self.model).next().is_none()
            && words(&self.search).next().is_none()
    }

    /// Whether this row is wanted. For very many rows [`super::Ledger::rows`] says the same sooner.
    pub fn matches(&self, row: &Transaction) -> bool {
        let day = row.time.date();
        let lines = row.job.as_ref().map_or(&[][..], |job| &job.lines);
        self.from.is_none_or(|from| day >= from)
            && self.to.is_none_or(|to| day <= to)
            && (self.kinds.is_empty() || self.kinds.contains(&row.kind))
            && self.has_amount(row.credits)
            && holds(words(&self.search), || text_of(row))
            && (words(&self.model).next().is_none()
                || lines.iter().any(|line| holds(model_words(&self.model), || model_of(line))))
    }

    /// Whether the amount is wanted.
    pub(super) fn has_amount(&self, credits: Credits) -> bool {
        if self.least.is_none() && self.most.is_none() {
            return true;
        }
        let size = Credits::new(credits.amount().abs());
        self.least.is_none_or(|least| size >= least) && self.most.is_none_or(|most| size <= most)
    }
}

/// The words that are looked for.
pub(super) fn words(query: &str) -> impl Iterator<Item = String> {
    query.split_whitespace().map(lower)
}

/// The words that are looked for in models.
pub(super) fn model_words(query: &str) -> impl Iterator<Item = String> {
    query.split_whitespace().map(plain)
}

/// In small letters, and the signs that ids and names write differently as one: `4.5` is `4-5`.
fn plain(text: &str) -> String {
    lower(text).replace(['.', '_', '/'], "-")
}

/// In small letters, as texts and what is looked for in them are compared.
pub(super) fn lower(text: &str) -> String {
    // Most texts are plain ASCII, for which no table of letters is asked.
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

/// What a search looks through, in small letters, its parts in lines of their own.
pub(super) fn text_of(row: &Transaction) -> String {
    let mut text = lower(&row.id);
    text.push('\n');
    text.push_str(&lower(&row.note));
    if let Some(job) = &row.job {
        text.push('\n');
        text.push_str(&lower(&job.name));
        if job.id != row.id {
            text.push('\n');
            text.push_str(&lower(&job.id));
        }
    }
    text.push('\n');
    text
}

/// What a search for a model looks through.
pub(super) fn model_of(line: &JobLine) -> String {
    let mut text = plain(&line.model);
    text.push('\n');
    text.push_str(&plain(&line.supplier));
    text
}

/// Whether every word stands in the text, which is made only when it is needed.
fn holds(words: impl Iterator<Item = String>, text: impl FnOnce() -> String) -> bool {
    let mut words = words.peekable();
    if words.peek().is_none() {
        return true;
    }
    let text = text();
    words.all(|word| text.contains(&word))
}
