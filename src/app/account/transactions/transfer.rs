//! Files in and out: the filtered rows as CSV and JSON, and what goes on while a file is read or written.

use std::rc::Rc;

use one_credit_engine::{
    ledger::Transaction,
    share::{self, backup::Backup},
    time::Date,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::{
    TransactionsAction,
    history::HistoryAction,
    import::import,
    restore::{self, back_up},
    sample,
};
use crate::app::{
    account::menu,
    browser::{document, download, file, timer},
    icon::Icon,
    note,
    part::maybe,
    send::Send,
    state::{Action, Page},
};

/// What goes on.
#[derive(Clone, Default)]
pub struct Transfer {
    /// Something is held over the page.
    is_over: bool,
    /// What is being done.
    work: Option<String>,
    /// What came of it, as a sentence; or why nothing did.
    outcome: Option<Result<String, String>>,
    /// A backup that would take the place of everything, by the name of its file.
    pub asked: Option<Rc<(String, Backup)>>,
}

/// What can happen.
pub enum TransferAction {
    /// Something is held over the page, or no longer.
    Over(bool),
    /// Something begins.
    Work(String),
    /// It ended; with an empty sentence where what follows speaks for itself.
    Done(Result<String, String>),
    /// What came of it was read.
    Dismiss,
    /// A backup is to be restored, if the visitor wants it.
    Ask(Box<(String, Backup)>),
    /// The visitor does not.
    Cancel,
}

impl Transfer {
    /// Carries an action out.
    pub fn apply(&mut self, action: TransferAction) {
        match action {
            TransferAction::Over(is_over) => self.is_over = is_over,
            TransferAction::Work(work) => {
                (self.work, self.outcome, self.is_over) = (Some(work), None, false);
            }
            TransferAction::Done(outcome) => {
                self.work = None;
                self.outcome = Some(outcome).filter(|outcome| *outcome != Ok(String::new()));
            }
            TransferAction::Dismiss => self.outcome = None,
            TransferAction::Ask(asked) => {
                (self.work, self.asked) = (None, Some(Rc::from(asked)));
            }
            TransferAction::Cancel => self.asked = None,
        }
    }

    /// Whether something is being done, or is to be decided.
    pub const fn is_busy(&self) -> bool {
        self.work.is_some() || self.asked.is_some()
    }

    /// Whether a question stands over the page.
    pub const fn asks(&self) -> bool {
        self.asked.is_some()
    }
}

/// The action of a transfer.
pub fn transfer(action: TransferAction) -> Action {
    Action::Transactions(TransactionsAction::History(HistoryAction::Transfer(action)))
}

/// Does something that takes a while: says so first, then what came of it.
pub fn run(page: &Page, what: &str, work: impl Future<Output = Result<String, String>> + 'static) {
    let page = page.clone();
    page.dispatch(transfer(TransferAction::Work(what.to_owned())));
    spawn_local(async move {
        // The page shows what it is about to do before it does it.
        timer::pause(SHOWN_MILLIS).await;
        page.dispatch(transfer(TransferAction::Done(work.await)));
    });
}

pub const SHOWN_MILLIS: i32 = 40;
/// The largest file that is read, in MiB.
const LARGEST_MIB: u64 = (share::MOST_BYTES >> 20) as u64;

/// Everything that can be done with files, beside the count of the rows.
pub fn files(page: &Page) -> Html {
    let save = |label: &'static str, kind: &'static str, write: fn(&[&Transaction]) -> String| {
        let is_off = page.transactions.history.rows.is_empty();
        let page = page.clone();
        let save = Callback::from(move |_: MouseEvent| {
            let ledger = page.account.ledger();
            let history = &page.transactions.history;
            let rows: Vec<&Transaction> =
                history.rows.iter().filter_map(|place| history.at(&ledger, *place)).collect();
            let name = format!("one-credit-transactions{}.{kind}", period(&page, &rows));
            let media = if kind == "csv" { "text/csv" } else { "application/json" };
            download::save(&name, media, &write(&rows));
        });
        html! { <button type="button" class="button" onclick={save} disabled={is_off}>{ label }</button> }
    };
    html! {
        <div class="row files no-print">
            { save("Export CSV", "csv", |rows| share::csv(rows.iter().copied())) }
            { save("Export JSON", "json", |rows| share::json(rows.iter().copied())) }
            { choose("Import", "import", "A file to import", ".csv,.json,.txt", import, page) }
            { back_up(page) }
            { restore::choose(page) }
        </div>
    }
}

/// The days of an export: those that were asked for, or those of its first and last row.
fn period(page: &Page, rows: &[&Transaction]) -> String {
    let wanted = &page.transactions.history.filters.wanted;
    let of = |row: Option<&&Transaction>| row.map(|row| row.time.date());
    let days: (Option<Date>, Option<Date>) =
        (wanted.from.or(of(rows.last())), wanted.to.or(of(rows.first())));
    match days {
        (Some(from), Some(to)) if from == to => format!("-{from}"),
        (Some(from), Some(to)) => format!("-{from}-to-{to}"),
        _ => String::new(),
    }
}

/// A button that opens a file and hands it over.
pub fn choose(
    label: &'static str,
    id: &'static str,
    about: &'static str,
    accept: &'static str,
    take: fn(&Page, File),
    page: &Page,
) -> Html {
    let page = page.clone();
    let chosen = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(&page, file);
        }
        // The same file may be chosen again after it was mended.
        input.set_value("");
    });
    let open = Callback::from(move |_: MouseEvent| document::click(id));
    html! {
        <>
            <button type="button" class="button" onclick={open}>{ label }</button>
            <input {id} class="unseen" type="file" {accept} tabindex="-1" aria-label={about} onchange={chosen} />
        </>
    }
}

