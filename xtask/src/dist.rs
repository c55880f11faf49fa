//! `dist`: the release. `dist/` for static hosting, `dist/package/` for npm.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::Outcome;
use crate::setup::browser::Browser;
use crate::{embed, hosting, package, page, single_file, sums};
use std::path::Path;

/// Builds both, in the order in which the parts stand on each other; compressed copies and checksums come last, when
/// no file changes any more.
pub fn run() -> Outcome {
    // The page first: Trunk empties `dist/`.
    page::build()?;
    package::build()?;
    embed::build()?;
    finish(&place::dist())?;
    println!("The page is in dist/, the npm package in dist/package/");
    Ok(())
}

/// Adds what is made of the built files.
fn finish(dist: &Path) -> Outcome {
    single_file::write(dist)?;
    // Once more, since the page had them for its own files.
    hosting::write(dist)?;
    compressed::write_copies(dist, &dist.join("package"))?;
    sums::write(dist)
}

/// Builds the release and takes the pictures of the README, into `www/screenshots/`.
pub fn screenshots() -> Outcome {
    run()?;
    process::run(Browser::find_or_install()?.node().arg("tests/e2e/screenshots.mjs"))
}
