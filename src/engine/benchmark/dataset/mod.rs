//! A dataset read from a file: how many rows it has, and what they hold. `reader.rs` takes the file piece by piece,
//! `column.rs` counts, `reading.rs` knows what a column can be counted as.

mod column;
mod json_rows;
mod problem;
mod reader;
mod reading;
mod table;
#[cfg(test)]
mod tests;

pub use column::{Column, Held, Kind};
pub use problem::DatasetProblem;
pub use reader::{LARGEST_ROW, Reader};
pub use reading::Reading;
pub use table::MOST_COLUMNS;

use super::PerRow;
use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    money::Quantity,
};

/// What was counted in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// How the file is written.
    pub format: Format,
    /// How many rows it has, without the header and without those that are empty.
    pub rows: u64,
    /// How many rows were empty in each of several columns, and not counted.
    pub empty_rows: u64,
    /// In the order of the header, or in which they first occur.
    pub columns: Vec<Column>,
    /// What was read, where that is not all.
    pub sample: Option<Sample>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table whose first line names the columns, with what parts its cells.
    Table(char),
    /// A JSON value on each line.
    JsonLines,
    /// One JSON list.
    JsonList,
}

/// The first part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The bytes in which the rows stand.
    pub bytes: u64,
    /// The bytes of the file.
    pub of: u64,
}

/// What a dataset holds of a meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fed {
    /// The meter's name.
    pub meter: &'static str,
    /// What all rows hold.
    pub sum: Quantity,
    /// What one row holds.
    pub per_row: PerRow,
}

/// The meters that are another count of the same text, for those suppliers that bill it.
pub const OTHER_CHARACTERS: [&str; 3] = {
    let [_, utf16, utf8, cjk] = column::TEXT_METERS;
    [utf16, utf8, cjk]
};

/// So that a program can hold one without naming what drops it.
impl AsRef<Self> for Dataset {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Dataset {
    /// What each column is most likely counted as.
    pub fn guess(&self) -> Vec<Option<&'static Reading>> {
        reading::guess(&self.columns)
    }

    /// What a column holds of a meter when it is counted in this way; of a text, of its code points.
    ///
    /// # Errors
    /// [`FigureError`] when its sum cannot be kept exactly.
    pub fn held(&self, column: &Column, reading: &Reading) -> Result<Held, FigureError> {
        if reading.is_text() {
            let held = column.texts(self.rows).next().map(|(_, held)| held);
            return held.ok_or(FigureError::TooLarge);
        }
        column.figures(self.rows, reading.factor)
    }

    /// What the rows hold of each meter when the columns are counted in these ways.
    ///
    /// # Errors
    /// [`FigureError`] when a sum cannot be kept exactly.
    pub fn fed(&self, readings: &[Option<&Reading>]) -> Result<Vec<Fed>, FigureError> {
        let mut sums: Vec<(&'static str, Held)> = Vec::new();
        let mut add = |meter: &'static str, held: Held| -> Result<(), FigureError> {
            match sums.iter_mut().find(|(had, _)| *had == meter) {
                Some((_, sum)) => {
                    sum.sum = sum.sum.checked_add(held.sum)?;
                    sum.least = sum.least.checked_add(held.least)?;
                    sum.most = sum.most.checked_add(held.most)?;
                }
                None => sums.push((meter, held)),
            }
            Ok(())
        };
        for (column, reading) in self.columns.iter().zip(readings) {
            match reading {
                Some(reading) if reading.is_text() => {
                    for (meter, held) in column.texts(self.rows) {
                        add(meter, held)?;
                    }
                }
                Some(reading) => add(reading.meter, column.figures(self.rows, reading.factor)?)?,
                None => {}
            }
        }
        let rows = Quantity::new(Decimal::from(self.rows))?;
        let fed = sums.into_iter().map(|(meter, Held { sum, least, most })| {
            // Where all rows hold the same, nothing is a mean. Sums of several columns may look so and be none.
            let is_same = least == most && least.scaled(rows.value(), Decimal::ONE)?.value == sum;
            let per_row = if is_same { PerRow::same(least) } else { PerRow::mean(sum, rows)? };
            Ok(Fed { meter, sum, per_row })
        });
        fed.collect()
    }

    /// About how many rows a file has of which only the first part was read: three digits of it.
    pub fn about_rows(&self) -> Option<Quantity> {
        let Sample { bytes, of } = self.sample?;
        let ratio = |a: u64, b: u64, c: u64| {
            decimal::mul_div(Decimal::from(a), Decimal::from(b), Decimal::from(c)).ok()
        };
        let Rounded { value, .. } = ratio(self.rows, of, bytes)?;
        let mut step = Decimal::ONE;
        while value >= step.checked_mul(Decimal::ONE_THOUSAND)? {
            step = step.checked_mul(Decimal::TEN)?;
        }
        Quantity::new(decimal::half_up_to(value, step).ok()?).ok()
    }
}
