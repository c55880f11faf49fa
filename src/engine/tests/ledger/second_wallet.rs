//! A second wallet, in exact rationals: it shares nothing with the ledger but the entries.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use one_credit_engine::{
    ledger::{Entry, Job, Kind, Ledger, Transaction},
    money::Credits,
};

/// The same figure as a fraction.
pub fn rational(credits: Credits) -> BigRational {
    let amount = credits.amount();
    BigRational::new(BigInt::from(amount.mantissa()), BigInt::from(10).pow(amount.scale()))
}

#[derive(Default)]
pub struct SecondWallet {
    opening: BigRational,
    is_opened: bool,
    /// Id and amount of every row.
    rows: Vec<(String, BigRational)>,
    charged: BTreeSet<String>,
    open: BTreeMap<String, BigRational>,
}

impl SecondWallet {
    pub fn total(&self) -> BigRational {
        &self.opening + self.rows.iter().map(|(_, amount)| amount).sum::<BigRational>()
    }

    pub fn reserved(&self) -> BigRational {
        self.open.values().sum()
    }

    pub fn available(&self) -> BigRational {
        self.total() - self.reserved()
    }

    pub fn reserved_for(&self, job: &str) -> BigRational {
        self.open.get(job).cloned().unwrap_or_else(BigRational::zero)
    }

    /// Takes an entry if the rules of the wallet allow it, and says whether they do.
    pub fn take(&mut self, entry: &Entry) -> bool {
        match entry {
            Entry::Opening(opening) => {
                if self.is_opened || !self.rows.is_empty() {
                    return false;
                }
                self.is_opened = true;
                self.opening = rational(opening.credits);
            }
            Entry::Transaction(row) => {
                if !self.may_take(row) {
                    return false;
                }
                self.rows.push((row.id.to_string(), rational(row.credits)));
                if let Some(job) = &row.job {
                    self.charged.insert(job.id.to_string());
                    self.open.remove(&*job.id);
                }
            }
            Entry::Reservation(reservation) => {
                let (id, amount) = (reservation.job.id.to_string(), rational(reservation.credits));
                let is_known = self.charged.contains(&id) || self.open.contains_key(&id);
                let is_charged = reservation.job.lines.iter().any(|line| line.credits.is_some());
                if id.is_empty() || is_known || is_charged || amount.is_negative() {
                    return false;
                }
                if amount.is_positive() && amount > self.available() {
                    return false;
                }
                self.open.insert(id, amount);
            }
            Entry::Release(release) => return self.open.remove(&*release.job).is_some(),
            Entry::Recurring(change) => {
                let rule = change.rule;
                return !rational(rule.threshold).is_negative()
                    && (!rule.is_on
                        || (rational(rule.amount).is_positive()
                            && rational(rule.monthly_cap) >= rational(rule.amount)));
            }
        }
        true
    }

    fn may_take(&self, row: &Transaction) -> bool {
        let amount = rational(row.credits);
        let is_signed = match row.kind {
            Kind::TopUp | Kind::Refund => amount.is_positive(),
            Kind::Usage => !amount.is_positive(),
            Kind::Expiry => amount.is_negative(),
            Kind::Adjustment => !amount.is_zero(),
        };
        let is_job_right = row.job.as_ref().is_none_or(|job| {
            row.kind == Kind::Usage
                && !job.id.is_empty()
                && !self.charged.contains(&*job.id)
                && sum_of(job) == -amount.clone()
        });
        !row.id.is_empty()
            && self.rows.iter().all(|(id, _)| *id != *row.id)
            && rational(row.balance) == self.total() + &amount
            && is_signed
            && is_job_right
    }

    /// Whether a ledger says the same, row by row and in sum.
    pub fn compare(&self, ledger: &Ledger) -> Result<(), String> {
        let wallet = ledger.wallet();
        let available = wallet.available().map_err(|error| error.to_string())?;
        let mut pairs = vec![
            ("total".to_owned(), rational(wallet.total), self.total()),
            ("reserved".to_owned(), rational(wallet.reserved), self.reserved()),
            ("available".to_owned(), rational(available), self.available()),
            ("opening".to_owned(), rational(ledger.opening()), self.opening.clone()),
            (
                "number of rows".to_owned(),
                BigRational::from(BigInt::from(ledger.transactions().len())),
                BigRational::from(BigInt::from(self.rows.len())),
            ),
        ];
        let open = ledger.reservations().iter().map(|open| rational(open.credits)).sum();
        pairs.push(("sum of reservations".to_owned(), open, self.reserved()));
        let mut balance = self.opening.clone();
        for row in ledger.transactions() {
            balance += rational(row.credits);
            pairs.push((format!("balance of {}", row.id), rational(row.balance), balance.clone()));
            if let Some(job) = &row.job {
                pairs.push((format!("lines of {}", job.id), sum_of(job), -rational(row.credits)));
            }
        }
        // Whatever happened, what is left is what there was and what came and went.
        pairs.push(("closing".to_owned(), rational(wallet.total), balance));
        if rational(wallet.reserved).is_negative() {
            return Err("less than nothing is reserved".to_owned());
        }
        match pairs.into_iter().find(|(_, ledger, second)| ledger != second) {
            Some((what, ledger, second)) => Err(format!("{what}: {ledger}, not {second}")),
            None => Ok(()),
        }
    }
}

fn sum_of(job: &Job) -> BigRational {
    job.lines.iter().filter_map(|line| line.credits).map(rational).sum()
}
