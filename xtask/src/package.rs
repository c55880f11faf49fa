//! The npm package: the library with feature `js` as WebAssembly, beside the files of `www/package/`.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::{self, cargo_tool, wasm_target};
use crate::wasm_opt;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds `dist/package/`.
pub fn build() -> Outcome {
    wasm_target::install()?;
    setup::npm::install()?;
    let path = setup::path_with(&[cargo_tool::wasm_bindgen()?])?;
    setup::say("Building the npm package");
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "rustc",
            "--quiet",
            "--release",
            "--lib",
            "--crate-type",
            "cdylib",
            "--features",
            "js",
        ])
        .args(["--package", "one-credit", "--target", wasm_target::TARGET])
        // Hosts price in loops: for 8 KB a price is a fifth faster than at the page's "z".
        .args(["--config", "profile.release.package.one-credit-engine.opt-level=\"s\""])
        .current_dir(place::root());
    setup::small_std::use_in(&mut cargo);
    process::run(&mut cargo)?;

    let package = place::package();
    if package.exists() {
        fs::remove_dir_all(&package)
            .map_err(|why| Sentence::of_file("Clearing the package", &why, &package))?;
    }
    let built = place::target().join(wasm_target::TARGET).join("release/one_credit.wasm");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript"])
        // `index.js` starts a new instance, should one ever fail.
        .args(["--experimental-reset-state-function", "--out-name", "engine", "--out-dir"])
        .arg(&package)
        .arg(built)
        .env("PATH", path);
    process::run(&mut bindgen)?;
    wasm_opt::shrink(&package.join("engine_bg.wasm"))?;
    copy_template(&package)
}

fn copy_template(package: &Path) -> Outcome {
    let template = place::root().join("www/package");
    for file in compressed::files(&template, Path::new(""))? {
        let inside = file.strip_prefix(&template).unwrap_or(&file);
        let new = package.join(inside);
        if let Some(parent) = new.parent() {
            fs::create_dir_all(parent)
                .map_err(|why| Sentence::of_file("Making a folder", &why, parent))?;
        }
        fs::copy(&file, &new)
            .map_err(|why| Sentence::of_file("Copying a file of the package", &why, &new))?;
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let file = place::root().join(licence);
        if file.is_file() {
            let new = package.join(licence);
            fs::copy(&file, &new)
                .map_err(|why| Sentence::of_file("Copying a licence", &why, &new))?;
        }
    }
    write_version(&package.join("package.json"))
}

/// The package has the version of the crates: it is written once, in `Cargo.toml`.
fn write_version(file: &Path) -> Outcome {
    const PLACE: &str = "\"version\": \"0.0.0\"";
    let text = fs::read_to_string(file)
        .map_err(|why| Sentence::of_file("Reading the package's description", &why, file))?;
    if !text.contains(PLACE) {
        return Err(Sentence::of_file(
            "Setting the package's version",
            &format!("it has no `{PLACE}`"),
            file,
        ));
    }
    let text = text.replace(PLACE, &format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION")));
    fs::write(file, text)
        .map_err(|why| Sentence::of_file("Writing the package's description", &why, file))
}
