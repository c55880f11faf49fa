//! A run from its estimate to its charge: credits are set aside, then settled with what it really cost, or
//! released. What is returned is to be appended; nothing is changed here.

use std::rc::Rc;

use super::{
    Actual, ActualLine, Entry, Job, JobLine, Kind, Ledger, LedgerError, Name, Names, Release,
    Reservation, Transaction, Wallet,
};
use crate::{
    Decimal,
    assumption::Spread,
    catalog::{Catalog, Model},
    decimal::ceil_to,
    estimate::{Estimate, Line},
    meter::MeterId,
    money::Credits,
    tariff::{Rate, Tariff, UnitRate},
    time::{Date, Timestamp},
};

/// A run that begins.
#[derive(Clone, Debug)]
pub struct RunStart<'a> {
    /// The job's id, unique in the ledger.
    pub job: Name,
    /// What people call it.
    pub name: Name,
    /// What it is expected to cost.
    pub estimate: &'a Estimate,
    /// The catalog that the estimate was made with.
    pub catalog: &'a Catalog,
    /// When it begins.
    pub at: Timestamp,
}

/// A run that has ended and is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEnd {
    /// The job's id.
    pub job: Name,
    /// What people call it, where nothing was set aside for it.
    pub name: Name,
    /// What it cost.
    pub actual: Actual,
    /// When it ended.
    pub at: Timestamp,
    /// A new id for the transaction.
    pub transaction: Name,
}

/// The charge of a run, with what a reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The usage. Appending it ends the reservation.
    pub entry: Entry,
    /// The wallet after it.
    pub wallet: Wallet,
    /// What had been set aside beyond the charge, and is free again. 0 or more.
    pub released: Credits,
    /// By how much the available credits are below 0 after it; none when they are not. What has been used is
    /// charged all the same, but nobody should find that out by chance.
    pub overdrawn: Option<Credits>,
}

/// Amounts that an estimate rounded are kept to this many digits after the point when they are set aside or
/// charged by a demonstration: a trillionth of a credit.
pub(super) const KEPT_DIGITS: u32 = 12;

/// What stands for the meter of a line that a tariff's minimum or maximum makes.
pub(super) const BOUNDS: [&str; 2] = ["minimum", "maximum"];

/// The label of the line that holds a charge of which only the total is known.
pub const CHARGED: &str = "Charged";

impl Ledger {
    /// Sets aside what a run is expected to cost: the expected total, gaps left out. A total that fills more than
    /// 12 digits after the point is rounded up there.
    ///
    /// # Errors
    /// [`LedgerError::NotEnough`] when less is available ([`LedgerError::missing`] says how much), and whatever
    /// else the ledger would refuse.
    pub fn reserve_for(&self, run: RunStart<'_>) -> Result<Entry, LedgerError> {
        let RunStart { job, name, estimate, catalog, at } = run;
        let mut names = Names::default();
        let mut lines = Vec::with_capacity(estimate.lines.len());
        for line in &estimate.lines {
            lines.push(job_line(&mut names, catalog, estimate.at, line));
        }
        // A quotient may fill all 28 digits and leave no room for the balance before its point.
        let total = estimate.total.expected;
        let credits = if total.amount().scale() > KEPT_DIGITS {
            Credits::new(ceil_to(total.amount(), Decimal::new(1, KEPT_DIGITS))?)
        } else {
            total
        };
        // The sum of no price at all is no estimate.
        let is_priced = lines.iter().any(|line| line.estimated.is_some());
        let job = Box::new(Job { id: job, name, estimated: is_priced.then_some(total), lines });
        let reservation = Reservation { job, time: at, credits };
        self.check_reservation(&reservation)?;
        Ok(Entry::Reservation(reservation))
    }

    /// Charges a run with what it cost, whatever was set aside for it: less, more, exactly that or nothing.
    ///
    /// # Errors
    /// [`LedgerError`] when the job was charged before, and whatever else the ledger would refuse.
    pub fn settle(&self, run: RunEnd) -> Result<Settlement, LedgerError> {
        let RunEnd { job, name, actual, at, transaction } = run;
        let reservation = self.reserved_for(&job).map(|(_, reservation)| reservation);
        let mut job = match reservation {
            Some(reservation) => reservation.job.clone(),
            None => Box::new(Job { id: job, name, estimated: None, lines: Vec::new() }),
        };
        charge(&mut job.lines, actual);
        let cost = Credits::sum(job.lines.iter().filter_map(|line| line.credits))?;
        let transaction = Transaction {
            id: transaction,
            time: at,
            kind: Kind::Usage,
            credits: Credits::ZERO.checked_sub(cost)?,
            balance: self.wallet().total.checked_sub(cost)?,
            note: Name::from(""),
            is_recurring: false,
            job: Some(job),
        };
        let (wallet, _) = self.check_transaction(&transaction)?;
        let reserved = reservation.map_or(Credits::ZERO, |reservation| reservation.credits);
        let available = wallet.available()?;
        Ok(Settlement {
            entry: Entry::Transaction(transaction),
            wallet,
            released: reserved.checked_sub(cost)?.max(Credits::ZERO),
            overdrawn: if available < Credits::ZERO {
                Some(Credits::ZERO.checked_sub(available)?)
            } else {
                None
            },
        })
    }

