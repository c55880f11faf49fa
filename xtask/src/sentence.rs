//! The one error of this crate: a sentence for the person at the terminal.

use std::fmt;
use std::path::Path;

/// What went wrong and what would mend it, in words.
#[derive(Debug)]
pub struct Sentence(String);

/// The result of a step.
pub type Outcome<T = ()> = Result<T, Sentence>;

impl Sentence {
    /// An error that says `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// An error of the file system: what was being done, why it failed, and the path last.
    pub fn of_file(doing: &str, why: &dyn fmt::Display, path: &Path) -> Self {
        Self(format!("{doing} failed: {why}  ({})", path.display()))
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
