//! What stands around the number of an amount: a sign, a currency.

use super::digit::{DECIMAL, GROUP};

/// An amount in plain signs, in parts.
pub(super) struct Parts<'a> {
    before: &'a str,
    /// From the first digit, or the separator before it, to the last digit or the separator behind it.
    pub(super) number: &'a str,
    behind: &'a str,
}

/// What does not belong around a number.
pub(super) enum Wrong<'a> {
    Negative,
    OtherCurrency(&'a str),
    Abbreviated,
    PowerOfTen,
    Strange(&'a str),
}

/// Names of what a credit is, in small letters.
const OWN: &str = "$ us us$ $us usd usd$ $usd dollar dollars c credit credits";

/// Names of other currencies, in small letters: the ISO codes that people pay in most, and what they are called.
const OTHERS: &str = "aed ars aud bdt bgn brl btc cad chf clp cny cop czk dkk egp eth eur gbp hkd huf idr ils inr jpy \
    kes krw kwd lkr mad mxn myr ngn nok nzd pen php pkr pln qar rmb ron rub sar sek sgd thb tl try twd uah usdc usdt \
    vnd zar euro euros pound pounds franc francs fr yen yuan rupee rupees rs rp rm kr kč zł ft lei руб 元 円 원";

const ABBREVIATIONS: &str = "k m mn mio thousand million lakh crore";

impl<'a> Parts<'a> {
    /// None without a digit.
    pub(super) fn of(plain: &'a str) -> Option<Self> {
        let is_digit = |sign: char| sign.is_ascii_digit();
        let first = plain.find(is_digit)?;
        let start = match plain.get(..first)?.chars().next_back() {
            Some(sign @ ('.' | ',' | DECIMAL | GROUP)) => first - sign.len_utf8(),
            _ => first,
        };
        let last = plain.rfind(is_digit)? + 1;
        let behind = plain.get(last..)?;
        let end = match behind.chars().next() {
            Some(sign @ ('.' | ',' | DECIMAL | GROUP)) => last + sign.len_utf8(),
            _ => last,
        };
        let number = plain.get(start..end)?;
        let mut behind = plain.get(end..)?;
        if end > last {
            // "10.-" and "10,--" say that there are no cents.
            behind = behind.trim_start_matches('-');
        }
        Some(Self { before: plain.get(..start)?, number, behind })
    }
}

/// Whether what stands around the number, and between its digits, may stand there.
pub(super) fn check<'a>(parts: &Parts<'a>) -> Result<(), Wrong<'a>> {
    let signs = parts.before.matches(['+', '-']);
    let mut is_negative = false;
    for (place, sign) in signs.enumerate() {
        if place > 0 {
            return Err(Wrong::Strange(sign));
        }
        is_negative = sign == "-";
    }
    let before = parts.before.split([' ', '+', '-']);
    for word in before.chain(parts.behind.split(' ')) {
        if word == "-" {
            is_negative = true;
            continue;
        }
        let name = word.trim_end_matches('.').to_lowercase();
        let is_in = |list: &str| list.split(' ').any(|known| *known == *name);
        if name.is_empty() && word.is_empty() || is_in(OWN) {
            continue;
        }
        // "A$" and "R$" are dollars and reals of others.
        let is_other = is_in(OTHERS) || name.contains('$') || word.contains(is_currency);
        return Err(if is_other {
            Wrong::OtherCurrency(word)
        } else if is_in(ABBREVIATIONS) {
            Wrong::Abbreviated
        } else if word.starts_with('-') {
            Wrong::Negative
        } else {
            Wrong::Strange(word)
        });
    }
    inside(parts.number)?;
    if is_negative { Err(Wrong::Negative) } else { Ok(()) }
}

/// Nothing but digits and separators stands in a number.
fn inside(number: &str) -> Result<(), Wrong<'_>> {
    let is_foreign = |sign: char| !matches!(sign, '0'..='9' | '.' | ',' | ' ' | GROUP | DECIMAL);
    let Some(place) = number.find(is_foreign) else { return Ok(()) };
    let rest = number.get(place..).unwrap_or_default();
    let sign = rest.chars().next().unwrap_or_default();
    let foreign = rest.get(..sign.len_utf8()).unwrap_or_default();
    let exponent = rest.trim_start_matches(['e', 'E']).trim_start_matches(['+', '-']);
    Err(if is_currency(sign) {
        Wrong::OtherCurrency(foreign)
    } else if matches!(sign, 'e' | 'E') && exponent.bytes().all(|byte| byte.is_ascii_digit()) {
        Wrong::PowerOfTen
    } else {
        Wrong::Strange(foreign)
    })
}

/// The signs of currencies other than the dollar; the cent is none of another.
const fn is_currency(sign: char) -> bool {
    matches!(
        sign,
        '\u{a3}'..='\u{a5}'
            | '\u{58f}'
            | '\u{60b}'
            | '\u{9f2}'..='\u{9f3}'
            | '\u{af1}'
            | '\u{bf9}'
            | '\u{e3f}'
            | '\u{17db}'
            | '\u{20a0}'..='\u{20cf}'
            | '\u{a838}'
            | '\u{fdfc}'
            | '\u{ffe1}'
            | '\u{ffe5}'..='\u{ffe6}'
    )
}