    /// Releases everything that was set aside for a run that failed or was stopped. `reason` is a sentence.
    ///
    /// # Errors
    /// [`LedgerError::NothingReserved`] when nothing is set aside for the job.
    pub fn fail(&self, job: &str, at: Timestamp, reason: Name) -> Result<Entry, LedgerError> {
        let Some((_, reservation)) = self.reserved_for(job) else {
            return Err(LedgerError::NothingReserved(Name::from(job)));
        };
        let release = Release {
            job: Rc::clone(&reservation.job.id),
            name: Rc::clone(&reservation.job.name),
            time: at,
            reason,
        };
        self.check_release(&release)?;
        Ok(Entry::Release(release))
    }
}

/// A line of an estimate as the line of a job that has not ended.
pub(super) fn job_line(
    names: &mut Names,
    catalog: &Catalog,
    at: Timestamp,
    line: &Line,
) -> JobLine {
    let model = line.model.and_then(|id| catalog.get(id));
    let function = model.and_then(|model| catalog.function_of(model));
    let meter = match line.meter {
        Some(meter) => catalog.meters.name(meter),
        // What a tariff's bounds add or take away is no meter's: it is known by the line's id alone.
        None => BOUNDS
            .into_iter()
            .find(|bound| line.id.rsplit('/').next() == Some(bound))
            .unwrap_or_default(),
    };
    // A gap may name a meter whose quantity nobody knows.
    let has_quantity = line.meter.is_some() && line.quantity != Spread::default();
    JobLine {
        step: names.share(&line.node.map_or_else(String::new, |node| node.to_string())),
        label: names.share(&line.label),
        model: names.share(model.map_or("", |model| &model.id)),
        supplier: names.share(line.supplier.as_deref().unwrap_or_default()),
        function: names.share(function.map_or("", |function| &function.id)),
        meter: names.share(meter),
        quantity: has_quantity.then_some(line.quantity.expected),
        rate: line.rate,
        rate_from: model.and_then(|model| rate_from(model, at, line)),
        credits: None,
        estimated: line.cost.credits().map(|credits| credits.expected),
    }
}

/// The first day of the price that a line was charged by. A host's own rate has none, though the model is known.
fn rate_from(model: &Model, at: Timestamp, line: &Line) -> Option<Date> {
    line.cost.credits()?;
    let price = model.price_at(at)?;
    let is_own = match (line.meter, line.rate) {
        (Some(meter), Some(rate)) => has_rate(&price.tariff, meter, rate),
        _ => true,
    };
    is_own.then_some(price.from)
}

fn has_rate(tariff: &Tariff, meter: MeterId, rate: UnitRate) -> bool {
    let mut charges =
        tariff.charges.iter().chain(tariff.variants.iter().flat_map(|variant| &variant.charges));
    charges.any(|charge| {
        charge.meter == meter
            && match &charge.rate {
                Rate::Flat(own) => *own == rate,
                Rate::Graduated(tiers) | Rate::Volume(tiers) => {
                    tiers.iter().any(|tier| tier.rate == rate)
                }
            }
    })
}

/// Writes what a run cost into its lines, each amount once. Nothing is spread: what was said of several lines
/// together gets a line of its own, and theirs stay without a charge.
fn charge(lines: &mut Vec<JobLine>, actual: Actual) {
    match actual {
        Actual::Total(total) => match lines.as_mut_slice() {
            [only] => only.credits = Some(total),
            _ => lines.push(JobLine { label: Name::from(CHARGED), ..new_line(total) }),
        },
        Actual::Lines(actual) => {
            let expected = lines.len();
            for charged in actual {
                charge_line(lines, expected, charged);
            }
        }
    }
}

/// Charges the one line that is meant, out of the `expected` first ones, or a new one.
fn charge_line(lines: &mut Vec<JobLine>, expected: usize, charged: ActualLine) {
    let mut meant = lines.iter_mut().take(expected).filter(|line| is_meant(&charged, line));
    let first = meant.next();
    let has_more = meant.next().is_some();
    let ActualLine { step, label, model, supplier, meter, quantity, credits } = charged;
    let mut new = JobLine { step, label, model, supplier, meter, quantity, ..new_line(credits) };
    if let Some(line) = first {
        if !has_more && line.credits.is_none() {
            line.credits = Some(credits);
            line.quantity = new.quantity.or(line.quantity);
            return;
        }
        // A second charge of a line, or the charge of a whole step, is about the same thing.
        for (text, known) in [
            (&mut new.label, &line.label),
            (&mut new.model, &line.model),
            (&mut new.supplier, &line.supplier),
            (&mut new.function, &line.function),
        ] {
            if text.is_empty() {
                *text = Name::clone(known);
            }
        }
    }
    lines.push(new);
}

/// Whether a charge is about a line: it names the step or the model, and nothing that it names is another.
fn is_meant(charged: &ActualLine, line: &JobLine) -> bool {
    let is_same = |given: &Name, own: &Name| given.is_empty() || given == own;
    (!charged.step.is_empty() || !charged.model.is_empty())
        && is_same(&charged.step, &line.step)
        && is_same(&charged.model, &line.model)
        && is_same(&charged.meter, &line.meter)
}

fn new_line(credits: Credits) -> JobLine {
    let none = Name::from("");
    JobLine {
        step: Name::clone(&none),
        label: Name::clone(&none),
        model: Name::clone(&none),
        supplier: Name::clone(&none),
        function: Name::clone(&none),
        meter: none,
        quantity: None,
        rate: None,
        rate_from: None,
        credits: Some(credits),
        estimated: None,
    }
}
