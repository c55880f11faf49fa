//! JSON read in place: one strict pass notes where each value stands, and what is asked for is read there.
//! What nobody asks for costs a few bytes and is never copied. Nothing here recurses.

mod write;

use std::borrow::Cow;

pub(crate) use write::{write_comma, write_key, write_text};

/// A JSON text that was checked to its end.
pub(crate) struct Document<'a> {
    text: &'a str,
    /// Every value and every key, in the order of the text.
    marks: Vec<Mark>,
}

/// Where a value stands, and what it is.
#[derive(Clone, Copy)]
struct Mark {
    kind: Kind,
    /// Its first byte in the text.
    start: usize,
    /// The byte behind it; of a list or object, the place of the mark behind its last one.
    end: usize,
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    /// A text with escapes in it.
    EscapedText,
    List,
    Object,
}

/// A value of a document.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a> {
    document: &'a Document<'a>,
    place: usize,
}

/// Why a text is not JSON.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) problem: &'static str,
    /// The byte at which it shows.
    pub(crate) at: usize,
}

impl<'a> Document<'a> {
    /// Checks a text and finds its values.
    ///
    /// # Errors
    /// The first [`Flaw`].
    pub(crate) fn read(text: &'a str) -> Result<Self, Flaw> {
        let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
        let marks = scanner.marks().map_err(|problem| Flaw {
            problem: if scanner.peek().is_some() {
                problem
            } else {
                "EOF in the middle of a value"
            },
            at: scanner.at,
        })?;
        Ok(Self { text, marks })
    }

    /// The value that the text is.
    pub(crate) const fn root(&'a self) -> Json<'a> {
        Json { document: self, place: 0 }
    }
}

impl Kind {
    /// Its name in sentences.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text | Self::EscapedText => "a text",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

impl<'a> Json<'a> {
    pub(crate) fn kind(self) -> Kind {
        self.mark().kind
    }

    /// Whether it is an object.
    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// A number or text as it is written, quotes included.
    pub(crate) fn written(self) -> Option<&'a str> {
        let Mark { kind, start, end } = self.mark();
        match kind {
            Kind::List | Kind::Object => None,
            _ => self.document.text.get(start..end),
        }
    }

    /// The byte of the text with which it begins.
    pub(crate) fn start(self) -> usize {
        self.mark().start
    }

    /// It and everything within it, keys included, in the order of the text.
    pub(crate) fn all(self) -> impl Iterator<Item = Self> {
        let Mark { kind, end, .. } = self.mark();
        let is_nest = matches!(kind, Kind::List | Kind::Object);
        let end = if is_nest { end } else { self.place + 1 };
        (self.place..end).map(move |place| Self { place, ..self })
    }

    /// The text that it is.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        let Mark { kind, start, end } = self.mark();
        let inner = self.document.text.get(start + 1..end.checked_sub(1)?);
        match kind {
            Kind::Text => inner.map(Cow::Borrowed),
            Kind::EscapedText => inner.map(|inner| Cow::Owned(unescape(inner))),
            _ => None,
        }
    }

    /// The items of the list that it is.
    pub(crate) fn items(self) -> Option<Inside<'a>> {
        (self.kind() == Kind::List).then(|| self.inside())
    }

    /// The keys and values of the object that it is, in turn.
    pub(crate) fn members(self) -> Option<Inside<'a>> {
        self.is_object().then(|| self.inside())
    }

    /// Puts the values of these keys, where they are given and not null, at the same places of `values`;
    /// returns the first key that is given twice. What is no object has no keys.
    pub(crate) fn pick(
        self,
        keys: &[&'static str],
        values: &mut [Option<Self>],
    ) -> Option<&'static str> {
        let mut twice = None;
        let mut inside = self.inside();
        while self.is_object()
            && let (Some(key), Some(value)) = (inside.next(), inside.next())
        {
            let Some(name) = key.text() else { continue };
            let Some(place) = keys.iter().position(|wanted| *wanted == name) else { continue };
            if let Some(slot) = values.get_mut(place) {
                if slot.is_some() {
                    twice = twice.or_else(|| keys.get(place).copied());
                }
                *slot = Some(value);
            }
        }
        for slot in values {
            *slot = slot.filter(|value| value.kind() != Kind::Null);
        }
        twice
    }

    #[inline(always)]
    fn mark(self) -> Mark {
        let none = Mark { kind: Kind::Null, start: 0, end: 0 };
        self.document.marks.get(self.place).copied().unwrap_or(none)
    }

    fn inside(self) -> Inside<'a> {
        Inside { next: Self { place: self.place + 1, ..self }, end: self.mark().end }
    }
}

/// The items of a list; the keys and values of an object in turn.
#[derive(Clone)]
pub(crate) struct Inside<'a> {
    next: Json<'a>,
    end: usize,
}

impl<'a> Iterator for Inside<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let json = self.next;
        if json.place >= self.end {
            return None;
        }
        let Mark { kind, end, .. } = json.mark();
        let is_nest = matches!(kind, Kind::List | Kind::Object);
        self.next.place = if is_nest { end } else { json.place + 1 };
        Some(json)
    }
}

