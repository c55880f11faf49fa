//! The page. Everything it shows is computed by the engine; `app` lays it out.

// In the browser the loader calls `open` when everything is there; a `main` would bring its standard output along.
#![cfg_attr(all(target_arch = "wasm32", not(test)), no_main)]

mod app;

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Takes the place of the static page; `www/boot.js` calls it. `fetch` fetches the second half of the program and then
/// calls `arrive` there, or `miss` if it does not come. Before `arrive` it puts into `late` what that half is given:
/// `journal`, the promise of what this browser keeps (`www/journal.js`), and `host`, what the host offers, null without
/// one, or an `Error` that says why it is not there.
#[wasm_bindgen]
pub fn open(late: JsValue, fetch: Function) {
    app::start(late, fetch);
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

#[cfg(not(any(target_arch = "wasm32", feature = "still")))]
fn main() {
    // Nothing natively: this is for the types and tests alone.
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
