//! The credit balance at the top right.

use one_credit_engine::money::Credits;
use yew::prelude::*;

use super::figure;

/// The available credits.
pub fn balance(credits: Credits) -> Html {
    html! {
        <p class="balance">
            <b>{ figure::credits(credits) }</b>{ " available" }
            <span class="under">{ "demo balance" }</span>
        </p>
    }
}
