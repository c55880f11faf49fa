//! The credit balance at the top right.

use one_credit_engine::money::Credits;
use yew::prelude::*;

use super::figure::credits;

/// What a [`Balance`] shows.
#[derive(Properties, PartialEq)]
pub struct BalanceProps {
    /// Available credits.
    pub credits: Credits,
}

/// The credit balance.
#[component]
pub fn Balance(props: &BalanceProps) -> Html {
    html! {
        <p class="balance">
            <b>{ credits(props.credits) }</b>{ " available" }
            <span class="under">{ "demo balance" }</span>
        </p>
    }
}
