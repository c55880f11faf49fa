//! An answer as a tree of plain values, on its way to JavaScript.
//! One shape for all answers keeps the program small: each is written by the same few functions.

use std::borrow::Cow;

use one_credit_engine::assumption::Spread;
use serde::{
    Serialize, Serializer,
    ser::{SerializeSeq, SerializeStruct},
};
use wasm_bindgen::JsValue;

/// A plain value.
pub enum Answer<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A whole number that is a place or a count, never a figure.
    Number(u32),
    /// A text; figures are texts.
    Text(Cow<'a, str>),
    /// What is a JavaScript value already.
    Ready(JsValue),
    /// A list.
    List(Vec<Answer<'a>>),
    /// Keys and values, in their order.
    Object(Vec<(&'static str, Answer<'a>)>),
    /// The same, where keys come from the catalog.
    Record(Vec<(&'a str, Answer<'a>)>),
}

impl<'a> Answer<'a> {
    /// A figure, a day or a moment by its text.
    pub fn figure(value: impl ToString) -> Self {
        Self::Text(Cow::Owned(value.to_string()))
    }

    /// A text that lives elsewhere.
    pub const fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// `null` for none.
    pub fn maybe<T>(value: Option<T>, answer: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Null, answer)
    }

    /// A list of answers.
    pub fn list<T>(values: impl IntoIterator<Item = T>, answer: impl FnMut(T) -> Self) -> Self {
        Self::List(values.into_iter().map(answer).collect())
    }

    /// Low, expected and high. Most are one figure, which crosses over once.
    pub fn range<T: ToString + PartialEq>(spread: Spread<T>) -> Self {
        let Spread { low, expected, high } = spread;
        let is_certain = low == expected && expected == high;
        let expected = JsValue::from_str(&expected.to_string());
        let other = |value: T| {
            if is_certain { Self::Ready(expected.clone()) } else { Self::figure(value) }
        };
        let (low, high) = (other(low), other(high));
        Self::Object(vec![("low", low), ("expected", Self::Ready(expected)), ("high", high)])
    }

    /// As a JavaScript value.
    pub fn into_js(self) -> JsValue {
        const PLAIN: serde_wasm_bindgen::Serializer =
            serde_wasm_bindgen::Serializer::json_compatible();
        // Plain values have no way to fail.
        self.serialize(&PLAIN).unwrap_or(JsValue::UNDEFINED)
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Ready(value) => serde_wasm_bindgen::preserve::serialize(value, serializer),
            Self::List(list) => {
                let mut elements = serializer.serialize_seq(Some(list.len()))?;
                for element in list {
                    elements.serialize_element(element)?;
                }
                elements.end()
            }
            Self::Object(entries) => {
                // As a struct, because its keys become JavaScript texts only once.
                let mut fields = serializer.serialize_struct("", entries.len())?;
                for (key, value) in entries {
                    fields.serialize_field(key, value)?;
                }
                fields.end()
            }
            Self::Record(entries) => {
                serializer.collect_map(entries.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}
