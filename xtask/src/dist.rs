//! `dist`: the release. `dist/` for static hosting, `dist/package/` for npm.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::Outcome;
use crate::setup::browser::Browser;
use crate::{package, page};

/// Builds both, in the order in which the parts stand on each other; compressed copies come last, when no file changes
/// any more.
pub fn run() -> Outcome {
    // The page first: Trunk empties `dist/`.
    page::build()?;
    package::build()?;
    compressed::write_copies(&place::dist(), &place::package())?;
    println!("The page is in dist/, the npm package in dist/package/");
    Ok(())
}

/// Builds the page and takes the pictures of the README, into `www/screenshots/`.
pub fn screenshots() -> Outcome {
    page::build()?;
    process::run(Browser::find_or_install()?.node().arg("tests/e2e/screenshots.mjs"))
}
