//! One Credit.
