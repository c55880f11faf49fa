//! What the page asks of the browser, one small file a capability. Nothing here knows about prices.

pub mod clock;
pub mod document;
pub mod file;
pub mod hash;
pub mod journal;
pub mod number;
pub mod storage;
pub mod timer;
