//! Addresses: where this page is, what another address means, and going there.

use web_sys::{Location, Url};

/// An address of the web.
pub struct Address {
    /// The whole of it, without what stands behind `#`.
    pub href: String,
    /// `https://pay.example`.
    pub origin: String,
}

/// What an address means on this page; none for anything that is not of the web, such as `javascript:`, or that holds
/// a name and password.
pub fn resolve(address: &str) -> Option<Address> {
    let url = Url::new_with_base(address, &location()?.href().ok()?).ok()?;
    let is_web = matches!(url.protocol().as_str(), "https:" | "http:");
    if !is_web || !url.username().is_empty() || !url.password().is_empty() {
        return None;
    }
    url.set_hash("");
    Some(Address { href: url.href(), origin: url.origin() })
}

/// The origin of this page; `null` where it was opened from a file.
pub fn origin() -> String {
    location().and_then(|location| location.origin().ok()).unwrap_or_default()
}

/// The address of this page without what stands behind `#`.
pub fn here() -> String {
    let href = location().and_then(|location| location.href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Leaves this page for another.
pub fn go(href: &str) {
    if let Some(location) = location() {
        // It fails only for an address that is none.
        let _ = location.assign(href);
    }
}

/// Text as it may stand in an address.
pub fn encoded(text: &str) -> String {
    String::from(js_sys::encode_uri_component(text))
}

fn location() -> Option<Location> {
    Some(web_sys::window()?.location())
}
