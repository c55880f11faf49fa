//! Figures as people read them: the one place where a shown figure is rounded.
//! Shown lines add up to the shown total; a positive amount is never shown as 0.

mod work;

pub use work::{cut, quantity_digits, volume};

use core::cmp::Reverse;

use crate::{
    Decimal,
    catalog::Policy,
    decimal::{self, FigureError},
    money::{Credits, Quantity},
};

/// The most digits after the point that an amount is shown with; a smaller positive amount is
/// shown as "< 0.000001".
pub const MOST_DIGITS: u32 = 6;

/// The fewest digits after the point of an amount, as on an invoice.
const FEWEST_DIGITS: u32 = 2;

/// An amount ready to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// This figure.
    Amount(Decimal),
    /// Not 0, but nearer to 0 than the least that can be shown: "< this", or "> this" of a change below 0.
    Below(Decimal),
}

/// Amounts in one column, with the same number of digits after the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Digits after the point: 2 to 6.
    pub digits: u32,
    /// The lines, in their order. They add up to the total, where each `Below` stands for 0.
    pub lines: Vec<Shown>,
    /// Their sum.
    pub total: Shown,
}

/// The digits after the point that show amounts without hiding any: as many as the longest needs,
/// between 2 and 6.
pub fn digits(amounts: impl IntoIterator<Item = Credits>) -> u32 {
    amounts
        .into_iter()
        .map(|credits| credits.amount().normalize().scale())
        .max()
        .unwrap_or(FEWEST_DIGITS)
        .clamp(FEWEST_DIGITS, MOST_DIGITS)
}

/// One amount at this many digits after the point, halves to the even digit.
pub fn amount(credits: Credits, digits: u32) -> Shown {
    shown(credits, decimal::round(credits.amount(), digits), digits)
}

/// What was added or taken, so that nothing but 0 is shown as 0, on either side of it.
pub fn change(credits: Credits, digits: u32) -> Shown {
    if credits >= Credits::ZERO {
        return amount(credits, digits);
    }
    match amount(Credits::new(-credits.amount()), digits) {
        Shown::Amount(size) => Shown::Amount(-size),
        Shown::Below(least) => Shown::Below(-least),
    }
}

/// A quantity that is bought: cut to this many digits after the point, so that "up to" stays true.
///
/// # Errors
/// [`FigureError`] when the figure leaves the range.
pub fn at_most(quantity: Quantity, digits: u32) -> Result<Shown, FigureError> {
    let least = Decimal::new(1, digits);
    let amount = decimal::floor_to(quantity.value(), least)?;
    if amount.is_zero() && !quantity.is_zero() {
        return Ok(Shown::Below(least));
    }
    Ok(Shown::Amount(decimal::with_digits(amount, digits)))
}

/// Lines and their total, so that the lines shown add up to the total shown: every line is cut, and
/// what is missing goes to the lines that lost most (largest remainder).
///
/// # Errors
/// [`FigureError::TooLarge`] when the sum does not fit.
pub fn column(lines: &[Credits], digits: u32) -> Result<Column, FigureError> {
    let unit = Decimal::new(1, digits);
    let mut cut = Vec::with_capacity(lines.len());
    // Summed apart: a line of 28 digits after the point leaves little room before it.
    let (mut whole, mut lost) = (Decimal::ZERO, Decimal::ZERO);
    for line in lines {
        let floor = floor(line.amount(), digits)?;
        whole = decimal::add(whole, floor)?;
        lost = decimal::add(lost, decimal::sub(line.amount(), floor)?)?;
        cut.push(floor);
    }
    let exact = Credits::new(if whole.is_zero() { lost } else { whole });
    let shown_total = decimal::add(whole, round_beside(lost, whole, digits)?)?;
    let mut missing = decimal::sub(shown_total, whole)?;
    let mut by_loss: Vec<usize> = (0..lines.len()).collect();
    let loss = |place: &usize| match (lines.get(*place), cut.get(*place)) {
        (Some(line), Some(cut)) => decimal::sub(line.amount(), *cut).unwrap_or_default(),
        _ => Decimal::ZERO,
    };
    by_loss.sort_by_key(|place| Reverse(loss(place)));
    for place in by_loss {
        if missing <= Decimal::ZERO {
            break;
        }
        if let Some(line) = cut.get_mut(place) {
            *line = decimal::add(*line, unit)?;
            missing = decimal::sub(missing, unit)?;
        }
    }
    let lines = lines.iter().zip(cut).map(|(line, cut)| shown(*line, cut, digits)).collect();
    Ok(Column { digits, lines, total: shown(exact, shown_total, digits) })
}

