//! A text field that holds a figure: what was typed, the last figure that could be read, and what is wrong.

use one_credit_engine::{
    benchmark::PerRow,
    decimal::FigureError,
    money::{Credits, Quantity},
};

/// A field and its figure. A text that cannot be read leaves the figure as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry<T> {
    /// What stands in the field.
    pub text: String,
    /// The last figure that could be read.
    pub value: T,
    /// Why the text is no figure, as a sentence.
    pub problem: Option<String>,
}

/// A figure that people type.
pub trait Typed: Copy + ToString {
    /// Reads decimal text.
    ///
    /// # Errors
    /// [`FigureError`] when the text is no such figure.
    fn read(text: &str) -> Result<Self, FigureError>;
}

impl Typed for Quantity {
    fn read(text: &str) -> Result<Self, FigureError> {
        Self::parse(text)
    }
}

impl Typed for PerRow {
    /// A quantity, or the mean of rows that differ: `95/3`.
    fn read(text: &str) -> Result<Self, FigureError> {
        Self::parse(text)
    }
}

impl Typed for Credits {
    /// An amount to spend: 0 or more.
    fn read(text: &str) -> Result<Self, FigureError> {
        Quantity::parse(text).map(|amount| Self::new(amount.value()))
    }
}

impl<T: Typed> Entry<T> {
    /// A field that shows this figure.
    pub fn of(value: T) -> Self {
        Self { text: value.to_string(), value, problem: None }
    }

    /// A field that shows this text, which is known to be a figure.
    pub fn read_or_default(text: &str) -> Self
    where
        T: Default,
    {
        let mut entry = Self { text: String::new(), value: T::default(), problem: None };
        entry.type_in(text);
        entry
    }

    /// Takes what was typed.
    pub fn type_in(&mut self, text: &str) {
        match T::read(text.trim()) {
            Ok(value) => {
                self.value = value;
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        text.clone_into(&mut self.text);
    }

    /// Takes what was typed, where an empty field means that nothing is given.
    pub fn type_in_or_nothing(&mut self, text: &str)
    where
        T: Default,
    {
        if text.trim().is_empty() {
            *self = Self { text: String::new(), value: T::default(), problem: None };
        } else {
            self.type_in(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_text_keeps_the_last_figure() {
        let mut entry = Entry::of(Credits::parse("2.5").unwrap());
        entry.type_in("3,5");
        assert_eq!(entry.value.to_string(), "2.5");
        assert_eq!(entry.problem.as_deref(), Some("\"3,5\" is not a decimal number such as 12.5"));
        entry.type_in(" 4 ");
        assert_eq!(entry.value.to_string(), "4");
        assert_eq!(entry.problem, None);
        for text in ["-1", "1e400", "NaN", ""] {
            entry.type_in(text);
            assert!(entry.problem.is_some(), "{text}");
            assert_eq!(entry.value.to_string(), "4", "{text}");
        }
    }
}
