//! Something to do a little later, unless the value is dropped before.

use js_sys::Promise;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// A call that waits; dropping it cancels the call.
pub struct Timer {
    id: i32,
    // Kept alive until the browser has called it.
    _call: Closure<dyn FnMut()>,
}

/// Calls `then` after `millis` milliseconds.
pub fn after(millis: i32, then: impl FnOnce() + 'static) -> Option<Timer> {
    let call = Closure::once(then);
    let id = web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            call.as_ref().unchecked_ref(),
            millis,
        )
        .ok()?;
    Some(Timer { id, _call: call })
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// A promise that is kept after `millis` milliseconds.
pub fn passed(millis: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // It fails in a page that is going away; nobody waits there.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    })
}

/// Waits for `millis` milliseconds.
pub async fn pause(millis: i32) {
    // A timer is never rejected.
    let _ = JsFuture::from(passed(millis)).await;
}