/// The rest of a text while it is checked.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Every value and key. Where this fails, it stands at the flaw.
    fn marks(&mut self) -> Result<Vec<Mark>, &'static str> {
        let mut marks: Vec<Mark> = Vec::new();
        // The places of the lists and objects that are open, and whether the innermost is an object.
        let mut open: Vec<usize> = Vec::new();
        let mut is_object = false;
        loop {
            self.skip_space();
            if is_object {
                marks.push(self.key()?);
            }
            let start = self.at;
            let kind = self.kind()?;
            let is_nest = matches!(kind, Kind::List | Kind::Object);
            if is_nest {
                open.push(marks.len());
                is_object = kind == Kind::Object;
            }
            marks.push(Mark { kind, start, end: self.at });
            self.skip_space();
            // A list or object just opened may close at once; otherwise its first value comes.
            if is_nest && !matches!(self.peek(), Some(b'}' | b']')) {
                continue;
            }
            let mut is_empty = is_nest;
            while let Some(innermost) = open.last().copied() {
                let (closing, problem) = if is_object {
                    (b'}', "expected `,` or `}`")
                } else {
                    (b']', "expected `,` or `]`")
                };
                if !is_empty && self.take(b',') {
                    break;
                }
                if !self.take(closing) {
                    return Err(problem);
                }
                is_empty = false;
                open.pop();
                let end = marks.len();
                if let Some(mark) = marks.get_mut(innermost) {
                    mark.end = end;
                }
                let outer = open.last().and_then(|place| marks.get(*place));
                is_object = outer.is_some_and(|outer| outer.kind == Kind::Object);
                self.skip_space();
            }
            if open.is_empty() {
                return if self.peek().is_none() { Ok(marks) } else { Err("trailing characters") };
            }
        }
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// A key with the colon behind it.
    fn key(&mut self) -> Result<Mark, &'static str> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err("expected a key in double quotes");
        }
        let kind = self.kind()?;
        let end = self.at;
        self.skip_space();
        if !self.take(b':') {
            return Err("expected `:`");
        }
        self.skip_space();
        Ok(Mark { kind, start, end })
    }

    /// Passes over a value; of a list or an object, over its first sign.
    fn kind(&mut self) -> Result<Kind, &'static str> {
        match self.peek() {
            Some(b'"') => self.text(),
            Some(b'{') => self.sign(Kind::Object),
            Some(b'[') => self.sign(Kind::List),
            Some(b't') => self.word(b"true", Kind::Bool),
            Some(b'f') => self.word(b"false", Kind::Bool),
            Some(b'n') => self.word(b"null", Kind::Null),
            _ => self.number(),
        }
    }

    fn sign(&mut self, kind: Kind) -> Result<Kind, &'static str> {
        self.at += 1;
        Ok(kind)
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Result<Kind, &'static str> {
        if word.iter().all(|letter| self.take(*letter)) { Ok(kind) } else { Err("expected value") }
    }

    fn text(&mut self) -> Result<Kind, &'static str> {
        let mut kind = Kind::Text;
        loop {
            // Over the quote or the end of an escape, then over all plain characters.
            self.at += 1;
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
            self.at += plain.unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(kind);
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape()?;
                    kind = Kind::EscapedText;
                }
                _ => return Err("a text holds a control character, which must be escaped"),
            }
        }
    }

    /// Up to the last character of an escape.
    fn escape(&mut self) -> Result<(), &'static str> {
        const PROBLEM: &str = "invalid escape";
        if self.take(b'u') {
            for _ in 0..3 {
                if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                    return Err(PROBLEM);
                }
                self.at += 1;
            }
            return match self.peek() {
                Some(byte) if byte.is_ascii_hexdigit() => Ok(()),
                _ => Err(PROBLEM),
            };
        }
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(()),
            _ => Err(PROBLEM),
        }
    }

    fn number(&mut self) -> Result<Kind, &'static str> {
        const PROBLEM: &str = "invalid number";
        let is_negative = self.take(b'-');
        // No digit stands behind a leading zero.
        if !self.take(b'0') && !self.digits() {
            return Err(if is_negative { PROBLEM } else { "expected value" });
        }
        if self.take(b'.') && !self.digits() {
            return Err(PROBLEM);
        }
        if self.take(b'e') || self.take(b'E') {
            let _has_sign = self.take(b'+') || self.take(b'-');
            if !self.digits() {
                return Err(PROBLEM);
            }
        }
        Ok(Kind::Number)
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }
}

/// A checked text with its escapes resolved; half of a surrogate pair alone becomes U+FFFD.
fn unescape(text: &str) -> String {
    let unit = |escape: &str| u32::from_str_radix(escape.strip_prefix('u')?.get(..4)?, 16).ok();
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        resolved.push_str(before);
        let mut length = 1;
        resolved.push(match escape.as_bytes().first() {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                length = 5;
                let mut code = unit(escape).unwrap_or_default();
                let low = escape.get(5..).and_then(|rest| unit(rest.strip_prefix('\\')?));
                if let (0xD800..0xDC00, Some(low @ 0xDC00..0xE000)) = (code, low) {
                    length = 11;
                    code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                }
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other.map_or('\\', |byte| char::from(*byte)),
        });
        rest = escape.get(length..).unwrap_or_default();
    }
    resolved.push_str(rest);
    resolved
}

#[cfg(test)]
mod tests;
