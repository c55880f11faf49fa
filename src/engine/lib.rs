//! Exact prices.
