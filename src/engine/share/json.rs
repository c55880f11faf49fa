//! Transactions as a JSON file, for other programs and for the way back.

use super::own_file::{Holds, Writer};
use crate::{
    ledger::{Transaction, record},
    money::Credits,
};

/// These transactions, in the order in which they are shown, as a JSON file: an object with `entries`, each as the
/// journal keeps it.
pub fn json<'t>(transactions: impl IntoIterator<Item = &'t Transaction>) -> String {
    let mut writer = Writer::new(Holds::Transactions);
    let mut gaps = Gaps::default();
    for transaction in transactions {
        writer.entry(|out| record::transaction_json(transaction, out));
        gaps.add(transaction);
    }
    writer.end(gaps.are_any())
}

/// Whether rows follow each other without one that is left out, oldest first or newest first.
#[derive(Default)]
struct Gaps {
    /// The balance before the last row and behind it.
    last: Option<(Option<Credits>, Credits)>,
    is_broken_forwards: bool,
    is_broken_backwards: bool,
}

impl Gaps {
    fn add(&mut self, transaction: &Transaction) {
        let before = transaction.balance.checked_sub(transaction.credits).ok();
        if let Some((last_before, last_balance)) = self.last {
            self.is_broken_forwards |= before != Some(last_balance);
            self.is_broken_backwards |= last_before != Some(transaction.balance);
        }
        self.last = Some((before, transaction.balance));
    }

    const fn are_any(&self) -> bool {
        self.is_broken_forwards && self.is_broken_backwards
    }
}
