//! How long ago a day was: in days, and in the unit in which people say it.

use crate::time::Date;

/// Below so many days, an age is said in days.
const DAYS: u32 = 60;
/// Below so many months, it is said in months.
const MONTHS: u32 = 24;

/// How long ago a day was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    days: u32,
    /// Whole months of the calendar.
    months: u32,
}

/// An age as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// So many days; 0 is today.
    Days(u32),
    /// So many whole months.
    Months(u32),
    /// So many whole years.
    Years(u32),
}

impl Age {
    /// The age of `day` on the day `today`. Tomorrow counts as today, because a day begins earlier elsewhere; for what
    /// is later, there is none.
    pub fn of(day: Date, today: Date) -> Option<Self> {
        let days = match today.ordinal().checked_sub(day.ordinal()) {
            Some(days) => days,
            None if day.ordinal() - today.ordinal() == 1 => 0,
            None => return None,
        };
        Some(Self { days, months: day.months_until(today) })
    }

    /// Days, by the calendar.
    pub const fn days(self) -> u32 {
        self.days
    }

    /// In the unit in which people say it.
    pub const fn told(self) -> Told {
        if self.days < DAYS {
            Told::Days(self.days)
        } else if self.months < MONTHS {
            Told::Months(self.months)
        } else {
            Told::Years(self.months / 12)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(day: &str, today: &str) -> Option<(u32, Told)> {
        let parsed = |text| Date::parse(text).unwrap();
        Age::of(parsed(day), parsed(today)).map(|age| (age.days(), age.told()))
    }

    #[test]
    fn an_age_is_said_in_days_then_months_then_years() {
        for (day, today, days, told) in [
            ("2026-11-22", "2026-11-22", 0, Told::Days(0)),
            ("2026-11-21", "2026-11-22", 1, Told::Days(1)),
            ("2026-09-24", "2026-11-22", 59, Told::Days(59)),
            // 7 days of September, October, 22 days of November: 60 days, but two months only on the 23rd.
            ("2026-09-23", "2026-11-22", 60, Told::Months(1)),
            ("2026-09-23", "2026-11-23", 61, Told::Months(2)),
            ("2024-11-23", "2026-11-22", 729, Told::Months(23)),
            // 2024 is a leap year, but its February is past.
            ("2024-11-22", "2026-11-22", 730, Told::Years(2)),
            ("2023-10-13", "2026-10-12", 1095, Told::Years(2)),
            ("2023-10-13", "2026-10-13", 1096, Told::Years(3)),
        ] {
            assert_eq!(age(day, today), Some((days, told)), "{day} on {today}");
        }
    }

    #[test]
    fn a_day_to_come_has_no_age_unless_it_has_begun_elsewhere() {
        assert_eq!(age("2026-11-23", "2026-11-22"), Some((0, Told::Days(0))));
        assert_eq!(age("2026-11-24", "2026-11-22"), None);
    }
}
