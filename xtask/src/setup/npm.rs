//! Node and the npm packages of `tests/package-lock.json`: wasm-opt, the browser driver, validators.

use super::say;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::fs;
use std::process::Command;

/// The oldest Node that the packages and the tests run on.
const OLDEST_NODE: u32 = 20;

/// Installs the packages of the lock file, unless the installed ones are of that very lock file.
pub fn install() -> Outcome {
    require_node()?;
    let home = place::node_home();
    let lock_file = home.join("package-lock.json");
    let lock = fs::read(&lock_file)
        .map_err(|why| Sentence::of_file("Reading the lock file", &why, &lock_file))?;
    let stamp = home.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say("Installing npm packages");
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&home);
    process::run(&mut npm).map_err(|why| {
        Sentence::new(format!(
            "The npm packages could not be installed: the package registry must be reachable once.\n{why}"
        ))
    })?;
    fs::write(&stamp, lock)
        .map_err(|why| Sentence::of_file("Noting what is installed", &why, &stamp))
}

fn require_node() -> Outcome {
    let missing = || {
        Sentence::new(format!(
            "Node {OLDEST_NODE} or newer is needed, with npm: install it from your system's packages"
        ))
    };
    let text = process::read(Command::new("node").arg("--version")).map_err(|_| missing())?;
    let major =
        text.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        Some(major) => Err(Sentence::new(format!(
            "Node {OLDEST_NODE} or newer is needed, but PATH has Node {major}"
        ))),
        None => Err(missing()),
    }
}
