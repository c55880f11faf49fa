//! *Transactions*: where credits went, as tabs.

mod chart;
mod detail;
mod filters;
mod history;
mod import;
mod list;
mod overview;
mod period;
mod recurring;
mod restore;
mod row;
mod rule;
mod sample;
pub mod spend;
mod state;
mod statistics;
mod then_now;
mod transfer;
mod usage;

pub use filters::FilterAction;
pub use list::drawn;
pub use period::go_on;
pub use rule::{Part, RuleAction};
pub use state::{Tab, Transactions, TransactionsAction, refresh};

use yew::prelude::*;

use crate::app::{
    account::{menu, settings::payment_methods},
    link,
    part::all,
    state::{Page, State, View},
};

/// The view.
pub fn view(page: &Page) -> Html {
    let tab = page.transactions.tab;
    let tabs = Tab::ALL.map(|other| {
        let current = (other == tab).then_some("page");
        html! {
            <li key={other.name()}>
                <a href={link::of_tab(page, other)} aria-current={current}>{ other.title() }</a>
            </li>
        }
    });
    let content = match tab {
        Tab::Overview => overview::view(page),
        Tab::Usage => usage::view(page),
        Tab::Statistics => statistics::view(page),
        Tab::History => history::view(page),
        Tab::Recurring => recurring::view(page),
        Tab::Methods => html! {
            <section class="panel" aria-labelledby="methods-title">
                <h2 id="methods-title">{ tab.title() }</h2>
                { payment_methods(page) }
            </section>
        },
    };
    html! {
        <section class="stack">
            <h1>{ View::Transactions.title() }</h1>
            <nav class="tabs no-print" aria-label="Transactions"><ul>{ all(tabs) }</ul></nav>
            // A tab of its own each: the fields of one are never taken for those of another.
            <div class="stack wide" key={tab.name()}>{ content }</div>
        </section>
    }
}

/// The tab's result in one sentence.
pub fn spoken(state: &State) -> String {
    match state.transactions.tab {
        Tab::Overview | Tab::Usage | Tab::Statistics => period::spoken(state),
        Tab::History => history::spoken(state),
        Tab::Recurring => recurring::spoken(state),
        Tab::Methods => String::new(),
    }
}

/// The ways to more: more credits, more history.
fn ways(page: &Page) -> Html {
    html! {
        <p class="row">
            <button type="button" class="button first" onclick={menu::add(page, None)}>{ "Add credits" }</button>
            <a class="button" href={link::of_tab(page, Tab::History)}>{ "Import a history" }</a>
        </p>
    }
}
