//! Rows of JSON: where each ends. What stands between is read and checked by the engine's JSON reader.

/// Where the text of a list's next item ends: before a comma or the bracket that closes the list. None where the item
/// may go on behind the text.
pub(super) fn item_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (from, 0_u64);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = text_end(bytes, at)?,
            b'{' | b'[' => depth += 1,
            b',' | b']' | b'}' if depth == 0 => return Some(at),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}

/// The quote that ends the text which begins here.
fn text_end(bytes: &[u8], opened: usize) -> Option<usize> {
    let mut at = opened + 1;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at);
        }
        // Over what is escaped, be it a quote.
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_end_where_their_list_goes_on() {
        for (text, end) in [
            ("1,2]", Some(1)),
            ("1]", Some(1)),
            ("{\"a\":[1,2],\"b\":\"],\\\"]\"} ,", Some(24)),
            ("\"a\\\\\",", Some(5)),
            ("\"a\\\",", None),
            ("\"a", None),
            ("\"a\\", None),
            ("12", None),
            ("{\"a\":1", None),
            ("", None),
            // What is no JSON ends somewhere, and is refused there.
            ("}", Some(0)),
            ("{]},", Some(2)),
        ] {
            assert_eq!(item_end(text, 0), end, "{text}");
        }
    }
}
