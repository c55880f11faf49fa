//! *Transactions*: where credits went, as tabs.

mod state;

pub use state::{Tab, Transactions, TransactionsAction};

use yew::prelude::*;

use crate::app::{
    link,
    part::all,
    state::{Page, View},
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
        Tab::Overview => html! { <h2>{ tab.title() }</h2> },
        Tab::Usage => html! { <h2>{ tab.title() }</h2> },
        Tab::Statistics => html! { <h2>{ tab.title() }</h2> },
        Tab::History => html! { <h2>{ tab.title() }</h2> },
        Tab::Recurring => html! { <h2>{ tab.title() }</h2> },
        Tab::Methods => html! { <h2>{ tab.title() }</h2> },
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
