//! A box that tells something: a warning with what it means, or what is wrong and what to do.

use super::part::{all, maybe};
use yew::prelude::*;

use super::icon::Icon;

/// A warning.
pub fn warning(told: Html, dismiss: Option<Callback<MouseEvent>>) -> Html {
    note("note warn", None, Icon::Warning, told, dismiss)
}

/// Something that went wrong; it is read out at once.
pub fn trouble(told: Html, dismiss: Option<Callback<MouseEvent>>) -> Html {
    note("note bad", Some("alert"), Icon::Error, told, dismiss)
}

/// Sentences, each of them once.
pub fn list(sentences: &[String]) -> Html {
    let items =
        sentences.iter().map(|sentence| html! { <li key={sentence.clone()}>{ sentence }</li> });
    html! { <ul>{ all(items) }</ul> }
}

fn note(
    class: &'static str,
    role: Option<&'static str>,
    icon: Icon,
    told: Html,
    dismiss: Option<Callback<MouseEvent>>,
) -> Html {
    let dismiss = dismiss.map(|dismiss| {
        html! { <button type="button" class="quiet" onclick={dismiss}>{ "Dismiss" }</button> }
    });
    html! {
        <div {class} {role}>
            { icon.draw() }
            <div>{ told }</div>
            { maybe(dismiss) }
        </div>
    }
}
