//! Programs that `cargo install` builds, each at one version in a folder of its own.

use super::say;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One program of the crates registry at one version.
pub struct CargoTool {
    crate_name: &'static str,
    program: &'static str,
    version: String,
    /// Whether the crate's own lock file is used.
    locked: bool,
}

/// Trunk, which builds the page. 0.22 needs a newer Rust.
pub fn trunk() -> CargoTool {
    CargoTool { crate_name: "trunk", program: "trunk", version: "0.21.14".to_owned(), locked: true }
}

/// cargo-deny, which checks the licences and sources of dependencies.
pub fn deny() -> CargoTool {
    CargoTool {
        crate_name: "cargo-deny",
        program: "cargo-deny",
        version: "0.18.9".to_owned(),
        locked: true,
    }
}

/// The wasm-bindgen program, which must be of exactly the version in `Cargo.lock`.
pub fn wasm_bindgen() -> Outcome<CargoTool> {
    let file = place::root().join("Cargo.lock");
    let lock = fs::read_to_string(&file)
        .map_err(|why| Sentence::of_file("Reading the lock file", &why, &file))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| Sentence::of_file("Looking for wasm-bindgen", &"it is not listed", &file))?;
    Ok(CargoTool {
        crate_name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        // Its lock file names a crate version that not every mirror holds.
        locked: false,
    })
}

impl CargoTool {
    /// The folder that holds the program, after installing it where it is missing.
    pub fn find_or_install(&self) -> Outcome<PathBuf> {
        let home = place::tool(self.program, &self.version)?;
        let folder = home.join("bin");
        if self.is_right(&folder.join(self.file_name())) {
            return Ok(folder);
        }
        if let Some(found) = place::in_path(self.program)
            && self.is_right(&found)
            && let Some(folder) = found.parent()
        {
            return Ok(folder.to_path_buf());
        }
        self.install(&home)?;
        Ok(folder)
    }

    fn file_name(&self) -> String {
        format!("{}{}", self.program, env::consts::EXE_SUFFIX)
    }

    fn is_right(&self, program: &Path) -> bool {
        program.is_file()
            && process::read(Command::new(program).arg("--version"))
                .is_ok_and(|text| text.split_whitespace().any(|word| word == self.version))
    }

    fn install(&self, home: &Path) -> Outcome {
        let Self { crate_name, version, .. } = self;
        say(&format!("Installing {crate_name} {version}; this takes some minutes, once"));
        let mut cargo = Command::new("cargo");
        cargo.args(["install", crate_name, "--version", version]);
        cargo.arg("--root").arg(home);
        // A release build of the tool must not inherit the flags that this project was started with.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR");
        // What is built once and runs for seconds is built for a short build: about half the time.
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        // Outside the repository its own cargo settings do not reach the build.
        cargo.current_dir(env::temp_dir());
        if self.locked {
            cargo.arg("--locked");
        }
        process::run(&mut cargo).map_err(|why| {
            Sentence::new(format!(
                "{crate_name} {version} could not be installed. Install it by hand and put it into PATH, \
                 then call this again: cargo install {crate_name} --version {version}\n{why}"
            ))
        })
    }
}

fn locked_version(lock: &str, name: &str) -> Option<String> {
    let mut lines = lock.lines();
    let wanted = format!("name = \"{name}\"");
    lines.find(|line| *line == wanted)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_version_is_read_from_the_entry_of_that_very_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
