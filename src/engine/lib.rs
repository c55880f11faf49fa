//! Exact prices: from a meter reading and a tariff to credits, and from a pipeline to an estimate.
//! Pure: the clock, the locale and the storage are passed in; no float takes part in any figure.

#![cfg_attr(feature = "fast", feature(optimize_attribute))]

pub mod age;
pub mod amount;
pub mod assumption;
pub mod benchmark;
pub mod card_number;
pub mod catalog;
pub mod decimal;
pub mod equivalents;
pub mod estimate;
mod json;
pub mod ledger;
pub mod meter;
pub mod money;
pub mod pipeline;
pub mod quote;
pub mod rates;
pub mod share;
mod short;
pub mod show;
pub mod tariff;
pub mod time;
pub mod tree;

pub use rust_decimal::Decimal;
