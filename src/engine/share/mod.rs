//! Histories as files: transactions as CSV and JSON, the whole ledger as a backup, and the way back from these and
//! from what platforms give. Every figure goes there and back as decimal text.

pub mod backup;
pub(crate) mod csv;
mod fingerprint;
mod import;
mod json;
mod own_file;
pub(crate) mod problem;

pub use csv::write::csv;
pub use import::{Import, Shape, read};
pub use json::json;
pub use problem::ImportProblem;

/// The largest file that is read, in bytes: the history of years. A larger one would not fit into the memory of a
/// page while it is looked at.
pub const MOST_BYTES: usize = 128 << 20;

#[cfg(test)]
mod tests;
