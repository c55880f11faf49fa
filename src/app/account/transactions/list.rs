//! The history as one long table of which only the rows in sight are made. It scrolls with the page.

use std::cell::RefCell;

use one_credit_engine::ledger::Ledger;
use yew::prelude::*;

use super::{
    Tab, TransactionsAction, detail,
    history::{History, HistoryAction, Step},
    restore::DIALOG,
    row::{self, Stand},
};
use crate::app::{
    browser::{
        dialog, document,
        sight::{self, Sight},
        timer::{self, Timer},
    },
    part::{all, maybe},
    state::{Action, Page, State, View},
};

/// The rows that are made, by their number among those wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub first: usize,
    /// The one after the last; may lie beyond the end.
    pub end: usize,
}

impl Window {
    /// Without those that are made ahead of the visitor.
    pub const fn in_sight(self) -> Self {
        Self { first: self.first, end: self.end.saturating_sub(SPARE) }
    }
}

impl Default for Window {
    fn default() -> Self {
        Self { first: 0, end: STEP + SPARE }
    }
}

/// The window moves in steps of as many rows, so that not every pixel makes new rows.
const STEP: usize = 8;
/// How many rows beyond those in sight are made on either side.
const SPARE: usize = 8;

/// What rows do with what the visitor does.
pub struct Keys {
    /// The row at a place was pressed.
    pub press: Callback<u32>,
    /// A key was pressed on a row's button.
    pub key: Callback<KeyboardEvent>,
}

/// The table.
pub fn list(page: &Page, ledger: &Ledger) -> Html {
    let history = &page.transactions.history;
    let rows = &history.rows;
    let digits = history.digits();
    let keys = keys(page);
    let (current, opened) = (history.number_of_current(), history.number_of_opened());
    let window = history.made();
    let mut shown: Vec<usize> = (window.first..window.end.min(rows.len())).collect();
    // What has the focus, and what is opened, stays though it is out of sight.
    for number in [current, opened].into_iter().flatten() {
        if let Err(at) = shown.binary_search(&number) {
            shown.insert(at, number);
        }
    }
    let mut parts = Vec::with_capacity(shown.len().saturating_add(4));
    let mut next = 0;
    for number in shown {
        if number > next {
            parts.push(gap(next, number.saturating_sub(next)));
        }
        next = number.saturating_add(1);
        let place = rows.get(number).copied().unwrap_or(u32::MAX);
        let Some(transaction) = history.at(ledger, place) else { continue };
        let is_opened = opened == Some(number);
        let stand = Stand {
            place,
            number: number.saturating_add(2),
            digits,
            is_current: current.unwrap_or(0) == number,
            is_opened,
        };
        parts.push(row::row(transaction, &stand, &keys));
        if is_opened {
            parts.push(detail::detail(page, transaction));
        }
    }
    if next < rows.len() {
        parts.push(gap(next, rows.len().saturating_sub(next)));
    }
    html! {
        <table role="table" class="history" aria-rowcount={rows.len().saturating_add(1).to_string()}
            aria-labelledby="history-title" aria-describedby="history-keys">
            <thead role="rowgroup">
                <tr role="row" aria-rowindex="1">
                    <th role="columnheader" scope="col" class="when">{ "Date (UTC)" }</th>
                    <th role="columnheader" scope="col" class="what">{ "Transaction" }</th>
                    <th role="columnheader" scope="col" class="kind">{ "Kind" }</th>
                    <th role="columnheader" scope="col" class="num amount">{ "Amount, C" }</th>
                    <th role="columnheader" scope="col" class="num balance-after">{ "Balance after, C" }</th>
                </tr>
            </thead>
            <tbody role="rowgroup" id="history-rows">{ all(parts) }</tbody>
        </table>
    }
}

/// The height of rows that are not made. An `em` is the height of a row there. Its key is its place among the rows, so
/// that no row is ever moved past it: a row that is moved loses the focus.
fn gap(first: usize, rows: usize) -> Html {
    html! {
        <tr key={format!("gap-{first}")} class="skipped" aria-hidden="true">
            <td><svg width="1" height={format!("{rows}em")} /></td>
        </tr>
    }
}

