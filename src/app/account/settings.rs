//! *Team settings*.

use yew::prelude::*;

use crate::app::state::Page;

/// The view.
pub fn view(_page: &Page) -> Html {
    html! { <h1>{ "Team settings" }</h1> }
}
