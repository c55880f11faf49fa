//! Answers on their way to JavaScript, each value made there as soon as it is known.
//! Few functions write all answers, which keeps the program small.

use std::fmt::Display;

use one_credit_engine::assumption::Spread;
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq, SerializeStruct},
};
use serde_wasm_bindgen::preserve;
use wasm_bindgen::JsValue;

const PLAIN: serde_wasm_bindgen::Serializer = serde_wasm_bindgen::Serializer::json_compatible();

/// A plain value: null, true or false, a place or a count, a text (figures are texts), a list or an object.
#[derive(Clone)]
pub struct Answer(JsValue);

impl Answer {
    /// What is not known.
    pub const NULL: Self = Self(JsValue::NULL);

    /// A figure, a day or a moment by its text.
    pub fn figure(value: impl Display) -> Self {
        Self::shown(&value)
    }

    fn shown(value: &dyn Display) -> Self {
        Self::text(&value.to_string())
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self(JsValue::from_str(text))
    }

    /// `true` or `false`.
    pub const fn truth(truth: bool) -> Self {
        Self(JsValue::from_bool(truth))
    }

    /// A whole number that is a place or a count, never a figure.
    pub fn number(number: u32) -> Self {
        Self(number.into())
    }

    /// `null` for none.
    pub fn maybe<T>(value: Option<T>, answer: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::NULL, answer)
    }

    /// A list of answers.
    pub fn list<T>(values: impl IntoIterator<Item = T>, answer: impl FnMut(T) -> Self) -> Self {
        Self::of_all(&mut values.into_iter().map(answer))
    }

    /// A list of these answers.
    pub fn of(values: impl IntoIterator<Item = Self>) -> Self {
        Self::of_all(&mut values.into_iter())
    }

    fn of_all(answers: &mut dyn Iterator<Item = Self>) -> Self {
        Self::written((&PLAIN).serialize_seq(None).and_then(|mut list| {
            for answer in answers {
                list.serialize_element(&answer)?;
            }
            list.end()
        }))
    }

    /// Keys and values, in their order.
    pub fn object(entries: impl AsRef<[(&'static str, Self)]>) -> Self {
        Self::of_fields(entries.as_ref())
    }

    fn of_fields(entries: &[(&'static str, Self)]) -> Self {
        // As a struct, because its keys become JavaScript texts only once.
        Self::written((&PLAIN).serialize_struct("", entries.len()).and_then(|mut fields| {
            for (key, value) in entries {
                fields.serialize_field(key, value)?;
            }
            fields.end()
        }))
    }

    /// The same, where keys come from the catalog.
    pub fn record(entries: &[(&str, Self)]) -> Self {
        Self::written((&PLAIN).serialize_map(None).and_then(|mut fields| {
            for (key, value) in entries {
                fields.serialize_entry(*key, value)?;
            }
            fields.end()
        }))
    }

    /// Low, expected and high. Most are one figure, which crosses over once.
    pub fn range<T: Display + PartialEq>(spread: Spread<T>) -> Self {
        let Spread { low, expected, high } = spread;
        let is_certain = low == expected && expected == high;
        let expected = Self::figure(expected);
        let other = |value: T| if is_certain { expected.clone() } else { Self::figure(value) };
        let (low, high) = (other(low), other(high));
        Self::object([("low", low), ("expected", expected), ("high", high)])
    }

    /// As a JavaScript value.
    pub fn into_js(self) -> JsValue {
        self.0
    }

    /// Plain values have no way to fail.
    fn written(value: Result<JsValue, serde_wasm_bindgen::Error>) -> Self {
        Self(value.unwrap_or(JsValue::UNDEFINED))
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        preserve::serialize(&self.0, serializer)
    }
}
