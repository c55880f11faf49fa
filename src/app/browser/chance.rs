//! Random figures and new ids, from the browser's source for keys.

use js_sys::Uint8Array;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// Sixteen random bytes. A browser without such a source has no page like this one either.
pub fn bytes() -> [u8; 16] {
    let random = Uint8Array::new_with_length(16);
    let mut bytes = [0; 16];
    if fill(&random).is_ok() {
        random.copy_to(&mut bytes);
    }
    bytes
}

/// A new id: 32 hexadecimal digits, 128 random bits.
pub fn id() -> String {
    bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
