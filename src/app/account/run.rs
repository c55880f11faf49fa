//! Running what a preview shows: credits are reserved, the run goes on, and what it really cost is charged.

use std::{cell::RefCell, cmp::Ordering, rc::Rc};

use js_sys::Promise;
use one_credit::catalog;
use one_credit_engine::{
    estimate::Estimate,
    ledger::{
        Actual, Entry, Ledger, LedgerError, Name, Opening, RunEnd, RunStart, Settlement,
        demo_actual, record_text,
    },
    money::Credits,
    show::{self, Shown},
    time::Timestamp,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    host as known,
    order::sentence,
    running::{Ended, Going, RunAction},
    state::Account,
    store,
};
use crate::app::{
    browser::{abort::Abort, chance, clock, host, lock, timer},
    figure,
    state::{Action, Page, State, View},
};

/// How long the run of a demonstration takes, in milliseconds.
const DEMO_MILLIS: i32 = 2000;

/// Where a run is written down: in the wallet of this browser, or, where the host keeps the wallet, only for as long as
/// it goes on.
enum Books {
    Kept,
    Passing(Box<Ledger>),
}

/// What is run.
struct Work {
    job: Name,
    name: Name,
    view: View,
    estimate: Estimate,
    at: Timestamp,
}

/// How the work ended, before anything is charged.
enum End {
    /// It cost this.
    Cost(Actual),
    /// It cost something that cannot be read: why.
    Unreadable(String),
    /// It is not to be charged: why.
    Free(String),
}

/// The press that runs the preview on screen.
pub fn start(page: &Page, name: String, estimate: Estimate) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |_| {
        let (Some(abort), Some(at)) = (Abort::new(), clock::now()) else { return };
        let Some(books) = Books::of(&page, at) else { return };
        let (job, name) = (Name::from(chance::id()), Name::from(name.as_str()));
        let work =
            Work { job, name: Name::clone(&name), view: page.view, estimate: estimate.clone(), at };
        let page = page.dispatcher();
        let going = Going { name, reserved: None, abort: abort.clone(), is_stopping: false };
        page.dispatch(Action::Run(RunAction::Begin(going)));
        spawn_local(run(page, books, work, abort));
    })
}

/// Finds the runs that are still open though no tab follows them, once the wallet is read.
pub fn look_for_left(page: UseReducerDispatcher<State>, account: &Account) {
    let open: Vec<Name> =
        account.ledger().reservations().iter().map(|open| Name::clone(&open.job.id)).collect();
    if open.is_empty() {
        return;
    }
    spawn_local(async move {
        let Some(held) = lock::held().await else { return };
        let left = open.into_iter().filter(|job| !held.contains(&lock_name(job))).collect();
        page.dispatch(Action::Run(RunAction::Left(left)));
    });
}

/// The press that releases what an earlier run has left reserved.
pub fn release_left(page: &Page, job: &Name) -> Callback<MouseEvent> {
    let (page, job) = (page.dispatcher(), Name::clone(job));
    Callback::from(move |_| {
        let (page, job) = (page.clone(), Name::clone(&job));
        spawn_local(async move {
            let ended = Books::Kept.release(job, "Left open").await;
            page.dispatch(Action::Run(RunAction::End(ended)));
        });
    })
}

/// Reserves, works, and charges or releases.
async fn run(page: UseReducerDispatcher<State>, mut books: Books, work: Work, abort: Abort) {
    let tell = |action| page.dispatch(Action::Run(action));
    let job = Name::clone(&work.job);
    let estimate = work.estimate.clone();
    let view = work.view;
    let (entry, reserved) = match books.reserve(work).await {
        Ok(reserved) => reserved,
        Err(why) => {
            return tell(RunAction::End(Ended::failed(format!("The run did not begin. {why}"))));
        }
    };
    tell(RunAction::Reserved(reserved));
    let held = lock::hold(&lock_name(&job));
    let by_host = begin(&entry, view, &abort);
    let promise = by_host.clone().unwrap_or_else(|| timer::passed(DEMO_MILLIS));
    let estimate = by_host.is_none().then_some(estimate);
    let ended = match abort.or(&promise).await {
        None => {
            let ended = books.release(Name::clone(&job), "Stopped").await;
            if by_host.is_some() {
                tell(RunAction::End(ended));
                known::ask_again(&page).await;
                // A host that did not stop has used what it used.
                match end(host::answer(promise).await, None) {
                    End::Cost(actual) => books.settle(job, None, actual).await,
                    _ => return,
                }
            } else {
                ended
            }
        }
        Some(given) => match end(given.map_err(|cause| host::reason(&cause)), estimate) {
            End::Cost(actual) => books.settle(job, Some(reserved), actual).await,
            End::Unreadable(why) => Ended::failed(format!(
                "The run ended, but what it cost cannot be read: {why}. Its credits stay reserved."
            )),
            End::Free(why) => books.release(job, &format!("Failed: {why}")).await,
        },
    };
    drop(held);
    tell(RunAction::End(ended));
    known::ask_again(&page).await;
}

