//! What tells two contents apart: FNV-1a of 64 bits. It finds damage and repeated content, not forgery.

use core::fmt;

/// The fingerprint of what was added so far.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Adds a text and its end, so that "ab", "c" differ from "a", "bc".
    pub(super) fn add(&mut self, text: &str) {
        // No UTF-8 text has this byte.
        const END: u8 = 0xFF;
        for byte in text.bytes().chain([END]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
