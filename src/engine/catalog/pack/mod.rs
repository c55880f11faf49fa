//! The packed form of a [`Catalog`](super::Catalog): what the build embeds and the page decodes.
//! Written row by row into columns, one for each kind of value, because like compresses well beside like.

mod read;
mod reader;
mod write;

pub use read::{decode, decode_into};
pub use write::encode;

use core::fmt;

/// The first bytes of a packed catalog; the version follows.
const MAGIC: [u8; 4] = *b"1CRD";

/// Changes whenever the meaning of a byte does.
const VERSION: u8 = 2;

/// Ends a text. No UTF-8 text contains it, so none needs escaping.
const END_OF_TEXT: u8 = 0xFF;

/// Opens an id that does not begin with its supplier's id and a slash.
const FULL_ID: char = '\0';

/// A decimal is a form byte and a coefficient. Forms up to 28 are the digits after the point; from 29 on
/// the coefficient stands for itself with `form - 28` zeros behind it.
const MAX_SCALE: u8 = 28;
/// In place of a form: the figure that is usual at this place, without a coefficient.
const USUAL: u8 = 63;
/// Joined to a form: the decimal is below 0.
const NEGATIVE: u8 = 64;
/// Joined to a form: 32 more bits of the coefficient follow its first 64.
const WIDE: u8 = 128;

/// The columns, in the order in which they are packed.
#[derive(Clone, Copy)]
enum Column {
    /// How many there are of something, minutes of the day.
    Counts,
    /// Which of several, and which optional parts follow.
    Kinds,
    Meters,
    Functions,
    /// Against the supplier of the model before.
    Suppliers,
    /// Each id with its name behind it: the one often holds pieces of the other.
    Ids,
    /// Which text that was given before, counted backwards; 0 for a new one.
    Repeats,
    Texts,
    Forms,
    Coefficients,
    /// Against the first day of the price before.
    Starts,
    /// Against the day of the look before.
    Looks,
    Ratios,
}

/// The columns' names in sentences, in order.
const NAMES: [&str; 13] = [
    "counts",
    "kinds",
    "meters",
    "functions",
    "suppliers",
    "ids and names",
    "repeated texts",
    "texts",
    "forms of figures",
    "figures",
    "days on which prices start",
    "days on which prices were verified",
    "language ratios",
];

impl Column {
    fn name(self) -> &'static str {
        NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

/// Which optional parts of a charge follow, and its kind of rate.
mod charge {
    pub(super) const RATE: u64 = 0b11;
    pub(super) const FLAT: u64 = 0;
    pub(super) const GRADUATED: u64 = 1;
    pub(super) const VOLUME: u64 = 2;
    pub(super) const FIXED: u64 = 1 << 2;
    pub(super) const LEAST: u64 = 1 << 3;
    pub(super) const INCREMENT: u64 = 1 << 4;
    pub(super) const ROUNDING: u32 = 5;
    pub(super) const FACTOR: u64 = 1 << 7;
    pub(super) const FREE: u64 = 1 << 8;
    pub(super) const FREE_FIRST: u64 = 1 << 9;
    pub(super) const AT_ZERO: u64 = 1 << 10;
    pub(super) const ALL: u64 = (1 << 11) - 1;
}

/// Which optional parts of a condition follow; the number of its attributes stands above them.
mod condition {
    pub(super) const THRESHOLD: u64 = 1;
    pub(super) const HOURS: u64 = 1 << 1;
    pub(super) const SERVICE: u64 = 1 << 2;
    pub(super) const REGION: u64 = 1 << 3;
    pub(super) const ATTRIBUTES: u32 = 4;
}

/// Which optional parts of a tariff follow; the number of its variants stands above them.
mod tariff {
    pub(super) const MINIMUM: u64 = 1;
    pub(super) const MAXIMUM: u64 = 1 << 1;
    pub(super) const VARIANTS: u32 = 2;
}

/// Why bytes are not a packed catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The bytes do not begin as a packed catalog does.
    NotACatalog,
    /// The catalog was packed by another version of this program.
    Version(u8),
    /// A column ends before what it announces.
    Cut {
        /// The column's name.
        column: &'static str,
    },
    /// Bytes are left over when everything has been read.
    Excess {
        /// The column's name.
        column: &'static str,
        /// How many.
        bytes: usize,
    },
    /// A value that no catalog contains.
    Wrong {
        /// The column's name.
        column: &'static str,
        /// What was found instead of what.
        message: &'static str,
    },
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotACatalog => f.write_str("these bytes are not a packed catalog"),
            Self::Version(version) => write!(
                f,
                "the catalog was packed in version {version} of the format; this program reads version {VERSION}"
            ),
            Self::Cut { column } => write!(f, "the packed catalog is cut short in its {column}"),
            Self::Excess { column, bytes } => {
                write!(f, "the packed catalog has {bytes} bytes too many after its {column}")
            }
            Self::Wrong { column, message } => {
                write!(f, "{message}, in the {column} of the packed catalog")
            }
        }
    }
}

impl std::error::Error for PackError {}

#[cfg(test)]
mod tests;
