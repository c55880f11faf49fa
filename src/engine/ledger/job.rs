//! A finished run with its cost per model.

use super::{LedgerError, Name, transaction::LONGEST};
use crate::{
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::Date,
};

/// What was run, and what each of its models cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Unique in its ledger.
    pub id: Name,
    /// What people call it: `Calls to Spanish speech`.
    pub name: Name,
    /// What the preview expected it to cost, where there was one. Never added to what was charged.
    pub estimated: Option<Credits>,
    /// A line for each meter of each model, and one for what was charged without saying for which. The credits
    /// that lines have add up to what the job was charged.
    pub lines: Vec<JobLine>,
}

/// One model's part of a job. A text that is not known is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// What tells two uses of one model apart: a node's number, a place in a benchmark.
    pub step: Name,
    /// What the line is about: `Translate`.
    pub label: Name,
    /// The model's id in the catalog (`azure/translator`) or on the platform.
    pub model: Name,
    /// The supplier's name.
    pub supplier: Name,
    /// The function's id: `translation`.
    pub function: Name,
    /// What was counted: `characters`. `minimum` and `maximum` stand for what a tariff's bounds add and take away.
    pub meter: Name,
    /// How much of it, without the parts that have a line of their own: as it was counted, or, where nobody said,
    /// as the preview expected it.
    pub quantity: Option<Quantity>,
    /// At which rate, where it is one figure.
    pub rate: Option<UnitRate>,
    /// The day from which that rate holds.
    pub rate_from: Option<Date>,
    /// What it cost; negative for a discount. None until the run has ended, and where only the cost of more
    /// than this line is known: then another line has it.
    pub credits: Option<Credits>,
    /// What the preview expected, where it had a price.
    pub estimated: Option<Credits>,
}

/// The most lines of one job: above any pipeline, below what would fill the memory.
const MOST_LINES: usize = 100_000;

impl Job {
    /// What can be checked without the transaction it belongs to.
    pub(super) fn check(&self) -> Result<(), LedgerError> {
        if self.id.is_empty() {
            return Err(LedgerError::NoId);
        }
        if self.lines.len() > MOST_LINES {
            return Err(LedgerError::Full);
        }
        let is_long = |text: &Name| text.len() > LONGEST;
        let texts = |line: &JobLine| {
            [&line.step, &line.label, &line.model, &line.supplier, &line.function, &line.meter]
                .into_iter()
                .any(is_long)
        };
        if is_long(&self.id) || is_long(&self.name) || self.lines.iter().any(texts) {
            return Err(LedgerError::TooLong);
        }
        Ok(())
    }
}
