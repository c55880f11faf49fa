//! Where credits went, added up by day and by what they were spent on. The sums grow with the ledger, row by row,
//! so that a report over any period reads days instead of transactions.

mod axis;
mod pace;
mod period;
mod report;

pub use axis::Axis;
pub use pace::{Lasts, Pace};
pub use period::{Period, Step};
pub use report::{Bar, Before, Report, Row};

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{JobLine, Kind, Ledger, Name, Transaction};
use crate::{decimal::FigureError, money::Credits, time::Date};

/// What a usage was spent on. A text that is not known is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// The model's id.
    Model,
    /// The supplier's name.
    Supplier,
    /// The function's id.
    Function,
}

impl Dimension {
    /// In the order of lists.
    pub const ALL: [Self; 3] = [Self::Model, Self::Supplier, Self::Function];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Supplier => "supplier",
            Self::Function => "function",
        }
    }

    /// The dimension of this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.name() == name)
    }

    const fn place(self) -> usize {
        self as usize
    }
}

/// The sums of a ledger.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// How many transactions are in.
    taken: usize,
    /// The id of the last of them, where it stands in memory: another ledger has others.
    last: Option<Name>,
    /// Why they do not hold all of these transactions.
    error: Option<FigureError>,
    /// The names of each dimension.
    groups: [Groups; 3],
    cells: Vec<Cell>,
    by_names: BTreeMap<[u32; 3], u32>,
    /// Cells by where their three names stand in memory, in order: rows share their names, and comparing three
    /// addresses takes a tenth of the time of comparing texts. The names are kept, so that no address is used again.
    by_address: Vec<([usize; 3], [Name; 3], u32)>,
    /// Days with a transaction, in order.
    days: Vec<Day>,
}

/// The most addresses that are remembered: rows that do not share their names are compared as texts.
const MOST_ADDRESSES: usize = 4096;

#[derive(Clone, Debug, Default)]
struct Groups {
    places: BTreeMap<Name, u32>,
    names: Vec<Name>,
    /// The last transaction in which each was counted.
    counted: Vec<usize>,
}

/// One model of one supplier for one function; where a usage has no lines, all three are empty.
#[derive(Clone, Debug)]
struct Cell {
    names: [u32; 3],
    /// The last day on which it was used, and its place among that day's sums.
    last: Option<(Date, usize)>,
}

#[derive(Clone, Debug)]
struct Day {
    date: Date,
    /// Transactions of a usage.
    jobs: u32,
    refunds: Credits,
    sums: Vec<Sum>,
}

/// What was spent on a cell in a day.
#[derive(Clone, Debug)]
struct Sum {
    cell: u32,
    credits: Credits,
    /// Jobs in which this cell was the first of its model, its supplier, its function: so a job with two models of
    /// one supplier is one job of that supplier.
    jobs: [u32; 3],
}

impl Statistics {
    /// Takes up to `most` more transactions of the ledger; true when none is left. With a ledger that is not the
    /// one before it begins anew.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when a sum needs more than 28 digits, and from then on.
    pub fn extend(&mut self, ledger: &Ledger, most: usize) -> Result<bool, FigureError> {
        let rows = ledger.transactions();
        if let Some(last) = &self.last {
            let row = self.taken.checked_sub(1).and_then(|place| rows.get(place));
            if row.is_none_or(|row| !Rc::ptr_eq(&row.id, last)) {
                *self = Self::default();
            }
        }
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        for row in rows.iter().skip(self.taken).take(most) {
            self.taken += 1;
            self.last = Some(Name::clone(&row.id));
            if let Err(error) = self.take(row) {
                self.error = Some(error.clone());
                return Err(error);
            }
        }
        Ok(self.taken >= rows.len())
    }

    /// How many transactions are in.
    pub const fn taken(&self) -> usize {
        self.taken
    }

    /// The first and the last day with a transaction.
    pub fn span(&self) -> Option<Period> {
        Period::new(self.days.first()?.date, self.days.last()?.date)
    }

