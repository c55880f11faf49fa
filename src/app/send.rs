//! From a browser's event to an action of the page.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::state::{Action, Page};

/// Callbacks that send an action made of what the visitor did.
pub trait Send {
    /// Of any event that carries nothing of interest.
    fn press(&self, make: impl Fn() -> Action + 'static) -> Callback<MouseEvent>;
    /// Of what stands in a field at each key.
    fn typed(&self, make: impl Fn(String) -> Action + 'static) -> Callback<InputEvent>;
    /// Of a box that was ticked or cleared.
    fn toggled(&self, make: impl Fn() -> Action + 'static) -> Callback<Event>;
    /// Of the value chosen from a list.
    fn chosen(&self, make: impl Fn(String) -> Action + 'static) -> Callback<Event>;
}

impl Send for Page {
    fn press(&self, make: impl Fn() -> Action + 'static) -> Callback<MouseEvent> {
        let dispatcher = self.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(make()))
    }

    fn typed(&self, make: impl Fn(String) -> Action + 'static) -> Callback<InputEvent> {
        let dispatcher = self.dispatcher();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            dispatcher.dispatch(make(field.value()));
        })
    }

    fn toggled(&self, make: impl Fn() -> Action + 'static) -> Callback<Event> {
        let dispatcher = self.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(make()))
    }

    fn chosen(&self, make: impl Fn(String) -> Action + 'static) -> Callback<Event> {
        let dispatcher = self.dispatcher();
        Callback::from(move |event: Event| {
            let list: HtmlSelectElement = event.target_unchecked_into();
            dispatcher.dispatch(make(list.value()));
        })
    }
}
