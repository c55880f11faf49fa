//! What the page asks of the browser, one small file a capability. Nothing here knows about prices.

pub mod abort;
pub mod chance;
pub mod clock;
pub mod dialog;
pub mod document;
pub mod download;
pub mod file;
pub mod hash;
pub mod host;
pub mod journal;
pub mod location;
pub mod lock;
pub mod number;
pub mod payment;
pub mod sight;
pub mod timer;
