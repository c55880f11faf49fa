//! Why a file is refused, with its line.

use core::fmt;

use crate::{json::Flaw, ledger::RecordError};

/// Why a file is refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// A sentence.
    pub message: String,
    /// The name of the file.
    pub file: String,
    /// From 1; none when the file as a whole is meant.
    pub line: Option<usize>,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  ({}", self.message, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for ImportProblem {}

/// A problem before the name of the file is put to it.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) line: Option<usize>,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>, line: impl Into<Option<usize>>) -> Self {
        Self { message: message.into(), line: line.into() }
    }

    pub(super) fn flaw(flaw: &Flaw, text: &str) -> Self {
        let line = Lines::of(text).at(flaw.at);
        Self::new(format!("the file is no JSON: {}", flaw.problem), line)
    }

    pub(super) fn record(error: &RecordError, line: usize) -> Self {
        Self::new(error.to_string(), line)
    }

    pub(super) fn within(self, file: &str) -> ImportProblem {
        ImportProblem { message: self.message, file: file.to_owned(), line: self.line }
    }
}

/// Counts the lines of a text up to places that mostly ascend, each byte once.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line, from 1, on which this byte stands.
    pub(super) fn at(&mut self, place: usize) -> usize {
        if place < self.at {
            (self.at, self.line) = (0, 1);
        }
        let between = self.text.as_bytes().get(self.at..place).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.at = place;
        self.line
    }
}