    fn take(&mut self, row: &Transaction) -> Result<(), FigureError> {
        let day = self.day(row.time.date());
        match row.kind {
            Kind::Usage => {}
            Kind::Refund => {
                if let Some(day) = self.days.get_mut(day) {
                    day.refunds = day.refunds.checked_add(row.credits)?;
                }
                return Ok(());
            }
            Kind::TopUp | Kind::Adjustment | Kind::Expiry => return Ok(()),
        }
        if let Some(day) = self.days.get_mut(day) {
            day.jobs += 1;
        }
        let lines = row.job.as_ref().map_or(&[][..], |job| &job.lines);
        let mut is_itemised = false;
        for line in lines {
            // Where only the cost of several lines is known, one of them has it.
            let Some(credits) = line.credits else { continue };
            is_itemised = true;
            let cell = self.cell(line);
            self.spend(day, cell, credits)?;
        }
        if is_itemised {
            return Ok(());
        }
        let cell = self.cell_of(&[Name::from(""), Name::from(""), Name::from("")]);
        self.spend(day, cell, Credits::ZERO.checked_sub(row.credits)?)
    }

    /// The place of a day's sums.
    fn day(&mut self, date: Date) -> usize {
        // Rows come in their order, but for what was imported.
        let found = match self.days.last() {
            Some(last) if last.date == date => Ok(self.days.len() - 1),
            Some(last) if last.date > date => self.days.binary_search_by_key(&date, |day| day.date),
            _ => Err(self.days.len()),
        };
        found.unwrap_or_else(|place| {
            let day = Day { date, jobs: 0, refunds: Credits::ZERO, sums: Vec::new() };
            self.days.insert(place, day);
            place
        })
    }

    fn cell(&mut self, line: &JobLine) -> u32 {
        let names = [&line.model, &line.supplier, &line.function];
        let address = names.map(|name| Rc::as_ptr(name).cast::<u8>().addr());
        let found = self.by_address.binary_search_by_key(&address, |(address, _, _)| *address);
        match found {
            Ok(place) => self.by_address.get(place).map_or(0, |(_, _, cell)| *cell),
            Err(place) => {
                let names = names.map(Name::clone);
                let cell = self.cell_of(&names);
                if self.by_address.len() < MOST_ADDRESSES {
                    self.by_address.insert(place, (address, names, cell));
                }
                cell
            }
        }
    }

    fn cell_of(&mut self, names: &[Name; 3]) -> u32 {
        let mut places = [0; 3];
        for ((place, groups), name) in places.iter_mut().zip(&mut self.groups).zip(names) {
            *place = groups.place(name);
        }
        let next = self.cells.len() as u32;
        let cell = *self.by_names.entry(places).or_insert(next);
        if cell == next {
            self.cells.push(Cell { names: places, last: None });
        }
        cell
    }

    /// Adds to what was spent on a cell on the day at this place.
    fn spend(&mut self, day: usize, id: u32, credits: Credits) -> Result<(), FigureError> {
        let (Some(day), Some(cell)) = (self.days.get_mut(day), self.cells.get_mut(id as usize))
        else {
            return Ok(());
        };
        let place = match cell.last {
            Some((date, place)) if date == day.date => place,
            _ => day.sums.iter().position(|sum| sum.cell == id).unwrap_or_else(|| {
                day.sums.push(Sum { cell: id, credits: Credits::ZERO, jobs: [0; 3] });
                day.sums.len() - 1
            }),
        };
        cell.last = Some((day.date, place));
        let Some(sum) = day.sums.get_mut(place) else { return Ok(()) };
        sum.credits = sum.credits.checked_add(credits)?;
        for ((jobs, groups), name) in sum.jobs.iter_mut().zip(&mut self.groups).zip(cell.names) {
            if let Some(counted) = groups.counted.get_mut(name as usize)
                && *counted != self.taken
            {
                *counted = self.taken;
                *jobs += 1;
            }
        }
        Ok(())
    }
}

impl Groups {
    fn place(&mut self, name: &Name) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len() as u32;
        self.places.insert(Name::clone(name), place);
        self.names.push(Name::clone(name));
        // Transactions are counted from 1.
        self.counted.push(0);
        place
    }
}
