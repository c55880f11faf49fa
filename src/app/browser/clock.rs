//! Today, and how a day is written where the visitor lives.

use js_sys::{Array, Date, Intl, Object, Reflect};
use one_credit_engine::time::Timestamp;
use wasm_bindgen::JsValue;

/// This moment; none when the browser's clock stands outside the calendar.
pub fn now() -> Option<Timestamp> {
    Timestamp::parse(&String::from(Date::new_0().to_iso_string())).ok()
}

/// Milliseconds since 1970, for measuring how long something takes.
pub fn millis() -> u64 {
    // The browser hands it over as a float; it is a whole number.
    Date::now() as u64
}

/// A day as `YYYY-MM-DD`, written out: `22 Nov 2026`.
pub fn day(iso: &str) -> String {
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeZone", "UTC")] {
        // Setting a key of a fresh object cannot fail.
        let _ = Reflect::set(&options, &key.into(), &value.into());
    }
    Intl::DateTimeFormat::new(&Array::new(), &options)
        .format()
        .call1(&JsValue::UNDEFINED, &Date::new(&iso.into()))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| iso.to_owned())
}
