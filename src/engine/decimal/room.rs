//! Sums of amounts that must add up as they are shown, whatever they take to fit.

use crate::money::Credits;

use super::{FigureError, Rounded, round, sum::WideSum};

/// Adds amounts up, and does with the sum what `then` says; where either would not fit, the amounts that
/// were rounded anyway are kept to as many digits as it can hold: a quotient with 28 digits after the
/// point leaves room for one before it, and what is shown must still add up, exactly. Where exact amounts
/// are to blame, those with the most digits are rounded too, and flagged.
///
/// # Errors
/// [`FigureError::TooLarge`] when not even whole amounts fit, and what else `then` returns.
pub fn with_room(
    amounts: &mut [Rounded<Credits>],
    then: &dyn Fn(Credits) -> Result<Credits, FigureError>,
) -> Result<Credits, FigureError> {
    let sum = |amounts: &[Rounded<Credits>]| {
        Credits::sum(amounts.iter().map(|amount| amount.value)).and_then(then)
    };
    let mut result = sum(amounts);
    if result != Err(FigureError::TooLarge) {
        return result;
    }
    let given = amounts.to_vec();
    let most = WideSum::of(given.iter().map(|amount| amount.value.amount())).digits();
    for may_round_exact in [false, true] {
        for digits in (0..=most).rev() {
            for (amount, given) in amounts.iter_mut().zip(&given) {
                if !given.is_rounded && !may_round_exact {
                    continue;
                }
                // Half-even as every rounding of the engine, and each time from the amount given:
                // digit by digit, 0.46 would become 0.5 and then the even 0.
                let value = Credits::new(round(given.value.amount(), digits));
                *amount = Rounded { value, is_rounded: given.is_rounded || value != given.value };
            }
            result = sum(amounts);
            if result != Err(FigureError::TooLarge) {
                return result;
            }
        }
    }
    result
}
