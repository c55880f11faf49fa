//! Histories from files: this program's own, CSV and JSON of others, and what platforms give. A file is taken as a
//! whole or refused as a whole; taking it twice changes nothing more.

mod chain;
mod foreign;
mod merge;
mod platform;
mod row;
mod table;
mod wallet;

use super::{
    MOST_BYTES, backup,
    own_file::{Holds, OwnFile},
    problem::{ImportProblem, Problem},
};
use crate::{
    json::Document,
    ledger::{Entry, Ledger, Opening},
    money::Credits,
    time::Timestamp,
};

use row::Row;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Transactions that this program wrote as JSON.
    Export,
    /// A backup of this program.
    Backup,
    /// A table.
    Csv,
    /// Transactions of another program, or results of runs: JSON.
    Json,
    /// A platform's wallet.
    Wallet,
}

/// What is to be appended to the ledger for which a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What the file is.
    pub shape: Shape,
    /// In this order. They fit the ledger; their balances are this ledger's, whatever they were in the file.
    pub entries: Vec<Entry>,
    /// How many of the entries are transactions.
    pub added: usize,
    /// How many transactions of the file are in the ledger already.
    pub known: usize,
    /// How many runs of the file have not ended, and were passed over.
    pub unfinished: usize,
    /// The opening balance among the entries.
    pub opening: Option<Credits>,
    /// The earliest and the latest moment of the transactions that are added.
    pub period: Option<(Timestamp, Timestamp)>,
    /// The total once everything is appended.
    pub balance: Credits,
}

/// The most transactions of a file.
const MOST_ROWS: usize = 250_000;

/// What a file says, before it is compared with the ledger.
#[derive(Default)]
struct Content {
    rows: Vec<Row>,
    /// The balance before the first row, where the file says it.
    opening: Option<Opening>,
    /// Whether rows between others may be left out.
    may_have_gaps: bool,
    unfinished: usize,
}

/// Reads a file that is to be added to a ledger. Its content tells what it is, not its name:
///
/// - this program's JSON, CSV and backup; into a ledger without any entry a backup goes as it is;
/// - any CSV whose first line names at least `time`, `kind` and `credits`, parted by commas, semicolons or tabs;
/// - JSON of transactions, alone or in a list, in the fields of this program's own; others are passed over;
/// - a platform's wallet: an adjustment to its total and a reservation of what is reserved there;
/// - a platform's benchmark jobs and the results of its models and agents: a usage each, at `now` where they do not
///   say when they ended.
///
/// Rows are recognised by their ids, and by a fingerprint of their content where they have none: what is there
/// already is passed over. The balances of a file must follow from each other; then the rows are appended behind
/// those of the ledger, with balances of this ledger. Into a ledger without transactions the balance before the
/// first row goes as its opening.
///
/// # Errors
/// [`ImportProblem`] with the line, for the first thing that is wrong.
pub fn read(
    text: &str,
    file_name: &str,
    ledger: &Ledger,
    now: Timestamp,
) -> Result<Import, ImportProblem> {
    import(text, ledger, now).map_err(|problem| problem.within(file_name))
}

fn import(text: &str, ledger: &Ledger, now: Timestamp) -> Result<Import, Problem> {
    if text.len() > MOST_BYTES {
        let most = MOST_BYTES >> 20;
        return Err(Problem::new(format!("the file is larger than {most} MB"), None));
    }
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().bytes().next() {
        None => Err(Problem::new("the file is empty", None)),
        Some(b'{' | b'[') => from_json(text, ledger, now),
        Some(_) => merge::merge(Shape::Csv, table::read(text)?, ledger),
    }
}

fn from_json(text: &str, ledger: &Ledger, now: Timestamp) -> Result<Import, Problem> {
    let document = Document::read(text).map_err(|flaw| Problem::flaw(&flaw, text))?;
    let root = document.root();
    if OwnFile::is_one(root) {
        let file = OwnFile::read(&document, text)?;
        if file.holds == Holds::Transactions {
            let content = row::of_own(file.entries, file.has_gaps)?;
            return merge::merge(Shape::Export, content, ledger);
        }
        if !ledger.is_empty() {
            backup::replay(file.entries.clone())?;
            return merge::merge(Shape::Backup, row::of_own(file.entries, false)?, ledger);
        }
        let backup = backup::replay(file.entries)?;
        return Ok(merge::whole(backup));
    }
    if wallet::is_one(root) {
        return wallet::read(root, ledger, now);
    }
    merge::merge(Shape::Json, foreign::read(root, text, now)?, ledger)
}
