//! Where the ledger is kept: loads it, watches other tabs, and writes. `append` and `restore` are the only ways to change it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use one_credit_engine::ledger::{Entry, Ledger, Names, read_record};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use super::{
    book::{Book, Decide, records, sentence},
    state::{Account, AccountAction, Status},
};
use crate::app::{
    browser::{
        clock,
        journal::{Journal, Part, Problem, Reason},
    },
    state::{Action, State},
};

/// How long records are read without a pause, in milliseconds: half a frame, with what the browser needs around it.
const SLICE_MILLIS: u64 = 5;
/// How often the progress of loading is shown, in milliseconds.
const PROGRESS_MILLIS: u64 = 250;
/// How many records are asked for at once: the first time.
const FEW: u32 = 64;
/// The same, at most.
const MOST: u32 = 1024;

thread_local! {
    /// How many changes are being written.
    static WRITES: Cell<u32> = const { Cell::new(0) };
    static STORE: RefCell<Option<Handle>> = const { RefCell::new(None) };
}

type Handle = Rc<RefCell<Store>>;

struct Store {
    page: UseReducerDispatcher<State>,
    /// The promise of the journal.
    opening: JsValue,
    book: Book,
    /// Everything was read once.
    is_whole: bool,
    /// Other tabs' records are being read; and there was news meanwhile.
    is_reading: bool,
    reads_again: bool,
    /// Why nothing can be read or written any more, and whether a restore mends it.
    closed: Option<(String, bool)>,
}

/// Who keeps what is written.
enum Keeper {
    Journal(Journal),
    /// Nobody, and why.
    Nobody(String),
    /// Nothing may be written: why, and whether a restore mends it.
    Closed(String, bool),
}

/// Begins to load the account, and to watch other tabs. Call it once, with the promise of `www/boot.js`.
pub fn start(page: UseReducerDispatcher<State>, account: &Account, opening: JsValue) {
    let store = Rc::new(RefCell::new(Store {
        page,
        opening,
        book: Book::new(account.shared()),
        is_whole: false,
        is_reading: false,
        reads_again: false,
        closed: None,
    }));
    STORE.set(Some(Rc::clone(&store)));
    spawn_local(async move {
        match keeper(&store).await {
            Keeper::Journal(journal) => {
                let watched = (Rc::clone(&store), journal.clone());
                journal.watch(move |problem| {
                    let (store, journal) = (Rc::clone(&watched.0), watched.1.clone());
                    match problem {
                        Some(problem) => close(&store, problem),
                        None => spawn_local(async move { refresh(&store, &journal).await }),
                    }
                });
                refresh(&store, &journal).await;
            }
            Keeper::Nobody(why) => tell(&store, AccountAction::Status(Status::NotKept(why))),
            Keeper::Closed(why, can_restore) => {
                tell(&store, AccountAction::Status(Status::Closed { why, can_restore }));
            }
        }
    });
}

/// Appends what `decide` answers. It is asked once, while no other tab can write, with a ledger that holds everything
/// any tab has written; so it may rely on what it sees, and takes clock, ids and chance with it. Its entries are
/// checked, kept together (all of them or none), and are in the ledger when this is done. No entry is no change.
/// Where nothing is kept they live in this tab.
///
/// # Errors
/// A sentence: what `decide` said, which entry does not fit, or why nothing can be kept. The ledger is as it was then.
pub fn append(
    decide: impl FnOnce(&Ledger) -> Result<Vec<Entry>, String> + 'static,
) -> impl Future<Output = Result<(), String>> {
    let decide: Decide = Box::new(decide);
    append_decided(decide)
}

