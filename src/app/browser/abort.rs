//! Work that can be stopped before it ends.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// Stops work. All clones stop the same.
#[derive(Clone)]
pub struct Abort {
    controller: AbortController,
    stopped: Promise,
}

impl Abort {
    /// For work that begins; none where the browser cannot stop any.
    pub fn new() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let signal = controller.signal();
        let stopped = Promise::new(&mut |stop, _| signal.set_onabort(Some(&stop)));
        Some(Self { controller, stopped })
    }

    /// Stops it.
    pub fn stop(&self) {
        self.controller.abort();
    }

    /// Tells others that it was stopped.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Waits for the work or for the stop, whichever is first; none when it was stopped.
    pub async fn or(&self, work: &Promise) -> Option<Result<JsValue, JsValue>> {
        let first = Promise::race(&Array::of2(work, &self.stopped));
        let ended = JsFuture::from(first.unchecked_into::<Promise>()).await;
        (!self.signal().aborted()).then_some(ended)
    }
}
