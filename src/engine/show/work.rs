//! Quantities of work as people read them: in the units that people use, and never more than there is.

use crate::{
    Decimal,
    decimal::{self, FigureError, Rounded},
    meter::Meter,
    money::Quantity,
};

use super::{Shown, at_most};

/// Digits after the point of a figure that is cut.
const CUT: u32 = 3;

/// A quantity in the unit in which people read it, and that unit: seconds as minutes, everything else as it
/// is counted. Cut to two digits after the point, without trailing zeros.
///
/// # Errors
/// [`FigureError`] when the figure leaves the range.
pub fn volume(quantity: Quantity, meter: &Meter) -> Result<(Shown, String), FigureError> {
    let is_time = meter.name.starts_with("seconds.");
    let per = if is_time { meter.scale.value() } else { Decimal::ONE };
    let scaled = quantity.scaled(Decimal::ONE, per)?.value;
    let shown = match at_most(scaled, 2)? {
        Shown::Amount(amount) => Shown::Amount(amount.normalize()),
        below => below,
    };
    let is_one = shown == Shown::Amount(Decimal::ONE);
    let unit = match (is_time, is_one) {
        (true, true) => meter.scale_unit.clone(),
        (true, false) => format!("{}s", meter.scale_unit),
        (false, true) => meter.unit.clone(),
        (false, false) => meter.units.clone(),
    };
    Ok((shown, unit))
}

/// A quantity that is bought, cut after three digits and flagged where something was cut off: `41.666…`.
pub fn cut(exact: Rounded<Quantity>) -> Rounded<Decimal> {
    let value = exact.value.value().normalize();
    if value.scale() <= CUT {
        return Rounded { value, is_rounded: exact.is_rounded };
    }
    Rounded { value: decimal::with_digits(value, CUT), is_rounded: true }
}

/// Digits after the point for a column of quantities: none among thousands, more among small ones.
pub fn quantity_digits(quantities: impl IntoIterator<Item = Quantity>) -> u32 {
    match quantities.into_iter().map(Quantity::value).min() {
        Some(least) if least >= Decimal::ONE_THOUSAND => 0,
        Some(least) if least < Decimal::ONE => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn meter(name: &str) -> Meter {
        let is_time = name.starts_with("seconds.");
        let own = |time: &str, text: &str| if is_time { time } else { text }.to_owned();
        Meter {
            name: name.to_owned(),
            unit: own("second of audio", "character"),
            units: own("seconds of audio", "characters"),
            scale: quantity(if is_time { "60" } else { "1000000" }),
            scale_unit: own("minute", "1M characters"),
            family: String::new(),
            part_of: Vec::new(),
        }
    }

    #[track_caller]
    fn reads(amount: &str, name: &str, expected: &str) {
        let (shown, unit) = volume(quantity(amount), &meter(name)).unwrap();
        let text = match shown {
            Shown::Amount(amount) => amount.to_string(),
            Shown::Below(least) => format!("< {least}"),
        };
        assert_eq!(format!("{text} {unit}"), expected);
    }

    #[test]
    fn seconds_are_read_as_minutes_and_text_as_it_is() {
        reads("3600", "seconds.audio", "60 minutes");
        reads("60", "seconds.audio", "1 minute");
        reads("100", "seconds.audio", "1.66 minutes");
        reads("0.1", "seconds.audio", "< 0.01 minutes");
        reads("0", "seconds.audio", "0 minutes");
        reads("54420", "characters", "54420 characters");
        reads("1.009", "characters", "1 character");
    }

    #[test]
    fn what_is_cut_off_is_said() {
        let cut = |value: &str, is_rounded| {
            let cut = cut(Rounded { value: quantity(value), is_rounded });
            (cut.value.to_string(), cut.is_rounded)
        };
        assert_eq!(cut("41.666666666666666666666666667", true), ("41.666".to_owned(), true));
        assert_eq!(cut("1.5000001", false), ("1.500".to_owned(), true));
        assert_eq!(cut("31.2500", false), ("31.25".to_owned(), false));
        assert_eq!(cut("50", false), ("50".to_owned(), false));
    }

    #[test]
    fn small_quantities_have_more_digits() {
        let digits = |least: &str| quantity_digits([quantity("5000"), quantity(least)]);
        assert_eq!([digits("1000"), digits("999"), digits("0.5")], [0, 2, 4]);
        assert_eq!(quantity_digits([]), 2);
    }
}
