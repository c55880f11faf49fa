//! The page's state and everything that can happen to it. One reducer owns it; views send it actions.

use std::{
    mem,
    ops::{Deref, DerefMut},
    rc::Rc,
};

use one_credit::catalog;
use one_credit_engine::{catalog::Catalog, estimate::Estimate, time::Timestamp};
use yew::prelude::*;

use super::{
    account::{
        host::HostAction, order::OrderAction, running::RunAction, state::AccountAction,
        transactions::TransactionsAction,
    },
    benchmark::state::BenchmarkAction,
    browser::hash,
    can::state::{Can, CanAction},
    later::{Carried, Later},
    link,
    pipeline::state::PipelineAction,
    rest::Arrival,
    update::UpdateAction,
};

/// The state as views hold it.
pub type Page = UseReducerHandle<State>;

/// Everything the page knows.
#[derive(Clone)]
pub struct State {
    /// The view on screen.
    pub view: View,
    /// Counts what takes the place of the whole view; the focus then goes to its beginning.
    pub scene: u32,
    /// The moment whose prices are used.
    pub at: Timestamp,
    /// A sentence about the link that was followed.
    pub notice: Option<String>,
    /// The second half of the program.
    pub rest: Arrival,
    /// A link to a view whose code has not arrived.
    pub unread: Option<(View, String)>,
    /// Whether the number of a card was kept out of a field, and nobody has said yet that this was read.
    pub is_refused: bool,
    /// What can one credit do.
    pub can: Can,
    /// What the second half knows, once it is here. There, a field of [`Later`] is named as if it stood here.
    pub later: Option<Box<dyn Carried>>,
}

#[expect(
    clippy::expect_used,
    reason = "only the second half names these fields, and its state arrives with it"
)]
impl Deref for State {
    type Target = Later;

    fn deref(&self) -> &Later {
        self.later.as_ref().expect("the second half is here").get()
    }
}

#[expect(
    clippy::expect_used,
    reason = "only the second half names these fields, and its state arrives with it"
)]
impl DerefMut for State {
    fn deref_mut(&mut self) -> &mut Later {
        self.later.as_mut().expect("the second half is here").get_mut()
    }
}

/// The views: three in the header, and those that the balance menu leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// What can one credit do.
    #[default]
    Can,
    /// Pipeline.
    Pipeline,
    /// Benchmark.
    Benchmark,
    /// Where credits went.
    Transactions,
    /// Team settings.
    Settings,
    /// The way to pay for credits.
    Checkout,
}

impl View {
    /// In the order of the header.
    pub const HEADER: [Self; 3] = [Self::Can, Self::Pipeline, Self::Benchmark];
    /// Every view.
    pub const ALL: [Self; 6] = [
        Self::Can,
        Self::Pipeline,
        Self::Benchmark,
        Self::Transactions,
        Self::Settings,
        Self::Checkout,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Can => "",
            Self::Pipeline => "pipeline",
            Self::Benchmark => "benchmark",
            Self::Transactions => "transactions",
            Self::Settings => "settings",
            Self::Checkout => "checkout",
        }
    }

    /// Its name in the header, in menus and in titles.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Can => "What can one credit do",
            Self::Pipeline => "Pipeline",
            Self::Benchmark => "Benchmark",
            Self::Transactions => "Transactions",
            Self::Settings => "Team settings",
            Self::Checkout => "Checkout",
        }
    }
}

/// What can happen.
pub enum Action {
    /// The address's hash changed.
    Follow(String),
    /// The visitor has read the notice.
    DismissNotice,
    /// The second half arrived or did not, or is fetched again.
    Rest(Arrival),
    /// Something in *What can one credit do*.
    Can(CanAction),
    /// Something in *Pipeline*.
    Pipeline(PipelineAction),
    /// Something in *Benchmark*.
    Benchmark(BenchmarkAction),
    /// Something about the wallet of this browser.
    Account(AccountAction),
    /// Something in adding credits.
    Order(OrderAction),
    /// Something in running a preview.
    Run(RunAction),
    /// Something was learned of the host.
    Host(HostAction),
    /// The number of a card was kept out of a field, or that has been read.
    Refuse(bool),
    /// Something in *Transactions*.
    Transactions(TransactionsAction),
    /// Something about a newer build of the page.
    Update(UpdateAction),
}

impl Action {
    /// Whether what the visitor pressed is gone afterwards.
    const fn changes_scene(&self) -> bool {
        matches!(
            self,
            Self::Pipeline(
                PipelineAction::Open(..) | PipelineAction::Sample(_) | PipelineAction::Close
            ) | Self::Benchmark(BenchmarkAction::Open(_))
                | Self::Order(OrderAction::Added(_))
        )
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        let catalog = catalog();
        if action.changes_scene() {
            state.scene = state.scene.wrapping_add(1);
        }
        // Code to drop any action would bring half of the second half along. Those of this one that own nothing are
        // forgotten instead, the others are taken apart.
        match action {
            Action::Follow(hash) => link::follow(&mut state, catalog, &hash),
            Action::DismissNotice => {
                state.notice = None;
                mem::forget(action);
            }
            Action::Can(action) => state.can.apply(catalog, action),
            Action::Refuse(is_refused) => {
                state.is_refused = is_refused;
                mem::forget(action);
            }
            Action::Rest(arrival) => {
                state.rest = arrival;
                if let Some(rest) = arrival.here() {
                    (rest.arrived)(&mut state);
                }
                mem::forget(action);
            }
            action => match state.rest.here() {
                Some(rest) => (rest.apply)(&mut state, action),
                // None of these comes before that half.
                None => mem::forget(action),
            },
        }
        if let Some(rest) = state.rest.here() {
            (rest.refresh)(&mut state);
        }
        Rc::new(state)
    }
}

impl State {
    /// The state of a page that was just opened.
    pub fn new(catalog: &Catalog, at: Timestamp) -> Self {
        Self {
            view: View::default(),
            scene: 0,
            at,
            notice: None,
            rest: Arrival::default(),
            unread: None,
            is_refused: false,
            can: Can::new(catalog),
            later: None,
        }
    }

    /// The same with what the address says.
    pub fn at_start(at: Timestamp) -> Self {
        let catalog = catalog();
        let mut state = Self::new(catalog, at);
        link::follow(&mut state, catalog, &hash::take());
        state
    }

    /// The estimate of the view on screen.
    pub fn estimate(&self) -> Option<&Estimate> {
        self.estimate_of(self.view)
    }

    /// The estimate of a view.
    pub fn estimate_of(&self, view: View) -> Option<&Estimate> {
        let later = self.later.as_ref()?.get();
        match view {
            View::Pipeline => later.pipeline.estimate(),
            View::Benchmark => later.benchmark.costs.as_ref().map(|costs| &costs.estimate),
            View::Can | View::Transactions | View::Settings | View::Checkout => None,
        }
    }
}
