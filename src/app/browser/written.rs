//! How much of a day is written, in the visitor's language or in English.

/// A day, a moment or a part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// `22 Nov 2026`.
    Day,
    /// `22 Nov`.
    DayOfYear,
    /// `Nov 2026`.
    Month,
    /// `2026`.
    Year,
    /// `14:05`, of a moment. No static page tells the time of day: there the moment stays as it is.
    Time,
}
