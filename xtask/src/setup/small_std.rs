//! The standard library that the release is built with: without it the page would be a third larger.

use super::say;
use super::std_build::{self, Recipe, SMALL_FLAGS};
use super::std_source::rust_release;
use super::wasm_target::TARGET;
use crate::place;
use crate::sentence::Outcome;
use std::path::Path;
use std::process::Command;

/// To be raised when the recipe changes, so that what an older one built is not taken for it.
const RECIPE: u32 = 1;

/// Has `cargo`, or what calls cargo, build for WebAssembly with the small library.
/// Where its sources cannot be had, the build goes on with the plain one.
pub fn use_in(command: &mut Command) -> Outcome {
    let version = format!("{}-{RECIPE}", rust_release()?);
    let sysroot = place::tool("small-std", &version)?;
    if sysroot.display().to_string().contains(char::is_whitespace) {
        say(
            "The release will be larger than it could be: cargo's flags cannot name a cache with a space in its path",
        );
        return Ok(());
    }
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    if !std_build::is_in(&folder) {
        say("Building a small standard library for the release, once");
        if let Err(why) = Recipe::Small.build_into(&folder) {
            say(&format!(
                "The release will be larger than it could be: the sources of Rust's standard library could not be had. {why}"
            ));
            return Ok(());
        }
    }
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags(&sysroot));
    // The flags are those of a nightly Rust.
    command.env("RUSTC_BOOTSTRAP", "1");
    Ok(())
}

fn flags(sysroot: &Path) -> String {
    format!("--sysroot={} {SMALL_FLAGS}", sysroot.display())
}
