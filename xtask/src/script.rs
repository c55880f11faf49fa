//! The page's own scripts and its one library, as they are shipped: without the comments that only readers need.

use crate::place;
use crate::sentence::{Outcome, Sentence};
use std::fs;
use std::path::Path;

/// Where the licence of the library stands in the built page; its script names it.
pub const LICENCE_OF_IDB: &str = "LICENSE-idb";

/// Drops the lines that hold nothing but a comment, and indentation. No script here has a string of several lines.
pub fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut is_inside = false;
    for line in script.lines().map(str::trim) {
        let opens = line.starts_with("/*") && !line.starts_with("/*!");
        if is_inside || opens {
            is_inside = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The library `idb`, squeezed by its author, as a module. Its licence is written beside it.
pub fn idb(folder: &Path) -> Outcome<String> {
    let home = place::node_file("idb");
    let licence = folder.join(LICENCE_OF_IDB);
    fs::copy(home.join("LICENSE"), &licence)
        .map_err(|why| Sentence::of_file("Copying the licence of idb", &why, &licence))?;
    let file = home.join("build/umd.js");
    let script = fs::read_to_string(&file)
        .map_err(|why| Sentence::of_file("Reading the library idb", &why, &file))?;
    // Given `module` and `exports`, as in Node, it leaves the page's globals alone.
    Ok(format!(
        "/*! idb, (c) 2016 Jake Archibald, ISC License: see {LICENCE_OF_IDB} */\n\
         const module = {{}}, exports = {{}};\n{script}\nexport const {{ openDB, wrap }} = exports;\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_code_and_licences_stay() {
        let script = "/*! licence */\n// why\nlet a = 1; // kept\n\n/**\n * text\n */\n  /* one line */\n  b(\"//\");\n";
        assert_eq!(without_comments(script), "/*! licence */\nlet a = 1; // kept\nb(\"//\");\n");
    }
}
