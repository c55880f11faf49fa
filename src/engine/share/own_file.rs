//! The JSON files that this program writes itself: entries with a version and a sum that tells damage.

use crate::{
    json::{Document, Json, write_text},
    ledger::{Entry, Names, record},
};

use super::{
    fingerprint::Fingerprint,
    problem::{Lines, Problem},
};

/// The key by which a file of this program is known.
const MARK: &str = "oneCredit";

/// Changes whenever the meaning of a field does.
const VERSION: u32 = 1;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Some transactions, or all of them.
    Transactions,
    /// Every entry of a ledger.
    Backup,
}

impl Holds {
    const ALL: [Self; 2] = [Self::Transactions, Self::Backup];

    const fn name(self) -> &'static str {
        match self {
            Self::Transactions => "transactions",
            Self::Backup => "backup",
        }
    }
}

/// A file while it is written, an entry a line.
pub(super) struct Writer {
    text: String,
    sum: Fingerprint,
    is_first: bool,
}

impl Writer {
    pub(super) fn new(holds: Holds) -> Self {
        let mut text = String::from("{");
        write_text(MARK, &mut text);
        text.push(':');
        write_text(holds.name(), &mut text);
        text.push_str(",\"version\":");
        text.push_str(&VERSION.to_string());
        text.push_str(",\"entries\":[");
        Self { text, sum: sum_of(holds), is_first: true }
    }

    /// Adds the entry that `write` writes.
    pub(super) fn entry(&mut self, write: impl FnOnce(&mut String)) {
        self.text.push_str(if self.is_first { "\n" } else { ",\n" });
        self.is_first = false;
        let start = self.text.len();
        write(&mut self.text);
        self.sum.add(self.text.get(start..).unwrap_or_default());
    }

    /// The file; `has_gaps` tells that rows of the ledger between the first and the last are left out.
    pub(super) fn end(mut self, has_gaps: bool) -> String {
        self.text.push_str("\n],");
        if has_gaps {
            self.text.push_str("\"gaps\":true,");
            self.sum.add(GAPS);
        }
        self.text.push_str("\"sum\":");
        write_text(&self.sum.to_string(), &mut self.text);
        self.text.push_str("}\n");
        self.text
    }
}

const GAPS: &str = "gaps";

/// What the sum of a file begins with.
fn sum_of(holds: Holds) -> Fingerprint {
    let mut sum = Fingerprint::default();
    sum.add(holds.name());
    sum
}

/// A file that was read.
pub(super) struct OwnFile {
    pub(super) holds: Holds,
    /// With the line of each.
    pub(super) entries: Vec<(usize, Entry)>,
    pub(super) has_gaps: bool,
}

impl OwnFile {
    /// Whether this is meant to be a file of this program.
    pub(super) fn is_one(root: Json<'_>) -> bool {
        let mut mark = [None];
        root.pick(&[MARK], &mut mark);
        let [mark] = mark;
        mark.is_some()
    }

    /// Reads one, strictly.
    pub(super) fn read(document: &Document<'_>, text: &str) -> Result<Self, Problem> {
        let root = document.root();
        let mut lines = Lines::of(text);
        let mut values = [None; 5];
        let keys = [MARK, "version", "entries", "gaps", "sum"];
        if let Some(key) = root.pick(&keys, &mut values) {
            return Err(Problem::new(format!("{key} is given twice"), None));
        }
        let [mark, version, entries, gaps, sum] = values;
        let version = version.and_then(Json::written).and_then(|version| version.parse().ok());
        match version {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                return Err(Problem::new(
                    format!(
                        "the file was written by a newer version of this program (format {version}; this one reads {VERSION}); reload the page to get it"
                    ),
                    None,
                ));
            }
            _ => {
                return Err(Problem::new(
                    "the file does not say its version, which must be 1",
                    None,
                ));
            }
        }
        let name = mark.and_then(Json::text).unwrap_or_default();
        let holds = Holds::ALL.into_iter().find(|holds| *holds.name() == *name);
        let Some(holds) = holds else {
            return Err(Problem::new("the file holds neither transactions nor a backup", None));
        };
        let Some(items) = entries.and_then(Json::items) else {
            return Err(Problem::new("the file has no list of entries", None));
        };
        let mut found = sum_of(holds);
        let mut names = Names::default();
        let mut entries = Vec::new();
        let mut written = String::new();
        for item in items {
            let line = lines.at(item.start());
            let entry = record::read_entry(&mut names, item)
                .map_err(|error| Problem::record(&error, line))?;
            // Over the entry as it is written, so that a file that was only laid out anew is still whole.
            written.clear();
            record::entry_json(&entry, &mut written);
            found.add(&written);
            entries.push((line, entry));
        }
        let has_gaps = gaps.and_then(Json::written) == Some("true");
        if has_gaps {
            found.add(GAPS);
        }
        let sum = sum.and_then(Json::text);
        if sum.as_deref() != Some(found.to_string().as_str()) {
            return Err(Problem::new(
                "the file is damaged: its entries do not fit the sum at its end",
                None,
            ));
        }
        Ok(Self { holds, entries, has_gaps })
    }
}
