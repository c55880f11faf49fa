//! Tells the number of a payment card, so that a field can refuse it. Nothing is kept and nothing is quoted.

use crate::amount::digit;

/// The fewest and the most digits of a card's number.
const LENGTHS: core::ops::RangeInclusive<usize> = 13..=19;

/// The most digits looked at in one piece of text; a longer piece is a number of something else.
const LONGEST_PIECE: usize = 64;

/// Whether the number of a card stands in a text: 13 to 19 digits of any script, in groups of any length parted
/// by a space or a dash each, with the check digit of ISO/IEC 7812. What stands around it, such as an expiry
/// date behind a space, does not hide it. One number in ten of this length passes by chance.
pub fn holds_card_number(text: &str) -> bool {
    // The digits of a piece, and where its groups begin.
    let mut digits: Vec<u8> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut is_behind_digit = false;
    for sign in text.chars() {
        if let Some(value) = digit(sign) {
            if !is_behind_digit {
                starts.push(digits.len());
            }
            digits.push(value);
            is_behind_digit = true;
        } else if is_behind_digit && is_parting(sign) {
            is_behind_digit = false;
        } else {
            if holds(&digits, &starts) {
                return true;
            }
            digits.clear();
            starts.clear();
            is_behind_digit = false;
        }
    }
    holds(&digits, &starts)
}

fn is_parting(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// Whether whole groups that follow each other are the number of a card.
fn holds(digits: &[u8], starts: &[usize]) -> bool {
    if digits.len() > LONGEST_PIECE {
        return false;
    }
    let ends = || starts.iter().copied().skip(1).chain([digits.len()]);
    starts.iter().any(|start| ends().any(|end| digits.get(*start..end).is_some_and(is_card_number)))
}

fn is_card_number(digits: &[u8]) -> bool {
    // No network has numbers that begin with 0; it also leaves out a row of zeros, which adds up to 0.
    if !LENGTHS.contains(&digits.len()) || digits.first() == Some(&0) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that begins with `head` and fills up to `length` digits, the last of them the check digit.
    /// Worked out the other way round: the digit is looked for that brings the doubled sum to a multiple of ten.
    fn made(head: &str, length: usize) -> String {
        let body: String =
            head.chars().chain("8350172946".chars().cycle()).take(length - 1).collect();
        let doubled: u32 = body
            .bytes()
            .rev()
            .map(|byte| u32::from(byte - b'0'))
            .enumerate()
            .map(|(place, digit)| {
                let twice = if place.is_multiple_of(2) { digit * 2 } else { digit };
                if twice > 9 { twice - 9 } else { twice }
            })
            .sum();
        format!("{body}{}", (10 - doubled % 10) % 10)
    }

    fn grouped(number: &str, length: usize, between: &str) -> String {
        let signs: Vec<char> = number.chars().collect();
        signs.chunks(length).map(String::from_iter).collect::<Vec<_>>().join(between)
    }

    #[test]
    fn numbers_of_every_length_and_network() {
        for length in 13..=19 {
            for head in ["4", "51", "2221", "37", "6011", "62", "81", "9792"] {
                let number = made(head, length);
                assert_eq!(number.len(), length);
                assert!(holds_card_number(&number), "{length} digits from {head}");
            }
        }
        assert!(!holds_card_number(&made("4", 12)));
        assert!(!holds_card_number(&made("4", 20)));
        assert!(!holds_card_number(&made("0", 16)));
    }

    #[test]
    fn any_other_last_digit_is_no_card() {
        let number = made("4", 16);
        let (body, check) = number.split_at(15);
        for digit in '0'..='9' {
            assert_eq!(holds_card_number(&format!("{body}{digit}")), check == digit.to_string());
        }
    }

    #[test]
    fn however_it_is_written() {
        let number = made("4", 16);
        for between in [" ", "-", "\u{a0}", "\u{2009}", "\u{2013}"] {
            assert!(holds_card_number(&grouped(&number, 4, between)));
        }
        let fullwidth: String = number
            .bytes()
            .filter_map(|byte| char::from_u32(0xFF10 + u32::from(byte - b'0')))
            .collect();
        let arabic: String = number
            .bytes()
            .filter_map(|byte| char::from_u32(0x660 + u32::from(byte - b'0')))
            .collect();
        let behind = format!("{} 12/34 567", grouped(&number, 4, " "));
        let before = format!("7 {number}");
        let quoted = format!("pay with {number}.");
        for text in [fullwidth, arabic, behind, before, quoted] {
            assert!(holds_card_number(&text));
        }
    }

    #[test]
    fn what_is_no_card() {
        for text in
            ["", "10.50", "1 234 567,89", "0000 0000 0000 0000", "2026-11-22T13:26:54Z", "credits"]
        {
            assert!(!holds_card_number(text), "{text}");
        }
        let parted = grouped(&made("4", 16), 8, ", ");
        assert!(!holds_card_number(&parted));
        assert!(!holds_card_number(&made("4", 65)));
    }
}