fn keys(page: &Page) -> Keys {
    let dispatcher = page.dispatcher();
    let send = move |action| {
        dispatcher.dispatch(Action::Transactions(TransactionsAction::History(action)));
    };
    let press = {
        let send = send.clone();
        Callback::from(move |place| send(HistoryAction::Toggle(place)))
    };
    let key = Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Down,
            "ArrowUp" => Step::Up,
            "PageDown" => Step::PageDown(rows_in_sight()),
            "PageUp" => Step::PageUp(rows_in_sight()),
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        send(HistoryAction::Move(step));
    });
    Keys { press, key }
}

fn in_sight() -> Option<Sight> {
    sight::rows("history-rows", ".entry", ".opened")
}

/// How many rows a page is.
fn rows_in_sight() -> usize {
    in_sight().map_or(1, |sight| sight.end.saturating_sub(sight.first).saturating_sub(2).max(1))
}

/// What was done after a rendering, so that it is done once.
#[derive(Default)]
struct Done {
    /// How often the focus was moved.
    moves: u32,
    /// Whether the question before a restore is open.
    asks: bool,
    /// Whether scrolling and the size of the window are watched.
    is_watching: bool,
    /// The rows that are made.
    made: Window,
    /// Whether rows beyond those in sight are about to be made, and what makes them.
    is_later: bool,
    later: Option<Timer>,
}

thread_local! {
    static DONE: RefCell<Done> = RefCell::default();
}

/// After every rendering: moves the focus, opens the question before a restore, and makes the rows that are in sight.
pub fn drawn(page: &Page) {
    if page.view != View::Transactions || page.transactions.tab != Tab::History {
        return;
    }
    let history = &page.transactions.history;
    let (is_moved, is_asked) = DONE.with_borrow_mut(|done| {
        if !std::mem::replace(&mut done.is_watching, true) {
            watch(page);
        }
        let asks = history.transfer.asks();
        done.made = history.made();
        let is_moved = std::mem::replace(&mut done.moves, history.moves) != history.moves;
        (is_moved, std::mem::replace(&mut done.asks, asks) != asks)
    });
    if is_asked {
        dialog::set_open(DIALOG, history.transfer.asks());
    }
    if is_moved && let Some(place) = history.current {
        document::focus(&row::button_id(place));
    }
    // Asking now where the rows are would lay the page out before its time.
    make_rows_later(&page.dispatcher());
}

fn watch(page: &Page) {
    let dispatcher = page.dispatcher();
    sight::watch(move || {
        let Some(sight) = in_sight() else { return };
        let made = DONE.with_borrow(|done| done.made);
        if sight.first < made.first || sight.end > made.end {
            dispatcher.dispatch(look(around(sight, 0)));
        } else if around(sight, SPARE) != made {
            make_rows_later(&dispatcher);
        }
    });
}

/// Has rows made beyond those in sight, a moment later: no frame waits for what is not seen.
fn make_rows_later(dispatcher: &UseReducerDispatcher<State>) {
    if DONE.with_borrow_mut(|done| std::mem::replace(&mut done.is_later, true)) {
        return;
    }
    let dispatcher = dispatcher.clone();
    let later = timer::after(LATER_MILLIS, move || {
        let made = DONE.with_borrow_mut(|done| {
            done.is_later = false;
            done.made
        });
        let wanted = in_sight().map(|sight| around(sight, SPARE));
        if let Some(window) = wanted.filter(|window| *window != made) {
            dispatcher.dispatch(look(window));
        }
    });
    DONE.with_borrow_mut(|done| done.later = later);
}

fn look(window: Window) -> Action {
    Action::Transactions(TransactionsAction::History(HistoryAction::Look(window)))
}

const LATER_MILLIS: i32 = 30;

/// The window for what is in sight and as many rows more on either side.
const fn around(sight: Sight, spare: usize) -> Window {
    let first = sight.first.saturating_sub(spare) / STEP * STEP;
    let end = sight.end.saturating_add(spare).div_ceil(STEP).saturating_mul(STEP);
    Window { first, end }
}

/// What the table is labelled with, beside it.
pub fn hint(history: &History) -> Html {
    maybe((!history.rows.is_empty()).then(|| {
        html! {
            <p id="history-keys" class="unseen">
                { "Arrow keys, Page Up, Page Down, Home and End move between rows; Enter shows what a row is made of." }
            </p>
        }
    }))
}
