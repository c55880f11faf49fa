//! Scripts and style sheets as they are shipped: squeezed by esbuild, licences kept.

use crate::place;
use crate::sentence::{Outcome, Sentence};
use crate::setup;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the licence of the library stands in the built page; its script names it.
pub const LICENCE_OF_IDB: &str = "LICENSE-idb";

/// A script that means the same in fewer bytes. Names of what it loads stay as they are, in double quotes.
pub fn script(text: &str) -> Outcome<String> {
    squeezed(text, "js")
}

/// A style sheet that means the same in fewer bytes.
pub fn style(text: &str) -> Outcome<String> {
    squeezed(text, "css")
}

/// One style sheet out of all in a folder, joined in the order of their names.
pub fn styles(folder: &Path) -> Outcome<String> {
    let mut files: Vec<PathBuf> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(why) => return Err(Sentence::of_file("Reading the style sheets", &why, folder)),
    };
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    let mut all = String::new();
    for file in files {
        let text = fs::read_to_string(&file)
            .map_err(|why| Sentence::of_file("Reading a style sheet", &why, &file))?;
        all.push_str(&text);
    }
    style(&all)
}

/// The glue of WebAssembly whose imports have got other names. A name counts where it stands as a whole word.
pub fn renamed(glue: &str, names: &[(String, String)]) -> String {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|at| !is_part(at)).unwrap_or(rest.len()));
        let new = names.iter().find(|(old, _)| old == word).map_or(word, |(_, new)| new);
        out.push_str(new);
        let (between, after) = after.split_at(after.find(is_part).unwrap_or(after.len()));
        out.push_str(between);
        rest = after;
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

fn squeezed(text: &str, loader: &str) -> Outcome<String> {
    setup::npm::install()?;
    let failed = |why: &dyn std::fmt::Display| Sentence::new(format!("esbuild failed: {why}"));
    let mut child = Command::new(place::node_file(".bin/esbuild"))
        .arg(format!("--loader={loader}"))
        .args(["--minify", "--charset=utf8", "--legal-comments=inline", "--log-level=warning"])
        // Whatever settings lie in a folder above do not count.
        .arg("--tsconfig-raw={}")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|why| failed(&why))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(|why| failed(&why))?;
    }
    let output = child.wait_with_output().map_err(|why| failed(&why))?;
    if !output.status.success() {
        return Err(failed(&output.status));
    }
    String::from_utf8(output.stdout).map_err(|why| failed(&why))
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn names_are_exchanged_as_whole_words() {
        let names = [("__wbg_now_1a".to_owned(), "a".to_owned())];
        let glue = "__wbg_now_1a: f, __wbg_now_1ab: g, x.__wbg_now_1a(\"é\")";
        assert_eq!(renamed(glue, &names), "a: f, __wbg_now_1ab: g, x.a(\"é\")");
    }
}
