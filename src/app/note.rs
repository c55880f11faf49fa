//! A box that tells something: a warning with what it means, or what is wrong and what to do.

use super::part::{all, maybe};
use yew::prelude::*;

use super::icon::Icon;

/// A warning.
pub fn warning(told: Html, dismiss: Option<Callback<MouseEvent>>) -> Html {
    let inside = inside(Icon::Warning, told, dismiss);
    html! { <div class="note warn">{ inside }</div> }
}

/// Something that went wrong; it is read out at once.
pub fn trouble(told: Html, dismiss: Option<Callback<MouseEvent>>) -> Html {
    let inside = inside(Icon::Error, told, dismiss);
    html! { <div class="note bad" role="alert">{ inside }</div> }
}

/// Sentences, each of them once.
pub fn list(sentences: &[String]) -> Html {
    let items =
        sentences.iter().map(|sentence| html! { <li key={sentence.clone()}>{ sentence }</li> });
    html! { <ul>{ all(items) }</ul> }
}

fn inside(icon: Icon, told: Html, dismiss: Option<Callback<MouseEvent>>) -> Html {
    let dismiss = dismiss.map(|dismiss| {
        html! { <button type="button" class="quiet" onclick={dismiss}>{ "Dismiss" }</button> }
    });
    html! {
        <>
            { icon.draw() }
            <div>{ told }</div>
            { maybe(dismiss) }
        </>
    }
}
