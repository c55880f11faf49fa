//! Where the figures of the dataset come from: a file that is being read or was read, and what its columns count as.

use std::{cell::Cell, rc::Rc};

use one_credit_engine::{
    benchmark::dataset::{Dataset, OTHER_CHARACTERS, Reading},
    catalog::Catalog,
    meter::MeterId,
    money::Quantity,
    time::Timestamp,
};

use super::state::Benchmark;
use crate::app::entry::Entry;

/// The file, if there is one.
#[derive(Clone, Default)]
pub struct Source {
    /// What was read last.
    pub loaded: Option<Loaded>,
    /// What is being read.
    pub work: Option<Work>,
    /// What is wrong with the last file: what happened, and why.
    pub trouble: Option<(String, String)>,
    /// Whether a file hovers above the page.
    pub is_over: bool,
    /// Whether the field for pasted rows is on screen.
    pub is_pasting: bool,
}

/// A file that was read.
#[derive(Clone)]
pub struct Loaded {
    /// Its name.
    pub name: String,
    /// What was counted in it.
    pub dataset: Rc<Dataset>,
    /// What each column was most likely counted as.
    pub guesses: Rc<[Option<&'static Reading>]>,
    /// What each column is counted as.
    pub readings: Vec<Option<&'static Reading>>,
    /// The meters whose fields stand as the file says.
    fed: Vec<MeterId>,
}

/// A file that is being read.
#[derive(Clone)]
pub struct Work {
    /// Its name.
    pub name: String,
    /// How much of it was read, in hundredths.
    pub percent: u64,
    /// The rows counted so far.
    pub rows: u64,
    /// What the visitor wants of it.
    pub wish: Wish,
}

/// What is to become of a file that is being read. All clones are of the same file.
#[derive(Clone, Default)]
pub struct Wish(Rc<Cell<Wanted>>);

/// What is to become of a file.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All of it is read.
    #[default]
    Whole,
    /// What was read is enough.
    Part,
    /// Nothing of it is wanted any longer.
    Nothing,
}

impl Wish {
    /// What is wanted now.
    pub fn get(&self) -> Wanted {
        self.0.get()
    }

    /// Whether no page knows of the file any longer.
    pub fn is_forgotten(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }

    fn is_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What can happen to it.
pub enum SourceAction {
    /// A file is dragged over the page, or away from it.
    Over(bool),
    /// The field for pasted rows comes or goes.
    Paste(bool),
    /// A file of this name is read from now on.
    Begin(String, Wish),
    /// So many hundredths and rows of it were read.
    Read(Wish, u64, u64),
    /// It was read, or is no dataset.
    Done(Wish, Result<Rc<Dataset>, String>),
    /// What is being read is no longer wanted, or what was read of it is enough.
    Stop(Wanted),
    /// A column is counted as this.
    Count(usize, Option<&'static Reading>),
    /// The file is put away; what it filled in stays.
    Close,
    /// The trouble has been read.
    Dismiss,
}

impl Source {
    /// Nothing of what is being read is wanted.
    pub fn stop(&mut self, wanted: Wanted) {
        if let Some(work) = &self.work {
            work.wish.0.set(wanted);
        }
        if wanted == Wanted::Nothing {
            self.work = None;
        }
    }

    fn is_at(&self, wish: &Wish) -> bool {
        self.work.as_ref().is_some_and(|work| work.wish.is_of(wish))
    }

