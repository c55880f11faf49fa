//! The steps of the slider: ten to a decade, from 0.01 to 10,000 credits.

use one_credit_engine::money::Credits;

/// Steps within a decade, each about a quarter above the one before.
const STEPS: [&str; 10] = ["1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"];

/// The last place of the slider.
pub const LAST: usize = 60;

/// The place of one credit.
pub const ONE: usize = 20;

/// The decades written under the slider: amounts and their places are ten steps apart.
pub const DECADES: [&str; 7] = ["0.01", "0.1", "1", "10", "100", "1000", "10000"];

/// The amount at a place; past the end the last one.
pub fn amount(place: usize) -> Credits {
    let place = place.min(LAST);
    let step = STEPS.get(place % STEPS.len()).copied().unwrap_or("1");
    let decade = place / STEPS.len();
    Credits::parse(&format!(
        "{step}{}",
        ["e-2", "e-1", "", "e1", "e2", "e3", "e4"].get(decade).unwrap_or(&"")
    ))
    .unwrap_or_default()
}

/// The place that agrees best with an amount: the highest that does not exceed it.
pub fn place(of: Credits) -> usize {
    (0..=LAST).rev().find(|place| amount(*place) <= of).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slider_and_field_agree() {
        for (at, text) in
            [(0, "0.01"), (4, "0.025"), (20, "1"), (29, "8"), (41, "120"), (60, "10000")]
        {
            assert_eq!(amount(at).to_string(), text);
            assert_eq!(place(amount(at)), at);
        }
        assert_eq!(place(Credits::parse("1.19").unwrap()), 20);
        assert_eq!(place(Credits::ZERO), 0);
        assert_eq!(place(Credits::parse("1e20").unwrap()), LAST);
        assert_eq!(amount(1000).to_string(), "10000");
    }

    #[test]
    fn decades_stand_ten_steps_apart() {
        for (decade, text) in DECADES.iter().enumerate() {
            assert_eq!(amount(decade * 10).to_string(), *text);
        }
    }
}
