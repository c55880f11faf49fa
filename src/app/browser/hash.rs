//! The part of the address after `#`: read, replaced, and watched.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The hash without its `#`, as it stands in the address.
pub fn read() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .map(|hash| hash.trim_start_matches('#').to_owned())
        .unwrap_or_default()
}

/// Puts a hash (with its `#`) into the address without a step in the history and without an event.
pub fn replace(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Browsers limit how often this may be done; the next change brings the address up to date.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
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
