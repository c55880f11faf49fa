//! One Credit: what AI models cost, exactly. The engine, with the suppliers' rate cards inside.

#![cfg_attr(feature = "fast", feature(optimize_attribute))]

#[cfg(feature = "js")]
mod js;

use std::sync::OnceLock;

use one_credit_engine::catalog::{Catalog, pack};

/// The rate cards of this build, decoded when they are first asked for.
#[expect(
    clippy::expect_used,
    reason = "the build decodes these very bytes before it embeds them; there is no other catalog to fall back on"
)]
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<&Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let catalog = Box::leak(Box::default());
        pack::decode_into(include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin")), catalog)
            .expect("the embedded rate cards are whole");
        catalog
    })
}

/// Tells one state of the rate cards from another: the SHA-256 of the embedded bytes, in hexadecimal.
pub const fn prices_sha256() -> &'static str {
    env!("ONE_CREDIT_PRICES_SHA256")
}
