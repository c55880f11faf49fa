//! The page's title, and where the focus is.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// Sets the title that tabs and histories show.
pub fn title(text: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(text);
    }
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that cannot have the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Presses the element with this id: the way to a file field that looks like a button.
pub fn click(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}

/// What stands in the text area with this id.
pub fn text_of(id: &str) -> String {
    element(id)
        .and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
        .map(|area| area.value())
        .unwrap_or_default()
}

/// Sets the text of the element with this id: the live region, which no view renders into.
pub fn say(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}
