//! Why a text is no record of entries.

use core::fmt;

use crate::json::{Flaw, Json};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    problem: String,
    place: String,
}

impl RecordError {
    pub(crate) fn new(problem: impl Into<String>, place: impl Into<String>) -> Self {
        Self { problem: problem.into(), place: place.into() }
    }

    /// A text that is no JSON at all.
    pub(crate) fn flaw(flaw: Flaw) -> Self {
        Self::new(format!("the text is no JSON: {}", flaw.problem), format!("byte {}", flaw.at))
    }

    /// A value that is something else than it should be.
    pub(crate) fn wanted(found: Json<'_>, place: &str, wanted: &str) -> Self {
        Self::new(format!("there should be {wanted}, not {}", found.kind().name()), place)
    }

    /// The same error, its place read from further out: `job.` before `lines[2].credits`.
    #[must_use]
    pub(crate) fn within(mut self, outer: &str) -> Self {
        // An error about the outer thing itself has no further place.
        let outer =
            if self.place.is_empty() { outer.trim_end_matches(['.', ',', ' ']) } else { outer };
        self.place.insert_str(0, outer);
        self
    }

    /// The sentence, without the place.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Where: `entry 3, job.lines[2].credits`.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        if self.place.is_empty() {
            return Ok(());
        }
        write!(f, " ({})", self.place)
    }
}

impl std::error::Error for RecordError {}
