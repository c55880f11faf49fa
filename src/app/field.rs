//! A labelled field for a quantity, with its problem beneath.

use one_credit_engine::money::Quantity;
use yew::prelude::*;

use super::entry::Entry;

/// What a [`Field`] shows.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Unique on the page.
    pub id: AttrValue,
    /// What is asked for.
    pub label: AttrValue,
    /// What stands in it.
    pub entry: Entry<Quantity>,
    /// At each key.
    pub oninput: Callback<InputEvent>,
}

/// A field for a quantity.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let FieldProps { id, label, entry, oninput } = props;
    let is_wrong = entry.problem.is_some();
    let problem_id = format!("{id}-problem");
    let problem = entry.problem.as_ref().map(|problem| {
        html! { <p id={problem_id.clone()} class="problem">{ problem }</p> }
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <input {id} class="num" inputmode="decimal" autocomplete="off" value={entry.text.clone()}
                aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then_some(problem_id)}
                {oninput} />
            { problem }
        </div>
    }
}
