//! Days and instants in UTC, as prices use them. The engine never asks what time it is now.

use core::fmt;

/// A day in UTC, from 0001-01-01 to 9999-12-31: days since the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

/// An instant in UTC, to the nanosecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    date: Date,
    /// Seconds since midnight, 0 to 86,399.
    second: u32,
    /// 0 to 999,999,999.
    nanosecond: u32,
}

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

const SECONDS_A_DAY: i64 = 86_400;

const fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 0001-01-01 to the first day of a year.
const fn days_before(year: u32) -> u32 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

impl Date {
    /// 0001-01-01.
    pub(crate) const FIRST: Self = Self(0);
    /// 9999-12-31.
    const LAST: Self = Self(days_before(10_000) - 1);

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`TimeError`] when the text is not a day of the calendar.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut scanner = Scanner(text.as_bytes());
        scanner
            .date()
            .filter(|_| scanner.is_done())
            .ok_or_else(|| TimeError(crate::decimal::shorten(text)))
    }

    /// The day `days` after 0001-01-01, the form in which the packed catalog keeps days.
    pub fn from_ordinal(days: u32) -> Option<Self> {
        Some(Self(days)).filter(|date| *date <= Self::LAST)
    }

    /// Days since 0001-01-01.
    pub const fn ordinal(self) -> u32 {
        self.0
    }

    /// The first day of its month.
    pub fn month_start(self) -> Self {
        let (_, _, day) = self.civil();
        Self(self.0 - (day - 1))
    }

    /// The first day of its year.
    pub fn year_start(self) -> Self {
        let (year, _, _) = self.civil();
        Self(days_before(year))
    }

    /// Whole months of the calendar up to a later day; 0 up to an earlier one.
    pub(crate) fn months_until(self, later: Self) -> u32 {
        let ((year, month, day), (later_year, later_month, later_day)) =
            (self.civil(), later.civil());
        let months = (later_year * 12 + later_month).saturating_sub(year * 12 + month);
        months.saturating_sub(u32::from(later_day < day))
    }

    /// A day of the calendar, if it exists.
    fn of(year: u32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || !(1..=days_in_month(year, month)).contains(&day)
        {
            return None;
        }
        let months: u32 = (1..month).map(|month| days_in_month(year, month)).sum();
        Some(Self(days_before(year) + months + day - 1))
    }

    /// Year, month and day.
    fn civil(self) -> (u32, u32, u32) {
        // 400 years have 146,097 days; the guess is at most one year early.
        let mut year = self.0 * 400 / 146_097 + 1;
        if days_before(year + 1) <= self.0 {
            year += 1;
        }
        let mut day = self.0 - days_before(year);
        let mut month = 1;
        while day >= days_in_month(year, month) {
            day -= days_in_month(year, month);
            month += 1;
        }
        (year, month, day + 1)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Timestamp {
    /// Reads a day (its first moment, UTC) or an instant with its offset, as RFC 3339 writes it.
    ///
    /// # Errors
    /// [`TimeError`] when the text is neither.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let mut scanner = Scanner(text.as_bytes());
        let timestamp = scanner.date().and_then(|date| {
            if scanner.is_done() { Some(Self::from(date)) } else { scanner.time(date) }
        });
        timestamp
            .filter(|_| scanner.is_done())
            .ok_or_else(|| TimeError(crate::decimal::shorten(text)))
    }

    /// A minute of a day, UTC; past its end, its last.
    pub fn at(date: Date, hour: u32, minute: u32) -> Self {
        let minutes = hour.min(23) * 60 + minute.min(59);
        Self { date, second: minutes * 60, nanosecond: 0 }
    }

    /// The day it falls on, UTC.
    pub const fn date(self) -> Date {
        self.date
    }

    /// Minutes since midnight, UTC: 0 to 1439.
    pub const fn minute_of_day(self) -> u16 {
        (self.second / 60) as u16
    }

    /// Days since Monday, UTC: 0 to 6.
    pub const fn weekday(self) -> u8 {
        // 0001-01-01 is a Monday.
        (self.date.0 % 7) as u8
    }
}

