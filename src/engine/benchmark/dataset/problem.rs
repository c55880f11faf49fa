//! Why a file is no dataset, with its line and column.

use core::fmt;

/// Why a file is refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatasetProblem {
    /// A sentence.
    pub message: String,
    /// The name of the file.
    pub file: String,
    /// From 1; none when the file as a whole is meant.
    pub line: Option<u64>,
    /// The column that is meant, by its name.
    pub column: Option<String>,
}

impl fmt::Display for DatasetProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  ({}", self.message, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column “{column}”")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for DatasetProblem {}

/// A problem before the name of the file is put to it.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) line: Option<u64>,
    pub(super) column: Option<String>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>, line: impl Into<Option<u64>>) -> Self {
        Self { message: message.into(), line: line.into(), column: None }
    }

    pub(super) fn within(self, file: &str) -> DatasetProblem {
        let Self { message, line, column } = self;
        DatasetProblem { message, file: file.to_owned(), line, column }
    }
}

impl From<crate::share::problem::Problem> for Problem {
    fn from(problem: crate::share::problem::Problem) -> Self {
        Self::new(problem.message, problem.line.map(|line| line as u64))
    }
}