/// Reads a file, and hands its text on.
pub fn read(page: &Page, file: File, then: impl FnOnce(Page, String, String) + 'static) {
    let name = file.name();
    page.dispatch(transfer(TransferAction::Work(format!("Reading {name}"))));
    let page = page.clone();
    file::read(file, LARGEST_MIB, move |text| match text {
        Ok(text) => then(page, name, text),
        Err(why) => page.dispatch(transfer(TransferAction::Done(Err(format!("{name}: {why}."))))),
    });
}

/// What goes on, and what came of it.
pub fn results(page: &Page) -> Html {
    let transfer = &page.transactions.history.transfer;
    if let Some(work) = &transfer.work {
        return html! {
            <div class="note" role="status">
                { Icon::Clock.draw() }
                <div><label for="working">{ work }</label><progress id="working" /></div>
            </div>
        };
    }
    let dismiss = || Some(page.press(|| self::transfer(TransferAction::Dismiss)));
    maybe(transfer.outcome.as_ref().map(|outcome| match outcome {
        Ok(told) => html! {
            <div class="note well" role="status">
                { Icon::Done.draw() }
                <p>{ told }</p>
                <button type="button" class="quiet" onclick={dismiss()}>{ "Dismiss" }</button>
            </div>
        },
        Err(why) => note::trouble(
            html! { <><p><b>{ "Nothing was changed." }</b></p><p>{ why }</p></> },
            dismiss(),
        ),
    }))
}

/// What a part of the page does with files that are dropped on it.
pub struct Drops {
    /// How it looks.
    pub class: &'static str,
    /// Something is held over it.
    pub over: Callback<DragEvent>,
    /// No longer.
    pub leave: Callback<DragEvent>,
    /// A file was dropped.
    pub drop: Callback<DragEvent>,
}

/// Takes files that are dropped.
pub fn drops(page: &Page) -> Drops {
    let is_over = page.transactions.history.transfer.is_over;
    let held = |is_held: bool| {
        let dispatcher = page.dispatcher();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            if is_held != is_over {
                dispatcher.dispatch(transfer(TransferAction::Over(is_held)));
            }
        })
    };
    let drop = {
        let page = page.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            match files.and_then(|files| files.get(0)) {
                Some(file) => import(&page, file),
                None => page.dispatch(transfer(TransferAction::Over(false))),
            }
        })
    };
    let class = if is_over { "stack wide takes over" } else { "stack wide takes" };
    Drops { class, over: held(true), leave: held(false), drop }
}

/// What stands where there are no transactions at all.
pub fn empty(page: &Page) -> Html {
    let sample = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| sample::fill(&page))
    };
    let add = page.host.can_add.then(|| {
        let add = menu::add(page, None);
        html! { <button type="button" class="button" onclick={add}>{ "Add credits" }</button> }
    });
    html! {
        <div class="drop">
            { Icon::Drop.draw() }
            <h2>{ "No transactions yet" }</h2>
            <p class="soft">
                { "Every top-up and every run will stand here, with what each model cost. Bring a history: a CSV or JSON file, \
                   a backup, or what the platform gave you." }
            </p>
            <div class="row">
                { choose("Import a file", "import", "A file to import", ".csv,.json,.txt", import, page) }
                { maybe(add) }
                <button type="button" class="button" onclick={sample}>{ "Fill with a sample history" }</button>
                { restore::choose(page) }
            </div>
            <p class="soft small">{ "Or drop a file here. It stays in your browser." }</p>
        </div>
    }
}
