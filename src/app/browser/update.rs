//! A newer build of the page that is ready, as `www/renew.js` tells of it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// A newer build.
#[derive(Clone)]
pub struct Newer {
    /// The day on which its prices were last checked: `2026-11-20`.
    pub verified: String,
    accept: Function,
}

impl Newer {
    /// Reloads the page with it.
    pub fn accept(&self) {
        // It reloads, and answers nothing.
        let _ = self.accept.call0(&JsValue::UNDEFINED);
    }
}

/// Calls `found` for each newer build that is ready, for as long as the page lives.
pub fn watch(found: impl Fn(Newer) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let told = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(newer) = read(&event) {
            found(newer);
        }
    });
    // Listening to an event of the window cannot fail.
    let _ = window.add_event_listener_with_callback(
        "one-credit:update",
        told.into_js_value().unchecked_ref(),
    );
}

fn read(event: &JsValue) -> Option<Newer> {
    let detail = Reflect::get(event, &"detail".into()).ok()?;
    Some(Newer {
        verified: Reflect::get(&detail, &"verified".into()).ok()?.as_string()?,
        accept: Reflect::get(&detail, &"accept".into()).ok()?.dyn_into().ok()?,
    })
}
