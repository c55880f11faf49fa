//! A sample, one click away.

use yew::prelude::*;

/// A button that opens a sample, as an item of a list.
pub fn sample(title: &'static str, about: &'static str, open: Callback<MouseEvent>) -> Html {
    html! {
        <li key={title}>
            <button type="button" class="sample" onclick={open}>
                <b>{ title }</b><span class="soft small">{ about }</span>
            </button>
        </li>
    }
}
