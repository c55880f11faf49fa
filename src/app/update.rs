//! A newer build of the page is ready: the notice that says so, and the reload that loses nothing.

use one_credit_engine::time::Timestamp;
use yew::prelude::*;

use super::{
    account::store,
    browser::{clock, hash, update},
    kept, link,
    part::maybe,
    send::Send,
    state::{Action, Page, State},
};

pub use super::browser::update::Newer;

/// The newer build, and what the visitor wants of it.
#[derive(Clone, Default)]
pub struct Update {
    ready: Option<Newer>,
    stage: Stage,
}

/// How far it is.
#[derive(Clone, Default, PartialEq, Eq)]
enum Stage {
    /// The visitor is asked.
    #[default]
    Asked,
    /// Not now.
    Later,
    /// As soon as what is going on has ended.
    Waiting,
    /// Something would be lost: what, as a sentence.
    Short(String),
    /// The page is being reloaded.
    Going,
}

/// What can happen to it.
pub enum UpdateAction {
    /// A newer build is ready.
    Ready(Newer),
    /// Not now.
    Later,
    /// Wait for what is going on.
    Wait,
    /// Something would be lost: what, as a sentence.
    Warn(String),
    /// The page is being reloaded.
    Go,
}

impl Update {
    /// Carries an action out.
    pub fn apply(&mut self, action: UpdateAction) {
        self.stage = match action {
            UpdateAction::Ready(newer) => {
                self.ready = Some(newer);
                match self.stage {
                    Stage::Later => Stage::Asked,
                    _ => return,
                }
            }
            UpdateAction::Later => Stage::Later,
            UpdateAction::Wait => Stage::Waiting,
            UpdateAction::Warn(what) => Stage::Short(what),
            UpdateAction::Go => Stage::Going,
        };
    }
}

/// Listens for newer builds. Call it once.
pub fn begin(page: &Page) {
    let page = page.dispatcher();
    update::watch(move |newer| page.dispatch(Action::Update(UpdateAction::Ready(newer))));
}

/// Goes on once nothing is in the way any more.
pub fn drawn(page: &Page) {
    if page.update.stage == Stage::Waiting && under_way(page).is_none() {
        go(page, false);
    }
}

/// What a reload would break off, as a sentence.
fn under_way(state: &State) -> Option<&'static str> {
    if state.run.going.is_some() {
        Some("A run is going on.")
    } else if state.order.busy.is_some() {
        Some("A payment is going on.")
    } else if state.transactions.history.transfer.is_busy() {
        Some("A file is being worked on.")
    } else if state.transactions.rule.is_busy || store::is_writing() {
        Some("A change is being kept.")
    } else {
        None
    }
}

fn go(page: &Page, is_sure: bool) {
    let act = |action| page.dispatch(Action::Update(action));
    let Some(newer) = &page.update.ready else { return };
    if under_way(page).is_some() {
        return act(UpdateAction::Wait);
    }
    match kept::keep(page) {
        Some(lost) if !is_sure => act(UpdateAction::Warn(lost)),
        _ => {
            // The address may be a moment behind.
            hash::replace(&link::of(page, page.view));
            act(UpdateAction::Go);
            newer.accept();
        }
    }
}

/// The place of the notice, above the total. It is always there, so that what comes into it is read out.
pub fn notice(page: &Page) -> Html {
    let update = &page.update;
    let told = update.ready.as_ref().filter(|_| update.stage != Stage::Later);
    html! { <div class="update" role="status">{ maybe(told.map(|newer| ask(page, newer))) }</div> }
}

fn ask(page: &Page, newer: &Newer) -> Html {
    let stage = &page.update.stage;
    let day = Timestamp::parse(&newer.verified).is_ok().then(|| clock::day(&newer.verified));
    let with = day.map(|day| format!(", with prices checked on {day},")).unwrap_or_default();
    let told = match stage {
        Stage::Waiting => {
            let what = under_way(page).unwrap_or_default();
            format!("{what} The page reloads when it has ended.")
        }
        Stage::Short(what) => what.clone(),
        Stage::Going => "Reloading…".to_owned(),
        Stage::Asked | Stage::Later => {
            "Reloading keeps what you have entered and opened.".to_owned()
        }
    };
    let is_sure = matches!(stage, Stage::Short(_));
    let reload = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| go(&page, is_sure))
    };
    let is_off = matches!(stage, Stage::Waiting | Stage::Going);
    html! {
        <div class="page">
            <div>
                <p><b>{ format!("A new version{with} is ready.") }</b></p>
                <p class="soft">{ told }</p>
            </div>
            <div class="row">
                <button type="button" class="button first" disabled={is_off} onclick={reload}>
                    { if is_sure { "Reload anyway" } else { "Reload" } }
                </button>
                <button type="button" class="button" disabled={*stage == Stage::Going}
                    onclick={page.press(|| Action::Update(UpdateAction::Later))}>{ "Later" }</button>
            </div>
        </div>
    }
}
