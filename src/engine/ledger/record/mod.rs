//! The text of the journal: a record is a JSON list of entries, figures as decimal text, moments as RFC 3339
//! writes them. `write.rs` writes it, `read.rs` reads it back, strictly.

mod error;
pub(crate) mod fields;
mod names;
mod read;
mod write;

pub use error::RecordError;
pub use names::Names;
pub(crate) use read::{read_entry, read_foreign_entry};
pub(crate) use write::{entry_json, transaction_json};

use super::Entry;
use crate::json::{Document, write_comma};

/// The record of these entries. [`read_record`] reads it back as they are.
pub fn record_text(entries: &[Entry]) -> String {
    let mut text = String::from("[");
    for entry in entries {
        write_comma(&mut text);
        entry_json(entry, &mut text);
    }
    text.push(']');
    text
}

/// The entries of a record, in order.
///
/// # Errors
/// [`RecordError`] names the first thing that is wrong, and its place. Whether the entries fit the ledger is not
/// asked here.
pub fn read_record(names: &mut Names, text: &str) -> Result<Vec<Entry>, RecordError> {
    let document = Document::read(text).map_err(RecordError::flaw)?;
    let list = document.root();
    let Some(items) = list.items() else {
        return Err(RecordError::wanted(list, "", "a list of entries"));
    };
    let mut entries = Vec::new();
    for (place, item) in (1_usize..).zip(items) {
        entries.push(
            read_entry(names, item).map_err(|error| error.within(&format!("entry {place}, ")))?,
        );
    }
    Ok(entries)
}

#[cfg(test)]
mod tests;
