//! A transaction as a file gives it.

use super::{Content, MOST_ROWS};
use crate::{
    card_number::holds_card_number,
    ledger::{Entry, Name, Transaction},
    money::Credits,
    share::problem::Problem,
};

/// A transaction with what the file says beside it. Its own `balance` means nothing yet.
pub(super) struct Row {
    /// The line on which it begins, from 1.
    pub(super) line: usize,
    pub(super) transaction: Transaction,
    /// The balance before it.
    pub(super) before: Option<Credits>,
    /// The balance behind it.
    pub(super) balance: Option<Credits>,
    /// Whether it says itself when it happened.
    pub(super) has_time: bool,
}

impl Row {
    /// A transaction that gives its balance.
    pub(super) fn of(line: usize, transaction: Transaction) -> Self {
        let balance = Some(transaction.balance);
        Self { line, transaction, before: None, balance, has_time: true }
    }

    /// What it says, as a phrase for people.
    pub(super) fn phrase(transaction: &Transaction) -> String {
        let Transaction { kind, credits, time, .. } = transaction;
        format!("{} of {credits} on {time}", kind.name())
    }
}

impl Content {
    pub(super) fn push(&mut self, mut row: Row) -> Result<(), Problem> {
        if self.rows.len() >= MOST_ROWS {
            let message = format!("the file has more than {MOST_ROWS} transactions");
            return Err(Problem::new(message, row.line));
        }
        clean(&mut row.transaction);
        self.rows.push(row);
        Ok(())
    }
}

/// What stands for a text that held the number of a card.
const REMOVED: &str = "(removed: it looked like the number of a card)";

/// Takes out texts that hold the number of a card. Ids stay: they are often long numbers, and rows are known by them.
pub(super) fn clean(transaction: &mut Transaction) {
    let clean = |text: &mut Name| {
        if holds_card_number(text) {
            *text = Name::from(REMOVED);
        }
    };
    clean(&mut transaction.note);
    if let Some(job) = &mut transaction.job {
        clean(&mut job.name);
        for line in &mut job.lines {
            clean(&mut line.label);
        }
    }
}

/// The transactions of a file of this program.
pub(super) fn of_own(
    entries: Vec<(usize, Entry)>,
    may_have_gaps: bool,
) -> Result<Content, Problem> {
    let mut content = Content { may_have_gaps, ..Content::default() };
    for (line, entry) in entries {
        match entry {
            Entry::Transaction(transaction) => content.push(Row::of(line, transaction))?,
            Entry::Opening(opening) => content.opening = Some(opening),
            // What is set aside, and the rule of top-ups, belong to the ledger in which they were made.
            Entry::Reservation(_) | Entry::Release(_) | Entry::Recurring(_) => {}
        }
    }
    Ok(content)
}
