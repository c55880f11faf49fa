//! A Firefox: the person's own, or Debian's package.

use super::browser::{install, is_root, named};
use super::say;
use crate::place;
use crate::sentence::{Outcome, Sentence};
use std::path::PathBuf;

const PROGRAMS: [&str; 2] = ["firefox-esr", "firefox"];
const MAC_PROGRAM: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// The Firefox of `FIREFOX`, or of `PATH`, or Debian's after installing it.
pub fn find_or_install() -> Outcome<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if place::in_path("apt-get").is_some() && is_root() {
        say("Installing Firefox");
        install(&["firefox-esr", "fonts-liberation"])?;
    }
    find().ok_or_else(|| {
        Sentence::new(
            "The tests need Firefox. Install it (Debian: `apt-get install firefox-esr`) or name it in FIREFOX",
        )
    })
}

fn find() -> Option<PathBuf> {
    named("FIREFOX")
        .or_else(|| PROGRAMS.iter().find_map(|name| place::in_path(name)))
        .or_else(|| Some(PathBuf::from(MAC_PROGRAM)).filter(|file| file.is_file()))
}
