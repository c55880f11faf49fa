//! Long tables show their first rows and a button for the rest.

use yew::prelude::*;

use super::browser::number::number;

/// How many rows a long table shows at first.
pub const FEW: usize = 6;

/// The button that shows all rows; nothing where all of them are shown. `of` tells a screen reader of what.
pub fn more(rows: usize, is_open: bool, of: &str, open: Callback<MouseEvent>) -> Html {
    if is_open || rows <= FEW {
        return Html::default();
    }
    html! {
        <p>
            <button type="button" class="quiet" onclick={open}>
                { format!("Show all {}", number(&rows.to_string())) }
                <span class="unseen">{ format!(" models: {of}") }</span>
            </button>
        </p>
    }
}
