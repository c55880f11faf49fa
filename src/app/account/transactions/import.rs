//! A history from a file.

use std::{cell::RefCell, rc::Rc};

use one_credit_engine::{
    share::{self, Import},
    time::Timestamp,
};
use web_sys::File;

use super::transfer::{read, run};
use crate::app::{account::store, browser::clock, figure, state::Page};

/// Adds what a file holds to the ledger, or refuses it whole.
pub fn import(page: &Page, file: File) {
    let now = clock::now().unwrap_or(page.at);
    read(page, file, move |page, name, text| {
        let what = format!("Looking through {name}");
        run(&page, &what, async move {
            let told = Rc::new(RefCell::new(String::new()));
            let tell = Rc::clone(&told);
            store::append(move |ledger| {
                let import =
                    share::read(&text, &name, ledger, now).map_err(|why| why.to_string())?;
                tell.replace(summary(&import, &name));
                Ok(import.entries)
            })
            .await?;
            Ok(told.take())
        });
    });
}

/// What an import added.
fn summary(import: &Import, name: &str) -> String {
    let rows = |count| figure::count(count, "transaction", "transactions");
    let mut text = if import.added == 0 {
        format!("{name} adds nothing")
    } else {
        let days = import.period.map(|period| format!(", {}", days(period)));
        format!("{} added from {name}{}", rows(import.added), days.unwrap_or_default())
    };
    if import.known > 0 {
        text.push_str(&format!("; {} known already", rows(import.known)));
    }
    if import.unfinished > 0 {
        let runs = figure::count(import.unfinished, "run has", "runs have");
        text.push_str(&format!("; {runs} not ended and left out"));
    }
    text.push_str(&format!(". The balance is {}.", figure::exact(import.balance)));
    text
}

/// The days between two moments.
pub fn days((first, last): (Timestamp, Timestamp)) -> String {
    let day = |moment: Timestamp| clock::day(&moment.date().to_string());
    if first.date() == last.date() {
        day(first)
    } else {
        format!("{} to {}", day(first), day(last))
    }
}
