//! A plain value as a host gives it: what a tariff or a request is read from, with the place of whatever
//! does not fit.

use crate::json::{Document, Json, Kind};

/// A plain value. Numbers are texts, so that no float takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A text, or a number by its text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// Keys and values, in their order.
    Object(Vec<(String, Tree)>),
}

/// Takes the place of a key among those that are known, the key, and the value.
type ReadEntry<'a> = dyn FnMut(Option<usize>, &str, Tree) -> Result<(), Misfit> + 'a;

/// What does not fit, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// A sentence.
    pub message: String,
    /// Its place within the whole: `charges[1].tiers[0].up_to`.
    pub path: String,
}

impl Tree {
    /// Reads a JSON text that a host's code has checked for its size and depth; none when it is no JSON.
    pub fn read(text: &str) -> Option<Self> {
        Some(Self::of(Document::read(text).ok()?.root()))
    }

    fn of(json: Json<'_>) -> Self {
        match json.kind() {
            Kind::Null => Self::Null,
            Kind::Bool => Self::Truth(json.written() == Some("true")),
            Kind::Number => Self::Text(json.written().unwrap_or_default().to_owned()),
            Kind::Text | Kind::EscapedText => Self::Text(text_of(json)),
            Kind::List => Self::List(json.items().into_iter().flatten().map(Self::of).collect()),
            Kind::Object => {
                let mut entries = Vec::new();
                let mut members = json.members().into_iter().flatten();
                while let (Some(key), Some(value)) = (members.next(), members.next()) {
                    entries.push((text_of(key), Self::of(value)));
                }
                Self::Object(entries)
            }
        }
    }

    /// What it is, in sentences.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Truth(_) => "true or false",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The sentence for a value where something else is needed.
    pub fn misfit(&self, wanted: &str) -> Misfit {
        Misfit::new(format!("{} cannot stand here; {wanted} is needed", self.kind()))
    }

    /// Gives each entry of an object to `read`, with the place of its key among `keys`. A key that is not
    /// among them is refused, or read too where `is_open`.
    ///
    /// # Errors
    /// The first [`Misfit`], with its place in the object.
    pub(crate) fn each(
        self,
        keys: &[&str],
        is_open: bool,
        read: &mut ReadEntry<'_>,
    ) -> Result<(), Misfit> {
        let Self::Object(entries) = self else { return Err(self.misfit("an object")) };
        for (key, value) in entries {
            let place = keys.iter().position(|known| *known == key);
            let read = if place.is_none() && !is_open {
                Err(Misfit::new(format!(
                    "\"{}\" is not a key that is known here; the keys are {}",
                    shorten(&key),
                    keys.join(", ")
                )))
            } else {
                read(place, &key, value)
            };
            read.map_err(|misfit| misfit.within(&shorten(&key)))?;
        }
        Ok(())
    }

    /// Gives each value of a list to `read`.
    ///
    /// # Errors
    /// The first [`Misfit`], with its place in the list.
    pub(crate) fn items(
        self,
        read: &mut dyn FnMut(Self) -> Result<(), Misfit>,
    ) -> Result<(), Misfit> {
        let Self::List(list) = self else { return Err(self.misfit("a sequence")) };
        for (place, value) in list.into_iter().enumerate() {
            read(value).map_err(|misfit| misfit.within(&format!("[{place}]")))?;
        }
        Ok(())
    }

    /// The text that it is.
    ///
    /// # Errors
    /// A [`Misfit`] for anything else.
    pub(crate) fn text(self, wanted: &str) -> Result<String, Misfit> {
        match self {
            Self::Text(text) => Ok(text),
            _ => Err(self.misfit(wanted)),
        }
    }
}

impl Misfit {
    /// What is wrong with the whole.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: String::new() }
    }

    /// Something that must be there.
    pub(crate) fn missing(key: &str) -> Self {
        Self::new(format!("{key} is missing"))
    }

    /// The same, where its place is within another.
    #[must_use]
    pub fn within(mut self, whole: &str) -> Self {
        self.path = under(whole, &self.path);
        self
    }
}

fn text_of(json: Json<'_>) -> String {
    json.text().unwrap_or_default().into_owned()
}

/// `tariff.charges[0]` from `tariff` and `charges[0]`.
pub fn under(whole: &str, part: &str) -> String {
    let point = if whole.is_empty() || part.is_empty() || part.starts_with('[') { "" } else { "." };
    format!("{whole}{point}{part}")
}

/// The first characters of a text that an error quotes.
pub fn shorten(text: &str) -> String {
    crate::decimal::shorten_to(60, text)
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn a_text_of_json_is_read_as_it_stands() {
        let text = r#" {"b": [null, true, false], "a": "\u00e9\"", "n": 1.50, "o": {}} "#;
        let text_of = |text: &str| Tree::Text(text.to_owned());
        let list = Tree::List(vec![Tree::Null, Tree::Truth(true), Tree::Truth(false)]);
        let entries = [
            ("b", list),
            ("a", text_of("é\"")),
            ("n", text_of("1.50")),
            ("o", Tree::Object(Vec::new())),
        ];
        let entries = entries.map(|(key, value)| (key.to_owned(), value));
        assert_eq!(Tree::read(text), Some(Tree::Object(entries.to_vec())));
        assert_eq!(Tree::read("{"), None);
    }
}
