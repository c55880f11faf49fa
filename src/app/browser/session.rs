//! Texts that last as long as the tab: over a reload, and gone when it is closed. One key of `sessionStorage`.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The one key. What another version has written stays unread.
const KEY: &str = "one-credit.tab.1";

/// Keeps these texts, in the place of those before. Whether the browser did.
pub fn keep(texts: impl IntoIterator<Item = String>) -> bool {
    let list: Array = texts.into_iter().map(|text| JsValue::from(text.as_str())).collect();
    let set = || {
        let text: JsValue = JSON::stringify(&list).ok()?.into();
        Reflect::set(storage()?.as_ref(), &KEY.into(), &text).ok()
    };
    set().unwrap_or(false)
}

/// The texts that were kept. They are kept no longer: what cannot be used cannot be in the way twice.
pub fn take() -> Option<Vec<String>> {
    let storage = storage()?;
    let text = Reflect::get(&storage, &KEY.into()).ok()?.as_string()?;
    // A key that is there can be taken away.
    let _ = Reflect::delete_property(&storage, &KEY.into());
    let list: Array = JSON::parse(&text).ok()?.dyn_into().ok()?;
    list.iter().map(|text| text.as_string()).collect()
}

/// None where the browser keeps nothing: it then throws at the mere name.
fn storage() -> Option<js_sys::Object> {
    let window: JsValue = web_sys::window()?.into();
    Reflect::get(&window, &"sessionStorage".into()).ok()?.dyn_into().ok()
}
