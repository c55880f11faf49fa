//! The digits of every script, and the signs that mean the same as a plain one.

use super::Separators;

/// A separator that is never anything but a decimal one.
pub(super) const DECIMAL: char = '\u{66b}';
/// A separator that is never anything but one of thousands.
pub(super) const GROUP: char = '_';

/// The zeros of the scripts that write decimal figures; their other nine digits follow each.
/// Source: the general category Nd of Unicode 16, without the mathematical alphabets.
const ZEROS: [u32; 40] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x11066, 0x11136, 0x1E950,
];

/// The value of a digit of any script: 0 to 9.
pub(crate) fn digit(sign: char) -> Option<u8> {
    let code = u32::from(sign);
    ZEROS.iter().find_map(|zero| {
        let value = code.checked_sub(*zero)?;
        u8::try_from(value).ok().filter(|value| *value < 10)
    })
}

/// Whether a sign only says in which direction text runs, or marks the beginning of a file.
pub(super) const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// The sign in the form in which the rest of the reader knows it; none where it means nothing.
pub(super) fn plain(sign: char, separators: Separators) -> Option<char> {
    // Spaces between thousands come in many widths; a keyboard has one.
    if sign.is_whitespace() {
        return Some(' ');
    }
    if is_invisible(sign) {
        return None;
    }
    if let Some(value) = digit(sign) {
        return Some(char::from(b'0' + value));
    }
    Some(match sign {
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xFEE0)?,
        '\u{fe69}' => '$',
        '\u{3002}' => '.',
        '\u{60c}' | '\u{3001}' => ',',
        '\'' | '\u{2019}' | '\u{2bc}' | '\u{66c}' | '_' => GROUP,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        '.' | ',' | '-' => sign,
        _ if sign == separators.decimal => DECIMAL,
        _ if sign == separators.group => GROUP,
        _ => sign,
    })
}
