//! The way to pay for credits.

use yew::prelude::*;

use crate::app::state::Page;

/// The view.
pub fn view(_page: &Page) -> Html {
    html! { <h1>{ "Checkout" }</h1> }
}
