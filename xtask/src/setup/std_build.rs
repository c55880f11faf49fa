//! Building the standard library for WebAssembly from its sources, as rustup would deliver it or small.

use super::std_source::{Sources, make_dir};
use super::wasm_target::TARGET;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the standard library is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// As rustup delivers it.
    Plain,
    /// For the release: few bytes, and a panic ends at once, without words.
    Small,
}

/// Of code built beside the small library, which must treat a panic alike. Neither places nor `{:?}` cost bytes.
pub const SMALL_FLAGS: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

impl Recipe {
    /// Builds the library and puts its parts into `folder`.
    pub fn build_into(self, folder: &Path) -> Outcome {
        let sources = Sources::find_or_download()?;
        copy_libraries(&self.build(sources.work())?, folder)
    }

    /// Builds in an empty crate; gives the folder of the libraries.
    fn build(self, work: &Path) -> Outcome<PathBuf> {
        let empty = work.join("empty");
        make_dir(&empty.join("src"))?;
        let manifest = empty.join("Cargo.toml");
        fs::write(&manifest, "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n")
            .and_then(|()| fs::write(empty.join("src/lib.rs"), ""))
            .map_err(|why| Sentence::of_file("Writing an empty crate", &why, &manifest))?;
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--quiet", "--release", "--target", TARGET])
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", empty.join("target"))
            .current_dir(&empty);
        // Without embedded bitcode, link-time optimisation fails.
        match self {
            // Without `test`, there are no WebAssembly tests.
            Self::Plain => cargo
                .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
                .env("RUSTFLAGS", "-Cembed-bitcode=yes"),
            Self::Small => cargo
                .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z")
                .env("RUSTFLAGS", format!("-Cembed-bitcode=yes {SMALL_FLAGS}")),
        };
        process::run(&mut cargo)?;
        Ok(empty.join("target").join(TARGET).join("release/deps"))
    }
}

/// Whether a folder of libraries is complete: std comes last.
pub fn is_in(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| is_std(&entry.file_name().to_string_lossy()))
    })
}

fn is_std(name: &str) -> bool {
    name.starts_with("libstd-")
}

fn copy_libraries(from: &Path, to: &Path) -> Outcome {
    make_dir(to)?;
    let entries = fs::read_dir(from)
        .map_err(|why| Sentence::of_file("Reading the built libraries", &why, from))?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".rlib") && !name.starts_with("libempty-"))
        .collect();
    names.sort_by_key(|name| is_std(name));
    for name in names {
        fs::copy(from.join(&name), to.join(&name))
            .map_err(|why| Sentence::of_file("Copying a library", &why, &to.join(&name)))?;
    }
    Ok(())
}