    fn done(&mut self, result: Result<Rc<Dataset>, String>) -> bool {
        let Some(Work { name, .. }) = self.work.take() else { return false };
        match result {
            Ok(dataset) => {
                let guesses = dataset.guess();
                let fed = self.loaded.take().map(|before| before.fed).unwrap_or_default();
                self.loaded = Some(Loaded {
                    name,
                    dataset,
                    readings: guesses.clone(),
                    guesses: guesses.into(),
                    fed,
                });
                self.is_pasting = false;
                true
            }
            Err(why) => {
                let kept = match &self.loaded {
                    Some(loaded) => format!(" “{}” is still here.", loaded.name),
                    None => String::new(),
                };
                self.trouble = Some((format!("“{name}” could not be read.{kept}"), why));
                false
            }
        }
    }
}

impl Benchmark {
    /// Carries an action out.
    pub fn apply_source(&mut self, catalog: &Catalog, at: Timestamp, action: SourceAction) {
        let source = Rc::make_mut(&mut self.source);
        source.is_over = false;
        match action {
            SourceAction::Over(is_over) => source.is_over = is_over,
            SourceAction::Paste(is_pasting) => source.is_pasting = is_pasting,
            SourceAction::Begin(name, wish) => {
                source.stop(Wanted::Nothing);
                source.trouble = None;
                source.work = Some(Work { name, percent: 0, rows: 0, wish });
            }
            SourceAction::Read(wish, percent, rows) => {
                if let Some(work) = source.work.as_mut().filter(|work| work.wish.is_of(&wish)) {
                    (work.percent, work.rows) = (percent, rows);
                }
            }
            SourceAction::Done(wish, result) => {
                if source.is_at(&wish) && source.done(result) {
                    let rows = source.loaded.as_ref().map(|loaded| loaded.dataset.rows);
                    self.rows.type_in(&rows.unwrap_or_default().to_string());
                    self.fill(catalog, at, true);
                }
            }
            SourceAction::Stop(wanted) => source.stop(wanted),
            SourceAction::Count(column, reading) => {
                source.trouble = None;
                let loaded = source.loaded.as_mut();
                if let Some(slot) = loaded.and_then(|loaded| loaded.readings.get_mut(column)) {
                    *slot = reading;
                }
                self.fill(catalog, at, true);
            }
            SourceAction::Close => source.loaded = None,
            SourceAction::Dismiss => source.trouble = None,
        }
    }

    /// Fills in what the file says a row holds: all of it where the file or its columns changed, otherwise what no
    /// field says yet.
    pub fn fill(&mut self, catalog: &Catalog, at: Timestamp, is_changed: bool) {
        let chosen = self.meters(catalog, at);
        let source = Rc::make_mut(&mut self.source);
        let Some(loaded) = &mut source.loaded else { return };
        let fed = match loaded.dataset.fed(&loaded.readings) {
            Ok(fed) => fed,
            Err(error) => {
                let title = "The columns of this file cannot be counted so.".to_owned();
                source.trouble = Some((title, error.to_string()));
                return;
            }
        };
        if is_changed {
            let before = core::mem::take(&mut loaded.fed);
            self.row.retain(|(meter, _)| !before.contains(meter));
        }
        for one in fed {
            let Some(meter) = catalog.meters.find(one.meter) else { continue };
            // Another count of the same text matters only to those who bill it.
            if OTHER_CHARACTERS.contains(&one.meter) && !chosen.contains(&meter) {
                continue;
            }
            let is_said =
                self.row.iter().any(|(set, entry)| *set == meter && !entry.text.is_empty());
            if is_said && !is_changed {
                continue;
            }
            self.row.retain(|(set, _)| *set != meter);
            let entry = Entry { text: one.per_row.short(), value: one.per_row, problem: None };
            self.row.push((meter, entry));
            loaded.fed.push(meter);
        }
    }

    /// The visitor's own figure of a meter stays, whatever models are chosen.
    pub fn keep_typed(&mut self, meter: MeterId) {
        if let Some(loaded) = &mut Rc::make_mut(&mut self.source).loaded {
            loaded.fed.retain(|fed| *fed != meter);
        }
    }

    /// About how many rows the file has, where only a part of it was read.
    pub fn about_rows(&self) -> Option<Quantity> {
        self.source.loaded.as_ref()?.dataset.about_rows()
    }
}
