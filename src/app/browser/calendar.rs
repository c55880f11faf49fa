//! How a day is written where the visitor lives.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

pub use super::written::Written;

thread_local! {
    /// A formatter for each way of writing that was asked for; making one costs far more than using it.
    static FORMATS: RefCell<Vec<(Written, Function)>> = const { RefCell::new(Vec::new()) };
}

/// A day as `YYYY-MM-DD`, written out: `22 Nov 2026`.
pub fn day(iso: &str) -> String {
    written(iso, Written::Day)
}

/// A day as `YYYY-MM-DD`, or a part of it.
pub fn written(iso: &str, as_what: Written) -> String {
    FORMATS
        .with_borrow_mut(|formats| {
            let date = Date::new(&iso.into());
            if let Some((_, format)) = formats.iter().find(|(known, _)| *known == as_what) {
                return format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string();
            }
            let format = formatter(as_what);
            let text = format.call1(&JsValue::UNDEFINED, &date).ok()?.as_string();
            formats.push((as_what, format));
            text
        })
        .unwrap_or_else(|| iso.to_owned())
}

fn formatter(as_what: Written) -> Function {
    let options = Object::new();
    let parts: &[(&str, &str)] = match as_what {
        Written::Day => &[("dateStyle", "medium")],
        Written::DayOfYear => &[("day", "numeric"), ("month", "short")],
        Written::Month => &[("month", "short"), ("year", "numeric")],
        Written::Year => &[("year", "numeric")],
        Written::Time => &[("timeStyle", "short")],
    };
    for (key, value) in parts.iter().chain(&[("timeZone", "UTC")]) {
        // Setting a key of a fresh object cannot fail.
        let _ = Reflect::set(&options, &(*key).into(), &(*value).into());
    }
    Intl::DateTimeFormat::new(&Array::new(), &options).format()
}
