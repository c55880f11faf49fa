//! What stands where there is no price: an icon, words and the reason; never a 0.

use yew::prelude::*;

use super::icon::Icon;

/// "not priced", and why.
pub fn gap(reason: &str) -> Html {
    html! {
        <>
            <span class="gap">{ Icon::Warning.draw() }{ "not priced" }</span>
            <span class="under">{ reason.to_owned() }</span>
        </>
    }
}
