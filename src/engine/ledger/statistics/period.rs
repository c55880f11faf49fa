//! A span of days (UTC), and the steps in which a chart walks through it.

use crate::time::Date;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: Date,
    last: Date,
}

impl Period {
    /// The days from `first` to `last`; none when they stand the other way round.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The month of this day, up to it.
    pub fn this_month(today: Date) -> Self {
        Self { first: today.month_start(), last: today }
    }

    /// The year of this day, up to it.
    pub fn this_year(today: Date) -> Self {
        Self { first: today.year_start(), last: today }
    }

    /// So many days up to this one; fewer where the calendar begins.
    pub fn last_days(today: Date, days: u32) -> Self {
        let first = today.ordinal().saturating_sub(days.saturating_sub(1));
        Self { first: Date::from_ordinal(first).unwrap_or(today), last: today }
    }

    /// The first day.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day, which belongs to it.
    pub const fn last(self) -> Date {
        self.last
    }

    /// How many days: 1 or more.
    pub const fn days(self) -> u32 {
        self.last.ordinal() - self.first.ordinal() + 1
    }

    /// Whether a day belongs to it.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// As many days, right before it; none where the calendar begins.
    pub fn before(self) -> Option<Self> {
        let last = self.first.ordinal().checked_sub(1)?;
        let first = last.checked_sub(self.days() - 1)?;
        Self::new(Date::from_ordinal(first)?, Date::from_ordinal(last)?)
    }

    /// The step in which a chart of it has at most some hundred bars.
    pub const fn step(self) -> Step {
        match self.days() {
            ..=100 => Step::Day,
            101..=740 => Step::Week,
            741..=3660 => Step::Month,
            _ => Step::Year,
        }
    }

    /// The first days of its steps. The first step may have begun before the period, and the last may end after it.
    pub fn steps(self) -> Vec<Date> {
        let step = self.step();
        let mut starts = Vec::new();
        let mut next = Some(step.start(self.first));
        while let Some(start) = next.filter(|start| *start <= self.last) {
            starts.push(start);
            next = step.next(start);
        }
        starts
    }
}

/// What one bar of a chart stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Step {
    /// The first day of the step in which a day lies.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            // 0001-01-01 is a Monday.
            Self::Week => Date::from_ordinal(day.ordinal() - day.ordinal() % 7).unwrap_or(day),
            Self::Month => day.month_start(),
            Self::Year => day.year_start(),
        }
    }

    /// The first day of the step after the one that begins here.
    fn next(self, start: Date) -> Option<Date> {
        let most = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
            Self::Year => 366,
        };
        // A shorter month or year: the beginning of the one in which the day lies that is reached.
        Date::from_ordinal(start.ordinal() + most).map(|day| self.start(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn period(first: &str, last: &str) -> Period {
        Period::new(day(first), day(last)).unwrap()
    }

    #[test]
    fn periods_end_today() {
        let today = day("2026-11-22");
        assert_eq!(Period::this_month(today), period("2026-11-01", "2026-11-22"));
        assert_eq!(Period::this_year(today), period("2026-01-01", "2026-11-22"));
        assert_eq!(Period::last_days(today, 30), period("2026-10-24", "2026-11-22"));
        assert_eq!(Period::last_days(today, 30).days(), 30);
        assert_eq!(Period::last_days(day("0001-01-02"), 30).days(), 2);
        assert_eq!(Period::new(day("2026-11-22"), day("2026-11-21")), None);
    }

    #[test]
    fn the_period_before_is_as_long() {
        let before = period("2026-11-01", "2026-11-22").before().unwrap();
        assert_eq!(before, period("2026-10-10", "2026-10-31"));
        assert_eq!(period("0001-01-02", "0001-01-03").before(), None);
        assert_eq!(period("0001-01-03", "0001-01-04").before().unwrap().first(), day("0001-01-01"));
    }

    #[test]
    fn steps_cover_the_period() {
        assert_eq!(period("2026-11-01", "2026-11-22").steps().len(), 22);
        // 22 June 2026 is a Monday, and the 28th the Sunday before the next week.
        let weeks = period("2026-06-28", "2026-11-22").steps();
        assert_eq!(weeks.first().copied(), Some(day("2026-06-22")));
        assert_eq!(weeks.get(1).copied(), Some(day("2026-06-29")));
        assert_eq!(weeks.last().copied(), Some(day("2026-11-16")));
        assert_eq!(weeks.len(), 22);
        let months = period("2023-12-31", "2026-02-01").steps();
        assert_eq!(months.len(), 27);
        assert_eq!(months.get(2).copied(), Some(day("2024-02-01")));
        let years = period("0001-01-01", "9999-12-31").steps();
        assert_eq!(years.len(), 9999);
    }
}
