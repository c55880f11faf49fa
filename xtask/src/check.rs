//! `check`: what must hold before a commit. Format, lints, licences, markup, types, native tests.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::{self, cargo_tool, wasm_target};
use crate::suite;
use std::process::Command;

type Check = fn() -> Outcome;

/// The folders of scripts; where one has a `tsconfig.json`, its types are checked as well.
const SCRIPTS: [&str; 7] = [
    "www",
    "tests/bench",
    "tests/e2e",
    "tests/elements",
    "tests/hosts",
    "tests/package",
    "tests/static",
];

/// Runs every check to its end, then says which failed.
pub fn run() -> Outcome {
    let checks: [(&str, Check); 7] = [
        ("Format", format),
        ("Lints, native", lint_native),
        ("Lints, WebAssembly", lint_wasm),
        ("Licences, sources and bans", licences),
        ("Markup", markup),
        ("Scripts and types", scripts),
        ("Native tests", native_tests),
    ];
    let mut failed = Vec::new();
    for (title, check) in checks {
        println!("== {title} ==");
        if let Err(why) = check() {
            eprintln!("{why}");
            failed.push(title);
        }
    }
    if failed.is_empty() {
        println!("Every check holds");
        Ok(())
    } else {
        Err(Sentence::new(format!("These checks failed: {}", failed.join("; "))))
    }
}

fn cargo(arguments: &[&str]) -> Outcome {
    process::run(Command::new("cargo").args(arguments).current_dir(place::root()))
}

fn format() -> Outcome {
    cargo(&["fmt", "--all", "--check"])
}

fn lint_native() -> Outcome {
    let page = ["--package", "one-credit", "--features", "still", "--bins", "--tests"];
    for crates in [["--workspace", "--all-targets"].as_slice(), &page] {
        cargo(&[&["clippy", "--quiet"], crates, &["--", "-D", "warnings"]].concat())?;
    }
    Ok(())
}

fn lint_wasm() -> Outcome {
    wasm_target::install()?;
    for feature in ["app", "js"] {
        cargo(&[
            "clippy",
            "--quiet",
            "--package",
            "one-credit",
            "--features",
            feature,
            "--target",
            wasm_target::TARGET,
            "--",
            "-D",
            "warnings",
        ])?;
    }
    Ok(())
}

/// The parts of cargo-deny that need no network; advisories do.
fn licences() -> Outcome {
    let path = setup::path_with(&[cargo_tool::deny()])?;
    let mut deny = Command::new("cargo-deny");
    deny.args([
        "--all-features",
        "--offline",
        "--log-level",
        "error",
        "check",
        "licenses",
        "bans",
        "sources",
    ])
    .env("PATH", path)
    .current_dir(place::root());
    process::run(&mut deny)
}

fn markup() -> Outcome {
    setup::npm::install()?;
    node(&[
        "tests/node_modules/html-validate/bin/html-validate.mjs",
        "--config",
        "tests/html-validate.json",
        "www/index.html",
        "www/embed.html",
        "tests/hosts/drawflow/index.html",
        "tests/hosts/iframe/index.html",
        "tests/hosts/react-flow/index.html",
        "www/prices.html",
    ])
}

fn scripts() -> Outcome {
    setup::npm::install()?;
    let root = place::root();
    for folder in SCRIPTS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        for file in compressed::files(&folder, &root.join("none"))? {
            if file.extension().is_some_and(|kind| kind == "js" || kind == "mjs") {
                process::run(Command::new("node").arg("--check").arg(&file))?;
            }
        }
    }
    for folder in SCRIPTS.iter().filter(|folder| root.join(folder).join("tsconfig.json").is_file())
    {
        node(&["tests/node_modules/typescript/bin/tsc", "--project", folder])?;
    }
    Ok(())
}

fn native_tests() -> Outcome {
    let count = suite::native()?;
    println!("{} native tests passed, {} failed", count.passed, count.failed);
    if count.failed == 0 { Ok(()) } else { Err(Sentence::new("Some native tests failed")) }
}

fn node(arguments: &[&str]) -> Outcome {
    process::run(Command::new("node").args(arguments).current_dir(place::root()))
}
