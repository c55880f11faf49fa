//! Parts of a page that come and go, or that are many, each in one place. Yew pairs the children of an element from
//! the end: a part that is missing, or a list that grows, would exchange its neighbours, and a field among them
//! would lose the focus.

use yew::prelude::*;

/// A part that may be missing.
pub fn maybe(part: Option<Html>) -> Html {
    part.unwrap_or_default()
}

/// Many parts.
pub fn all(parts: impl IntoIterator<Item = Html>) -> Html {
    parts.into_iter().collect()
}
