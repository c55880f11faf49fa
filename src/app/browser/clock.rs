//! Now, as the browser's clock has it.

use js_sys::Date;
use one_credit_engine::time::Timestamp;

pub use super::calendar::{Written, day, written};

/// This moment; none when the browser's clock stands outside the calendar.
pub fn now() -> Option<Timestamp> {
    Timestamp::parse(&String::from(Date::new_0().to_iso_string())).ok()
}

/// Milliseconds since 1970, for measuring how long something takes.
pub fn millis() -> u64 {
    // The browser hands it over as a float; it is a whole number.
    Date::now() as u64
}
