//! The ledger: runs as tables with figures worked out by hand, and laws on random histories beside a
//! second wallet that counts in exact rationals.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod cards;
mod histories;
mod recurring;
#[path = "../registry/mod.rs"]
mod registry;
mod reprice;
mod runs;
mod second_wallet;
