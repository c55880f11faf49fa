//! Where the figures of the dataset come from: a file that is being read or was read, and what its columns count as.

use std::{cell::Cell, rc::Rc};

use one_credit_engine::{
    benchmark::dataset::{Dataset, OTHER_CHARACTERS, Reading},
    catalog::Catalog,
    meter::MeterId,
    time::Timestamp,
};

use super::state::Benchmark;
use crate::app::entry::Entry;

/// What was counted in a file, and behind a table of methods: what drops it is then of the program's second half,
/// though the state of the page, which holds it, is of the first.
pub type Counted = Rc<dyn AsRef<Dataset>>;

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
    dataset: Counted,
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
    Done(Wish, Result<Counted, String>),
    /// What is being read is no longer wanted, or what was read of it is enough.
    Stop(Wanted),
    /// A column is counted as this.
    Count(usize, Option<&'static Reading>),
    /// The file is put away; what it filled in stays.
    Close,
    /// The trouble has been read.
    Dismiss,
}

impl AsRef<Self> for Source {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Loaded {
    /// What was counted in it.
    pub fn dataset(&self) -> &Dataset {
        self.dataset.as_ref().as_ref()
    }
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

    fn done(&mut self, result: Result<Counted, String>) -> bool {
        let Some(Work { name, .. }) = self.work.take() else { return false };
        match result {
            Ok(dataset) => {
                let guesses = dataset.as_ref().as_ref().guess();
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
        let mut source = self.source();
        source.is_over = false;
        let mut is_changed = false;
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
                is_changed = source.is_at(&wish) && source.done(result);
                if let Some(loaded) = source.loaded.as_ref().filter(|_| is_changed) {
                    self.rows.type_in(&loaded.dataset().rows.to_string());
                }
            }
            SourceAction::Stop(wanted) => source.stop(wanted),
            SourceAction::Count(column, reading) => {
                source.trouble = None;
                let loaded = source.loaded.as_mut();
                if let Some(slot) = loaded.and_then(|loaded| loaded.readings.get_mut(column)) {
                    *slot = reading;
                }
                is_changed = true;
            }
            SourceAction::Close => source.loaded = None,
            SourceAction::Dismiss => source.trouble = None,
        }
        self.source = Some(Rc::new(source));
        if is_changed {
            self.fill(catalog, at, true);
        }
    }

    /// The file.
    pub fn source(&self) -> Source {
        self.source.as_deref().map(|source| source.as_ref().clone()).unwrap_or_default()
    }

    /// Fills in what the file says a row holds: all of it where the file or its columns changed, otherwise what no
    /// field says yet.
    pub fn fill(&mut self, catalog: &Catalog, at: Timestamp, is_changed: bool) {
        let chosen = self.meters(catalog, at);
        let mut source = self.source();
        let Some(loaded) = &mut source.loaded else { return };
        let fed = loaded.dataset().fed(&loaded.readings).unwrap_or_else(|error| {
            let title = "The columns of this file cannot be counted so.".to_owned();
            source.trouble = Some((title, error.to_string()));
            Vec::new()
        });
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
        self.source = Some(Rc::new(source));
    }

    /// The visitor's own figure of a meter stays, whatever models are chosen.
    pub fn keep_typed(&mut self, meter: MeterId) {
        let mut source = self.source();
        if let Some(loaded) = &mut source.loaded {
            loaded.fed.retain(|fed| *fed != meter);
            self.source = Some(Rc::new(source));
        }
    }
}
