//! The static page of the calculator: the page as it opens, with every part of its first view.

use one_credit::catalog;
use yew::prelude::*;

use super::Written;
use crate::app::{
    frame,
    rest::Arrival,
    state::{Page, State},
};

/// The page as it opens.
#[component]
pub fn Calculator(written: &Written) -> Html {
    let at = written.at;
    let page: Page = use_reducer(|| {
        let mut state = State { rest: Arrival::Still, ..State::new(catalog(), at) };
        state.can.sort_out(catalog(), at);
        state
    });
    frame::layout(&page)
}

/// What the static page says beside the figures: where a link leads elsewhere or the program does not start, and where
/// there is no JavaScript.
pub fn notes() -> Html {
    html! {
        <>
            <p id="boot-note" class="lead" hidden=true>{ "The calculator is loading." }</p>
            <noscript>
                <p>
                    { "These are the figures of one credit. Other amounts, pipelines and benchmarks are computed in your browser, which needs JavaScript and WebAssembly" }
                    <span class="beside">{ "; " }<a href="prices.html">{ "all prices on one page" }</a>{ " need neither" }</span>{ "." }
                </p>
            </noscript>
        </>
    }
}
