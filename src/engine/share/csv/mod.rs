//! Transactions as CSV. A transaction is a row, and each line of its job a row below it; `write.rs` writes it,
//! `read.rs` takes any CSV apart, `cell.rs` keeps spreadsheets from running a text as a formula.

mod cell;
pub(crate) mod read;
pub(super) mod write;

pub(super) use cell::unguarded;

/// A row that is a transaction.
pub(super) const TRANSACTION: &str = "transaction";
/// A row that is a line of the job above it.
pub(super) const LINE: &str = "line";

/// The columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// [`TRANSACTION`] or [`LINE`].
    Row,
    /// The transaction's id, also on the lines.
    Id,
    Time,
    Kind,
    /// What the transaction adds; empty on the lines, so that the column adds up.
    Credits,
    /// The balance before the transaction: what lets a row prove itself when its neighbours are filtered out.
    Before,
    Balance,
    Note,
    Recurring,
    Job,
    JobName,
    JobEstimated,
    Step,
    Label,
    Model,
    Supplier,
    Function,
    Meter,
    Quantity,
    /// Credits for `RatePer` units.
    Rate,
    RatePer,
    RateFrom,
    LineCredits,
    LineEstimated,
}

impl Column {
    /// Every column with its name, and the other names by which files of others call it.
    pub(super) const ALL: [(Self, &'static str, &'static str); 24] = [
        (Self::Row, "row", ""),
        (Self::Id, "id", "transaction transactionid"),
        (Self::Time, "time", "date timestamp datetime createdat"),
        (Self::Kind, "kind", "type"),
        (Self::Credits, "credits", "amount"),
        (Self::Before, "before", "balancebefore"),
        (Self::Balance, "balance", "balanceafter"),
        (Self::Note, "note", "description memo"),
        (Self::Recurring, "recurring", ""),
        (Self::Job, "job", "jobid"),
        (Self::JobName, "job name", ""),
        (Self::JobEstimated, "job estimated", ""),
        (Self::Step, "step", ""),
        (Self::Label, "label", ""),
        (Self::Model, "model", "modelid"),
        (Self::Supplier, "supplier", ""),
        (Self::Function, "function", ""),
        (Self::Meter, "meter", ""),
        (Self::Quantity, "quantity", ""),
        (Self::Rate, "rate", ""),
        (Self::RatePer, "rate per", ""),
        (Self::RateFrom, "rate from", ""),
        (Self::LineCredits, "line credits", ""),
        (Self::LineEstimated, "line estimated", ""),
    ];

    /// The column that a heading names, in any case, with or without spaces.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let plain: String = heading
            .chars()
            .filter(|sign| !matches!(sign, ' ' | '_' | '-'))
            .flat_map(char::to_lowercase)
            .collect();
        Self::ALL
            .into_iter()
            .find(|(_, name, others)| {
                let mut own = name.split(' ');
                let mut rest = plain.as_str();
                own.all(|word| rest.strip_prefix(word).map(|left| rest = left).is_some())
                    && rest.is_empty()
                    || !plain.is_empty() && others.split(' ').any(|other| other == plain)
            })
            .map(|(column, _, _)| column)
    }
}
