//! Locks that all tabs of the page see. A tab that closes lets go of its own.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Locks;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = locks)]
    static LOCKS: Option<Locks>;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, hold: &Function) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn query(this: &Locks) -> Result<JsValue, JsValue>;
}

/// A lock that is held until this is dropped.
pub struct Held(Option<Function>);

/// Takes the lock of this name. In a browser without locks nothing is held.
pub fn hold(name: &str) -> Held {
    let mut free = None;
    let until = Promise::new(&mut |resolve, _| free = Some(resolve));
    if let Some(locks) = LOCKS.with(Clone::clone) {
        let hold = Closure::once_into_js(move || until);
        // It fails in a page that is going away.
        let _ = locks.request(name, hold.unchecked_ref());
    }
    Held(free)
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(free) = &self.0 {
            // A resolver does not throw.
            let _ = free.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The names of all locks that are held; none where the browser does not tell.
pub async fn held() -> Option<Vec<String>> {
    let answer = LOCKS.with(Clone::clone)?.query().await.ok()?;
    let list: Array = Reflect::get(&answer, &"held".into()).ok()?.dyn_into().ok()?;
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    Some(list.iter().filter_map(name).collect())
}