impl From<Date> for Timestamp {
    fn from(date: Date) -> Self {
        Self { date, second: 0, nanosecond: 0 }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.date)?;
        if self.nanosecond > 0 {
            let digits = format!("{:09}", self.nanosecond);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// The rest of a text, byte by byte.
struct Scanner<'a>(&'a [u8]);

impl Scanner<'_> {
    const fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    fn next_if(&mut self, is_wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| is_wanted(**first))?;
        self.0 = rest;
        Some(*first)
    }

    fn sign(&mut self, sign: u8) -> Option<u8> {
        self.next_if(|byte| byte == sign)
    }

    fn digits(&mut self, count: u32) -> Option<u32> {
        (0..count).try_fold(0, |number, _| {
            let digit = self.next_if(|byte| byte.is_ascii_digit())?;
            Some(number * 10 + u32::from(digit - b'0'))
        })
    }

    /// Two digits of at most `most`.
    fn pair(&mut self, most: u32) -> Option<u32> {
        self.digits(2).filter(|number| *number <= most)
    }

    /// `2026-11-20`.
    fn date(&mut self) -> Option<Date> {
        let year = self.digits(4)?;
        self.sign(b'-')?;
        let month = self.digits(2)?;
        self.sign(b'-')?;
        Date::of(year, month, self.digits(2)?)
    }

    /// `T16:30:00.5+02:00`, on a day by the clocks of that offset.
    fn time(&mut self, date: Date) -> Option<Timestamp> {
        self.next_if(|byte| matches!(byte, b'T' | b't' | b' '))?;
        let hour = self.pair(23)?;
        self.sign(b':')?;
        let minute = self.pair(59)?;
        // A leap second counts as the one before it.
        let second = self.sign(b':').map_or(Some(0), |_| self.pair(60))?.min(59);
        let nanosecond = self.sign(b'.').map_or(Some(0), |_| self.fraction())?;
        let local = i64::from(hour * 3600 + minute * 60 + second) - self.offset()?;
        let date = i64::from(date.0) + local.div_euclid(SECONDS_A_DAY);
        Some(Timestamp {
            date: Date::from_ordinal(u32::try_from(date).ok()?)?,
            second: u32::try_from(local.rem_euclid(SECONDS_A_DAY)).ok()?,
            nanosecond,
        })
    }

    /// One to nine digits after the point, as nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let mut nanosecond = self.digits(1)?;
        let mut unit = 100_000_000;
        nanosecond *= unit;
        while unit > 1
            && let Some(digit) = self.digits(1)
        {
            unit /= 10;
            nanosecond += digit * unit;
        }
        Some(nanosecond)
    }

    /// `Z` or `+02:00`, in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.next_if(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.pair(23)?;
        self.sign(b':')?;
        Some(sign * i64::from(hours * 3600 + self.pair(59)? * 60))
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
        let to_the_digit = Timestamp::parse("2026-11-22t01:30:00.0450-00:30").unwrap();
        assert_eq!(to_the_digit.to_string(), "2026-11-22T02:00:00.045Z");
        assert_eq!(Timestamp::parse("2026-12-31T23:59:60Z").unwrap().minute_of_day(), 1439);
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "20261120",
            "yesterday",
            "",
            "2026-11-20T10:00",
            "2026-11-20T24:00:00Z",
            "2026-11-20T10:00:00.Z",
            "2026-11-20T10:00:00.1234567890Z",
            "2026-11-20T10:00:00+0200",
            "2026-11-20T10:00:00Z ",
            "9999-12-31T23:30:00-01:00",
            "0001-01-01T00:30:00+01:00",
        ] {
            assert!(Timestamp::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ordinals_go_there_and_back() {
        let day = Date::parse("2026-11-22").unwrap();
        assert_eq!(Date::from_ordinal(day.ordinal()), Some(day));
        assert_eq!(Date::parse("0001-01-02").unwrap().ordinal(), 1);
        // 9,999 years with 2,424 leap days among them.
        assert_eq!(Date::parse("9999-12-31").unwrap().ordinal(), 9_999 * 365 + 2_424 - 1);
        assert_eq!(Date::from_ordinal(9_999 * 365 + 2_424), None);
    }

    #[test]
    fn months_and_years_begin() {
        let day = |text: &str| Date::parse(text).unwrap();
        for (text, month, year) in [
            ("2026-11-22", "2026-11-01", "2026-01-01"),
            ("2024-02-29", "2024-02-01", "2024-01-01"),
            ("2000-12-31", "2000-12-01", "2000-01-01"),
            ("0001-01-01", "0001-01-01", "0001-01-01"),
            ("9999-12-31", "9999-12-01", "9999-01-01"),
        ] {
            assert_eq!(day(text).month_start(), day(month), "{text}");
            assert_eq!(day(text).year_start(), day(year), "{text}");
        }
    }

    #[test]
    fn every_day_is_written_as_it_is_read() {
        for ordinal in (0..=Date::LAST.ordinal()).step_by(13) {
            let date = Date::from_ordinal(ordinal).unwrap();
            assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }
        let turns = ["2000-02-29", "2000-12-31", "2001-01-01", "2024-02-28", "2100-03-01"];
        for text in turns {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
    }
}
