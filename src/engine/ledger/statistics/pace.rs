//! How long what is available lasts at the pace at which credits were spent.

use crate::{
    decimal::{self, FigureError, Rounded},
    money::{Credits, Quantity},
};

/// Ten years, leap days and all: beyond them a pace says nothing.
const TEN_YEARS: u32 = 3653;

/// How long it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// Nothing was spent, so that nobody knows.
    NoSpend,
    /// Nothing is left.
    Empty,
    /// So many days.
    Days {
        /// Rounded down, 0 or more.
        whole: u32,
        /// The figure behind it.
        exact: Rounded<Quantity>,
    },
    /// More than ten years.
    TenYears,
}

/// What was spent in how many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The spend of all these days together.
    pub spent: Credits,
    /// How many days: 1 or more.
    pub days: u32,
}

impl Pace {
    /// The average of a day.
    ///
    /// # Errors
    /// [`FigureError::DivisionByZero`] for no days.
    pub fn daily(self) -> Result<Rounded<Credits>, FigureError> {
        let daily = decimal::mul_div(self.spent.amount(), 1.into(), self.days.into())?;
        Ok(daily.map(Credits::new))
    }

    /// How many days `available` lasts.
    ///
    /// # Errors
    /// [`FigureError`] when the figure leaves the range.
    pub fn lasts(self, available: Credits) -> Result<Lasts, FigureError> {
        if available <= Credits::ZERO {
            return Ok(Lasts::Empty);
        }
        if self.spent <= Credits::ZERO {
            return Ok(Lasts::NoSpend);
        }
        // Multiplied before divided: the average itself may not end.
        let days = match decimal::mul_div(available.amount(), self.days.into(), self.spent.amount())
        {
            Ok(days) => days,
            Err(FigureError::TooLarge) => return Ok(Lasts::TenYears),
            Err(error) => return Err(error),
        };
        if days.value > TEN_YEARS.into() {
            return Ok(Lasts::TenYears);
        }
        let mut whole = decimal::with_digits(days.value, 0);
        // A quotient just below a whole number may have been rounded up to it.
        if days.is_rounded && whole == days.value {
            let takes = decimal::mul(self.spent.amount(), whole)?.value;
            let lasts = decimal::mul(available.amount(), self.days.into())?.value;
            if takes >= lasts {
                whole = decimal::sub(whole, 1.into())?;
            }
        }
        let whole = u32::try_from(whole.mantissa()).unwrap_or(TEN_YEARS);
        let exact = Rounded { value: Quantity::new(days.value)?, is_rounded: days.is_rounded };
        Ok(Lasts::Days { whole, exact })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn lasts(available: &str, spent: &str, days: u32) -> Lasts {
        let credits = |text| Credits::parse(text).unwrap();
        Pace { spent: credits(spent), days }.lasts(credits(available)).unwrap()
    }

    #[track_caller]
    fn days(available: &str, spent: &str, over: u32) -> (u32, String) {
        match lasts(available, spent, over) {
            Lasts::Days { whole, exact } => (whole, exact.value.to_string()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn days_are_rounded_down() {
        // 10 C in 4 days are 2.5 a day; 12.4 C last 4.96 days.
        assert_eq!(days("12.4", "10", 4), (4, "4.96".to_owned()));
        assert_eq!(days("12.5", "10", 4), (5, "5".to_owned()));
        assert_eq!(days("0.1", "10", 4), (0, "0.04".to_owned()));
        // 7 in 3 days; 100 last 300/7 = 42.857142… days.
        let (whole, exact) = days("100", "7", 3);
        assert_eq!(whole, 42);
        assert!(exact.starts_with("42.857142857142857"), "{exact}");
        // 6000 / 2.0000000000000000000000000001 is just below 3000, which is what 28 digits make of it.
        assert_eq!(days("6000", "2.0000000000000000000000000001", 1).0, 2999);
    }

    #[test]
    fn there_is_not_always_a_number_of_days() {
        assert_eq!(lasts("5", "0", 30), Lasts::NoSpend);
        // Discounts alone.
        assert_eq!(lasts("5", "-1", 30), Lasts::NoSpend);
        assert_eq!(lasts("0", "0", 30), Lasts::Empty);
        assert_eq!(lasts("-3", "10", 30), Lasts::Empty);
        assert_eq!(days("3653", "1", 1).0, 3653);
        assert_eq!(lasts("3653.1", "1", 1), Lasts::TenYears);
        assert_eq!(lasts("7e28", "1e-28", 30), Lasts::TenYears);
    }

    #[test]
    fn the_average_is_exact_or_flagged() {
        let daily = |spent: &str, days| {
            Pace { spent: Credits::parse(spent).unwrap(), days }.daily().unwrap()
        };
        assert_eq!(daily("10", 4).value.to_string(), "2.5");
        assert!(!daily("10", 4).is_rounded && daily("10", 3).is_rounded);
    }
}
