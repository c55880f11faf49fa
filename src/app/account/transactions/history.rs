//! *History*: every transaction, filtered, with its count and its sum.

use std::rc::Rc;

use one_credit_engine::{
    estimate::Estimate,
    ledger::{Filter, Ledger, Name, Sums, Transaction},
    time::Timestamp,
};
use yew::prelude::*;

use super::{
    Tab,
    filters::{FilterAction, Filters, filter, filters, models},
    list::{self, Window},
    restore, row, sample, transfer,
};
use crate::app::{
    account::state::Status,
    address::Address,
    browser::number::number,
    figure, note,
    part::maybe,
    send::Send,
    state::{Page, State},
};

/// The state of the tab.
#[derive(Clone, Default)]
pub struct History {
    /// What is asked for.
    pub filters: Filters,
    /// The places of the rows that are wanted, newest first.
    pub rows: Rc<[u32]>,
    /// What they add up to; none where that is too large to be kept.
    pub sums: Option<Sums>,
    /// The models and suppliers that were used, with their names.
    pub models: Rc<[(String, String)]>,
    /// The rows that are made, once there is time for those out of sight.
    window: Window,
    /// Whether the rows have just changed.
    is_new: bool,
    /// The place of the row to which Tab leads; the first row if none.
    pub current: Option<u32>,
    /// Counts how often the focus went to another row.
    pub moves: u32,
    /// The id of the row whose job is shown.
    pub opened: Option<Name>,
    /// Its place.
    opened_at: Option<u32>,
    /// What its job would cost at the prices of a moment, or why nobody knows.
    pub today: Option<Rc<(Timestamp, Result<Estimate, String>)>>,
    /// Files in and out.
    pub transfer: transfer::Transfer,
    /// What `rows` follow from.
    seen: Option<(u64, Filter)>,
}

/// What can happen in the tab.
pub enum HistoryAction {
    /// Something else is asked for.
    Filter(FilterAction),
    /// Other rows came into sight.
    Look(Window),
    /// The focus goes to another row.
    Move(Step),
    /// The row at a place is opened or closed.
    Toggle(u32),
    /// The opened job is priced with the rates of this moment.
    Reprice(Timestamp),
    /// Something with files.
    Transfer(transfer::TransferAction),
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the row before.
    Up,
    /// To the row after.
    Down,
    /// So many rows up.
    PageUp(usize),
    /// So many rows down.
    PageDown(usize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl History {
    /// Carries an action out.
    pub fn apply(&mut self, ledger: &Ledger, action: HistoryAction) {
        match action {
            HistoryAction::Filter(action) => self.filters.apply(action),
            HistoryAction::Look(window) => (self.window, self.is_new) = (window, false),
            HistoryAction::Move(step) => self.step(step),
            HistoryAction::Toggle(place) => {
                self.current = Some(place);
                self.today = None;
                if self.opened_at == Some(place) {
                    (self.opened, self.opened_at) = (None, None);
                } else {
                    self.opened = self.at(ledger, place).map(|row| Name::clone(&row.id));
                    self.opened_at = self.opened.is_some().then_some(place);
                }
            }
            HistoryAction::Reprice(at) => {
                let job = self.opened_at.and_then(|place| self.at(ledger, place)?.job.as_ref());
                self.today = job.map(|job| {
                    let costs = job.reprice(one_credit::catalog(), at);
                    Rc::new((at, costs.map_err(|error| error.to_string())))
                });
            }
            HistoryAction::Transfer(action) => self.transfer.apply(action),
        }
    }

    /// Brings the rows up to date with the ledger and the filters.
    pub fn refresh(&mut self, ledger: &Ledger, revision: u64) {
        let wanted = &self.filters.wanted;
        if self.seen.as_ref().is_some_and(|(seen, filter)| *seen == revision && filter == wanted) {
            return;
        }
        if self.seen.as_ref().is_none_or(|(seen, _)| *seen != revision) {
            self.models = models(ledger).into();
        }
        self.rows = ledger.rows(wanted).into();
        self.sums = ledger.sums(&self.rows).ok();
        self.is_new = true;
        self.seen = Some((revision, wanted.clone()));
        self.opened_at = self.opened.as_ref().and_then(|id| ledger.place(id));
        if self.current.is_none() && self.opened_at.is_some() {
            // A link leads to this row.
            self.moves = self.moves.wrapping_add(1);
        }
        // The focus stays at its row, or goes to the next older one.
        self.current = self.current.or(self.opened_at).and_then(|place| {
            let key = |place: u32| self.at(ledger, place).map(|row| (row.time, place));
            let number = self.rows.partition_point(|other| key(*other) > key(place));
            self.rows.get(number).or_else(|| self.rows.last()).copied()
        });
    }

    fn step(&mut self, step: Step) {
        let last = self.rows.len().saturating_sub(1);
        let at = self.number_of_current().unwrap_or(0);
        let number = match step {
            Step::Up => at.saturating_sub(1),
            Step::Down => at.saturating_add(1),
            Step::PageUp(rows) => at.saturating_sub(rows),
            Step::PageDown(rows) => at.saturating_add(rows),
            Step::First => 0,
            Step::Last => last,
        };
        self.current = self.rows.get(number.min(last)).copied();
        self.moves = self.moves.wrapping_add(1);
    }

    /// The rows that are made: of new ones first those that will be in sight.
    pub const fn made(&self) -> Window {
        if self.is_new { self.window.in_sight() } else { self.window }
    }

    /// The row at a place of the ledger.
    pub fn at<'a>(&self, ledger: &'a Ledger, place: u32) -> Option<&'a Transaction> {
        ledger.transactions().get(usize::try_from(place).ok()?)
    }

