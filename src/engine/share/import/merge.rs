//! What a file adds to a ledger.

use super::{Content, Import, Row, Shape, chain, row::clean};
use crate::{
    ledger::{Entry, Ledger, LedgerError, Opening, Transaction},
    money::Credits,
    share::{backup::Backup, problem::Problem},
    time::Timestamp,
};

/// The rows that the ledger does not have, with balances of this ledger.
pub(super) fn merge(
    shape: Shape,
    mut content: Content,
    ledger: &Ledger,
) -> Result<Import, Problem> {
    chain::check(&mut content)?;
    let mut import = Import {
        shape,
        entries: Vec::new(),
        added: 0,
        known: 0,
        unfinished: content.unfinished,
        opening: None,
        period: None,
        balance: ledger.wallet().total,
    };
    // Everything is tried on a copy, so that one bad row leaves nothing behind.
    let mut trial = ledger.clone();
    open(&content, &mut trial, &mut import);
    for mut row in content.rows {
        if is_known(&row, ledger, &trial)? {
            import.known += 1;
            continue;
        }
        let line = row.line;
        let refused = |error: LedgerError| Problem::new(error.to_string(), line);
        let total = trial.wallet().total;
        row.transaction.balance = total
            .checked_add(row.transaction.credits)
            .map_err(|error| Problem::new(error.to_string(), line))?;
        import.note(row.transaction.time);
        let entry = Entry::Transaction(row.transaction);
        trial.append(entry.clone()).map_err(refused)?;
        import.entries.push(entry);
    }
    import.balance = trial.wallet().total;
    Ok(import)
}

/// A backup for a ledger in which there is nothing yet.
pub(super) fn whole(backup: Backup) -> Import {
    let mut import = Import {
        shape: Shape::Backup,
        entries: backup.entries,
        added: 0,
        known: 0,
        unfinished: 0,
        opening: Some(backup.ledger.opening()).filter(|opening| *opening != Credits::ZERO),
        period: None,
        balance: backup.ledger.wallet().total,
    };
    for transaction in backup.ledger.transactions() {
        import.note(transaction.time);
    }
    import
}

impl Import {
    /// Counts a transaction of this moment.
    pub(super) fn note(&mut self, time: Timestamp) {
        self.added += 1;
        self.period = Some(match self.period {
            Some((first, last)) => (first.min(time), last.max(time)),
            None => (time, time),
        });
    }
}

/// Opens a ledger without transactions with the balance before the file's first row.
fn open(content: &Content, trial: &mut Ledger, import: &mut Import) {
    let (Some(credits), Some(first)) = (chain::opening(content), content.rows.first()) else {
        return;
    };
    if credits == Credits::ZERO || !trial.transactions().is_empty() {
        return;
    }
    let time = content.opening.map_or(first.transaction.time, |opening| opening.time);
    let entry = Entry::Opening(Opening { credits, time });
    // A ledger that was opened already keeps its own balance.
    if trial.append(entry.clone()).is_ok() {
        import.opening = Some(credits);
        import.entries.push(entry);
    }
}

/// Whether the ledger has this row, or charged its job, or the file gave the row before.
fn is_known(row: &Row, ledger: &Ledger, trial: &Ledger) -> Result<bool, Problem> {
    let new = &row.transaction;
    if let Some(known) = trial.find(&new.id) {
        if is_same(row, known) || is_same(row, &cleaned(known)) {
            return Ok(true);
        }
        return Err(contradicts(row, known, &format!("transaction {}", new.id)));
    }
    let Some(job) = &new.job else { return Ok(false) };
    match ledger.charged_for(&job.id) {
        // The run was recorded here when it ended; the platform reports it under an id of its own.
        Some(known) if known.credits == new.credits => Ok(true),
        Some(known) => Err(contradicts(row, known, &format!("job {}", job.id))),
        None => Ok(false),
    }
}

/// The row as an import would have taken it: a text of this ledger may look like the number of a card, too.
fn cleaned(known: &Transaction) -> Transaction {
    let mut known = known.clone();
    clean(&mut known);
    known
}

fn is_same(row: &Row, known: &Transaction) -> bool {
    let new = &row.transaction;
    new.kind == known.kind
        && new.credits == known.credits
        && new.note == known.note
        && new.is_recurring == known.is_recurring
        && new.job == known.job
        && (new.time == known.time || !row.has_time)
}

fn contradicts(row: &Row, known: &Transaction, what: &str) -> Problem {
    let (here, there) = (Row::phrase(known), Row::phrase(&row.transaction));
    let difference = if here == there {
        format!("both are a {here}, but their notes or jobs differ")
    } else {
        format!("here it is a {here}, in the file a {there}")
    };
    Problem::new(format!("{what} is there already with other content: {difference}"), row.line)
}
