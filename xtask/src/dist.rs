//! `dist`: the release. `dist/` for static hosting, `dist/package/` for npm.

use crate::compressed;
use crate::place;
use crate::sentence::Outcome;
use crate::{package, page};

/// Builds both, with compressed copies of the page's files.
pub fn run() -> Outcome {
    // The page first: Trunk empties `dist/`.
    page::build()?;
    compressed::write_copies(&place::dist(), &place::package())?;
    package::build()?;
    println!("The page is in dist/, the npm package in dist/package/");
    Ok(())
}
