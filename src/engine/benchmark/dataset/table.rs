//! The columns of a dataset while its rows go by.

use std::borrow::Cow;

use super::{column::Column, problem::Problem};
use crate::{
    decimal::shorten,
    json::{Json, Kind},
};

/// The most columns that a dataset may have.
pub const MOST_COLUMNS: usize = 500;

/// The columns, and how many rows were counted.
#[derive(Default)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: u64,
    pub(super) empty_rows: u64,
    /// Where the column that is looked for next most likely stands.
    next: usize,
}

impl Table {
    /// Takes the names of the columns from the first line of a table.
    pub(super) fn head(&mut self, line: u64, cells: &[Cow<'_, str>]) -> Result<(), Problem> {
        // Spreadsheets leave separators behind the last column.
        let named = cells.iter().rposition(|cell| !cell.trim().is_empty());
        let cells = named.and_then(|last| cells.get(..=last)).unwrap_or_default();
        if cells.is_empty() {
            return Err(Problem::new("the first line must name the columns", line));
        }
        if cells.len() > MOST_COLUMNS {
            return Err(too_many(cells.len(), line));
        }
        for (place, cell) in (1_u32..).zip(cells) {
            let name = match cell.trim() {
                "" => format!("column {place}"),
                name => name.to_owned(),
            };
            let is_taken = |name: &str| self.columns.iter().any(|column| column.name == name);
            let free = (2_u32..).map(|count| format!("{name} ({count})"));
            let name = core::iter::once(name.clone()).chain(free).find(|name| !is_taken(name));
            self.columns.push(Column::new(name.unwrap_or_default()));
        }
        Ok(())
    }

    /// Takes in a row of a table.
    pub(super) fn row(
        &mut self,
        line: u64,
        cells: &[Cow<'_, str>],
        has_decimal_commas: bool,
    ) -> Result<(), Problem> {
        let width = self.columns.len();
        let is_empty = |cell: &Cow<'_, str>| cell.is_empty();
        let is_blank = cells.iter().all(is_empty);
        if !is_blank && (cells.len() < width || !cells.iter().skip(width).all(is_empty)) {
            let count = cells.len();
            let cells = if count == 1 { "cell" } else { "cells" };
            let columns = if width == 1 { "column" } else { "columns" };
            return Err(Problem::new(
                format!(
                    "this row has {count} {cells}, but the first line names {width} {columns}; \
                     a cell with a separator in it stands in quotes"
                ),
                line,
            ));
        }
        if is_blank {
            self.empty_rows += 1;
            return Ok(());
        }
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.text(line, cell, has_decimal_commas);
        }
        Ok(())
    }

    /// Takes in a row that is a JSON value: an object, whose objects are taken apart once, or a text.
    pub(super) fn value(&mut self, line: u64, row: Json<'_>) -> Result<(), Problem> {
        self.rows += 1;
        self.next = 0;
        let Some(mut inside) = row.members() else {
            return match row.kind() {
                Kind::Text | Kind::EscapedText => self.cell(line, "text", row),
                other => Err(Problem::new(
                    format!(
                        "a row is an object such as {{\"text\": \"…\"}}; this is {}",
                        other.name()
                    ),
                    line,
                )),
            };
        };
        while let (Some(key), Some(value)) = (inside.next(), inside.next()) {
            let name = key.text().unwrap_or_default();
            let Some(mut inner) = value.members() else {
                self.cell(line, &name, value)?;
                continue;
            };
            while let (Some(key), Some(value)) = (inner.next(), inner.next()) {
                let inner = key.text().unwrap_or_default();
                self.cell(line, &format!("{name}.{inner}"), value)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, line: u64, name: &str, value: Json<'_>) -> Result<(), Problem> {
        let row = self.rows;
        let column = self.column(line, name)?;
        if column.seen == row {
            let mut problem = Problem::new("this row has the key twice", line);
            problem.column = Some(shorten(name));
            return Err(problem);
        }
        column.seen = row;
        match value.kind() {
            Kind::Null => {}
            Kind::List | Kind::Object => column.nested(),
            Kind::Text | Kind::EscapedText => {
                column.text(line, &value.text().unwrap_or_default(), false);
            }
            Kind::Number | Kind::Bool => {
                column.text(line, value.written().unwrap_or_default(), false);
            }
        }
        Ok(())
    }

    /// The column of this name, a new one if there is none. Rows mostly have their keys in one order.
    fn column(&mut self, line: u64, name: &str) -> Result<&mut Column, Problem> {
        let is_it = |column: &Column| column.name == name;
        let place = match self.columns.get(self.next) {
            Some(column) if is_it(column) => self.next,
            _ => match self.columns.iter().position(is_it) {
                Some(place) => place,
                None if self.columns.len() == MOST_COLUMNS => {
                    return Err(too_many(MOST_COLUMNS + 1, line));
                }
                None => {
                    self.columns.push(Column::new(name.to_owned()));
                    self.columns.len() - 1
                }
            },
        };
        self.next = place + 1;
        self.columns.get_mut(place).ok_or_else(|| too_many(place, line))
    }
}

fn too_many(count: usize, line: u64) -> Problem {
    Problem::new(
        format!("the dataset has {count} columns; at most {MOST_COLUMNS} can be read"),
        line,
    )
}
