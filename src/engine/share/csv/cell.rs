//! Texts in cells of a spreadsheet, which takes one that begins like a formula for a formula.

use std::borrow::Cow;

/// What spreadsheets begin a formula with, in either width, and what they skip before it.
const STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

const GUARD: char = '\'';

/// Whether a text is taken for a formula once the guards before it are gone.
fn is_like_formula(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(STARTS)
}

/// The text behind a guard where it needs one. A guard that is there already gets a second, so that
/// [`unguarded`] finds the way back.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_like_formula(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text without its guard.
pub(in crate::share) fn unguarded(text: &str) -> &str {
    match text.strip_prefix(GUARD) {
        Some(bare) if is_like_formula(text) => bare,
        _ => text,
    }
}

/// Appends a cell, in quotes where it needs them (RFC 4180).
pub(super) fn push(cell: &str, out: &mut String) {
    if !cell.contains(['"', ',', '\r', '\n']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_like_formulas_are_guarded_and_others_are_not() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("5", "5"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }

    #[test]
    fn quotes_stand_where_they_must() {
        let cell = |text| {
            let mut out = String::new();
            push(text, &mut out);
            out
        };
        assert_eq!(cell("plain text"), "plain text");
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("5\" disk"), "\"5\"\" disk\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}
