//! Days and instants in UTC, as prices use them. The engine never asks what time it is now.

use core::fmt;

use jiff::{civil, tz::TimeZone};

/// A day in UTC, from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// An instant in UTC, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(civil::DateTime);

/// A text that is not a day or an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError(String);

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not a day or a moment such as 2026-11-20 or 2026-11-20T16:30:00Z",
            self.0
        )
    }
}

impl std::error::Error for TimeError {}

impl Date {
    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`TimeError`] when the text is not a day of the calendar.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        // Only this one shape: `2026-11-20T00:00` and `20261120` are other ways to say it.
        Some(text)
            .filter(|text| text.len() == 10)
            .and_then(|text| text.parse().ok())
            .map(Self)
            .ok_or_else(|| TimeError(crate::decimal::shorten(text)))
    }

    /// The day `days` after 0001-01-01, the form in which the packed catalog keeps days.
    pub fn from_ordinal(days: u32) -> Option<Self> {
        let days = jiff::Span::new().try_days(days).ok()?;
        civil::date(1, 1, 1).checked_add(days).ok().map(Self)
    }

    /// Days since 0001-01-01.
    pub fn ordinal(self) -> u32 {
        self.0.since(civil::date(1, 1, 1)).map_or(0, |span| span.get_days().unsigned_abs())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Timestamp {
    /// Reads a day (its first moment, UTC) or an instant with its offset, as RFC 3339 writes it.
    ///
    /// # Errors
    /// [`TimeError`] when the text is neither.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        if let Ok(date) = Date::parse(text) {
            return Ok(Self::from(date));
        }
        let instant: jiff::Timestamp =
            text.parse().map_err(|_| TimeError(crate::decimal::shorten(text)))?;
        Ok(Self(TimeZone::UTC.to_datetime(instant)))
    }

    /// The day it falls on, UTC.
    pub fn date(self) -> Date {
        Date(self.0.date())
    }

    /// Minutes since midnight, UTC: 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        u16::from(self.0.hour().unsigned_abs()) * 60 + u16::from(self.0.minute().unsigned_abs())
    }

    /// Days since Monday, UTC: 0 to 6.
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_zero_offset().unsigned_abs()
    }
}

impl From<Date> for Timestamp {
    fn from(date: Date) -> Self {
        Self(date.0.at(0, 0, 0, 0))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_instants() {
        let moment = Timestamp::parse("2026-11-22T01:30:00+02:00").unwrap();
        assert_eq!(moment.to_string(), "2026-11-21T23:30:00Z");
        assert_eq!(moment.minute_of_day(), 23 * 60 + 30);
        assert_eq!(moment.weekday(), 5, "21 November 2026 is a Saturday");
        assert_eq!(Timestamp::parse("2024-02-29").unwrap().to_string(), "2024-02-29T00:00:00Z");
        for text in ["2026-02-29", "20261120", "yesterday", "", "2026-11-20T10:00"] {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ordinals_go_there_and_back() {
        let day = Date::parse("2026-11-22").unwrap();
        assert_eq!(Date::from_ordinal(day.ordinal()), Some(day));
        assert_eq!(Date::parse("0001-01-02").unwrap().ordinal(), 1);
    }
}
