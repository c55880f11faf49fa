//! The head of a table of figures.

use yew::prelude::*;

use super::part::all;

/// What the rows are about, then the columns of figures, each with its unit.
pub fn head(rows: &str, figures: &[&str]) -> Html {
    let figures = figures.iter().map(|name| html! { <th scope="col" class="num">{ *name }</th> });
    html! { <thead><tr><th scope="col">{ rows.to_owned() }</th>{ all(figures) }</tr></thead> }
}
