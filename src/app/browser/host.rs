//! The host of the page (`www/host.js`): what it offers, and calls of it. What it gives is handed on as text, exactly
//! as it wrote it, or not looked at.

use std::cell::RefCell;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The version of the contract that this page speaks.
const VERSION: &str = "1";

thread_local! {
    static HOST: RefCell<JsValue> = const { RefCell::new(JsValue::NULL) };
}

/// Whether there is a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// None: the page works on its own data.
    #[default]
    Demo,
    /// It is there.
    Here,
    /// There should be one, but it cannot be spoken to: why, as a sentence.
    Broken(String),
}

/// Keeps what `host.js` gave for as long as the page is open.
pub fn keep(host: JsValue) -> Presence {
    let presence = if host.is_null() || host.is_undefined() {
        Presence::Demo
    } else if host.is_instance_of::<js_sys::Error>() || !host.is_object() {
        Presence::Broken(format!(
            "The site’s host.js could not be loaded: {}. Reload the page; if it stays so, tell the site.",
            reason(&host)
        ))
    } else if get(&host, "version").and_then(|version| written(&version)).as_deref()
        != Some(VERSION)
    {
        Presence::Broken(format!(
            "The site’s host.js does not speak version {VERSION} of the contract that this page knows. Tell the site."
        ))
    } else {
        Presence::Here
    };
    // A broken host offers nothing.
    HOST.set(if presence == Presence::Here { host } else { JsValue::NULL });
    presence
}

/// What stands at a path of the host, as `checkout.url`; none where it is absent or null.
pub fn at(path: &str) -> Option<JsValue> {
    let host = HOST.with_borrow(JsValue::clone);
    path.split('.').try_fold(host, |object, name| get(&object, name))
}

/// The text at a path of the host.
pub fn text(path: &str) -> Option<String> {
    at(path)?.as_string()
}

/// Calls the function at a path of the host, at once, and gives what it promises; none where there is no such function.
pub fn call(path: &str, arguments: &[&JsValue]) -> Option<Promise> {
    let function: Function = at(path)?.dyn_into().ok()?;
    let owner = match path.rsplit_once('.') {
        Some((owner, _)) => at(owner)?,
        None => HOST.with_borrow(JsValue::clone),
    };
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    let answer = Reflect::apply(&function, &owner, &list);
    Some(answer.map_or_else(|cause| Promise::reject(&cause), |answer| Promise::resolve(&answer)))
}

/// Waits for what the host promised.
///
/// # Errors
/// What the host says is wrong.
pub async fn answer(promise: Promise) -> Result<JsValue, String> {
    JsFuture::from(promise).await.map_err(|cause| reason(&cause))
}

/// A property; none where it is absent or null.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// A text as it is, a number as its shortest text.
pub fn written(value: &JsValue) -> Option<String> {
    value.as_string().or_else(|| value.as_f64().and_then(|_| json(value)))
}

/// A value as JSON text; each number as its shortest decimal text.
pub fn json(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// A plain object of these texts, and with `version: 1`.
pub fn plain(fields: &[(&str, &str)]) -> JsValue {
    let object = JsValue::from(Object::new());
    set(&object, "version", &1.into());
    for (name, value) in fields {
        set(&object, name, &(*value).into());
    }
    object
}

/// Sets a property of a plain object.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    // It fails only for an object that is frozen; this page makes none.
    let _ = Reflect::set(object, &name.into(), value);
}

/// The value that a JSON text is.
pub fn parsed(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

/// What an error says of itself.
pub fn reason(cause: &JsValue) -> String {
    get(cause, "message")
        .and_then(|message| message.as_string())
        .or_else(|| cause.as_string())
        .filter(|message| !message.is_empty())
        .unwrap_or_else(|| "it gave no reason".to_owned())
}
