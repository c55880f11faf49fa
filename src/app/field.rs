//! A field for a figure, with its problem beneath.

use yew::prelude::*;

use super::entry::Entry;

/// How a field is named: by a label beside it, or by words of its own.
#[derive(Clone, Copy)]
pub enum Name<'a> {
    /// The element with the field's id as `for` names it.
    Label,
    /// These words.
    Words(&'a str),
}

/// A labelled field.
pub fn field<T>(id: &str, label: &str, entry: &Entry<T>, oninput: Callback<InputEvent>) -> Html {
    html! {
        <div class="field" key={id.to_owned()}>
            <label for={id.to_owned()}>{ label }</label>
            { input(id, Name::Label, true, entry.into(), oninput) }
            { problem(id, entry.problem.as_deref()) }
        </div>
    }
}

/// What stands in a field.
pub struct Shown<'a> {
    text: &'a str,
    is_wrong: bool,
}

impl<'a, T> From<&'a Entry<T>> for Shown<'a> {
    fn from(entry: &'a Entry<T>) -> Self {
        Self { text: &entry.text, is_wrong: entry.problem.is_some() }
    }
}

impl<'a> Shown<'a> {
    /// This text, with what is wrong with it.
    pub const fn of(text: &'a str, problem: Option<&'a str>) -> Self {
        Self { text, is_wrong: problem.is_some() }
    }
}

/// The field alone. `is_column` says that its figure stands in line with others.
pub fn input(
    id: &str,
    name: Name<'_>,
    is_column: bool,
    shown: Shown<'_>,
    oninput: Callback<InputEvent>,
) -> Html {
    let label = match name {
        Name::Label => None,
        Name::Words(words) => Some(words.to_owned()),
    };
    html! {
        <input key={id.to_owned()} id={id.to_owned()} data-num={is_column.then_some("")} inputmode="decimal" autocomplete="off"
            size={shown.text.chars().count().clamp(1, 30).to_string()}
            aria-label={label}
            value={shown.text.to_owned()}
            aria-invalid={shown.is_wrong.then_some("true")}
            aria-describedby={shown.is_wrong.then(|| problem_id(id))}
            {oninput} />
    }
}

/// What is wrong with the field of this id.
pub fn problem(id: &str, problem: Option<&str>) -> Html {
    match problem {
        Some(problem) => html! { <p id={problem_id(id)} class="problem">{ problem }</p> },
        None => Html::default(),
    }
}

fn problem_id(id: &str) -> String {
    format!("{id}-problem")
}
