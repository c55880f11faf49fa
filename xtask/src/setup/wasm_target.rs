//! The standard library for `wasm32-unknown-unknown`: from rustup, or built from its sources.

use super::say;
use super::std_build::{self, Recipe};
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::path::PathBuf;
use std::process::Command;

/// The target of the page and of the package.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may try, in seconds, before the fallback has its turn.
const RUSTUP_SECONDS: u32 = 120;

/// Makes sure that a plain `cargo build --target wasm32-unknown-unknown` works.
pub fn install() -> Outcome {
    if is_there()? {
        return Ok(());
    }
    say("Adding the WebAssembly target");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    if process::succeeds_within(&mut rustup, RUSTUP_SECONDS) && is_there()? {
        return Ok(());
    }
    say("rustup cannot add it here; building it from the sources of this Rust, about a minute");
    Recipe::Plain.build_into(&library_dir()?).map_err(|why| {
        Sentence::new(format!(
            "The WebAssembly standard library of Rust could be had neither from rustup nor from its sources. \
             Run `rustup target add {TARGET}` where its server can be reached.\n{why}"
        ))
    })?;
    if is_there()? {
        Ok(())
    } else {
        Err(Sentence::new(format!(
            "The WebAssembly standard library was built but rustc does not find it; run `rustup target add {TARGET}`"
        )))
    }
}

fn is_there() -> Outcome<bool> {
    Ok(std_build::is_in(&library_dir()?))
}

fn library_dir() -> Outcome<PathBuf> {
    let text = process::read(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    Ok(PathBuf::from(text.trim()))
}
