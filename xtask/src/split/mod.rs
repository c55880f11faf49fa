//! Splits the page's program into two files: what the first view needs, and what only `arrive` reaches.
//! ARCHITECTURE.md tells how the halves find each other.

mod emit;
mod module;
mod reach;

use crate::sentence::{Outcome, Sentence};
use module::Module;
use std::fmt::Display;
use std::fs;
use std::path::Path;

#[cfg(test)]
mod tests;

/// The exported function that leads into the second file, and the only way into it.
const GATE: &str = "arrive";

/// The two files of one program.
pub struct Halves {
    /// Starts the page.
    pub first: Vec<u8>,
    /// Everything that only the gate reaches. It imports from the first what it shares with it.
    pub rest: Vec<u8>,
    /// Names of the first one's imports and exports, each with the short one that stands in its place.
    pub names: Vec<(String, String)>,
}

/// Splits `built`, what wasm-bindgen made of `linked`, by what the linker noted in `linked`.
pub fn split(linked: &Path, built: &Path) -> Outcome<Halves> {
    let (linked, built) = (read(linked)?, read(built)?);
    let (linked, mut built) = (Module::read(&linked)?, Module::read(&built)?);
    let exports = emit::short_exports(&built);
    for export in &mut built.exports {
        if let Some((_, new)) = exports.iter().find(|(old, _)| old == export.name) {
            export.name = new;
        }
    }
    same_slots(&linked, &built)?;
    let late = reach::late(&linked, GATE)?;
    if late.slots.is_empty() {
        return Err(refused(format!("what `{GATE}` reaches is reached without it as well")));
    }
    let mut halves = emit::halves(&built, &late, GATE)?;
    halves.names.extend_from_slice(&exports);
    Ok(halves)
}

/// The numbers of table slots are all that is carried over from the one module to the other.
fn same_slots(linked: &Module<'_>, built: &Module<'_>) -> Outcome {
    for (slot, function) in &linked.slots {
        let before =
            linked.names.get(function).map(|name| rustc_demangle::demangle(name).to_string());
        let after = built.slots.get(slot);
        if after.is_some_and(|function| *function < built.imported) {
            // wasm-bindgen puts imports in the place of some functions; the first half has all of them.
            continue;
        }
        // It also writes names as people read them.
        let after = after
            .and_then(|function| built.names.get(function))
            .map(|name| rustc_demangle::demangle(name).to_string());
        // … and numbers those that then read alike.
        let is_same = before
            .as_ref()
            .zip(after.as_ref())
            .is_some_and(|(before, after)| after.starts_with(before));
        if !is_same {
            return Err(refused(format!(
                "wasm-bindgen put {} into slot {slot}, where the linker had {}",
                after.as_deref().unwrap_or("nothing"),
                before.as_deref().unwrap_or("nothing")
            )));
        }
    }
    Ok(())
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|why| Sentence::of_file("Reading the WebAssembly", &why, file))
}

/// What a reader or writer of WebAssembly says, as a sentence.
fn refused(why: impl Display) -> Sentence {
    Sentence::new(format!("The page cannot be split: {why}"))
}
