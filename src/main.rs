//! The page. Everything it shows is computed by the engine; `app` lays it out.

mod app;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Takes the place of the static page; `www/boot.js` calls it. `journal` is the promise of what this browser keeps
/// (`www/journal.js`); `host` is what the host offers, null without one, or an `Error` that says why it is not there.
#[wasm_bindgen]
pub fn open(journal: JsValue, host: JsValue) {
    app::start(journal, host);
}

fn main() {
    // The loader calls `open` when everything is there.
}
