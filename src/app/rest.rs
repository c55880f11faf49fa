//! The second half of the program. The build moves whatever `arrive` alone reaches into a file of its own (xtask/src/split),
//! so that the first view starts soon. The first half calls it through the functions of `Rest` only.

use one_credit::catalog;
use one_credit_engine::{
    catalog::{Model, ModelId},
    equivalents::Equivalent,
};
use std::{cell::RefCell, hint::black_box};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{
    account::{add, checkout, host::Host, menu::menu, running, settings, transactions},
    address::Address,
    age, benchmark, browser, can, drawn, kept,
    later::Later,
    link, note,
    part::maybe,
    pipeline,
    state::{Action, Page, State, View},
    total, update,
};

/// What the first half calls of the second.
pub struct Rest {
    /// Makes the state of the second half, takes what was kept over a reload, and the link that waited. Called once,
    /// before anything else.
    pub arrived: fn(&mut State),
    /// What the budget of the first view buys of a model whose tariff is not plain, or why that cannot be said.
    pub buys: fn(&State, ModelId, &Model) -> Result<Option<Equivalent>, String>,
    /// The view on screen, any but the first.
    pub view: fn(&Page) -> Html,
    /// What stands below the first view's cards.
    pub below: fn(&Page) -> Html,
    /// What stands around every view.
    pub around: fn(&Page) -> Around,
    /// Carries out an action of these views.
    pub apply: fn(&mut State, Action),
    /// Brings up to date, after any action, what is computed from the rest of the state.
    pub refresh: fn(&mut State),
    /// What is to be done after every rendering.
    pub drawn: fn(&Page),
    /// Whether *Add credits* lies over the page.
    pub is_asking: fn(&State) -> bool,
    /// Another link is followed: what belonged to the moment before is over.
    pub leave: fn(&mut State),
    /// What the live region says of any view but the first.
    pub spoken: fn(&State) -> String,
    /// Writes a view's state into its address.
    pub write: fn(&State, View, &mut Address),
    /// Brings the state to what an address says.
    pub read: fn(&mut State, View, &Address),
}

/// What stands around every view and is not of the first half.
#[derive(Default)]
pub struct Around {
    /// The balance.
    pub menu: Html,
    /// How runs stand.
    pub runs: Html,
    /// The bar with the view's total.
    pub total: Html,
    /// *Add credits*.
    pub dialog: Html,
}

static REST: Rest = Rest {
    arrived,
    buys: can::card::buys_anyhow,
    view,
    below: below_cards,
    around: all_around,
    apply,
    refresh,
    drawn: drawn::drawn,
    is_asking,
    leave,
    spoken,
    write,
    read,
};

/// How far the second half is.
#[derive(Clone, Copy, Default)]
pub enum Arrival {
    /// On its way.
    #[default]
    Coming,
    /// It did not arrive.
    Missing,
    /// This is no program but a page that is written.
    #[cfg(feature = "still")]
    Still,
    /// It is here.
    Here(&'static Rest),
}

impl Arrival {
    /// Its functions, once it is here.
    pub const fn here(self) -> Option<&'static Rest> {
        match self {
            Self::Here(rest) => Some(rest),
            _ => None,
        }
    }
}

/// The page that waits for the second half, and what fetches it.
struct Waiting {
    page: UseReducerDispatcher<State>,
    late: JsValue,
    fetch: js_sys::Function,
}

