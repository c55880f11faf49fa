//! Packs `pricing/`.
fn main() {}
