//! The scale of a chart: round figures at even distances, and how high an amount stands.

use crate::{
    Decimal,
    decimal::{self, FigureError},
    money::Credits,
};

/// The most lines above the one of 0.
const MOST_LINES: u32 = 5;

/// From 0 to a round figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The distance of its lines: 1, 2 or 5 times a power of ten.
    step: Decimal,
    /// How many lines stand above 0: 1 to 5.
    lines: u32,
}

impl Axis {
    /// The axis on which this amount is the largest; of 1 where it is 0 or less.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] where no round figure is large enough.
    pub fn over(largest: Credits) -> Result<Self, FigureError> {
        let largest = largest.amount();
        if largest <= Decimal::ZERO {
            return Ok(Self { step: Decimal::ONE, lines: 1 });
        }
        let mut power = Decimal::new(1, decimal::MAX_SCALE);
        loop {
            for times in [1_u32, 2, 5] {
                let step = decimal::mul(power, times.into())?.value;
                for lines in 1..=MOST_LINES {
                    if decimal::mul(step, lines.into())?.value >= largest {
                        return Ok(Self { step, lines });
                    }
                }
            }
            power = decimal::mul(power, Decimal::TEN)?.value;
        }
    }

    /// The figures beside its lines, from 0 upwards.
    ///
    /// # Errors
    /// [`FigureError`] when a figure leaves the range.
    pub fn figures(&self) -> Result<Vec<Credits>, FigureError> {
        let figure = |line: u32| Ok(Credits::new(decimal::mul(self.step, line.into())?.value));
        (0..=self.lines).map(figure).collect()
    }

    /// How high an amount stands, in per cent of the axis with three digits after the point: 0 to 100.
    pub fn height(&self, credits: Credits) -> Decimal {
        let share = decimal::mul(self.step, self.lines.into())
            .and_then(|top| decimal::mul_div(credits.amount(), Decimal::ONE_HUNDRED, top.value));
        match share {
            Ok(share) => decimal::round(share.value, 3).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
            // Next to the top of this axis it is nothing.
            Err(_) => Decimal::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(text: &str) -> Credits {
        Credits::parse(text).unwrap()
    }

    #[track_caller]
    fn figures(largest: &str) -> Vec<String> {
        let figures = Axis::over(credits(largest)).unwrap().figures().unwrap();
        figures.into_iter().map(|figure| figure.to_string()).collect()
    }

    #[test]
    fn figures_are_round() {
        assert_eq!(figures("3.02122752"), ["0", "1", "2", "3", "4"]);
        assert_eq!(figures("5"), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(figures("5.01"), ["0", "2", "4", "6"]);
        assert_eq!(figures("11"), ["0", "5", "10", "15"]);
        assert_eq!(figures("0.00007"), ["0", "0.00002", "0.00004", "0.00006", "0.00008"]);
        assert_eq!(figures("1e-28"), ["0", "0.0000000000000000000000000001"]);
        assert_eq!(figures("123456"), ["0", "50000", "100000", "150000"]);
        assert_eq!(figures("0"), ["0", "1"]);
        assert_eq!(figures("-4"), ["0", "1"]);
        assert!(Axis::over(credits("7e28")).is_err(), "2e28 x 4 is more than can be kept");
    }

    #[test]
    fn heights_are_shares_of_the_top() {
        let axis = Axis::over(credits("3.02122752")).unwrap();
        // 3.02122752 / 4
        assert_eq!(axis.height(credits("3.02122752")).to_string(), "75.531");
        assert_eq!(axis.height(credits("4")).to_string(), "100");
        assert_eq!(axis.height(credits("5")).to_string(), "100");
        assert_eq!(axis.height(credits("-1")).to_string(), "0");
    }
}
