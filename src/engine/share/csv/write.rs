//! Transactions to CSV.

use core::fmt::Display;

use super::{Column, LINE, TRANSACTION, cell};
use crate::ledger::{JobLine, Transaction};

/// These transactions, in the order in which they are shown, as CSV for spreadsheets: UTF-8 with a byte order mark,
/// because some take it for another encoding without; commas, points, and lines that end as RFC 4180 says. The
/// column `credits` adds up to what the transactions add up to.
pub fn csv<'t>(transactions: impl IntoIterator<Item = &'t Transaction>) -> String {
    let mut rows = Rows { text: String::from("\u{feff}"), is_first: true };
    for (_, name, _) in Column::ALL {
        rows.cell(name);
    }
    rows.end();
    for transaction in transactions {
        rows.transaction(transaction);
        for line in transaction.job.iter().flat_map(|job| &job.lines) {
            rows.line(transaction, line);
        }
    }
    rows.text
}

struct Rows {
    text: String,
    /// Whether the next cell is the first of its row.
    is_first: bool,
}

impl Rows {
    fn transaction(&mut self, transaction: &Transaction) {
        self.head(TRANSACTION, transaction);
        self.cell(&transaction.credits.to_string());
        self.figure(transaction.balance.checked_sub(transaction.credits).ok());
        self.cell(&transaction.balance.to_string());
        self.words(&transaction.note);
        self.cell(if transaction.is_recurring { "yes" } else { "" });
        match &transaction.job {
            Some(job) => {
                self.words(&job.id);
                self.words(&job.name);
                self.figure(job.estimated);
            }
            None => self.empty(3),
        }
        self.empty(12);
        self.end();
    }

    fn line(&mut self, transaction: &Transaction, line: &JobLine) {
        self.head(LINE, transaction);
        self.empty(5);
        self.words(transaction.job.as_ref().map_or("", |job| &job.id));
        self.empty(2);
        for words in
            [&line.step, &line.label, &line.model, &line.supplier, &line.function, &line.meter]
        {
            self.words(words);
        }
        self.figure(line.quantity);
        self.figure(line.rate.map(|rate| rate.amount));
        self.figure(line.rate.map(|rate| rate.per));
        self.figure(line.rate_from);
        self.figure(line.credits);
        self.figure(line.estimated);
        self.end();
    }

    /// What the rows of a transaction share, so that lines can be grouped by day and kind.
    fn head(&mut self, row: &str, transaction: &Transaction) {
        self.cell(row);
        self.words(&transaction.id);
        self.cell(&transaction.time.to_string());
        self.cell(transaction.kind.name());
    }

    fn cell(&mut self, cell: &str) {
        if !self.is_first {
            self.text.push(',');
        }
        self.is_first = false;
        cell::push(cell, &mut self.text);
    }

    /// What somebody wrote, never a figure.
    fn words(&mut self, words: &str) {
        self.cell(&cell::guarded(words));
    }

    /// A figure or a day. It stays a number also when it begins with a minus.
    fn figure(&mut self, figure: Option<impl Display>) {
        match figure {
            Some(figure) => self.cell(&figure.to_string()),
            None => self.cell(""),
        }
    }

    fn empty(&mut self, cells: usize) {
        for _ in 0..cells {
            self.cell("");
        }
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.is_first = true;
    }
}
