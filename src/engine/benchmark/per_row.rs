//! What a row holds of one meter. The mean of rows that differ stays the quotient that it is, so that it gives their
//! sum again to the last digit.

use core::fmt;

use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    money::Quantity,
};

/// What a row holds: a quantity, or a sum over so many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerRow {
    sum: Quantity,
    /// A whole number from 1.
    rows: Quantity,
}

impl Default for PerRow {
    fn default() -> Self {
        Self::same(Quantity::ZERO)
    }
}

impl PerRow {
    /// The same in every row.
    pub const fn same(quantity: Quantity) -> Self {
        Self { sum: quantity, rows: Quantity::ONE }
    }

    /// The mean of so many rows, which hold `sum` together.
    ///
    /// # Errors
    /// [`FigureError`] when `rows` is 0 or not whole.
    pub fn mean(sum: Quantity, rows: Quantity) -> Result<Self, FigureError> {
        if rows.is_zero() {
            return Err(FigureError::DivisionByZero);
        }
        if rows.value().normalize().scale() != 0 {
            return Err(FigureError::NotANumber(format!("{sum}/{rows}")));
        }
        Ok(Self { sum, rows })
    }

    /// Reads `120`, or the mean `95/3`.
    ///
    /// # Errors
    /// [`FigureError`] when the text is neither.
    pub fn parse(text: &str) -> Result<Self, FigureError> {
        match text.split_once('/') {
            None => Quantity::parse(text).map(Self::same),
            Some((sum, rows)) => {
                Self::mean(Quantity::parse(sum.trim())?, Quantity::parse(rows.trim())?)
            }
        }
    }

    /// How many rows it is the mean of; none where every row holds the same.
    pub fn mean_of(self) -> Option<Quantity> {
        (self.rows > Quantity::ONE).then_some(self.rows)
    }

    /// What one row holds, flagged where the quotient does not end.
    ///
    /// # Errors
    /// [`FigureError`] when it does not fit.
    pub fn quantity(self) -> Result<Rounded<Quantity>, FigureError> {
        self.in_rows(Quantity::ONE)
    }

    /// What so many rows hold; of as many as it is the mean of, their sum.
    ///
    /// # Errors
    /// [`FigureError`] when it does not fit.
    pub fn in_rows(self, rows: Quantity) -> Result<Rounded<Quantity>, FigureError> {
        self.sum.scaled(rows.value(), self.rows.value())
    }

    /// As a field shows it: the figure where it has few digits, otherwise the quotient.
    pub fn short(self) -> String {
        const MOST_DIGITS: u32 = 6;
        let figure = self.quantity().ok().filter(|figure| !figure.is_rounded);
        let figure = figure.map(|figure| figure.value.value().normalize());
        match figure {
            Some(figure) if figure.scale() <= MOST_DIGITS => decimal::to_text(figure),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for PerRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sum.fmt(f)?;
        if self.rows.value() == Decimal::ONE {
            return Ok(());
        }
        f.write_str("/")?;
        self.rows.fmt(f)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn a_mean_gives_its_sum_again() {
        let mean = PerRow::parse("95/3").unwrap();
        assert_eq!(mean.in_rows(quantity("3")), Ok(Rounded::exact(quantity("95"))));
        assert_eq!(mean.in_rows(quantity("300")), Ok(Rounded::exact(quantity("9500"))));
        assert!(mean.in_rows(quantity("10")).unwrap().is_rounded);
        assert!(mean.quantity().unwrap().is_rounded);
        assert_eq!(mean.mean_of(), Some(quantity("3")));
        assert_eq!(PerRow::parse("120").unwrap().mean_of(), None);
    }

    #[test]
    fn it_is_written_so_that_it_is_read_again() {
        // 1230 / 10 = 123; 1 / 8 = 0.125; 1 / 128 = 0.0078125, which has seven digits; 95 / 3 does not end.
        for (text, short) in [
            ("120", "120"),
            ("0.5", "0.5"),
            ("1230/10", "123"),
            ("1/8", "0.125"),
            ("1/128", "1/128"),
            ("95/3", "95/3"),
        ] {
            let per_row = PerRow::parse(text).unwrap();
            assert_eq!(per_row.to_string(), text);
            assert_eq!(per_row.short(), short);
            assert_eq!(PerRow::parse(&per_row.to_string()), Ok(per_row));
        }
        assert_eq!(PerRow::parse("95 / 3"), PerRow::parse("95/3"));
    }

    #[test]
    fn what_is_no_mean_is_refused() {
        assert_eq!(PerRow::parse("95/0"), Err(FigureError::DivisionByZero));
        for text in ["", "/", "95/", "/3", "95/3/2", "95/2.5", "1,5", "-1/3", "95/-3"] {
            assert!(PerRow::parse(text).is_err(), "{text}");
        }
    }
}