/// Has the host run a job; none where there is no host that runs any.
fn begin(entry: &Entry, view: View, abort: &Abort) -> Option<Promise> {
    // The entry as the journal writes it, which is documented in `www/host.js`.
    let text = record_text(std::slice::from_ref(entry));
    let reservation = host::parsed(&text)?;
    let reservation = host::get(&reservation, "0")?;
    let job = host::get(&reservation, "job")?;
    host::set(&job, "version", &1.into());
    host::set(&job, "view", &view.name().into());
    host::set(&job, "reserved", &host::get(&reservation, "credits")?);
    let options = host::plain(&[]);
    host::set(&options, "signal", &abort.signal());
    host::call("run", &[&job, &options])
}

/// What came of it: a host's answer, or, with the estimate of a demonstration, a cost by chance.
fn end(given: Result<wasm_bindgen::JsValue, String>, demo: Option<Estimate>) -> End {
    let given = match given {
        Ok(given) => given,
        Err(why) => return End::Free(why),
    };
    let actual = match demo {
        Some(estimate) => {
            // One of 101; that 256 is no multiple of it moves none by more than a third of a percent.
            let percent = chance::bytes().into_iter().next().unwrap_or_default() % 101;
            demo_actual(catalog(), &estimate, percent).map_err(|error| error.to_string())
        }
        None => {
            let text = host::json(&given).unwrap_or_default();
            Actual::parse(&text).map_err(|error| error.to_string())
        }
    };
    actual.map_or_else(End::Unreadable, End::Cost)
}

/// The lock that a tab holds for as long as it follows a run.
fn lock_name(job: &str) -> String {
    format!("one-credit.run.{job}")
}

impl Books {
    /// None where the wallet is not known.
    fn of(page: &Page, at: Timestamp) -> Option<Self> {
        if !page.host.has_wallet {
            return Some(Self::Kept);
        }
        let wallet = page.host.wallet.as_ref()?.as_ref().ok()?;
        let mut ledger = Ledger::default();
        let opening = Opening { credits: wallet.available().ok()?, time: at };
        ledger.append(Entry::Opening(opening)).ok()?;
        Some(Self::Passing(Box::new(ledger)))
    }

    async fn reserve(&mut self, work: Work) -> Result<(Entry, Credits), String> {
        let entry = self.write(move |ledger| {
            let Work { job, name, estimate, at, .. } = work;
            ledger
                .reserve_for(RunStart { job, name, estimate: &estimate, catalog: catalog(), at })
                .map(|entry| (vec![entry.clone()], entry))
        });
        match entry.await? {
            Entry::Reservation(reservation) => {
                let credits = reservation.credits;
                Ok((Entry::Reservation(reservation), credits))
            }
            _ => Err(String::new()),
        }
    }

    /// Charges what it cost, and says so.
    async fn settle(&mut self, job: Name, reserved: Option<Credits>, actual: Actual) -> Ended {
        let Some(at) = clock::now() else { return Ended::failed(String::new()) };
        let settled = self.write(move |ledger| {
            let name = Name::clone(&job);
            let transaction = Name::from(chance::id());
            let settlement = ledger.settle(RunEnd { job, name, actual, at, transaction })?;
            let mut entries = vec![settlement.entry.clone()];
            // A host makes its recurring top-ups itself.
            if host::at("version").is_none() {
                let rule = ledger.recurring();
                let mut id = || Name::from(chance::id());
                entries.extend(rule.top_ups(ledger, settlement.wallet, at, &mut id)?);
            }
            Ok((entries.clone(), (settlement, entries)))
        });
        match settled.await {
            Ok((settlement, entries)) => Ended::charged(&settlement, reserved, &entries),
            Err(why) => Ended::failed(format!("The run ended, but could not be charged. {why}")),
        }
    }

