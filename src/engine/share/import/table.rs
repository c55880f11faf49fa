//! CSV of this program and of others: columns in any order, known by their headings; others are passed over.

use std::borrow::Cow;

use super::{Content, Row};
use crate::{
    decimal,
    ledger::{Job, JobLine, Kind, Name, Names, Transaction},
    money::{Credits, Quantity},
    share::{
        csv::{self, Column, read::Rows},
        fingerprint::Fingerprint,
        problem::Problem,
    },
    tariff::UnitRate,
    time::{Date, Timestamp},
};

/// Reads a table whose first line names its columns.
pub(super) fn read(text: &str) -> Result<Content, Problem> {
    let mut rows = Rows::of(text);
    let mut table = Table {
        places: [None; COLUMNS],
        has_decimal_commas: rows.has_decimal_commas(),
        names: Names::default(),
        content: Content::default(),
        open: None,
        made: std::collections::BTreeMap::new(),
    };
    let Some(head) = rows.next()? else { return Err(Problem::new("the file is empty", None)) };
    table.head(&head.cells, head.line)?;
    let width = head.cells.len();
    while let Some(row) = rows.next()? {
        let is_left_over = |cell: &Cow<'_, str>| cell.is_empty();
        let excess = row.cells.get(width..).unwrap_or_default();
        if row.cells.len() < width || !excess.iter().all(is_left_over) {
            let message =
                format!("this row has {} cells; the first line has {width}", row.cells.len());
            return Err(Problem::new(message, row.line));
        }
        if row.cells.iter().all(is_left_over) {
            continue;
        }
        table.row(&row)?;
    }
    table.close()?;
    if table.content.rows.is_empty() {
        return Err(Problem::new("the table holds no transactions", None));
    }
    Ok(table.content)
}

const COLUMNS: usize = Column::ALL.len();

struct Table {
    /// Where the cell of each column stands.
    places: [Option<usize>; COLUMNS],
    has_decimal_commas: bool,
    names: Names,
    content: Content,
    /// The transaction to which lines may still be added.
    open: Option<Row>,
    /// How often each content without an id occurred.
    made: std::collections::BTreeMap<String, usize>,
}

/// A row of the table with the places of its columns.
#[derive(Clone, Copy)]
struct Cells<'r> {
    places: &'r [Option<usize>; COLUMNS],
    cells: &'r [Cow<'r, str>],
    line: usize,
    has_decimal_commas: bool,
}

impl Cells<'_> {
    /// The cell of a column without the spaces around it; empty where there is none.
    fn get(&self, column: Column) -> &str {
        self.raw(column).trim()
    }

    fn raw(&self, column: Column) -> &str {
        let place = self.places.get(column as usize).copied().flatten();
        place.and_then(|place| self.cells.get(place)).map_or("", |cell| cell.as_ref())
    }

    fn words(&self, column: Column) -> &str {
        csv::unguarded(self.raw(column))
    }

    fn wrong(&self, column: Column, problem: &str) -> Problem {
        let name =
            Column::ALL.iter().find(|(known, ..)| *known == column).map_or("", |known| known.1);
        Problem::new(format!("{problem} ({name})"), self.line)
    }

    fn figure(&self, column: Column) -> Result<Option<crate::Decimal>, Problem> {
        let cell = self.get(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let text = if self.has_decimal_commas && !cell.contains('.') {
            Cow::Owned(cell.replacen(',', ".", 1))
        } else {
            Cow::Borrowed(cell)
        };
        decimal::parse(&text).map(Some).map_err(|error| self.wrong(column, &error.to_string()))
    }

    fn credits(&self, column: Column) -> Result<Option<Credits>, Problem> {
        Ok(self.figure(column)?.map(Credits::new))
    }

    fn quantity(&self, column: Column) -> Result<Option<Quantity>, Problem> {
        let figure = self.figure(column)?.map(Quantity::new).transpose();
        figure.map_err(|error| self.wrong(column, &error.to_string()))
    }
}

