//! The part of the address after `#`: read, replaced, and watched.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

thread_local! {
    /// The hash that the page has followed, or written.
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The hash without its `#`, as it stands in the address.
pub fn read() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// The same, for the page to follow it.
pub fn take() -> String {
    let hash = read();
    SEEN.set(hash.clone());
    hash
}

/// Puts a hash (with its `#`) into the address without a step in the history and without an event. Where the visitor
/// has just gone elsewhere, which the page is about to be told, that stays.
pub fn replace(hash: &str) {
    if SEEN.with_borrow(|seen| *seen != read()) {
        return;
    }
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Browsers limit how often this may be done; the next change brings the address up to date.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
        take();
    }
}

/// Watches the hash for as long as the value lives.
pub struct Watch(Closure<dyn Fn()>);

/// Calls `changed` whenever the visitor follows a link or steps through the history.
pub fn watch(changed: impl Fn() + 'static) -> Watch {
    let closure = Closure::<dyn Fn()>::new(changed);
    if let Some(window) = web_sys::window() {
        let _ =
            window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    }
    Watch(closure)
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window
                .remove_event_listener_with_callback("hashchange", self.0.as_ref().unchecked_ref());
        }
    }
}
