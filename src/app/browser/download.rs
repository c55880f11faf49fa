//! A file that the visitor gets.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Hands over a text as a file.
pub fn save(name: &str, media: &str, text: &str) {
    // It fails only where a page may not hand over files; there is nothing else to try.
    let _ = try_save(name, media, text);
}

fn try_save(name: &str, media: &str, text: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_attribute("href", &address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The browser has begun to take it; what it takes stays until it is done.
    Url::revoke_object_url(&address).ok()
}