    /// The number of the current row among those that are wanted.
    pub fn number_of_current(&self) -> Option<usize> {
        self.number_of(self.current)
    }

    /// The number of the opened row.
    pub fn number_of_opened(&self) -> Option<usize> {
        self.number_of(self.opened_at)
    }

    fn number_of(&self, place: Option<u32>) -> Option<usize> {
        place.and_then(|place| self.rows.iter().position(|other| *other == place))
    }

    /// Digits after the point of its columns.
    pub fn digits(&self) -> u32 {
        self.sums.map_or(one_credit_engine::show::MOST_DIGITS, |sums| sums.digits)
    }

    /// The fields of a link.
    pub fn write(&self, address: &mut Address) {
        self.filters.write(address);
        if let Some(id) = &self.opened {
            address.push("row", id.to_string());
        }
    }

    /// Takes what a link says.
    pub fn read(&mut self, address: &Address) {
        self.filters = Filters::read(address);
        let opened = address.get("row").map(Name::from);
        if self.opened != opened {
            self.opened = opened;
            self.today = None;
            // It is found when the rows are, and then has the focus.
            self.current = None;
            self.seen = None;
        }
    }
}

/// The tab.
pub fn view(page: &Page) -> Html {
    let account = &page.account;
    if let Status::Loading { read, of } = account.status {
        return loading(read, of);
    }
    let ledger = account.ledger();
    let is_empty = ledger.transactions().is_empty();
    let is_closed = matches!(account.status, Status::Closed { .. });
    let content = match is_empty {
        // Nobody knows what is kept.
        true if is_closed => Html::default(),
        true => transfer::empty(page),
        false => rows(page, &ledger),
    };
    let drops = transfer::drops(page);
    html! {
        <div class={drops.class} ondragover={drops.over} ondragleave={drops.leave} ondrop={drops.drop}>
            { maybe(storage(page)) }
            { maybe((!is_empty).then(|| sample::banner(page, &ledger))) }
            { transfer::results(page) }
            { content }
            { restore::dialog(page) }
        </div>
    }
}

/// Why the rows are not kept, or not all of them are here.
fn storage(page: &Page) -> Option<Html> {
    match &page.account.status {
        Status::NotKept(why) => {
            let told = html! { <><p>{ why }</p><p>{ "What happens here is forgotten when this tab closes. Export what you want to keep." }</p></> };
            Some(note::warning(told, None))
        }
        Status::Closed { why, can_restore } => {
            let restore = can_restore.then(|| html! { <p>{ restore::choose(page) }</p> });
            Some(note::trouble(html! { <><p>{ why }</p>{ maybe(restore) }</> }, None))
        }
        Status::Loading { .. } | Status::Ready => None,
    }
}

fn rows(page: &Page, ledger: &Ledger) -> Html {
    let history = &page.transactions.history;
    let none = history.rows.is_empty().then(|| {
        html! {
            <div class="panel nothing">
                <h3>{ "No transaction fits these filters" }</h3>
                <p class="soft">{ "Take one of them away, or look at everything." }</p>
                <p>
                    <button type="button" class="button"
                        onclick={page.press(|| filter(FilterAction::Clear))}>{ "Show everything" }</button>
                </p>
            </div>
        }
    });
    let table = (!history.rows.is_empty()).then(|| list::list(page, ledger));
    html! {
        <section class="stack" aria-labelledby="history-title">
            { filters(page) }
            <div class="row apart found">
                <div>{ summary(history, ledger.transactions().len()) }</div>
                { transfer::files(page) }
            </div>
            { list::hint(history) }
            { maybe(none) }
            { maybe(table) }
        </section>
    }
}

fn loading(read: u32, of: u32) -> Html {
    // The browser takes long to make the formatters of dates and amounts; here is time for it.
    drop((row::moment("2026-01-01"), number("0.000000"), number("0.00")));
    let done = (of > 0)
        .then(|| format!("{} of {} records", number(&read.to_string()), number(&of.to_string())));
    html! {
        <div class="panel nothing waits">
            <label for="reading">{ "Reading the transactions that this browser keeps" }</label>
            <progress id="reading" value={(of > 0).then(|| read.to_string())} max={(of > 0).then(|| of.to_string())} />
            <p class="soft">{ done.unwrap_or_default() }</p>
        </div>
    }
}

/// How many rows there are and what they add up to.
fn summary(history: &History, of: usize) -> Html {
    let rows = history.rows.len();
    let count = if rows == of {
        figure::count(rows, "transaction", "transactions")
    } else {
        format!(
            "{} of {}",
            number(&rows.to_string()),
            figure::count(of, "transaction", "transactions")
        )
    };
    let sums = match history.sums {
        Some(sums) => html! {
            <p class="sums">
                <span>{ "Net " }<b><bdi>{ figure::exact(sums.net) }</bdi></b></span>
                <span class="soft">{ "added " }<bdi>{ figure::exact(sums.added) }</bdi></span>
                <span class="soft">{ "taken " }<bdi>{ figure::exact(sums.taken) }</bdi></span>
            </p>
        },
        None => html! { <p class="soft">{ "Their sum has more than 28 digits." }</p> },
    };
    html! { <><h2 id="history-title">{ count }</h2>{ sums }</> }
}

/// The result in one sentence, for the live region.
pub fn spoken(state: &State) -> String {
    let history = &state.transactions.history;
    if state.transactions.tab != Tab::History
        || history.rows.is_empty() && history.filters.is_empty()
    {
        return String::new();
    }
    let count = figure::count(history.rows.len(), "transaction", "transactions");
    match history.sums {
        Some(sums) => format!("{count}, net {}", figure::exact(sums.net)),
        None => count,
    }
}
