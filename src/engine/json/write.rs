//! JSON written: texts, and what stands between the members of an object or list.

/// Writes a text with its quotes.
pub(crate) fn write_text(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    let mut rest = text;
    while let Some(place) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20)) {
        // What is escaped is one byte of ASCII, so the text can be cut beside it.
        let (plain, special) = rest.split_at(place);
        out.push_str(plain);
        let byte = special.bytes().next().unwrap_or_default();
        out.push('\\');
        match byte {
            b'\n' => out.push('n'),
            b'\t' => out.push('t'),
            b'\r' => out.push('r'),
            ..0x20 => {
                out.push_str("u00");
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from(HEX.get(usize::from(digit)).copied().unwrap_or(b'0')));
                }
            }
            _ => out.push(char::from(byte)),
        }
        rest = special.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('"');
}

/// Writes the key of an object's next member, after a comma unless it is the first.
pub(crate) fn write_key(key: &str, out: &mut String) {
    write_comma(out);
    write_text(key, out);
    out.push(':');
}

/// Writes a comma unless an object or a list was just opened.
pub(crate) fn write_comma(out: &mut String) {
    if !matches!(out.as_bytes().last(), Some(b'{' | b'[')) {
        out.push(',');
    }
}
