//! A TOML file as a tree that knows the line of every value.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::problem::{Place, Problems};

/// A TOML file that could be parsed.
pub(crate) struct Document<'a> {
    file: String,
    text: &'a str,
    root: Spanned<DeTable<'a>>,
}

impl<'a> Document<'a> {
    /// Parses a file; none when its syntax is broken, with every complaint noted.
    pub(crate) fn parse(file: &str, text: &'a str, problems: &mut Problems) -> Option<Self> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let document = Self { file: file.to_owned(), text, root };
        for error in &errors {
            let place = document.at(error.span().map_or(0, |span| span.start));
            problems.add(place, error.message());
        }
        errors.is_empty().then_some(document)
    }

    /// The whole file as JSON: days as strings; floats as well, with a complaint about each.
    pub(crate) fn value(&self, problems: &mut Problems) -> Value {
        self.table(self.root.get_ref(), problems)
    }

    /// A part of the file in the shape that it should have; none, with a complaint, when it has another.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        part: &Value,
        path: &str,
        subject: &str,
        problems: &mut Problems,
    ) -> Option<T> {
        serde_path_to_error::deserialize(part)
            .map_err(|error| {
                let path = join(path, &error.path().to_string());
                problems.add(self.place(&path), about(subject, &error.inner().to_string()));
            })
            .ok()
    }

    /// The line on which a part stands: `model[2].price[0].from`, or the nearest part around it that exists.
    pub(crate) fn place(&self, path: &str) -> Place {
        let mut start = self.root.span().start;
        let mut keys = path.split(['.', '[']).filter(|key| !key.is_empty());
        let mut found = keys.next().and_then(|key| self.root.get_ref().get(key));
        while let Some(value) = found {
            start = value.span().start;
            found = keys.next().and_then(|key| match value.get_ref() {
                DeValue::Table(table) => table.get(key),
                DeValue::Array(array) => array.get(key.strip_suffix(']')?.parse::<usize>().ok()?),
                _ => None,
            });
        }
        self.at(start)
    }

    fn at(&self, offset: usize) -> Place {
        let before = self.text.bytes().take(offset);
        let line = before.filter(|byte| *byte == b'\n').count() + 1;
        Place { file: self.file.clone(), line: Some(line) }
    }

    fn table(&self, table: &DeTable<'_>, problems: &mut Problems) -> Value {
        let entries = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), self.convert(value, problems)));
        Value::Object(entries.collect::<Map<_, _>>())
    }

    fn convert(&self, value: &Spanned<DeValue<'_>>, problems: &mut Problems) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Datetime(moment) => Value::String(moment.to_string()),
            DeValue::Table(table) => self.table(table, problems),
            DeValue::Array(array) => {
                Value::Array(array.iter().map(|item| self.convert(item, problems)).collect())
            }
            DeValue::Integer(integer) => {
                match i64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(integer) => Value::from(integer),
                    // Larger than TOML's integers: the text is as exact as a string.
                    Err(_) => Value::String(integer.to_string()),
                }
            }
            DeValue::Float(float) => {
                let text = float.as_str();
                problems.add(
                    self.at(value.span().start),
                    format!(
                        "{text} is a float, which need not be exact; write it in quotes: \"{text}\""
                    ),
                );
                Value::String(text.to_owned())
            }
        }
    }
}

/// A path below another.
pub(crate) fn join(path: &str, below: &str) -> String {
    match (path, below) {
        (path, "" | ".") => path.to_owned(),
        ("", below) => below.to_owned(),
        (path, below) => format!("{path}.{below}"),
    }
}

/// A message that says first what it is about.
pub(crate) fn about(subject: &str, message: &str) -> String {
    if subject.is_empty() { message.to_owned() } else { format!("{subject}: {message}") }
}
