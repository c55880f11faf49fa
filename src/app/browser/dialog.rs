//! Dialogs and popovers: the browser keeps the focus inside, closes on Escape and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Brings the dialog with this id to the state: over everything else, or away.
pub fn set_open(id: &str, is_open: bool) {
    let Some(dialog) = element(id).and_then(|found| found.dyn_into::<HtmlDialogElement>().ok())
    else {
        return;
    };
    if is_open && !dialog.open() {
        // It fails only for a dialog that is open or not on the page.
        let _ = dialog.show_modal();
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}

/// Closes the popover with this id; the focus goes back to what opened it.
pub fn hide_popover(id: &str) {
    if let Some(popover) = element(id) {
        // It fails only for an element that is no popover.
        let _ = popover.hide_popover();
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}
