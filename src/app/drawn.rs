//! What the second half does after every rendering, and what it does once, after its first.

use std::cell::RefCell;

use super::{
    account::{add, host, order::Step, run::look_for_left, state::Status, store, transactions},
    browser::{
        dialog, document,
        timer::{self, Timer},
    },
    kept, rest,
    state::Page,
    update,
};

/// What was found at the rendering before.
#[derive(Default)]
struct Before {
    /// Whether transactions are being added up, and how many were.
    spend: (bool, usize),
    /// The next turn of that.
    turn: Option<Timer>,
    /// Whether the wallet was there.
    is_ready: bool,
    /// The step of *Add credits* that was open.
    step: Option<Step>,
}

thread_local! {
    static BEFORE: RefCell<Option<Before>> = const { RefCell::new(None) };
}

/// After every rendering.
pub fn drawn(page: &Page) {
    if BEFORE.with_borrow(Option::is_none) {
        BEFORE.set(Some(Before::default()));
        begin(page);
    }
    BEFORE.with_borrow_mut(|before| {
        if let Some(before) = before {
            follow(page, before);
        }
    });
    transactions::drawn(page);
    kept::remember(page);
    update::drawn(page);
}

/// Begins to load the account, to ask the host, and to look for newer builds.
fn begin(page: &Page) {
    store::start(page.dispatcher(), &page.account, rest::given("journal"));
    host::ask(page.dispatcher());
    update::begin(page);
    kept::begin();
}

fn follow(page: &Page, before: &mut Before) {
    let spend = &page.transactions.spend;
    let spend = (spend.is_behind, spend.taken);
    if std::mem::replace(&mut before.spend, spend) != spend {
        // Adding up many transactions takes several turns, between which the page lives.
        let dispatcher = page.dispatcher();
        let go_on = move || dispatcher.dispatch(transactions::go_on());
        before.turn = spend.0.then(|| timer::after(0, go_on)).flatten();
    }
    let is_ready = page.account.status == Status::Ready;
    if std::mem::replace(&mut before.is_ready, is_ready) != is_ready && is_ready {
        look_for_left(page.dispatcher(), &page.account);
    }
    let step = page.order.step;
    if std::mem::replace(&mut before.step, step) != step {
        dialog::set_open(add::DIALOG, step.is_some());
        if let Some(step) = step {
            document::focus(add::focus_of(step));
        }
    }
}
