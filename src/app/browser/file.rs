//! The text of a file that the visitor chose or dropped. It never leaves the browser.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};

/// The largest pipeline that is read: 16 MiB.
pub const LARGEST_MIB: u64 = 16;

/// Reads a file of at most so many MiB and hands over its text, or a sentence that says why not.
pub fn read(file: File, most_mib: u64, then: impl FnOnce(Result<String, String>) + 'static) {
    let blob: &Blob = file.unchecked_ref();
    // The browser hands sizes over as floats; they are whole numbers.
    let mib = (blob.size() as u64).div_ceil(1 << 20);
    if mib > most_mib {
        return then(Err(format!("it holds {mib} MiB; at most {most_mib} MiB can be read")));
    }
    let text = blob.text();
    spawn_local(async move {
        let text = JsFuture::from(text).await.ok().and_then(|text| text.as_string());
        then(text.ok_or_else(|| "the browser could not read it; choose it again".to_owned()));
    });
}
