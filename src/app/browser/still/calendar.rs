//! Days in English, for the static pages: the same text as `Intl` gives for `en`.

pub use super::written::Written;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day as `YYYY-MM-DD`, written out: `Nov 22, 2026`.
pub fn day(iso: &str) -> String {
    written(iso, Written::Day)
}

/// A day as `YYYY-MM-DD`, or a part of it.
pub fn written(iso: &str, as_what: Written) -> String {
    let mut parts = iso.splitn(3, '-').map(|part| part.trim_start_matches('0'));
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let month = month.parse().ok().and_then(|month: usize| MONTHS.get(month.checked_sub(1)?));
    let Some(month) = month else { return iso.to_owned() };
    match as_what {
        Written::Day => format!("{month} {day}, {year}"),
        Written::DayOfYear => format!("{month} {day}"),
        Written::Month => format!("{month} {year}"),
        Written::Year => year.to_owned(),
        Written::Time => iso.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Written, day, written};

    #[test]
    fn a_day_is_written_out() {
        assert_eq!(day("2026-11-05"), "Nov 5, 2026");
        assert_eq!(written("2026-11-05", Written::Month), "Nov 2026");
        assert_eq!(day("2026-13-05"), "2026-13-05");
        assert_eq!(day("soon"), "soon");
    }
}