/// Puts a whole new ledger in the place of this one, here and in all tabs: a backup, or nothing at all.
///
/// # Errors
/// A sentence: which entry does not fit, or why nothing can be kept. The ledger is as it was then.
pub async fn restore(entries: Vec<Entry>) -> Result<(), String> {
    let _write = Write::begin();
    let store = store()?;
    let texts = records(&entries);
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.append(entry).map_err(|why| sentence(&why.to_string()))?;
    }
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    let status = match keeper(&store).await {
        Keeper::Closed(why, false) => return Err(why),
        Keeper::Nobody(why) => {
            store.borrow_mut().book.exchange(ledger, 0, 0);
            Status::NotKept(why)
        }
        Keeper::Journal(_) | Keeper::Closed(_, true) => {
            let opening = store.borrow().opening.clone();
            let replaced = async { Journal::open(opening).await?.replace(texts).await }.await;
            let last = replaced.map_err(|problem| problem.message)?;
            let first = last.saturating_sub(count).saturating_add(1);
            let mut store = store.borrow_mut();
            // Another tab may have written behind it, and that may be here already.
            if store.book.first < first || store.book.after < last {
                store.book.exchange(ledger, first, last);
            }
            store.closed = None;
            Status::Ready
        }
    };
    tell(&store, AccountAction::Changed(status));
    Ok(())
}

/// Everything that was appended, in its order: what a backup holds. Where nothing is kept, what is left of it in this
/// tab.
///
/// # Errors
/// A sentence: why nothing can be read.
pub async fn entries() -> Result<Vec<Entry>, String> {
    let store = store()?;
    let journal = match keeper(&store).await {
        Keeper::Closed(why, _) => return Err(why),
        Keeper::Journal(journal) => journal,
        Keeper::Nobody(_) => return Ok(store.borrow().book.entries()),
    };
    let (mut names, mut entries) = (Names::default(), Vec::new());
    let mut after = 0;
    loop {
        let part = journal.read(after, FEW).await.map_err(|problem| problem.message)?;
        for text in part.texts.iter() {
            let text = text.as_string().unwrap_or_default();
            entries
                .extend(read_record(&mut names, &text).map_err(|why| sentence(&why.to_string()))?);
        }
        after = part.before.saturating_add(part.texts.length());
        if after >= part.last {
            return Ok(entries);
        }
    }
}

async fn append_decided(decide: Decide) -> Result<(), String> {
    let _write = Write::begin();
    let store = store()?;
    let journal = match keeper(&store).await {
        Keeper::Closed(why, _) => return Err(why),
        Keeper::Journal(journal) => journal,
        Keeper::Nobody(why) => {
            let entries = store.borrow().book.ask(decide)?;
            if entries.is_empty() {
                return Ok(());
            }
            store.borrow_mut().book.add(entries)?;
            tell(&store, AccountAction::Changed(Status::NotKept(why)));
            return Ok(());
        }
    };
    // In slices first, so that little is left to read while other tabs wait.
    catch_up(&store, &journal).await.map_err(|problem| refused(&store, problem))?;
    let answer = Rc::new(RefCell::new(None));
    let asked = {
        let (store, answer) = (Rc::clone(&store), Rc::clone(&answer));
        Box::new(move |part: Part| {
            let book = &mut store.borrow_mut().book;
            let entries = match book.take(&part, u64::MAX) {
                Ok(()) => book.ask(decide),
                Err(problem) => Err(problem.message),
            };
            let texts = entries.as_ref().map_or_else(|_| Vec::new(), |entries| records(entries));
            answer.replace(Some((entries, texts.len())));
            texts
        })
    };
    let after = store.borrow().book.after;
    let last = journal.append(after, asked).await;
    let outcome = match (last, answer.take()) {
        (Ok(last), Some((Ok(entries), count))) => {
            store.borrow_mut().book.add_own(entries, count, last)
        }
        (Ok(_), Some((Err(why), _))) => Err(why),
        (Ok(_), None) => Err("The change was not looked at; try again.".to_owned()),
        (Err(problem), _) => Err(problem.message),
    };
    tell_news(&store);
    outcome
}

