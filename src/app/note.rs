//! A box that tells something: a warning with what it means, or what is wrong and what to do.

use yew::prelude::*;

use super::icon::Icon;

/// What a [`Note`] holds.
#[derive(Properties, PartialEq)]
pub struct NoteProps {
    /// `warn` or `bad`; a class of the style sheet.
    pub kind: &'static str,
    /// Takes the note away, where that may be done.
    #[prop_or_default]
    pub dismiss: Option<Callback<MouseEvent>>,
    /// The sentences.
    pub children: Html,
}

/// A box with a drawing and sentences.
#[component]
pub fn Note(props: &NoteProps) -> Html {
    let (icon, role) = match props.kind {
        "bad" => (Icon::Error, Some("alert")),
        _ => (Icon::Warning, None),
    };
    let dismiss = props.dismiss.clone().map(|dismiss| {
        html! { <button type="button" class="quiet" onclick={dismiss}>{ "Dismiss" }</button> }
    });
    html! {
        <div class={classes!("note", props.kind)} {role}>
            { icon.draw() }
            <div class="told">{ props.children.clone() }</div>
            { dismiss }
        </div>
    }
}
