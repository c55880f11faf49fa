//! Whether the balances of a file follow from each other.

use super::{Content, Row};
use crate::{decimal::FigureError, money::Credits, share::problem::Problem};

/// Brings the rows into the order in which they happened, and checks their balances.
pub(super) fn check(content: &mut Content) -> Result<(), Problem> {
    order(content);
    let mut running = content.opening.map(|opening| opening.credits);
    for row in &content.rows {
        let too_large = |error: FigureError| Problem::new(error.to_string(), row.line);
        let credits = row.transaction.credits;
        let before = match (row.before, row.balance) {
            (Some(before), Some(balance)) => {
                let sum = before.checked_add(credits).map_err(too_large)?;
                if sum != balance {
                    return Err(Problem::new(
                        format!(
                            "the balance of transaction {} is {balance}, but {before} before it and its {credits} make {sum}",
                            row.transaction.id
                        ),
                        row.line,
                    ));
                }
                Some(before)
            }
            (Some(before), None) => Some(before),
            (None, Some(balance)) => Some(balance.checked_sub(credits).map_err(too_large)?),
            (None, None) => None,
        };
        // A row that gives the balance before it stands for itself: others may have been filtered out.
        let proves_itself = row.before.is_some() || content.may_have_gaps;
        match (running, before) {
            (Some(running), Some(before)) if running != before && !proves_itself => {
                return Err(broken(row, running, before));
            }
            _ => {}
        }
        running = match before.or(running) {
            Some(before) => Some(before.checked_add(credits).map_err(too_large)?),
            None => None,
        };
    }
    Ok(())
}

fn broken(row: &Row, running: Credits, before: Credits) -> Problem {
    let id = &row.transaction.id;
    Problem::new(
        format!(
            "the balances do not follow from each other: transaction {id} makes {before} the balance before it, and it was {running}"
        ),
        row.line,
    )
}

/// Brings the rows into the order in which they happened: the balances tell it, or else the times.
fn order(content: &mut Content) {
    let rows = &mut content.rows;
    let have_balances = rows.iter().all(|row| row.balance.is_some());
    let is_newest_first = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => first.transaction.time > last.transaction.time,
        _ => false,
    };
    let follows_forwards = have_balances && follows(rows.iter());
    let follows_backwards = have_balances && follows(rows.iter().rev());
    // Rows that move nothing follow from each other either way.
    let is_backwards = match (follows_forwards, follows_backwards) {
        (true, false) => false,
        (false, true) => true,
        _ => is_newest_first,
    };
    if is_backwards {
        rows.reverse();
    }
    // Rows that were picked out may stand in any order, such as that of their amounts.
    let may_have_gaps = content.may_have_gaps || rows.iter().all(|row| row.before.is_some());
    if may_have_gaps && !follows_forwards && !follows_backwards {
        rows.sort_by_key(|row| row.transaction.time);
    }
}

/// Whether each balance follows from the one before.
fn follows<'r>(mut rows: impl Iterator<Item = &'r Row>) -> bool {
    let mut last: Option<Credits> = None;
    rows.all(|row| {
        let expected = last.and_then(|last| last.checked_add(row.transaction.credits).ok());
        last = row.balance;
        expected.is_none() || row.balance.is_none() || expected == row.balance
    })
}

/// The balance before the first row, where the file says it.
pub(super) fn opening(content: &Content) -> Option<Credits> {
    if let Some(opening) = content.opening {
        return Some(opening.credits);
    }
    let first = content.rows.first()?;
    first.before.or_else(|| first.balance?.checked_sub(first.transaction.credits).ok())
}
