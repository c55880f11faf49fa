//! JSON of others: transactions in the fields of this program's own, and what platforms give, alone or in lists.

use super::{Content, Row, platform};
use crate::{
    json::Json,
    ledger::{Entry, Names, Opening, record},
    share::problem::{Lines, Problem},
    time::Timestamp,
};

/// The keys under which others put lists of what is read here.
const LISTS: [&str; 5] = ["transactions", "entries", "items", "results", "jobs"];

const NOTHING: &str = "the file holds nothing that can be imported: no transactions with kind, time, id and credits, no wallet, no benchmark job with iterations, and no result that says what it cost";

/// Reads a list of transactions and results, or a single one.
pub(super) fn read(root: Json<'_>, text: &str, now: Timestamp) -> Result<Content, Problem> {
    let mut reading = Reading {
        content: Content::default(),
        names: Names::default(),
        lines: Lines::of(text),
        now,
    };
    let mut list = root.items();
    if list.is_none() && !platform::is_one(root) && !is_entry(root) {
        let mut lists = LISTS.map(|_| None);
        root.pick(&LISTS, &mut lists);
        list = lists.into_iter().flatten().find_map(Json::items);
        if list.is_none() {
            return Err(Problem::new(NOTHING, None));
        }
    }
    match list {
        Some(items) => {
            for item in items {
                reading.item(item)?;
            }
        }
        None => reading.item(root)?,
    }
    let content = reading.content;
    if content.rows.is_empty() && content.unfinished == 0 {
        return Err(Problem::new(NOTHING, None));
    }
    Ok(content)
}

fn is_entry(json: Json<'_>) -> bool {
    let mut kind = [None];
    json.pick(&["kind"], &mut kind);
    let [kind] = kind;
    kind.is_some()
}

struct Reading<'a> {
    content: Content,
    names: Names,
    lines: Lines<'a>,
    now: Timestamp,
}

impl Reading<'_> {
    fn item(&mut self, json: Json<'_>) -> Result<(), Problem> {
        let line = self.lines.at(json.start());
        if is_entry(json) {
            return self.entry(json, line);
        }
        match platform::read(json, &mut self.names, self.now)
            .map_err(|error| Problem::record(&error, line))?
        {
            platform::Run::Ended { transaction, has_time } => self.content.push(Row {
                line,
                transaction: *transaction,
                before: None,
                balance: None,
                has_time,
            }),
            platform::Run::Goes => {
                self.content.unfinished += 1;
                Ok(())
            }
            platform::Run::None => Err(Problem::new(
                "this is neither a transaction (it has no kind) nor a result that says what it cost",
                line,
            )),
        }
    }

    fn entry(&mut self, json: Json<'_>, line: usize) -> Result<(), Problem> {
        let entry = record::read_foreign_entry(&mut self.names, json)
            .map_err(|error| Problem::record(&error, line))?;
        match entry {
            Entry::Transaction(transaction) => {
                let mut balance = [None];
                json.pick(&["balance"], &mut balance);
                let [balance] = balance;
                let mut row = Row::of(line, transaction);
                row.balance = row.balance.filter(|_| balance.is_some());
                self.content.push(row)
            }
            Entry::Opening(opening) => self.open(opening, line),
            // What is set aside, and the rule of top-ups, belong to the ledger in which they were made.
            Entry::Reservation(_) | Entry::Release(_) | Entry::Recurring(_) => Ok(()),
        }
    }

    fn open(&mut self, opening: Opening, line: usize) -> Result<(), Problem> {
        if self.content.opening.is_some() || !self.content.rows.is_empty() {
            let message = "an opening balance can only stand before the first transaction";
            return Err(Problem::new(message, line));
        }
        self.content.opening = Some(opening);
        Ok(())
    }
}
