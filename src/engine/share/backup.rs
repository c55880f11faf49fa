//! The whole ledger as a file, and back: everything that was appended, in its order.

use super::{
    MOST_BYTES,
    own_file::{Holds, OwnFile, Writer},
    problem::{ImportProblem, Problem},
};
use crate::{
    json::Document,
    ledger::{Entry, Ledger, record},
};

/// A backup that was read: entries that make a valid ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// In the order in which they were appended.
    pub entries: Vec<Entry>,
    /// What they add up to.
    pub ledger: Ledger,
}

/// A backup of these entries, which are all that were appended to a ledger, in their order.
pub fn text<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    let mut writer = Writer::new(Holds::Backup);
    for entry in entries {
        writer.entry(|out| record::entry_json(entry, out));
    }
    writer.end(false)
}

/// Reads a backup.
///
/// # Errors
/// [`ImportProblem`] when the text is no backup, one of a newer version, damaged, or when its entries make no
/// ledger; with the line where one is to blame.
pub fn read(text: &str, file_name: &str) -> Result<Backup, ImportProblem> {
    restore(text).map_err(|problem| problem.within(file_name))
}

fn restore(text: &str) -> Result<Backup, Problem> {
    if text.len() > MOST_BYTES {
        return Err(Problem::new("the file is too large to be a backup", None));
    }
    let text = text.trim_start_matches('\u{feff}');
    let document = Document::read(text).map_err(|flaw| Problem::flaw(&flaw, text))?;
    if !OwnFile::is_one(document.root()) {
        return Err(Problem::new("this is no backup of this program", None));
    }
    let file = OwnFile::read(&document, text)?;
    if file.holds != Holds::Backup {
        return Err(Problem::new(
            "this file holds transactions, not a whole ledger; import it instead",
            None,
        ));
    }
    replay(file.entries)
}

/// The ledger that entries make from nothing.
pub(super) fn replay(entries: Vec<(usize, Entry)>) -> Result<Backup, Problem> {
    let mut backup =
        Backup { entries: Vec::with_capacity(entries.len()), ledger: Ledger::default() };
    for (line, entry) in entries {
        backup
            .ledger
            .append(entry.clone())
            .map_err(|error| Problem::new(error.to_string(), line))?;
        backup.entries.push(entry);
    }
    Ok(backup)
}
