//! The syntax of the address's hash: `#/view?v=1&name=value&k=checksum`. What the names mean stands in `link.rs`.

use core::fmt::Write;

/// Links of a later version are refused with a sentence instead of being half understood.
const VERSION: &str = "1";

/// The longest hash that is read or written, in bytes.
pub const LONGEST: usize = 8192;

/// A hash taken apart: the view's name and the fields in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `pipeline`; empty for the first view.
    pub view: String,
    /// Names and values, decoded.
    pub fields: Vec<(String, String)>,
}

impl Address {
    /// Takes a hash (without its `#`) apart. A link typed by hand may leave version and checksum out.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the link.
    pub fn read(hash: &str) -> Result<Self, String> {
        if hash.len() > LONGEST {
            return Err(format!("This link is longer than {LONGEST} bytes and was not opened."));
        }
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let view = path.trim_matches('/').to_owned();
        let query = match checked(query) {
            Some((query, check)) if check != checksum(query) => {
                return Err(
                    "This link is damaged: its checksum does not fit. Ask for it again.".to_owned()
                );
            }
            Some((query, _)) => query,
            None => query,
        };
        let mut fields = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (Some(name), Some(value)) = (decode(name), decode(value)) else {
                return Err(
                    "This link is damaged: it holds characters no link has. Ask for it again."
                        .to_owned(),
                );
            };
            if name == "v" {
                if value != VERSION {
                    return Err("This link was made by a newer version of this page. Reload the page to get it.".to_owned());
                }
                continue;
            }
            fields.push((name, value));
        }
        Ok(Self { view, fields })
    }

    /// The hash with its `#`; without the fields where they would make it too long.
    pub fn write(&self) -> String {
        let mut query = format!("v={VERSION}");
        for (name, value) in &self.fields {
            query.push('&');
            encode(name, &mut query);
            query.push('=');
            encode(value, &mut query);
        }
        let hash = format!("#/{}?{query}&k={}", self.view, checksum(&query));
        if self.fields.is_empty() || hash.len() > LONGEST {
            format!("#/{}", self.view)
        } else {
            hash
        }
    }

    /// The last value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Adds a field.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.fields.push((name.into(), value.into()));
    }
}

/// The fields and the checksum behind them, where there is one.
fn checked(query: &str) -> Option<(&str, &str)> {
    // The last that begins so, looked for by one character: a search for a word is ten times the code.
    query.rmatch_indices('&').find_map(|(at, _)| {
        let (query, last) = query.split_at_checked(at)?;
        Some((query, last.strip_prefix("&k=")?))
    })
}

/// FNV-1a, 32 bits: it tells a link that was cut off or mistyped, not one that was forged.
fn checksum(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/,:".contains(&byte) {
            into.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high << 4 | low).ok()?
            }
            b'+' => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut address = Address { view: "pipeline".to_owned(), fields: Vec::new() };
        address.push("in.0", "60,minutes");
        address.push("näme & co", "100% = ü?#");
        let hash = address.write();
        assert!(hash.is_ascii(), "{hash}");
        assert_eq!(Address::read(hash.trim_start_matches('#')), Ok(address));
    }

    #[test]
    fn a_link_typed_by_hand_needs_no_checksum() {
        let address = Address::read("/?credits=2.5").map(|a| a.get("credits").map(str::to_owned));
        assert_eq!(address, Ok(Some("2.5".to_owned())));
    }

    #[test]
    fn damaged_links_are_refused() {
        let mut address = Address::default();
        address.push("credits", "2.5");
        let hash = address.write();
        let damaged = hash.trim_start_matches('#').replace("2.5", "2.6");
        for (hash, says) in [
            (damaged.as_str(), "checksum"),
            ("/?v=2&credits=1", "newer"),
            ("/?credits=%zz", "damaged"),
            ("/?credits=%ff", "damaged"),
            ("/?credits=%4", "damaged"),
        ] {
            let error = Address::read(hash).unwrap_err();
            assert!(error.contains(says), "{hash}: {error}");
        }
        assert!(Address::read(&"x".repeat(LONGEST + 1)).is_err());
    }

    #[test]
    fn too_many_fields_leave_the_view() {
        let mut address = Address { view: "benchmark".to_owned(), fields: Vec::new() };
        address.push("models", "m".repeat(LONGEST));
        assert_eq!(address.write(), "#/benchmark");
    }
}
