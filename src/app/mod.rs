//! The page: one reducer owns its state, views lay it out, `browser` holds what only a browser can do.
//! No arithmetic lives here; every figure comes from the engine.

mod account;
mod address;
mod age;
mod benchmark;
mod browser;
mod can;
mod drawn;
mod entry;
mod field;
mod figure;
mod frame;
mod gap;
mod guard;
mod head;
mod icon;
mod kept;
mod later;
mod link;
mod more;
mod note;
mod part;
mod pipeline;
mod rest;
mod sample;
mod send;
mod state;
#[cfg(feature = "still")]
pub mod still;
mod total;
mod unscripted;
mod update;

use js_sys::Function;
use wasm_bindgen::JsValue;

pub use rest::{arrive, miss};

/// Takes the place of the static page; what stands in its `#below` stays until the second half is there. `fetch` fetches
/// the second half of the program, and puts what that is given into `late`.
pub fn start(late: JsValue, fetch: Function) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some((root, at)) = document.get_element_by_id("app").zip(browser::clock::now()) {
        rest::keep_below(document.get_element_by_id("below"));
        let props = frame::FrameProps { at, late, fetch };
        yew::Renderer::<frame::Frame>::with_root_and_props(root, props).render();
    }
}
