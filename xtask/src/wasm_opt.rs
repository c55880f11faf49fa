//! wasm-opt of the npm package binaryen: systems' own versions are often too old for the output of current Rust.

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What rustc's WebAssembly uses. Said here because stripped files no longer name it.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Few bytes after compression, measured on the page. Large functions are left where they are even when
/// only one place calls them: their locals compress better apart.
/// Nothing stands below the stack, whose last kilobyte no program reaches: so offsets may be folded into addresses.
const PASSES: [&str; 4] =
    ["-Oz", "--converge", "--one-caller-inline-max-function-size=20", "--low-memory-unused"];

/// Shrinks a WebAssembly file in place.
pub fn shrink(file: &Path) -> Outcome {
    setup::say("Shrinking the WebAssembly");
    let smaller = file.with_extension("opt.wasm");
    let mut node = Command::new("node");
    node.arg(place::node_file("binaryen/bin/wasm-opt"))
        .args(PASSES)
        .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
        .args(FEATURES)
        .arg(file)
        .arg("-o")
        .arg(&smaller);
    process::read(&mut node)?;
    fs::rename(&smaller, file)
        .map_err(|why| Sentence::of_file("Replacing the WebAssembly", &why, file))
}
