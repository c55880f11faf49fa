//! What stands where there is no JavaScript: on the static pages only. The program needs no such thing.

use yew::prelude::*;

/// A part for those who see no program.
#[cfg(feature = "still")]
pub fn unscripted(make: impl FnOnce() -> Html) -> Html {
    html! { <noscript>{ make() }</noscript> }
}

/// Nothing.
#[cfg(not(feature = "still"))]
pub fn unscripted(_: impl FnOnce() -> Html) -> Html {
    Html::default()
}
