//! The page: one reducer owns its state, views lay it out, `browser` holds what only a browser can do.
//! No arithmetic lives here; every figure comes from the engine.

mod account;
mod address;
mod benchmark;
mod browser;
mod can;
mod entry;
mod field;
mod figure;
mod frame;
mod gap;
mod guard;
mod head;
mod icon;
mod link;
mod more;
mod note;
mod part;
mod pipeline;
mod rest;
mod sample;
mod send;
mod state;
mod total;

use js_sys::Function;
use wasm_bindgen::JsValue;

pub use rest::{arrive, miss};

/// Takes the place of the static page. `journal` is a promise, `host` an object, null or an `Error`; `fetch` fetches
/// the second half of the program.
pub fn start(journal: JsValue, host: JsValue, fetch: Function) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some((root, at)) = root.zip(browser::clock::now()) {
        let props = frame::FrameProps { at, journal, host, fetch };
        yew::Renderer::<frame::Frame>::with_root_and_props(root, props).render();
    }
}