/// What the lines of a column come to by group, exact and shown: `groups` has the group of each line, counted
/// from 0. What is shown is the sum of what is shown of the lines, so that groups add up to the total as well.
///
/// # Errors
/// [`FigureError::TooLarge`] when a sum does not fit.
pub fn subtotals(
    lines: &[Credits],
    column: &Column,
    groups: &[usize],
) -> Result<Vec<(Credits, Shown)>, FigureError> {
    let mut sums: Vec<(Decimal, Decimal)> = Vec::new();
    for ((line, shown), group) in lines.iter().zip(&column.lines).zip(groups) {
        if sums.len() <= *group {
            sums.resize(group.saturating_add(1), Default::default());
        }
        if let Some((exact, whole)) = sums.get_mut(*group) {
            *exact = decimal::add_nearest(*exact, line.amount())?.value;
            if let Shown::Amount(amount) = shown {
                *whole = decimal::add(*whole, *amount)?;
            }
        }
    }
    let sums = sums.into_iter().map(|(exact, whole)| {
        let exact = Credits::new(exact);
        (exact, shown(exact, whole, column.digits))
    });
    Ok(sums.collect())
}

/// `lost` rounded so that it and `whole`, which has at most as many digits, are rounded half-even together.
fn round_beside(lost: Decimal, whole: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    // An odd unit before a tie takes it up; beside an even one the tie goes down.
    let is_odd = decimal::with_digits(whole, digits).mantissa() % 2 != 0;
    let odd = if is_odd { Decimal::new(1, digits) } else { Decimal::ZERO };
    decimal::sub(decimal::round(decimal::add_nearest(lost, odd)?.value, digits), odd)
}

fn floor(value: Decimal, digits: u32) -> Result<Decimal, FigureError> {
    let cut = decimal::with_digits(value, digits.min(value.scale()));
    if cut > value { decimal::sub(cut, Decimal::new(1, digits)) } else { Ok(cut) }
}

fn shown(exact: Credits, rounded: Decimal, digits: u32) -> Shown {
    if rounded.is_zero() && exact > Credits::ZERO {
        Shown::Below(Decimal::new(1, digits))
    } else {
        Shown::Amount(decimal::with_digits(rounded, digits))
    }
}

/// `part` of `whole` in per cent, to one digit after the point; none when the whole is 0.
pub fn percent(part: Credits, whole: Credits) -> Option<Decimal> {
    let share = decimal::mul_div(part.amount(), Decimal::ONE_HUNDRED, whole.amount()).ok()?;
    let mut share = decimal::round(share.value, 1);
    // A column of shares has one digit after the point in every row: 28.0 beside 14.1.
    share.rescale(1);
    Some(share)
}

/// Each part of their sum in per cent, to one digit after the point, so that the shares shown add up to 100.0
/// (largest remainder; a `Below` stands for 0). None when the sum is not above 0.
///
/// # Errors
/// [`FigureError::TooLarge`] when the sum does not fit.
pub fn shares(parts: &[Credits]) -> Result<Option<Vec<Shown>>, FigureError> {
    let whole = Credits::sum(parts.iter().copied())?;
    if whole <= Credits::ZERO {
        return Ok(None);
    }
    let mut shares = Vec::with_capacity(parts.len());
    for part in parts {
        let share = decimal::mul_div(part.amount(), Decimal::ONE_HUNDRED, whole.amount())?;
        shares.push(Credits::new(share.value));
    }
    Ok(Some(column(&shares, 1)?.lines))
}

