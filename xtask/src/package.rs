//! The npm package: the library with feature `js` as WebAssembly, beside the files of `www/package/`.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::{self, cargo_tool, wasm_target};
use crate::squeeze;
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
        // Hosts price in loops: for 8 KB a price is a sixth faster than at the page's "z", and a pipeline as much.
        .args(["--config", "profile.release.package.one-credit-engine.opt-level=\"s\""])
        .current_dir(place::root());
    if setup::small_std::use_in(&mut cargo) {
        // Hosts price in loops: for half a kilobyte a price is a fifth faster.
        cargo.args(["--features", "fast"]);
    }
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
    write_files(&package)
}

/// Writes everything but the engine anew, into a package that was built before.
pub fn rewrite() -> Outcome {
    setup::npm::install()?;
    let package = place::package();
    if !package.join("engine_bg.wasm").is_file() {
        return Err(Sentence::of_file(
            "Writing the package",
            &"the engine is not there yet; `cargo xtask dist` builds it",
            &package,
        ));
    }
    write_files(&package)
}

fn write_files(package: &Path) -> Outcome {
    copy_template(package)?;
    for file in ["package.json", "version.js"] {
        write_version(&package.join(file))?;
    }
    write_preact(package)?;
    write_tokens(&package.join("elements/tokens.js"))?;
    write_manifest(package)?;
    squeeze_scripts(package)
}

/// The engine's scripts in few bytes. The elements stay as they are written: the manifest is made of their comments.
fn squeeze_scripts(package: &Path) -> Outcome {
    for name in ["engine", "error", "index", "lines", "plain", "quick", "shown"] {
        let file = package.join(name).with_extension("js");
        let text = squeeze::script(&read(&file)?)?;
        // What tells bundlers to leave the library of Node alone goes with the other comments.
        write(&file, &text.replace("import(", "import(/*webpackIgnore:true*//*@vite-ignore*/"))?;
    }
    Ok(())
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
    Ok(())
}

/// The elements draw with Preact. Their files import it by its path, because pages without a bundler know no names.
fn write_preact(package: &Path) -> Outcome {
    let home = place::node_file("preact");
    let licence = package.join("LICENSE-preact");
    fs::copy(home.join("LICENSE"), &licence)
        .map_err(|why| Sentence::of_file("Copying the licence of preact", &why, &licence))?;
    let script = read(&home.join("dist/preact.mjs"))?;
    // Its source map stays behind.
    let script = script.split("//# sourceMappingURL").next().unwrap_or_default().trim_end();
    let text = format!(
        "/*! preact, (c) 2015-present Jason Miller, MIT License: see LICENSE-preact */\n{script}\n"
    );
    write(&package.join("elements/preact.js"), &text)
}

/// The tokens of the page, each to be set from outside under a name of its own: `--credit-paper` for `--paper`.
fn write_tokens(file: &Path) -> Outcome {
    let sheet = place::root().join("www/css/tokens.css");
    let tokens = tokens(&read(&sheet)?);
    if tokens.is_empty() {
        return Err(Sentence::of_file("Reading the tokens", &"there are none in :root", &sheet));
    }
    let text = format!(
        "// The tokens of the page, written by the build from its style sheet.\n\n\
         export const TOKENS = `\n{tokens}`\n"
    );
    write(file, &text)
}

/// The tokens of the first `:root` of a style sheet, one a line.
fn tokens(sheet: &str) -> String {
    let root = sheet.split_once(":root {").map_or("", |(_, rest)| rest);
    let root = root.split_once('}').map_or(root, |(root, _)| root);
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let value = value.trim().trim_end_matches(';');
        Some(format!("  --{name}: var(--credit-{name}, {value});\n"))
    };
    root.lines().filter_map(token).collect()
}

/// The manifest of the elements, from the comments at their classes.
fn write_manifest(package: &Path) -> Outcome {
    // The analyzer takes the path from the package's folder.
    let config = Path::new("../../xtask/manifest.config.mjs");
    let mut analyze = Command::new("node");
    analyze
        .arg(place::node_file("@custom-elements-manifest/analyzer/cem.js"))
        .args(["analyze", "--quiet", "--outdir", ".", "--config"])
        .arg(config)
        .current_dir(package);
    process::run(&mut analyze)
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file)
        .map_err(|why| Sentence::of_file("Reading a file of the package", &why, file))
}

fn write(file: &Path, text: &str) -> Outcome {
    fs::write(file, text)
        .map_err(|why| Sentence::of_file("Writing a file of the package", &why, file))
}

/// The package has the version of the crates: it is written once, in `Cargo.toml`.
fn write_version(file: &Path) -> Outcome {
    const PLACE: &str = "0.0.0";
    let text = read(file)?;
    if !text.contains(PLACE) {
        return Err(Sentence::of_file(
            "Setting the package's version",
            &format!("it has no `{PLACE}`"),
            file,
        ));
    }
    write(file, &text.replace(PLACE, env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn tokens_can_be_set_from_outside() {
        let sheet = "/* why */\n:root {\n  color-scheme: light dark;\n\n  --ink: light-dark(#000, #fff);\n}\n\
                     :root[x] { --no: 1; }\n";
        assert_eq!(tokens(sheet), "  --ink: var(--credit-ink, light-dark(#000, #fff));\n");
    }
}
