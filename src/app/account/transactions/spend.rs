//! What *Overview*, *Usage* and *Statistics* share: the period the visitor chose, and what its usage adds up to.

use std::cell::RefCell;
use std::rc::Rc;

use one_credit_engine::{
    ledger::{
        Ledger,
        statistics::{Dimension, Period, Report, Statistics},
    },
    time::Date,
};

use super::Tab;
use crate::app::address::Address;

/// How many transactions are added up at once: a small part of a frame.
const ROWS_A_TURN: usize = 4000;

/// The choice, and its report.
#[derive(Clone)]
pub struct Spend {
    /// Which days.
    pub choice: Choice,
    /// The first of the visitor's own days as `YYYY-MM-DD`; what stands in the field.
    pub first: String,
    /// The last of them.
    pub last: String,
    /// Why the visitor's own days are no period, as a sentence.
    pub problem: Option<&'static str>,
    /// By what the usage is listed.
    pub dimension: Dimension,
    /// The bar whose figures are read; the last one where none was chosen.
    pub bar: Option<usize>,
    /// Whether the figures of the chart are shown as a table; making it takes longer than the chart.
    pub is_table_open: bool,
    /// The usage of the period, once everything is added up.
    pub report: Option<Rc<Report>>,
    /// Why there is none, as a sentence.
    pub trouble: Option<String>,
    /// How many transactions are added up.
    pub taken: usize,
    /// Whether there are more.
    pub is_behind: bool,
    sums: Rc<RefCell<Statistics>>,
    /// What the report is of: the period, today, the ledger's revision.
    of: Option<(Period, Date, u64)>,
}

/// Which days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The calendar month, so far.
    ThisMonth,
    /// 30 days up to today.
    #[default]
    Last30,
    /// 90 days up to today.
    Last90,
    /// The calendar year, so far.
    ThisYear,
    /// From the first transaction on.
    All,
    /// The visitor's own.
    Own,
}

impl Choice {
    /// In the order of the page.
    pub const ALL: [Self; 6] =
        [Self::ThisMonth, Self::Last30, Self::Last90, Self::ThisYear, Self::All, Self::Own];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThisMonth => "month",
            Self::Last30 => "30-days",
            Self::Last90 => "90-days",
            Self::ThisYear => "year",
            Self::All => "all",
            Self::Own => "own",
        }
    }

    /// Its name on the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ThisMonth => "This month",
            Self::Last30 => "Last 30 days",
            Self::Last90 => "Last 90 days",
            Self::ThisYear => "This year",
            Self::All => "All",
            Self::Own => "Own dates",
        }
    }
}

/// What can happen to it.
pub enum SpendAction {
    /// Other days.
    Choose(Choice),
    /// The first of the visitor's own days.
    First(String),
    /// The last of them.
    Last(String),
    /// The usage is listed by this.
    By(Dimension),
    /// The figures of this bar are read.
    Read(usize),
    /// The table of the chart's figures was opened or closed.
    Table(bool),
    /// The next part of the transactions is added up.
    GoOn,
}

impl Default for Spend {
    fn default() -> Self {
        Self {
            choice: Choice::default(),
            first: String::new(),
            last: String::new(),
            problem: None,
            dimension: Dimension::Model,
            bar: None,
            is_table_open: false,
            report: None,
            trouble: None,
            taken: 0,
            is_behind: false,
            sums: Rc::default(),
            of: None,
        }
    }
}

impl Spend {
    /// Carries an action out. The report follows with [`Self::refresh`].
    pub fn apply(&mut self, action: SpendAction) {
        match action {
            SpendAction::Choose(choice) => {
                // The visitor's own days begin as those on screen.
                if choice == Choice::Own
                    && self.first.is_empty()
                    && let Some(report) = &self.report
                {
                    self.first = report.period.first().to_string();
                    self.last = report.period.last().to_string();
                }
                self.choice = choice;
                self.bar = None;
            }
            SpendAction::First(day) => {
                self.first = day;
                self.bar = None;
            }
            SpendAction::Last(day) => {
                self.last = day;
                self.bar = None;
            }
            SpendAction::By(dimension) => self.dimension = dimension,
            SpendAction::Read(bar) => self.bar = Some(bar),
            SpendAction::Table(is_open) => self.is_table_open = is_open,
            SpendAction::GoOn => {}
        }
    }

    /// Adds up what is new, a turn's worth of it, and makes the report when everything is in and `is_whole`.
    pub fn refresh(&mut self, ledger: &Ledger, is_whole: bool, revision: u64, today: Date) {
        let sums = Rc::clone(&self.sums);
        let mut sums = sums.borrow_mut();
        let is_done = match sums.extend(ledger, ROWS_A_TURN) {
            Ok(is_done) => is_done,
            Err(error) => {
                self.trouble = Some(error.to_string());
                return;
            }
        };
        self.is_behind = is_whole && !is_done;
        self.taken = sums.taken();
        if !is_whole || !is_done {
            return;
        }
        let Some(period) = self.period(&sums, today) else { return };
        let of = Some((period, today, revision));
        if self.of == of {
            return;
        }
        match sums.report(period, today) {
            Ok(report) => {
                self.of = of;
                self.report = Some(Rc::new(report));
                self.trouble = None;
            }
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    /// The days that were chosen; none, with the problem said, while the visitor's own are no period.
    fn period(&mut self, sums: &Statistics, today: Date) -> Option<Period> {
        self.problem = None;
        match self.choice {
            Choice::ThisMonth => Some(Period::this_month(today)),
            Choice::Last30 => Some(Period::last_days(today, 30)),
            Choice::Last90 => Some(Period::last_days(today, 90)),
            Choice::ThisYear => Some(Period::this_year(today)),
            Choice::All => {
                let span = sums.span();
                let first = span.map_or(today, |span| span.first().min(today));
                let last = span.map_or(today, |span| span.last().max(today));
                Period::new(first, last)
            }
            Choice::Own => {
                let day = |text: &str| Date::parse(text).ok();
                let period = match (day(&self.first), day(&self.last)) {
                    (Some(first), Some(last)) => Period::new(first, last)
                        .ok_or("The first day stands after the last. Exchange them."),
                    _ => Err("Choose a first and a last day."),
                };
                self.problem = period.err();
                period.ok()
            }
        }
    }

    /// The fields of a link to a tab that depends on the period.
    pub fn write(&self, tab: Tab, address: &mut Address) {
        if tab == Tab::Usage {
            address.push("by", self.dimension.name());
        }
        if self.choice != Choice::default() {
            address.push("period", self.choice.name());
        }
        if self.choice == Choice::Own {
            address.push("from", self.first.clone());
            address.push("to", self.last.clone());
        }
    }

    /// Takes what a link says.
    pub fn read(&mut self, address: &Address) {
        let named = |choice: &Choice| address.get("period") == Some(choice.name());
        self.choice = Choice::ALL.into_iter().find(named).unwrap_or_default();
        if self.choice == Choice::Own {
            let day = |name| address.get(name).unwrap_or_default().to_owned();
            (self.first, self.last) = (day("from"), day("to"));
        }
        if let Some(dimension) = address.get("by").and_then(Dimension::find) {
            self.dimension = dimension;
        }
        self.bar = None;
    }
}
