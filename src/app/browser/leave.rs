//! The moments at which a page may be gone for good: it is left, reloaded or put aside.

use wasm_bindgen::{JsCast, closure::Closure};

/// Calls `leaving` at each of them, for as long as the page lives.
pub fn watch(leaving: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn Fn()>::new(leaving).into_js_value();
    // A telephone may end what is out of sight without another word.
    for event in ["pagehide", "visibilitychange"] {
        // Listening to an event of the window cannot fail.
        let _ = window.add_event_listener_with_callback(event, closure.unchecked_ref());
    }
}
