//! A platform's wallet: what has to be appended so that this ledger has the same total and the same reserve.

use super::{Import, Shape};
use crate::{
    json::Json,
    ledger::{
        Entry, Job, Kind, Ledger, LedgerError, Name, RecordError, Release, Reservation,
        Transaction, Wallet,
    },
    money::Credits,
    share::{fingerprint::Fingerprint, problem::Problem},
    time::Timestamp,
};

/// The job that stands for everything that is set aside on the platform.
const JOB: &str = "platform";
const NAME: &str = "Reserved on the platform";
const NOTE: &str = "Balance as on the platform";

pub(super) fn is_one(root: Json<'_>) -> bool {
    let mut total = [None];
    root.pick(&["totalBalance"], &mut total);
    let [total] = total;
    total.is_some()
}

pub(super) fn read(root: Json<'_>, ledger: &Ledger, now: Timestamp) -> Result<Import, Problem> {
    let wallet =
        Wallet::read(root).map_err(|error: RecordError| Problem::new(error.to_string(), None))?;
    if wallet.reserved > wallet.total.max(Credits::ZERO) {
        let Wallet { total, reserved } = wallet;
        let message = format!("more is reserved ({reserved}) than there is (totalBalance {total})");
        return Err(Problem::new(message, None));
    }
    entries(wallet, ledger, now).map_err(|error: LedgerError| Problem::new(error.to_string(), None))
}

fn entries(wallet: Wallet, ledger: &Ledger, now: Timestamp) -> Result<Import, LedgerError> {
    let mut trial = ledger.clone();
    let mut import = Import {
        shape: Shape::Wallet,
        entries: Vec::new(),
        added: 0,
        known: 0,
        unfinished: 0,
        opening: None,
        period: None,
        balance: wallet.total,
    };
    // What runs of this ledger have set aside is part of what the platform has.
    let standing = ledger.reservations().iter().find(|open| *open.job.id == *JOB);
    let standing = standing.map_or(Credits::ZERO, |open| open.credits);
    let own = ledger.wallet().reserved.checked_sub(standing)?;
    let wanted = wallet.reserved.checked_sub(own)?.max(Credits::ZERO);
    let mut append = |entry: Entry| {
        trial.append(entry.clone())?;
        import.entries.push(entry);
        Ok::<_, LedgerError>(())
    };
    if standing != wanted && standing != Credits::ZERO {
        append(Entry::Release(Release {
            job: Name::from(JOB),
            name: Name::from(NAME),
            time: now,
            reason: Name::from("Another amount is reserved on the platform"),
        }))?;
    }
    let difference = wallet.total.checked_sub(ledger.wallet().total)?;
    if difference != Credits::ZERO {
        append(Entry::Transaction(Transaction {
            id: id(&wallet, ledger, now),
            time: now,
            kind: Kind::Adjustment,
            credits: difference,
            balance: wallet.total,
            note: Name::from(NOTE),
            is_recurring: false,
            job: None,
        }))?;
    }
    if standing != wanted && wanted != Credits::ZERO {
        append(Entry::Reservation(Reservation {
            job: Box::new(Job {
                id: Name::from(JOB),
                name: Name::from(NAME),
                estimated: None,
                lines: Vec::new(),
            }),
            time: now,
            credits: wanted,
        }))?;
    }
    if difference == Credits::ZERO {
        import.known = usize::from(standing == wanted);
    } else {
        import.note(now);
    }
    Ok(import)
}

/// An id that no other adjustment has: two wallets at one moment differ in their total or in the rows before them.
fn id(wallet: &Wallet, ledger: &Ledger, now: Timestamp) -> Name {
    let mut fingerprint = Fingerprint::default();
    for part in [
        now.to_string(),
        wallet.total.to_string(),
        ledger.wallet().total.to_string(),
        ledger.transactions().len().to_string(),
    ] {
        fingerprint.add(&part);
    }
    Name::from(format!("wallet-{fingerprint}"))
}
