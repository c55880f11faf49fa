//! What the page asks of the browser, one small file a capability. Nothing here knows about prices.

pub mod abort;
// A static page is written by a native program, in English.
#[cfg_attr(not(target_arch = "wasm32"), path = "still/calendar.rs")]
pub mod calendar;
pub mod chance;
pub mod clock;
pub mod dialog;
pub mod document;
pub mod download;
pub mod file;
pub mod hash;
pub mod host;
pub mod journal;
pub mod leave;
pub mod location;
pub mod lock;
#[cfg_attr(not(target_arch = "wasm32"), path = "still/number.rs")]
pub mod number;
pub mod payment;
pub mod pieces;
pub mod session;
pub mod sight;
pub mod timer;
pub mod update;
mod written;