impl Table {
    /// Reads the headings.
    fn head(&mut self, cells: &[Cow<'_, str>], line: usize) -> Result<(), Problem> {
        for (place, heading) in cells.iter().enumerate() {
            let Some(column) = Column::of(heading.trim()) else { continue };
            if let Some(slot) = self.places.get_mut(column as usize)
                && slot.replace(place).is_some()
            {
                let heading = decimal::shorten(heading);
                return Err(Problem::new(format!("two columns are \"{heading}\""), line));
            }
        }
        let is_there =
            |column: Column| self.places.get(column as usize).copied().flatten().is_some();
        if [Column::Time, Column::Kind, Column::Credits].into_iter().all(is_there) {
            return Ok(());
        }
        Err(Problem::new(
            "the first line must name the columns, time, kind and credits among them",
            line,
        ))
    }

    fn row(&mut self, row: &csv::read::Row<'_>) -> Result<(), Problem> {
        let places = self.places;
        let cells = Cells {
            places: &places,
            cells: &row.cells,
            line: row.line,
            has_decimal_commas: self.has_decimal_commas,
        };
        match cells.get(Column::Row) {
            "" | csv::TRANSACTION => {
                self.close()?;
                self.open = Some(self.transaction(cells)?);
                Ok(())
            }
            csv::LINE => self.line(cells),
            other => {
                let problem =
                    format!("\"{}\" is neither transaction nor line", decimal::shorten(other));
                Err(cells.wrong(Column::Row, &problem))
            }
        }
    }

    fn close(&mut self) -> Result<(), Problem> {
        match self.open.take() {
            Some(row) => self.content.push(row),
            None => Ok(()),
        }
    }

    fn transaction(&mut self, cells: Cells<'_>) -> Result<Row, Problem> {
        let time = Timestamp::parse(cells.get(Column::Time))
            .map_err(|error| cells.wrong(Column::Time, &error.to_string()))?;
        let kind = kind(cells)?;
        let Some(credits) = cells.credits(Column::Credits)? else {
            return Err(cells.wrong(Column::Credits, "the amount is missing"));
        };
        let is_recurring = match cells.get(Column::Recurring).to_lowercase().as_str() {
            "yes" | "true" | "1" => true,
            "" | "no" | "false" | "0" => false,
            _ => return Err(cells.wrong(Column::Recurring, "write yes or no")),
        };
        let note = self.names.share(cells.words(Column::Note));
        let id = match cells.words(Column::Id) {
            "" => self.made_id([
                &time.to_string(),
                kind.name(),
                &credits.to_string(),
                &note,
                cells.words(Column::Job),
                cells.words(Column::Model),
            ]),
            id => Name::from(id),
        };
        let job = self.job(cells, kind, credits, &id)?;
        let balance = cells.credits(Column::Balance)?;
        Ok(Row {
            line: cells.line,
            before: cells.credits(Column::Before)?,
            balance,
            has_time: true,
            transaction: Transaction {
                id,
                time,
                kind,
                credits,
                balance: balance.unwrap_or_default(),
                note,
                is_recurring,
                job: job.map(Box::new),
            },
        })
    }

    /// An id from the content, told apart from equal rows before it.
    fn made_id(&mut self, parts: [&str; 6]) -> Name {
        let mut fingerprint = Fingerprint::default();
        for part in parts {
            fingerprint.add(part);
        }
        let content = fingerprint.to_string();
        let count = self.made.entry(content.clone()).or_insert(0);
        *count += 1;
        Name::from(format!("content-{content}-{count}"))
    }

    /// The job that a row names. Tables of others may name its one model in the same row.
    fn job(
        &mut self,
        cells: Cells<'_>,
        kind: Kind,
        credits: Credits,
        id: &Name,
    ) -> Result<Option<Job>, Problem> {
        let has_line = [Column::Label, Column::Model, Column::Meter]
            .into_iter()
            .any(|column| !cells.words(column).is_empty());
        let own = cells.words(Column::Job);
        if own.is_empty() && !(has_line && kind == Kind::Usage) {
            return Ok(None);
        }
        let mut job = Job {
            id: if own.is_empty() { Name::clone(id) } else { Name::from(own) },
            name: self.names.share(cells.words(Column::JobName)),
            estimated: cells.credits(Column::JobEstimated)?,
            lines: Vec::new(),
        };
        if has_line {
            let mut line = self.job_line(cells)?;
            if line.credits.is_none() {
                let charged = Credits::ZERO.checked_sub(credits);
                line.credits = Some(
                    charged.map_err(|error| cells.wrong(Column::Credits, &error.to_string()))?,
                );
            }
            job.lines.push(line);
        }
        Ok(Some(job))
    }

    /// A row that is a line of the job above it.
    fn line(&mut self, cells: Cells<'_>) -> Result<(), Problem> {
        let line = self.job_line(cells)?;
        let id = cells.words(Column::Id);
        let Some(open) = &mut self.open else {
            return Err(cells.wrong(Column::Row, "a line stands before the first transaction"));
        };
        let above = &open.transaction.id;
        if !id.is_empty() && id != above.as_ref() {
            let problem = format!(
                "this is a line of transaction {}, but it stands below {above}",
                decimal::shorten(id)
            );
            return Err(cells.wrong(Column::Id, &problem));
        }
        let Some(job) = &mut open.transaction.job else {
            return Err(cells.wrong(Column::Row, "the transaction above this line has no job"));
        };
        job.lines.push(line);
        Ok(())
    }

    fn job_line(&mut self, cells: Cells<'_>) -> Result<JobLine, Problem> {
        let mut words = |column: Column| self.names.share(cells.words(column));
        let rate = match (cells.credits(Column::Rate)?, cells.quantity(Column::RatePer)?) {
            (None, None) => None,
            (Some(amount), Some(per)) if !per.is_zero() => Some(UnitRate { per, amount }),
            _ => {
                let problem =
                    "a rate is credits for so many units, above 0; one of both is missing";
                return Err(cells.wrong(Column::Rate, problem));
            }
        };
        let day = match cells.get(Column::RateFrom) {
            "" => None,
            day => Some(
                Date::parse(day)
                    .map_err(|error| cells.wrong(Column::RateFrom, &error.to_string()))?,
            ),
        };
        Ok(JobLine {
            step: words(Column::Step),
            label: words(Column::Label),
            model: words(Column::Model),
            supplier: words(Column::Supplier),
            function: words(Column::Function),
            meter: words(Column::Meter),
            quantity: cells.quantity(Column::Quantity)?,
            rate,
            rate_from: day,
            credits: cells.credits(Column::LineCredits)?,
            estimated: cells.credits(Column::LineEstimated)?,
        })
    }
}

fn kind(cells: Cells<'_>) -> Result<Kind, Problem> {
    let name = cells.get(Column::Kind);
    let plain: String =
        name.chars().filter(char::is_ascii_alphabetic).flat_map(char::to_lowercase).collect();
    let found = Kind::ALL.into_iter().find(|kind| kind.name().replace('-', "") == plain);
    found.ok_or_else(|| {
        let names = Kind::ALL.map(Kind::name).join(", ");
        let problem = format!("\"{}\" is none of {names}", decimal::shorten(name));
        cells.wrong(Column::Kind, &problem)
    })
}
