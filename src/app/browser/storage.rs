//! What the browser keeps for the page between visits. Without storage the page works and forgets.

use web_sys::Storage;

/// The text kept under a name.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