/// Reads what other tabs wrote, and shows it.
async fn refresh(store: &Handle, journal: &Journal) {
    {
        let mut store = store.borrow_mut();
        if store.is_reading || matches!(store.closed, Some((_, false))) {
            store.reads_again = true;
            return;
        }
        store.is_reading = true;
    }
    loop {
        store.borrow_mut().reads_again = false;
        match catch_up(store, journal).await {
            Ok(()) => tell_news(store),
            Err(problem) => close(store, problem),
        }
        if !store.borrow().reads_again {
            break;
        }
    }
    store.borrow_mut().is_reading = false;
}

/// Reads everything that is not in the ledger, in slices between which the page lives.
async fn catch_up(store: &Handle, journal: &Journal) -> Result<(), Problem> {
    let mut limit = FEW;
    let mut shown = clock::millis();
    loop {
        let after = store.borrow().book.after;
        let part = journal.read(after, limit).await?;
        let began = clock::millis();
        if !store.borrow().is_whole && began >= shown.saturating_add(PROGRESS_MILLIS) {
            // The page is drawn in the time of a slice, and this part is read again.
            shown = began;
            let before = part.first.saturating_sub(1);
            let read = part.before.saturating_sub(before);
            let of = part.last.saturating_sub(before);
            tell(store, AccountAction::Status(Status::Loading { read, of }));
            continue;
        }
        let mut store = store.borrow_mut();
        store.book.take(&part, began.saturating_add(SLICE_MILLIS))?;
        if store.book.after >= part.last {
            store.book.is_news |= !store.is_whole || store.closed.is_some();
            store.is_whole = true;
            store.closed = None;
            return Ok(());
        }
        let took = clock::millis().saturating_sub(began);
        if took >= SLICE_MILLIS {
            limit = limit.div_euclid(2).max(1);
        } else if took.saturating_mul(2) < SLICE_MILLIS {
            limit = limit.saturating_mul(2).min(MOST);
        }
    }
}

/// Who keeps what is written, once that is known.
async fn keeper(store: &Handle) -> Keeper {
    if let Some((why, can_restore)) = store.borrow().closed.clone() {
        return Keeper::Closed(why, can_restore);
    }
    let opening = store.borrow().opening.clone();
    match Journal::open(opening).await {
        Ok(journal) => Keeper::Journal(journal),
        Err(Problem { reason: Reason::Refused | Reason::Full | Reason::Absent, message }) => {
            Keeper::Nobody(message)
        }
        // Data may be there: a wallet without it would be a wrong one.
        Err(problem) => Keeper::Closed(problem.message, false),
    }
}

/// Nothing can be read or written from now on.
fn close(store: &Handle, problem: Problem) {
    let can_restore = problem.reason == Reason::Damaged;
    let why = problem.message;
    store.borrow_mut().closed = Some((why.clone(), can_restore));
    tell(store, AccountAction::Status(Status::Closed { why, can_restore }));
}

fn refused(store: &Handle, problem: Problem) -> String {
    let message = problem.message.clone();
    close(store, problem);
    message
}

/// Whether a change is being written, and not yet confirmed.
pub fn is_writing() -> bool {
    WRITES.get() > 0
}

/// A change that is being written, until it is dropped.
struct Write;

impl Write {
    fn begin() -> Self {
        WRITES.set(WRITES.get().saturating_add(1));
        Self
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        WRITES.set(WRITES.get().saturating_sub(1));
    }
}

fn store() -> Result<Handle, String> {
    STORE
        .with_borrow(Clone::clone)
        .ok_or_else(|| "The page is still starting; try again.".to_owned())
}

fn tell(store: &Handle, action: AccountAction) {
    let page = store.borrow().page.clone();
    page.dispatch(Action::Account(action));
}

fn tell_news(store: &Handle) {
    let is_news = std::mem::take(&mut store.borrow_mut().book.is_news);
    if is_news {
        tell(store, AccountAction::Changed(Status::Ready));
    }
}
