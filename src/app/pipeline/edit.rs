//! An assumption that the visitor changed: three fields, low, expected and high.

use one_credit_engine::{
    assumption::{Assumption, Spread},
    money::Quantity,
};

use crate::app::entry::Entry;

/// The figures of an assumption as they stand in their fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The assumption's id.
    pub id: String,
    /// Its fields.
    pub fields: Spread<Entry<Quantity>>,
}

impl Edit {
    /// The assumption's own figures.
    pub fn of(assumption: &Assumption) -> Self {
        Self { id: assumption.id.clone(), fields: assumption.value.map(Entry::of) }
    }

    /// Figures from a link: `600,907,1175`; one for each field.
    pub fn read(id: &str, text: &str) -> Option<Self> {
        let mut figures = text.split(',').map(Quantity::parse);
        let mut next = || figures.next()?.ok().map(Entry::of);
        let fields = Spread { low: next()?, expected: next()?, high: next()? };
        Some(Self { id: id.to_owned(), fields })
    }

    /// The figures as a link writes them.
    pub fn write(&self) -> String {
        let Spread { low, expected, high } = self.value();
        format!("{low},{expected},{high}")
    }

    /// Takes what was typed into a field.
    pub fn type_in(&mut self, which: Figure, text: &str) {
        which.of(&mut self.fields).type_in(text);
    }

    /// The last figures that could be read.
    pub fn value(&self) -> Spread<Quantity> {
        Spread {
            low: self.fields.low.value,
            expected: self.fields.expected.value,
            high: self.fields.high.value,
        }
    }
}

/// One of the three figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The low one.
    Low,
    /// The expected one.
    Expected,
    /// The high one.
    High,
}

impl Figure {
    /// In the order of the fields, with their names.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Low, "low"), (Self::Expected, "expected"), (Self::High, "high")];

    fn of<T>(self, spread: &mut Spread<T>) -> &mut T {
        match self {
            Self::Low => &mut spread.low,
            Self::Expected => &mut spread.expected,
            Self::High => &mut spread.high,
        }
    }

    /// This one of the three.
    pub const fn get<T>(self, spread: &Spread<T>) -> &T {
        match self {
            Self::Low => &spread.low,
            Self::Expected => &spread.expected,
            Self::High => &spread.high,
        }
    }
}