impl Policy {
    /// A headline figure: rounded down to the step of its magnitude, so that "up to" stays true.
    ///
    /// # Errors
    /// [`FigureError`] when the figure leaves the range.
    pub fn round_down(&self, quantity: Quantity) -> Result<Quantity, FigureError> {
        let step = self.steps.iter().rev().find(|step| step.from <= quantity);
        step.map_or(Ok(quantity), |step| {
            decimal::floor_to(quantity.value(), step.step.value()).and_then(Quantity::new)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(text: &str) -> Credits {
        Credits::parse(text).unwrap()
    }

    fn text(shown: Shown) -> String {
        match shown {
            Shown::Amount(amount) => amount.to_string(),
            Shown::Below(least) => format!("< {least}"),
        }
    }

    #[track_caller]
    fn shows(lines: &[&str], digits: u32, expected: &[&str], total: &str) {
        let lines: Vec<_> = lines.iter().map(|line| credits(line)).collect();
        let column = column(&lines, digits).unwrap();
        let shown: Vec<_> = column.lines.iter().map(|line| text(*line)).collect();
        assert_eq!(shown, expected);
        assert_eq!(text(column.total), total);
    }

    #[test]
    fn shown_lines_add_up_to_the_shown_total() {
        // Three thirds: 0.99 in all, and 0.01 to the first, as all lost the same.
        shows(&["0.3333", "0.3333", "0.3334"], 2, &["0.33", "0.33", "0.34"], "1.00");
        shows(&["1.44", "0.5442", "1.03702752"], 2, &["1.44", "0.54", "1.04"], "3.02");
        shows(&["0.005", "0.005", "0.005"], 2, &["0.01", "0.01", "< 0.01"], "0.02");
        shows(&["2.005", "-1.005"], 2, &["2.01", "-1.01"], "1.00");
    }

    #[test]
    fn lines_that_do_not_end_still_add_up() {
        // 5/3, 50/3 and 30: their sum needs more than 28 digits. The second ends a digit earlier, on a 7,
        // and so lost more.
        shows(
            &["1.6666666666666666666666666667", "16.666666666666666666666666667", "30"],
            6,
            &["1.666666", "16.666667", "30.000000"],
            "48.333333",
        );
        // A tie goes to the even digit of the total: 0.135 to 0.14, 0.145 to 0.14.
        shows(&["0.13", "0.005"], 2, &["0.13", "0.01"], "0.14");
        shows(&["0.14", "0.005"], 2, &["0.14", "< 0.01"], "0.14");
    }

    #[test]
    fn a_positive_amount_is_never_shown_as_zero() {
        assert_eq!(text(amount(credits("0.0000004"), 6)), "< 0.000001");
        assert_eq!(text(amount(Credits::ZERO, 2)), "0.00");
        assert_eq!(text(amount(credits("0.0000006"), 6)), "0.000001");
    }

    #[test]
    fn nor_is_a_change() {
        assert_eq!(text(change(credits("-0.0000004"), 6)), "< -0.000001");
        assert_eq!(text(change(credits("0.0000004"), 6)), "< 0.000001");
        assert_eq!(text(change(credits("-0.125"), 2)), "-0.12");
        assert_eq!(text(change(Credits::ZERO, 2)), "0.00");
    }

    #[test]
    fn subtotals_are_made_of_what_is_shown() {
        // Groups of 0.005 + 0.004 and of 0.0049 + 0.0001, in all 0.014. At two digits the first line, which
        // lost most, gets the one cent.
        let lines = ["0.005", "0.0049", "0.004", "0.0001"].map(credits);
        let column = column(&lines, 2).unwrap();
        assert_eq!(text(column.total), "0.01");
        let sums = subtotals(&lines, &column, &[0, 1, 0, 1]).unwrap();
        let sums: Vec<_> =
            sums.iter().map(|(exact, own)| (exact.to_string(), text(*own))).collect();
        let expected = [("0.009", "0.01"), ("0.005", "< 0.01")];
        assert_eq!(sums, expected.map(|(exact, own)| (exact.to_owned(), own.to_owned())));
        assert_eq!(subtotals(&[], &column, &[]), Ok(Vec::new()));
    }

    #[test]
    fn what_is_bought_is_cut() {
        let cut = |quantity: &str, digits| {
            text(at_most(Quantity::parse(quantity).unwrap(), digits).unwrap())
        };
        assert_eq!(cut("41.6666666666666666666666667", 2), "41.66");
        assert_eq!(cut("50", 2), "50.00");
        assert_eq!(cut("7142857.9", 0), "7142857");
        assert_eq!(cut("0.004", 2), "< 0.01");
        assert_eq!(cut("0", 2), "0.00");
    }

    #[test]
    fn shares_have_one_digit_after_the_point() {
        // 1.04 / 3.715 = 27.994…, 0.525 / 3.715 = 14.131…
        assert_eq!(percent(credits("1.04"), credits("3.715")).unwrap().to_string(), "28.0");
        assert_eq!(percent(credits("0.525"), credits("3.715")).unwrap().to_string(), "14.1");
        assert_eq!(percent(credits("1"), Credits::ZERO), None);
    }

    #[test]
    fn shown_shares_add_up_to_a_hundred() {
        let shown = |parts: &[&str]| {
            let parts: Vec<_> = parts.iter().map(|part| credits(part)).collect();
            shares(&parts).unwrap().map(|shares| shares.into_iter().map(text).collect::<Vec<_>>())
        };
        // A third each is 33.3; the tenth that is missing goes to the first, as all lost the same.
        assert_eq!(shown(&["1", "1", "1"]).unwrap(), ["33.4", "33.3", "33.3"]);
        // 2/7, 5/7: 28.571…, 71.428…; 28.5 + 71.4 leave 0.1 to the one that lost 0.071.
        assert_eq!(shown(&["2", "5"]).unwrap(), ["28.6", "71.4"]);
        // A ten-thousandth is not nothing.
        assert_eq!(shown(&["9999", "1"]).unwrap(), ["100.0", "< 0.1"]);
        // A discount of a fifth of what is left.
        assert_eq!(shown(&["6", "-1"]).unwrap(), ["120.0", "-20.0"]);
        assert_eq!(shown(&["0", "0"]), None);
        assert_eq!(shown(&[]), None);
    }

    #[test]
    fn digits_follow_the_longest_amount() {
        assert_eq!(digits([credits("1.44"), credits("1.03702752")]), 6);
        assert_eq!(digits([credits("1")]), 2);
        assert_eq!(digits([credits("0.5442"), credits("2")]), 4);
    }
}
