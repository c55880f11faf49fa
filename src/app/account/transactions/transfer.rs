//! Files in and out: the filtered rows as CSV and JSON, histories to import, everything as a backup and back.

use std::rc::Rc;

use one_credit_engine::{
    ledger::{Ledger, Transaction},
    share::{
        self, Import,
        backup::{self, Backup},
    },
    time::{Date, Timestamp},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::{TransactionsAction, history::HistoryAction, sample};
use crate::app::{
    account::{menu, store},
    browser::{clock, document, download, file, timer},
    figure,
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
    asked: Option<Rc<(String, Backup)>>,
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
    Ask(String, Backup),
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
            TransferAction::Ask(name, backup) => {
                (self.work, self.asked) = (None, Some(Rc::new((name, backup))));
            }
            TransferAction::Cancel => self.asked = None,
        }
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

const SHOWN_MILLIS: i32 = 40;
/// The largest file that is read, in MiB.
const LARGEST_MIB: u64 = (share::MOST_BYTES >> 20) as u64;
/// The id of the dialog that asks before a restore.
pub const DIALOG: &str = "restore";

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
            { choose("Restore", "restored", "A backup to restore", ".json", ask, page) }
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
fn choose(
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

fn back_up(page: &Page) -> Html {
    let at = page.at.date();
    let page = page.clone();
    let save = Callback::from(move |_: MouseEvent| {
        run(&page, "Writing the backup", async move {
            let entries = store::entries().await?;
            let name = format!("one-credit-backup-{at}.json");
            download::save(&name, "application/json", &backup::text(&entries));
            Ok(format!("Everything was saved as {name}."))
        });
    });
    html! { <button type="button" class="button" onclick={save}>{ "Back up" }</button> }
}

/// Reads a file, and hands its text on.
fn read(page: &Page, file: File, then: impl FnOnce(Page, String, String) + 'static) {
    let name = file.name();
    page.dispatch(transfer(TransferAction::Work(format!("Reading {name}"))));
    let page = page.clone();
    file::read(file, LARGEST_MIB, move |text| match text {
        Ok(text) => then(page, name, text),
        Err(why) => page.dispatch(transfer(TransferAction::Done(Err(format!("{name}: {why}."))))),
    });
}

/// Adds what a file holds to the ledger, or refuses it whole.
fn import(page: &Page, file: File) {
    let now = clock::now().unwrap_or(page.at);
    read(page, file, move |page, name, text| {
        let what = format!("Looking through {name}");
        run(&page, &what, async move {
            let told = Rc::new(std::cell::RefCell::new(String::new()));
            let tell = Rc::clone(&told);
            store::append(move |ledger| {
                let import =
                    share::read(&text, &name, ledger, now).map_err(|why| why.to_string())?;
                tell.replace(summary(&import, &name));
                Ok(import.entries)
            })
            .await?;
            Ok(told.take())
        });
    });
}

/// What an import added.
fn summary(import: &Import, name: &str) -> String {
    let rows = |count| figure::count(count, "transaction", "transactions");
    let mut text = if import.added == 0 {
        format!("{name} adds nothing")
    } else {
        let days = import.period.map(|period| format!(", {}", days(period)));
        format!("{} added from {name}{}", rows(import.added), days.unwrap_or_default())
    };
    if import.known > 0 {
        text.push_str(&format!("; {} known already", rows(import.known)));
    }
    if import.unfinished > 0 {
        let runs = figure::count(import.unfinished, "run has", "runs have");
        text.push_str(&format!("; {runs} not ended and left out"));
    }
    text.push_str(&format!(". The balance is {}.", figure::exact(import.balance)));
    text
}

/// The days between two moments.
fn days((first, last): (Timestamp, Timestamp)) -> String {
    let day = |moment: Timestamp| clock::day(&moment.date().to_string());
    if first.date() == last.date() {
        day(first)
    } else {
        format!("{} to {}", day(first), day(last))
    }
}

/// Reads a backup, and asks before it takes the place of everything.
fn ask(page: &Page, file: File) {
    read(page, file, |page, name, text| {
        spawn_local(async move {
            timer::pause(SHOWN_MILLIS).await;
            page.dispatch(transfer(match backup::read(&text, &name) {
                Ok(backup) => TransferAction::Ask(name, backup),
                Err(why) => TransferAction::Done(Err(why.to_string())),
            }));
        });
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

/// The question before a restore. It is always there, so that the browser can open it over the page.
pub fn dialogs(page: &Page) -> Html {
    let asked = page.transactions.history.transfer.asked.clone();
    let cancel = page.press(|| transfer(TransferAction::Cancel));
    // Escape closes it without a press.
    let closed = {
        let dispatcher = page.dispatcher();
        Callback::from(move |_: Event| dispatcher.dispatch(transfer(TransferAction::Cancel)))
    };
    let question = asked.map(|asked| {
        let (name, backup) = &*asked;
        let replace = {
            let (page, asked) = (page.clone(), Rc::clone(&asked));
            Callback::from(move |_: MouseEvent| restore(&page, &asked))
        };
        html! {
            <div class="stack">
                <h2 id="restore-title">{ "Replace everything?" }</h2>
                <p>{ format!("{name} takes the place of all that this browser keeps, in every tab.") }</p>
                <table class="lines">
                    <thead><tr>
                        <th scope="col"><span class="unseen">{ "Which" }</span></th>
                        <th scope="col" class="num">{ "Transactions" }</th>
                        <th scope="col" class="num">{ "Balance" }</th>
                    </tr></thead>
                    <tbody>
                        { stock("Now, and lost", &page.account.ledger()) }
                        { stock("In the backup", &backup.ledger) }
                    </tbody>
                </table>
                <div class="row">
                    <button type="button" class="button" onclick={cancel}>{ "Keep what is here" }</button>
                    <button type="button" class="button first" onclick={replace}>{ "Replace everything" }</button>
                </div>
            </div>
        }
    });
    html! {
        <dialog id={DIALOG} class="ask" aria-labelledby="restore-title" onclose={closed}>{ maybe(question) }</dialog>
    }
}

fn stock(name: &'static str, ledger: &Ledger) -> Html {
    let rows = ledger.transactions();
    let dates = rows.iter().map(|row| row.time).min().zip(rows.iter().map(|row| row.time).max());
    html! {
        <tr>
            <th scope="row">{ name }<span class="under">{ dates.map(days).unwrap_or_default() }</span></th>
            <td class="num" data-head="Transactions">{ figure::whole(rows.len()) }</td>
            <td class="num" data-head="Balance"><bdi>{ figure::exact(ledger.wallet().total) }</bdi></td>
        </tr>
    }
}

fn restore(page: &Page, asked: &Rc<(String, Backup)>) {
    let (name, backup) = (asked.0.clone(), asked.1.entries.clone());
    page.dispatch(transfer(TransferAction::Cancel));
    run(page, "Restoring the backup", async move {
        store::restore(backup).await?;
        Ok(format!("{name} was restored."))
    });
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
    let add = menu::add(page, None);
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
                <button type="button" class="button" onclick={add}>{ "Add credits" }</button>
                <button type="button" class="button" onclick={sample}>{ "Fill with a sample history" }</button>
                { choose("Restore a backup", "restored", "A backup to restore", ".json", ask, page) }
            </div>
            <p class="soft small">{ "Or drop a file here. It stays in your browser." }</p>
        </div>
    }
}