    /// Releases everything that was reserved, and says why.
    async fn release(&mut self, job: Name, why: &str) -> Ended {
        let Some(at) = clock::now() else { return Ended::failed(String::new()) };
        let reason = Name::from(why);
        let released = self.write(move |ledger| {
            let reserved = ledger.reservations().iter().find(|open| open.job.id == job);
            let reserved = reserved.map_or(Credits::ZERO, |open| open.credits);
            Ok((vec![ledger.fail(&job, at, reason)?], reserved))
        });
        match released.await {
            Ok(reserved) => Ended::failed(format!(
                "{why}. Nothing was charged; {} are available again.",
                figure::credits_text(reserved)
            )),
            Err(problem) => {
                Ended::failed(format!("{why}, but its credits stay reserved. {problem}"))
            }
        }
    }

    /// Has entries worked out and writes them down; gives what else was worked out.
    async fn write<T: 'static>(
        &mut self,
        work_out: impl FnOnce(&Ledger) -> Result<(Vec<Entry>, T), LedgerError> + 'static,
    ) -> Result<T, String> {
        match self {
            Self::Kept => {
                let told = Rc::new(RefCell::new(None));
                let tells = Rc::clone(&told);
                let written = store::append(move |ledger| {
                    let worked_out = work_out(ledger);
                    let (entries, told) =
                        worked_out.map_err(|error| sentence(&error.to_string()))?;
                    tells.replace(Some(told));
                    Ok(entries)
                });
                written.await?;
                told.take().ok_or_else(|| "The wallet did not answer; try again.".to_owned())
            }
            Self::Passing(ledger) => work_out(ledger)
                .and_then(|(entries, told)| {
                    entries.into_iter().try_for_each(|entry| ledger.append(entry))?;
                    Ok(told)
                })
                .map_err(|error| sentence(&error.to_string())),
        }
    }
}

/// An amount as it is shown at so many digits after the point.
fn shown_as(credits: Credits, digits: u32) -> Credits {
    match show::amount(credits, digits) {
        Shown::Amount(shown) => Credits::new(shown),
        Shown::Below(_) => Credits::ZERO,
    }
}

impl Ended {
    /// "3.10 C charged, 0.08 C less than reserved." `reserved` is none for a run that was to be stopped.
    fn charged(settlement: &Settlement, reserved: Option<Credits>, entries: &[Entry]) -> Self {
        let cost = match &settlement.entry {
            Entry::Transaction(usage) => Credits::ZERO.checked_sub(usage.credits),
            _ => Ok(Credits::ZERO),
        };
        let cost = cost.unwrap_or_default();
        let charged = figure::credits_text(cost);
        let mut told = match reserved {
            None => format!("The run did not stop in time: {charged} charged."),
            Some(reserved) => format!("{charged} charged, {}.", against(cost, reserved)),
        };
        let added = Credits::sum(entries.iter().filter_map(|entry| match entry {
            Entry::Transaction(row) if row.is_recurring => Some(row.credits),
            _ => None,
        }));
        let added = added.unwrap_or_default();
        if added > Credits::ZERO {
            let added = figure::credits_text(added);
            told = format!("{told} {added} were added by your recurring top-up.");
        }
        let overdrawn = settlement.overdrawn.and_then(|by| by.checked_sub(added).ok());
        let overdrawn = overdrawn.filter(|by| *by > Credits::ZERO);
        if let Some(by) = overdrawn {
            let by = figure::credits_text(by);
            told = format!("{told} {by} more was used than there was: add credits.");
        }
        Self { is_done: overdrawn.is_none() && reserved.is_some(), told }
    }

    fn failed(told: String) -> Self {
        Self { is_done: false, told }
    }
}

/// A cost against what was reserved for it: the difference of what is shown, so that whoever subtracts finds it.
fn against(cost: Credits, reserved: Credits) -> String {
    let digits = show::digits([cost, reserved]);
    let (shown, held) = (shown_as(cost, digits), shown_as(reserved, digits));
    let difference = |more: Credits, less: Credits| {
        figure::credits_text(more.checked_sub(less).unwrap_or_default())
    };
    match shown.cmp(&held) {
        Ordering::Less => format!("{} less than reserved", difference(held, shown)),
        Ordering::Greater => format!("{} more than reserved", difference(shown, held)),
        Ordering::Equal if cost == reserved => "exactly what was reserved".to_owned(),
        Ordering::Equal => "about what was reserved".to_owned(),
    }
}
