//! One column of a dataset while its rows go by: what its texts and figures add up to. No cell is kept.

use crate::{
    Decimal,
    decimal::{self, FigureError, shorten},
    money::Quantity,
};

/// A column and what was counted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the header calls it, or the key of its values.
    pub name: String,
    /// Rows in which it holds something.
    pub filled: u64,
    /// Rows in which it holds a list, or an object within an object.
    pub nested: u64,
    /// The first cell that is no figure of 0 or more, and its line.
    pub flaw: Option<(u64, String)>,
    texts: [Extent; TEXT_METERS.len()],
    figures: Figures,
    /// The row for which it was seen last.
    pub(super) seen: u64,
}

/// What a column holds, as far as it can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts, or texts and figures.
    Text,
    /// Figures of 0 or more in every row that holds something.
    Figures,
    /// Lists or objects in some rows, which are not counted.
    Nested,
    /// Nothing.
    Empty,
}

/// The meters that count texts, in the order of [`count`].
pub(super) const TEXT_METERS: [&str; 4] =
    ["characters", "characters.utf16", "bytes.utf8", "characters.cjk2"];

/// What the rows hold together, and the least and the most that one of them holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The exact sum.
    pub sum: Quantity,
    /// The least of a row.
    pub least: Quantity,
    /// The most of a row.
    pub most: Quantity,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Extent {
    sum: u64,
    least: u64,
    most: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Figures {
    sum: Decimal,
    least: Decimal,
    most: Decimal,
    /// The sum left the range of figures.
    is_too_large: bool,
}

impl Column {
    pub(super) const fn new(name: String) -> Self {
        const NONE: Extent = Extent { sum: 0, least: 0, most: 0 };
        Self {
            name,
            filled: 0,
            nested: 0,
            flaw: None,
            texts: [NONE; TEXT_METERS.len()],
            figures: Figures {
                sum: Decimal::ZERO,
                least: Decimal::ZERO,
                most: Decimal::ZERO,
                is_too_large: false,
            },
            seen: 0,
        }
    }

    /// What it holds.
    pub fn kind(&self) -> Kind {
        match self {
            Self { filled: 0, .. } => Kind::Empty,
            Self { nested: 1.., .. } => Kind::Nested,
            Self { flaw: None, .. } if !self.figures.is_too_large => Kind::Figures,
            _ => Kind::Text,
        }
    }

    /// Takes in a text, or a figure as it is written; an empty one is nothing.
    pub(super) fn text(&mut self, line: u64, text: &str, has_decimal_commas: bool) {
        if text.is_empty() {
            return;
        }
        let is_first = self.filled == 0;
        self.filled += 1;
        for (extent, count) in self.texts.iter_mut().zip(count(text)) {
            extent.sum = extent.sum.saturating_add(count);
            extent.least = if is_first { count } else { extent.least.min(count) };
            extent.most = extent.most.max(count);
        }
        if self.flaw.is_some() {
            return;
        }
        match figure(text.trim(), has_decimal_commas) {
            Some(figure) => self.add(figure, is_first),
            None => self.flaw = Some((line, shorten(text))),
        }
    }

    /// Takes in what cannot be counted.
    pub(super) fn nested(&mut self) {
        self.filled += 1;
        self.nested += 1;
    }

    fn add(&mut self, figure: Decimal, is_first: bool) {
        let Figures { sum, least, most, is_too_large } = &mut self.figures;
        match decimal::add(*sum, figure) {
            Ok(more) => *sum = more,
            Err(_) => *is_too_large = true,
        }
        *least = if is_first { figure } else { (*least).min(figure) };
        *most = (*most).max(figure);
    }

    /// What its texts hold of each of [`TEXT_METERS`] in so many rows.
    pub(super) fn texts(&self, rows: u64) -> impl Iterator<Item = (&'static str, Held)> {
        let whole = |count: u64| Quantity::new(Decimal::from(count)).unwrap_or_default();
        let is_full = self.filled == rows;
        TEXT_METERS.into_iter().zip(self.texts).map(move |(meter, extent)| {
            let least = if is_full { extent.least } else { 0 };
            let held =
                Held { sum: whole(extent.sum), least: whole(least), most: whole(extent.most) };
            (meter, held)
        })
    }

    /// What its figures hold in so many rows, each of them times `factor`.
    pub(super) fn figures(&self, rows: u64, factor: &str) -> Result<Held, FigureError> {
        let factor = decimal::parse(factor)?;
        let times = |figure: Decimal| {
            let product = decimal::mul(figure, factor)?;
            if product.is_rounded {
                return Err(FigureError::TooPrecise(decimal::to_text(figure)));
            }
            Quantity::new(product.value)
        };
        let least = if self.filled == rows { self.figures.least } else { Decimal::ZERO };
        Ok(Held {
            sum: times(self.figures.sum)?,
            least: times(least)?,
            most: times(self.figures.most)?,
        })
    }
}

/// Code points, UTF-16 units, UTF-8 bytes, and code points with Chinese characters counted twice.
fn count(text: &str) -> [u64; TEXT_METERS.len()] {
    let bytes = text.len() as u64;
    // Every byte but those that go on with a character begins one; those of 4 bytes take two UTF-16 units.
    let (mut points, mut long, mut is_wide) = (0_u64, 0_u64, false);
    for byte in text.bytes() {
        points += u64::from(byte & 0xC0 != 0x80);
        long += u64::from(byte >= 0xF0);
        is_wide |= byte >= 0xE2;
    }
    let chinese = if is_wide { text.chars().filter(|sign| is_chinese(*sign)).count() } else { 0 };
    [points, points + long, bytes, points + chinese as u64]
}

/// Characters of the script Han: hanzi, kanji and hanja, which the suppliers of `characters.cjk2` bill twice. Kana and
/// Hangul they bill once.
const fn is_chinese(sign: char) -> bool {
    matches!(sign,
        '\u{2e80}'..='\u{2fd5}' | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{303b}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A figure of 0 or more: a decimal number, or a duration such as `1:02:03.5`, in seconds.
fn figure(text: &str, has_decimal_commas: bool) -> Option<Decimal> {
    // Most cells are texts; they are not looked at any further.
    if !text
        .starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '+' | '-'))
    {
        return None;
    }
    let with_point;
    let text = if has_decimal_commas && !text.contains('.') {
        with_point = text.replacen(',', ".", 1);
        &with_point
    } else {
        text
    };
    let figure = if text.contains(':') { duration(text)? } else { decimal::parse(text).ok()? };
    (!figure.is_sign_negative() || figure.is_zero()).then_some(figure)
}

/// `minutes:seconds` or `hours:minutes:seconds`, in seconds.
fn duration(text: &str) -> Option<Decimal> {
    const SIXTY: Decimal = Decimal::from_parts(60, 0, 0, false, 0);
    let mut parts = text.split(':');
    let is_part = |part: &&str| part.starts_with(|sign: char| sign.is_ascii_digit());
    let mut sum = decimal::parse(parts.next().filter(is_part)?).ok()?;
    let mut count = 1;
    for part in parts {
        let part = decimal::parse(Some(part).filter(is_part)?).ok()?;
        // Only the first may have more than an hour or a minute, and only the last a fraction.
        if part >= SIXTY || sum.normalize().scale() != 0 {
            return None;
        }
        sum = decimal::add(decimal::mul(sum, SIXTY).ok()?.value, part).ok()?;
        count += 1;
    }
    (count <= 3).then_some(sum)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_character_is_counted_as_suppliers_do() {
        for (text, counts) in [
            ("", [0, 0, 0, 0]),
            ("abc", [3, 3, 3, 3]),
            // U+00E4 has two bytes, U+1F600 four and two UTF-16 units.
            ("ä", [1, 1, 2, 1]),
            ("a\u{1f600}", [2, 3, 5, 2]),
            // Two kanji, then hiragana; hangul; a character beyond the basic plane.
            ("漢字か", [3, 3, 9, 5]),
            ("한국", [2, 2, 6, 2]),
            ("\u{20000}", [1, 2, 4, 2]),
            // Punctuation for Chinese is no Chinese character.
            ("好。", [2, 2, 6, 3]),
        ] {
            assert_eq!(count(text), counts, "{text}");
            assert_eq!(count(text)[0], text.chars().count() as u64);
            assert_eq!(count(text)[1], text.encode_utf16().count() as u64);
        }
    }

    #[test]
    fn figures_and_durations() {
        let is = |text: &str, expected: Option<&str>| {
            let expected = expected.map(|figure| decimal::parse(figure).unwrap());
            assert_eq!(figure(text, false), expected, "{text}");
        };
        is("12.50", Some("12.5"));
        is("1e-7", Some("0.0000001"));
        is("0", Some("0"));
        is("-0", Some("0"));
        // 1 h = 3,600 s, 2 min = 120 s.
        is("1:02:03.5", Some("3723.5"));
        is("90:05", Some("5405"));
        for text in [
            "", "-1", "NaN", "Infinity", "nan", "inf", "1,5", "1 000", "12 s", "0x10", "1:60",
            "1.5:00", "1:2:3:4", "1:", ":1", "1:-2", "1e400",
        ] {
            is(text, None);
        }
        assert_eq!(figure("1,5", true), decimal::parse("1.5").ok());
        assert_eq!(figure("1.234,5", true), None);
    }
}
