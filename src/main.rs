//! The page. Everything it shows is computed by the engine; `app` lays it out.

mod app;

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Takes the place of the static page; `www/boot.js` calls it. `journal` is the promise of what this browser keeps
/// (`www/journal.js`); `host` is what the host offers, null without one, or an `Error` that says why it is not there.
/// `fetch` fetches the second half of the program and then calls `arrive` there, or `miss` if it does not come.
#[wasm_bindgen]
pub fn open(journal: JsValue, host: JsValue, fetch: Function) {
    app::start(journal, host, fetch);
}

/// Decodes the rate cards, so that `open` finds them: two short turns hold up the visitor less than a long one.
#[wasm_bindgen]
pub fn prepare() {
    one_credit::catalog();
}

/// The second half has arrived. Whatever this function alone reaches is in it.
#[wasm_bindgen]
pub fn arrive() {
    app::arrive();
}

/// The second half did not arrive.
#[wasm_bindgen]
pub fn miss() {
    app::miss();
}

#[cfg(not(feature = "still"))]
fn main() {
    // The loader calls `open` when everything is there.
}

/// Writes the static page that is named to the standard output: what stands in its `<body>`.
#[cfg(feature = "still")]
fn main() -> std::process::ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    match app::still::html(&name) {
        Ok(html) => {
            println!("{html}");
            std::process::ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            std::process::ExitCode::FAILURE
        }
    }
}
