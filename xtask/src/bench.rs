//! `bench`: the sizes and speeds that the design sets budgets for, measured here and now.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::Outcome;
use crate::setup::browser::Browser;
use crate::{dist, setup};
use std::path::Path;

/// Bytes of the page after brotli, every file of the first load.
const PAGE_BUDGET: usize = 90 * 1024;
/// Bytes of the package after brotli, its documents aside.
const PACKAGE_BUDGET: usize = 60 * 1024;

/// Builds the release and prints the table.
pub fn run() -> Outcome {
    dist::run()?;
    println!("\nSizes after brotli 11, in bytes");
    let package = place::package();
    sizes("page", &place::dist(), &package, PAGE_BUDGET)?;
    sizes("package", &package, Path::new(""), PACKAGE_BUDGET)?;
    let browser = Browser::find_or_install()?;
    for script in ["tests/bench/price.mjs", "tests/bench/pipeline.mjs", "tests/bench/ledger.mjs"] {
        println!();
        process::run(browser.node().arg(script))?;
    }
    println!();
    let mut node = browser.node();
    node.env("ONE_CREDIT_NGINX", setup::nginx::find_or_unpack()?);
    process::run(node.arg("tests/bench/lighthouse.mjs"))
}

fn sizes(title: &str, folder: &Path, except: &Path, budget: usize) -> Outcome {
    let mut sum: usize = 0;
    let mut later: usize = 0;
    for file in compressed::files(folder, except)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        if !is_loaded(&name) {
            continue;
        }
        let size = compressed::brotli_size(&file)?;
        sum = sum.saturating_add(size);
        if is_later(&name) {
            later = later.saturating_add(size);
        }
        println!("  {:<44}{size:>8}", format!("{title}/{name}"));
    }
    println!(
        "  {:<44}{:>8}  budget {budget}",
        format!("{title}, first load"),
        sum.saturating_sub(later)
    );
    println!("  {:<44}{sum:>8}", format!("{title}, everything"));
    Ok(())
}

/// What the first view does without, as it is fetched when that is on screen and answers, or only when somebody opens it;
/// and what of the package is not its engine.
fn is_later(name: &str) -> bool {
    // What `fetchRest` of www/boot.js asks for, once the first view is drawn, and what installing asks for.
    ["rest-", "journal-", "idb-", "copy-", "later-", "renew-", "sw.", "elements", "embed"]
        .iter()
        .any(|start| name.starts_with(start))
        || ["host.js", "prices.html", "one-credit.html", "manifest.webmanifest"].contains(&name)
        || ["define.js", "frame.js", "message.js", "custom-elements.json"].contains(&name)
        || name.ends_with(".png")
}

/// Neither compressed copies nor what no browser fetches.
fn is_loaded(name: &str) -> bool {
    ![".br", ".gz", ".md", ".d.ts"].iter().any(|end| name.ends_with(end))
        && !["_headers", "SHA256SUMS", "one-credit.nginx.conf", "package.json"].contains(&name)
        && !name.starts_with("LICENSE")
}

#[cfg(test)]
mod tests {
    use super::{is_later, is_loaded};

    #[test]
    fn the_elements_are_not_of_the_engine() {
        assert!(is_later("elements/note.js") && is_later("define.js") && is_later("rest-0a.wasm"));
        assert!(!is_later("engine_bg.wasm") && !is_later("page-0a.js") && !is_later("index.html"));
    }

    #[test]
    fn copies_and_documents_are_not_counted() {
        assert!(
            is_loaded("page_bg-0a.wasm") && is_loaded("index.html") && is_loaded("icons/icon.svg")
        );
        assert!(
            !is_loaded("index.html.br") && !is_loaded("index.d.ts") && !is_loaded("LICENSE-MIT")
        );
    }
}
