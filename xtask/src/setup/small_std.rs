//! The standard library that the release is built with: without it the page would be a third larger.

use super::say;
use super::std_build::{self, Recipe, SMALL_FLAGS};
use super::std_source::rustc_says;
use super::wasm_target::TARGET;
use crate::place;
use crate::sentence::{Outcome, Sentence};
use std::path::{Path, PathBuf};
use std::process::Command;

/// To be raised when the recipe changes, so that what an older one built is not taken for it.
const RECIPE: u32 = 1;

/// Has `cargo`, or what calls cargo, build for WebAssembly with the small library.
/// Where that cannot be had, the build goes on with the plain one; tells whether it can.
pub fn use_in(command: &mut Command) -> bool {
    let sysroot = find_or_build();
    if let Some(sysroot) = &sysroot {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags(sysroot));
        // The flags are those of a nightly Rust.
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    sysroot.is_some()
}

/// The folder that takes the place of the toolchain's own, or none after saying why.
pub fn find_or_build() -> Option<PathBuf> {
    install()
        .inspect_err(|why| {
            say(&format!("The release will be a third larger than it could be. {why}"))
        })
        .ok()
}

fn install() -> Outcome<PathBuf> {
    // Its parts fit one very compiler.
    let version = format!("{}-{}-{RECIPE}", rustc_says("release")?, rustc_says("commit-hash")?);
    let sysroot = place::tool("small-std", &version)?;
    if sysroot.display().to_string().contains(char::is_whitespace) {
        return Err(Sentence::of_file(
            "Naming the small standard library to cargo",
            &"the path of the cache holds a space",
            &sysroot,
        ));
    }
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    if !std_build::is_in(&folder) {
        say("Building a small standard library for the release, once");
        Recipe::Small.build_into(&folder)?;
    }
    Ok(sysroot)
}

fn flags(sysroot: &Path) -> String {
    format!("--sysroot={} {SMALL_FLAGS}", sysroot.display())
}