thread_local! {
    /// What stood below the cards of the static page.
    static BELOW: RefCell<Option<web_sys::Element>> = const { RefCell::new(None) };
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Has the second half fetched for `page`; `fetch` ends in `arrive` or in `miss`, and before `arrive` puts into `late`
/// what that half is given.
pub fn fetch_for(page: UseReducerDispatcher<State>, late: JsValue, fetch: js_sys::Function) {
    WAITING.set(Some(Waiting { page, late, fetch }));
    fetch_now();
}

/// What the second half is given under a name, null where it is nothing.
pub fn given(name: &str) -> JsValue {
    WAITING.with_borrow(|waiting| {
        let given = waiting.as_ref().and_then(|waiting| browser::host::get(&waiting.late, name));
        given.unwrap_or(JsValue::NULL)
    })
}

fn fetch_now() {
    WAITING.with_borrow(|waiting| {
        if let Some(waiting) = waiting {
            // It settles later, and never in an error of its own.
            let _ = waiting.fetch.call0(&JsValue::NULL);
        }
    });
}

/// Keeps what stands below the cards of the static page on screen until the second half draws it.
pub fn keep_below(element: Option<web_sys::Element>) {
    BELOW.set(element);
}

fn tell(arrival: Arrival) {
    WAITING.with_borrow(|waiting| {
        if let Some(waiting) = waiting {
            waiting.page.dispatch(Action::Rest(arrival));
        }
    });
}

/// The second half is here. The only way into it: nothing of the first half may call this.
pub fn arrive() {
    // Hidden from the optimiser: it would notice that there is but one such value, and write it into the first half.
    tell(Arrival::Here(black_box(&REST)));
    BELOW.take();
}

/// The second half did not arrive.
pub fn miss() {
    tell(Arrival::Missing);
}

/// In the place of what has not arrived.
pub fn wait(page: &Page) -> Html {
    if matches!(page.rest, Arrival::Missing) {
        let again = {
            let page = page.clone();
            Callback::from(move |_| {
                page.dispatch(Action::Rest(Arrival::Coming));
                fetch_now();
            })
        };
        let told = html! {
            <>
                <p><b>{ "This part of the calculator did not arrive." }</b></p>
                <p>{ "The connection may be interrupted. Nothing that you entered is lost." }</p>
                <button type="button" class="button" onclick={again}>{ "Try again" }</button>
            </>
        };
        note::trouble(told, None)
    } else {
        html! { <p id="rest-note" class="lead waits">{ COMING }</p> }
    }
}

const COMING: &str = "This part of the calculator is loading.";

/// What stands below the first view's cards.
pub fn below(page: &Page) -> Html {
    if let Some(rest) = page.rest.here() {
        return (rest.below)(page);
    }
    #[cfg(feature = "still")]
    if matches!(page.rest, Arrival::Still) {
        return below_cards(page);
    }
    let Some(below) = BELOW.with_borrow(Option::clone) else { return wait(page) };
    let note = if matches!(page.rest, Arrival::Missing) {
        wait(page)
    } else {
        html! { <p id="rest-note" class="unseen">{ COMING }</p> }
    };
    html! { <>{ note }{ Html::VRef(below.into()) }</> }
}

/// What stands around every view, as far as it is here.
pub fn around(page: &Page) -> Around {
    let waiting = || {
        let state = if matches!(page.rest, Arrival::Missing) { "Not known" } else { "Loading…" };
        let menu = html! {
            <div class="balance">
                <p class="balance-button"><span class="under">{ "Balance" }</span><b>{ state }</b></p>
            </div>
        };
        Around { menu, ..Around::default() }
    };
    #[cfg(feature = "still")]
    if matches!(page.rest, Arrival::Still) {
        return Around { runs: super::still::notes(), ..waiting() };
    }
    page.rest.here().map_or_else(waiting, |rest| (rest.around)(page))
}

fn all_around(page: &Page) -> Around {
    // Beside a total it stands there.
    let estimate = page.estimate();
    let status = estimate.is_none().then(|| running::status(page));
    // The first view says it below its cards.
    let is_priced = matches!(page.view, View::Pipeline | View::Benchmark);
    let old = is_priced.then(|| age::warning(page)).flatten();
    Around {
        menu: menu(page),
        runs: html! { <>{ maybe(running::left(page)) }{ maybe(status) }{ maybe(old) }</> },
        total: html! {
            <div class="foot">
                { update::notice(page) }
                { maybe(estimate.map(|estimate| total::bar(page, estimate))) }
            </div>
        },
        dialog: add::dialog(page),
    }
}

fn arrived(state: &mut State) {
    state.later = Some(Box::new(Later::new(Host::new(given("host")))));
    kept::take(state);
    // Reads the link that came before the code it speaks to. It was understood once.
    if let Some((view, hash)) = state.unread.take()
        && let Ok(address) = Address::read(&hash)
    {
        read(state, view, &address);
    }
}

fn view(page: &Page) -> Html {
    match page.view {
        View::Can => Html::default(),
        View::Pipeline => pipeline::view(page),
        View::Benchmark => benchmark::view(page),
        View::Transactions => transactions::view(page),
        View::Settings => settings::view(page),
        View::Checkout => checkout::view(page),
    }
}

fn below_cards(page: &Page) -> Html {
    can::below(page)
}

fn apply(state: &mut State, action: Action) {
    let catalog = catalog();
    let (at, view) = (state.at, state.view);
    match action {
        Action::Pipeline(action) => state.pipeline.apply(catalog, at, action),
        Action::Benchmark(action) => state.benchmark.apply(catalog, at, action),
        Action::Account(action) => state.account.apply(action),
        Action::Order(action) => state.order.apply(&catalog.policy.top_up, view, action),
        Action::Run(action) => state.run.apply(action),
        Action::Host(action) => state.host.apply(action),
        Action::Transactions(action) => {
            let Later { transactions, account, .. } = &mut **state;
            transactions.apply(&catalog.policy.top_up, account, action);
        }
        Action::Update(action) => state.update.apply(action),
        // The first half carries these out itself.
        Action::Follow(_)
        | Action::DismissNotice
        | Action::Rest(_)
        | Action::Can(_)
        | Action::Refuse(_) => {}
    }
}

fn refresh(state: &mut State) {
    match state.view {
        View::Can => state.can.sort_out(catalog(), state.at),
        View::Transactions => transactions::refresh(state),
        _ => {}
    }
}

fn is_asking(state: &State) -> bool {
    state.order.step.is_some()
}

fn leave(state: &mut State) {
    let view = state.view;
    state.order.leave(view);
}

fn spoken(state: &State) -> String {
    match (state.estimate(), state.view) {
        (Some(estimate), _) => total::said(estimate),
        (None, View::Transactions) => transactions::spoken(state),
        _ => String::new(),
    }
}

fn write(state: &State, view: View, address: &mut Address) {
    match view {
        View::Can | View::Settings => {}
        View::Pipeline => state.pipeline.write(address),
        View::Benchmark => link::write_benchmark(state, address),
        View::Transactions => state.transactions.write(state.transactions.tab, address),
        View::Checkout => state.order.write(address),
    }
}

fn read(state: &mut State, view: View, address: &Address) {
    let catalog = catalog();
    let at = state.at;
    match view {
        View::Can | View::Settings => {}
        View::Pipeline => state.pipeline.read(catalog, at, address),
        View::Benchmark => link::read_benchmark(state, catalog, address),
        View::Transactions => state.transactions.read(address),
        View::Checkout => state.order.follow(&catalog.policy.top_up, address),
    }
}
