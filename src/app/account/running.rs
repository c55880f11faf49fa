//! The run of this tab, and what stands beside a preview's total: run it, stop it, how it ended, or what is missing.

use one_credit::catalog;
use one_credit_engine::{
    estimate::Estimate,
    ledger::{Name, Reservation},
    money::Credits,
};
use yew::prelude::*;

use super::{
    menu, run,
    standing::{self, Standing},
};
use crate::app::{
    browser::{abort::Abort, document, host},
    figure::{self, count},
    icon::Icon,
    note,
    part::{all, maybe},
    send::Send,
    state::{Action, Page, View},
};

/// Says how a run stands; always on a preview.
const STATUS: &str = "run-status";

/// The run of this tab: at most one goes on.
#[derive(Clone, Default)]
pub struct Run {
    /// The one that goes on.
    pub going: Option<Going>,
    /// How the last one ended.
    pub ended: Option<Ended>,
    /// Runs that no tab follows any more, though credits are reserved for them.
    pub left: Vec<Name>,
}

/// A run that goes on.
#[derive(Clone)]
pub struct Going {
    /// What people call it.
    pub name: Name,
    /// How much is reserved for it, once it is.
    pub reserved: Option<Credits>,
    /// Ends it.
    pub abort: Abort,
    /// Whether it is being stopped.
    pub is_stopping: bool,
}

/// How a run ended.
#[derive(Clone)]
pub struct Ended {
    /// Whether it was charged, and nothing is wrong.
    pub is_done: bool,
    /// What was charged or why not, as sentences.
    pub told: String,
}

/// What can happen to it.
pub enum RunAction {
    /// It begins.
    Begin(Going),
    /// So much was reserved for it.
    Reserved(Credits),
    /// It is to be stopped.
    Stop,
    /// It ended.
    End(Ended),
    /// The visitor has read how it ended.
    Dismiss,
    /// These runs were left open by a tab that closed.
    Left(Vec<Name>),
}

impl Run {
    /// Carries an action out.
    pub fn apply(&mut self, action: RunAction) {
        match action {
            RunAction::Begin(going) => {
                self.going = Some(going);
                self.ended = None;
            }
            RunAction::Reserved(credits) => {
                if let Some(going) = &mut self.going {
                    going.reserved = Some(credits);
                }
            }
            RunAction::Stop => {
                if let Some(going) = &mut self.going {
                    going.is_stopping = true;
                }
            }
            RunAction::End(ended) => {
                self.going = None;
                self.ended = Some(ended);
            }
            RunAction::Dismiss => self.ended = None,
            RunAction::Left(jobs) => self.left = jobs,
        }
    }
}

/// What stands beside the total.
pub fn controls(page: &Page, estimate: &Estimate) -> Html {
    let is_idle = page.run.going.is_none();
    html! {
        <div class="run no-print">
            { status(page) }
            { maybe(is_idle.then(|| offer(page, estimate))) }
        </div>
    }
}

/// The run that goes on, or how the last one ended. It is always there, so that what comes into it is read out.
pub fn status(page: &Page) -> Html {
    let told = match (&page.run.going, &page.run.ended) {
        (Some(going), _) => going_on(page, going),
        (None, Some(ended)) => told(page, ended),
        (None, None) => Html::default(),
    };
    html! { <div id={STATUS} class="run-status" role="status" tabindex="-1">{ told }</div> }
}

fn told(page: &Page, ended: &Ended) -> Html {
    let icon = if ended.is_done { Icon::Done } else { Icon::Warning };
    html! {
        <p class={if ended.is_done { "run-told done" } else { "run-told gap" }}>
            { icon.draw() }<span>{ &ended.told }</span>
            <button type="button" class="quiet" onclick={page.press(|| Action::Run(RunAction::Dismiss))}>{ "Dismiss" }</button>
        </p>
    }
}

/// *Run*, or what is missing for it.
fn offer(page: &Page, estimate: &Estimate) -> Html {
    let Standing::Known(wallet) = standing::standing(page) else { return Html::default() };
    if let Ok(Some(missing)) = wallet.missing(estimate.total.expected) {
        let payable = catalog().policy.top_up.payable(missing).ok().map(|payable| payable.amount);
        return html! {
            <>
                <p class="run-told gap">{ Icon::Warning.draw() }<span>{ "This run needs " }{ figure::credits(missing) }{ " more." }</span></p>
                { maybe(page.host.can_add.then(|| html! {
                    <button type="button" class="button first" onclick={menu::add(page, payable)}>{ "Add credits" }</button>
                })) }
            </>
        };
    }
    // Without any price there is nothing to reserve, and 0 would be a lie.
    if estimate.total.expected == Credits::ZERO && estimate.gaps().next().is_some() {
        return Html::default();
    }
    let words = if page.host.is_demo() {
        "Run (demo)"
    } else if host::at("run").is_some() {
        "Run"
    } else {
        return Html::default();
    };
    let start = run::start(page, name(page), estimate.clone());
    let start = Callback::from(move |event: MouseEvent| {
        // The button goes; the focus stays with the run.
        document::focus(STATUS);
        start.emit(event);
    });
    html! { <button type="button" class="button first" onclick={start}>{ words }</button> }
}

fn going_on(page: &Page, going: &Going) -> Html {
    let told = match (going.is_stopping, going.reserved) {
        (true, _) => html! { { "Stopping…" } },
        (false, None) => html! { { "Reserving…" } },
        (false, Some(reserved)) => {
            html! { <>{ "Running “" }{ going.name.to_string() }{ "”, " }{ figure::credits(reserved) }{ " reserved" }</> }
        }
    };
    let (abort, dispatcher) = (going.abort.clone(), page.dispatcher());
    let stop = Callback::from(move |_: MouseEvent| {
        document::focus(STATUS);
        dispatcher.dispatch(Action::Run(RunAction::Stop));
        abort.stop();
    });
    let is_early = going.reserved.is_none() || going.is_stopping;
    html! {
        <p class="run-told">
            <span class="spinner" aria-hidden="true"></span>
            <span>{ told }</span>
            <button type="button" class="button" disabled={is_early} onclick={stop}>{ "Stop" }</button>
        </p>
    }
}

/// What people call the preview on screen.
fn name(page: &Page) -> String {
    match (page.view, &page.pipeline.opened) {
        (View::Pipeline, Some(opened)) => opened.title.clone(),
        _ => format!("Benchmark of {}", count(page.benchmark.models.len(), "model", "models")),
    }
}

/// Runs that a closed tab has left open, each with the way to release it.
pub fn left(page: &Page) -> Option<Html> {
    if page.host.has_wallet {
        return None;
    }
    let ledger = page.account.ledger();
    let left = |open: &&Reservation| page.run.left.contains(&open.job.id);
    let items: Vec<Html> = ledger
        .reservations()
        .iter()
        .filter(left)
        .map(|open| {
            html! {
                <p key={open.job.id.to_string()}>
                    { "“" }{ open.job.name.to_string() }{ "” was still running when its tab closed. " }
                    { figure::credits(open.credits) }{ " are reserved for it. " }
                    <button type="button" class="button" onclick={run::release_left(page, &open.job.id)}>
                        { "Release" }<span class="unseen">{ format!(" the credits of {}", open.job.name) }</span>
                    </button>
                </p>
            }
        })
        .collect();
    (!items.is_empty()).then(|| note::warning(all(items), None))
}
