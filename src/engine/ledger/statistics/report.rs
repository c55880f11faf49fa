//! What a period's usage adds up to: in all, by model, supplier and function, and by day.

use core::cmp::Reverse;

use super::{Dimension, Name, Pace, Period, Statistics, Step};
use crate::{
    decimal::{self, FigureError},
    money::Credits,
    show::{self, Shown},
    time::Date,
};

/// How many groups of a chart have a name of their own; the others are one.
pub const MOST_SERIES: usize = 5;

/// The usage of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The period.
    pub period: Period,
    /// Everything that was spent: what its usage rows took. Refunds are not taken off.
    pub spent: Credits,
    /// How many jobs were charged.
    pub jobs: u32,
    /// What was given back, as a figure of its own: it may be for a job of an earlier period.
    pub refunds: Credits,
    /// The same length before; none when nothing is known of it.
    pub before: Option<Before>,
    /// The days of the period of which something is known: from the first transaction of all, up to today.
    /// None when there are no such days.
    pub known: Option<Period>,
    /// A row for each model, supplier and function, dearest first. Each table adds up to `spent`.
    tables: [Vec<Row>; 3],
    /// What a bar stands for.
    pub step: Step,
    /// The names of the largest models, dearest first.
    pub series: Vec<Name>,
    /// What was spent on each of them, and last on all others, where there are any.
    pub totals: Vec<Credits>,
    /// Their shares of the period's spend, in per cent, as in the table of models.
    pub shares: Vec<Shown>,
    /// A bar for each step of the period, in order, with or without usage. They add up to `spent`, part by part to
    /// `totals`.
    pub bars: Vec<Bar>,
}

/// The period before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its days.
    pub period: Period,
    /// What was spent in it.
    pub spent: Credits,
    /// True when it began before the first transaction of all.
    pub is_partial: bool,
}

/// A model, supplier or function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name; empty for usage that is not itemised.
    pub name: Name,
    /// What was spent on it.
    pub credits: Credits,
    /// Its share of the period's spend, in per cent. Shown shares add up to 100.0.
    pub share: Option<Shown>,
    /// In how many jobs.
    pub jobs: u32,
    /// What was spent on it in the period before.
    pub before: Credits,
}

/// What was spent in a step of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first day of the step.
    pub start: Date,
    /// Everything.
    pub total: Credits,
    /// The parts, in the order of the report's `totals`.
    pub parts: Vec<Credits>,
}

impl Report {
    /// The rows of a dimension, dearest first.
    pub fn table(&self, dimension: Dimension) -> &[Row] {
        self.tables.get(dimension.place()).map_or(&[], Vec::as_slice)
    }

    /// What was spent in the days of which something is known.
    pub fn pace(&self) -> Option<Pace> {
        Some(Pace { spent: self.spent, days: self.known?.days() })
    }
}

/// What was spent on one cell.
#[derive(Clone, Copy, Default)]
struct Total {
    credits: Credits,
    jobs: [u32; 3],
}

impl Statistics {
    /// The usage of a period, seen on the day `today`. Nothing of it depends on the order of the rows.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when a sum needs more than 28 digits.
    pub fn report(&self, period: Period, today: Date) -> Result<Report, FigureError> {
        let now = self.totals(period)?;
        let span = self.span();
        let earlier =
            period.before().filter(|before| span.is_some_and(|span| span.first() <= before.last()));
        let then = match earlier {
            Some(before) => self.totals(before)?,
            None => vec![Total::default(); self.cells.len()],
        };
        let spent = sum(&now)?;
        let before = match earlier.zip(span) {
            Some((before, span)) => Some(Before {
                period: before,
                spent: sum(&then)?,
                is_partial: before.first() < span.first(),
            }),
            None => None,
        };
        let known = span.and_then(|span| {
            let last = period.last().min(span.last().max(today));
            Period::new(period.first().max(span.first()), last)
        });
        let tables = [
            self.rows(Dimension::Model, &now, &then)?,
            self.rows(Dimension::Supplier, &now, &then)?,
            self.rows(Dimension::Function, &now, &then)?,
        ];
        let (mut jobs, mut refunds) = (0, Credits::ZERO);
        for day in self.days(period) {
            jobs += day.jobs;
            refunds = refunds.checked_add(day.refunds)?;
        }
        let mut report = Report {
            period,
            spent,
            jobs,
            refunds,
            before,
            known,
            tables,
            step: period.step(),
            series: Vec::new(),
            totals: Vec::new(),
            shares: Vec::new(),
            bars: Vec::new(),
        };
        self.draw(&mut report)?;
        Ok(report)
    }

    fn days(&self, period: Period) -> impl Iterator<Item = &super::Day> {
        let first = self.days.partition_point(|day| day.date < period.first());
        self.days.iter().skip(first).take_while(move |day| day.date <= period.last())
    }

