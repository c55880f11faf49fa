//! What tariffs charge, as tables. The expected figures are worked out by hand, in the comments
//! beside them where they take more than one step.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod charges;
#[path = "../registry/mod.rs"]
mod registry;
mod request;
mod usage;
mod variants;
