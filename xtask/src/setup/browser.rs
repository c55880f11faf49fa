//! A Chromium and its driver: the person's own, or Debian's packages.

use super::say;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Chromium with its WebDriver.
pub struct Browser {
    /// The browser.
    pub program: PathBuf,
    /// Its driver, which the WebAssembly tests need.
    pub driver: PathBuf,
}

const PROGRAMS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_PROGRAM: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

impl Browser {
    /// The browser of `CHROME` and `CHROMEDRIVER`, or of `PATH`, or Debian's after installing it.
    pub fn find_or_install() -> Outcome<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let can_install = place::in_path("apt-get").is_some() && is_root();
        if can_install {
            say("Installing Chromium and its driver");
            install(&["chromium", "chromium-driver", "fonts-liberation"])?;
        }
        Self::find().ok_or_else(|| {
            Sentence::new(
                "The tests need Chromium or Chrome with its chromedriver, of the same version. Install both (Debian: \
                 `apt-get install chromium chromium-driver`) or name them in CHROME and CHROMEDRIVER",
            )
        })
    }

    fn find() -> Option<Self> {
        let program = named("CHROME")
            .or_else(|| PROGRAMS.iter().find_map(|name| place::in_path(name)))
            .or_else(|| Some(PathBuf::from(MAC_PROGRAM)).filter(|file| file.is_file()))?;
        let driver = named("CHROMEDRIVER").or_else(|| place::in_path("chromedriver"))?;
        Some(Self { program, driver })
    }

    /// A call of Node whose scripts find this browser.
    pub fn node(&self) -> Command {
        let mut node = Command::new("node");
        node.env("CHROME", &self.program)
            .env("ONE_CREDIT_BROWSER_ARGUMENTS", Self::arguments().join(" "))
            .current_dir(place::root());
        node
    }

    /// Arguments for a headless run that leaves the person's own profile and the network alone.
    pub fn arguments() -> Vec<&'static str> {
        let mut arguments = vec![
            "--headless",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        if is_root() {
            // Chromium refuses to sandbox for root, the user of most build machines.
            arguments.push("--no-sandbox");
        }
        arguments
    }
}

/// The file that a variable names.
pub(super) fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|file: &PathBuf| Path::is_file(file))
}

/// Whether packages may be installed.
pub(super) fn is_root() -> bool {
    process::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs Debian's packages, by fresh lists.
pub(super) fn install(packages: &[&str]) -> Outcome {
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
        apt
    };
    process::read(apt().arg("update"))?;
    process::read(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))?;
    Ok(())
}