    /// What was spent on each cell.
    fn totals(&self, period: Period) -> Result<Vec<Total>, FigureError> {
        let mut totals = vec![Total::default(); self.cells.len()];
        for day in self.days(period) {
            for sum in &day.sums {
                let Some(total) = totals.get_mut(sum.cell as usize) else { continue };
                total.credits = total.credits.checked_add(sum.credits)?;
                for (jobs, more) in total.jobs.iter_mut().zip(sum.jobs) {
                    *jobs += more;
                }
            }
        }
        Ok(totals)
    }

    fn rows(
        &self,
        dimension: Dimension,
        now: &[Total],
        then: &[Total],
    ) -> Result<Vec<Row>, FigureError> {
        let place = dimension.place();
        let names = self.groups.get(place).map_or(&[][..], |groups| &groups.names);
        let mut rows: Vec<Row> = names
            .iter()
            .map(|name| Row {
                name: Name::clone(name),
                credits: Credits::ZERO,
                share: None,
                jobs: 0,
                before: Credits::ZERO,
            })
            .collect();
        for ((cell, now), then) in self.cells.iter().zip(now).zip(then) {
            let group = cell.names.get(place).copied().unwrap_or_default();
            let Some(row) = rows.get_mut(group as usize) else { continue };
            row.credits = row.credits.checked_add(now.credits)?;
            row.before = row.before.checked_add(then.credits)?;
            row.jobs += now.jobs.get(place).copied().unwrap_or_default();
        }
        // What stopped being used is shown: the changes add up too.
        rows.retain(|row| row.jobs > 0 || row.before != Credits::ZERO);
        rows.sort_by(|a, b| (Reverse(a.credits), &a.name).cmp(&(Reverse(b.credits), &b.name)));
        let credits: Vec<Credits> = rows.iter().map(|row| row.credits).collect();
        if let Some(shares) = show::shares(&credits)? {
            for (row, share) in rows.iter_mut().zip(shares) {
                row.share = Some(share);
            }
        }
        Ok(rows)
    }

    /// The bars, and the series of which they are made.
    fn draw(&self, report: &mut Report) -> Result<(), FigureError> {
        let mut totals: Vec<Credits> = Vec::new();
        let mut series: Vec<Name> = Vec::new();
        let mut shares: Vec<Shown> = Vec::new();
        for row in report.table(Dimension::Model).iter().filter(|row| row.jobs > 0) {
            match totals.get_mut(MOST_SERIES) {
                Some(others) => *others = others.checked_add(row.credits)?,
                None => totals.push(row.credits),
            }
            match (shares.get_mut(MOST_SERIES), row.share) {
                (Some(others), Some(share)) => *others = together(*others, share)?,
                (None, Some(share)) => shares.push(share),
                (_, None) => {}
            }
            if series.len() < MOST_SERIES {
                series.push(Name::clone(&row.name));
            }
        }
        let width = totals.len();
        let models = self.groups.first();
        let part_of = |name: &Name| series.iter().position(|series| series == name);
        let parts: Vec<usize> = models
            .map_or(&[][..], |models| &models.names)
            .iter()
            .map(|name| part_of(name).unwrap_or(MOST_SERIES))
            .collect();
        let step = report.step;
        let starts = report.period.steps();
        let empty =
            |start: Date| Bar { start, total: Credits::ZERO, parts: vec![Credits::ZERO; width] };
        let mut bars: Vec<Bar> = starts.into_iter().map(empty).collect();
        let mut place = 0;
        for day in self.days(report.period) {
            let start = step.start(day.date);
            while bars.get(place).is_some_and(|bar| bar.start < start) {
                place += 1;
            }
            let Some(bar) = bars.get_mut(place) else { break };
            for sum in &day.sums {
                bar.total = bar.total.checked_add(sum.credits)?;
                let cell = self.cells.get(sum.cell as usize);
                let part = cell.and_then(|cell| parts.get(*cell.names.first()? as usize));
                if let Some(part) = part.and_then(|part| bar.parts.get_mut(*part)) {
                    *part = part.checked_add(sum.credits)?;
                }
            }
        }
        report.series = series;
        report.totals = totals;
        report.shares = shares;
        report.bars = bars;
        Ok(())
    }
}

/// Two shown shares as one; a `Below` stands for 0 beside another.
fn together(a: Shown, b: Shown) -> Result<Shown, FigureError> {
    Ok(match (a, b) {
        (Shown::Amount(a), Shown::Amount(b)) => {
            Shown::Amount(decimal::with_digits(decimal::add(a, b)?, 1))
        }
        (Shown::Below(_), other) | (other, Shown::Below(_)) => other,
    })
}

fn sum(totals: &[Total]) -> Result<Credits, FigureError> {
    Credits::sum(totals.iter().map(|total| total.credits))
}
