//! `one-credit.html`: the built page with all its files inside, to be opened without a server and without a network.

use crate::compressed;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup;
use crate::squeeze::LICENCE_OF_IDB;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name of the file.
pub const FILE: &str = "one-credit.html";

/// What lies beside the page and not beside the file. Whatever leads there is marked with a class, and hidden in the file.
const BESIDE: &str = "prices.html";
const WITHOUT_BESIDE: &str = ".beside{display:none}";

/// What the page loads, as it goes into the file.
#[derive(Default)]
struct Inside {
    style: String,
    /// The scripts that run before the page is painted.
    early: Vec<String>,
    /// The name of the module that starts the program.
    boot: Option<String>,
}

/// Makes the file out of the page that is built in `folder`.
pub fn write(folder: &Path) -> Outcome {
    setup::say("Writing the single file");
    let page = read(&folder.join("index.html"))?;
    let mut inside = Inside::default();
    let html = each(&page, "<link ", ">", |tag| link(tag, folder, &mut inside))?;
    let html = each(&html, "<script ", "</script>", |tag| script(tag, folder, &mut inside))?;
    let boot = inside.boot.ok_or_else(|| Sentence::new("The page starts no program"))?;
    let boot = bundle(&folder.join(boot))?;
    inside.style.push_str(&read(&built(folder, "later-", ".css")?)?);
    inside.style.push_str(WITHOUT_BESIDE);
    let scripts = inside.early.iter().chain([&boot]);
    let policy = policy(scripts, &inside.style);
    let html = each(&html, "<meta", ">", |tag| {
        let is_policy = tag.contains("http-equiv=\"Content-Security-Policy\"");
        Ok(Some(if is_policy {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
        } else {
            tag.to_owned()
        }))
    })?;
    let (style, blocks) = (inside.style, blocks(folder)?);
    let head =
        format!("<style>{style}</style>\n{blocks}<script type=\"module\">{boot}</script>\n</head>");
    let html = once(&html, "</head>", &head)?;
    let licence = read(&folder.join(LICENCE_OF_IDB))?;
    let licence = format!("<!-- The library idb in this file:\n\n{}\n-->", licence.trim());
    let html = format!("{}\n{licence}\n", html.trim_end());
    stands_alone(&html)?;
    let file = folder.join(FILE);
    fs::write(&file, &html)
        .map_err(|why| Sentence::of_file("Writing the single file", &why, &file))?;
    setup::say(&format!("{FILE}: {} bytes", html.len()));
    Ok(())
}

/// That script and all that it imports, with the single file's own `fetch`, as one text. A file is no place for a
/// service worker: what asks for one finds none.
fn bundle(boot: &Path) -> Outcome<String> {
    let fetch = place::root().join("www/hosting/inside.js");
    let text = process::read(
        Command::new(place::node_file(".bin/esbuild"))
            .arg(boot)
            .args(["--bundle", "--format=esm", "--target=es2022", "--minify", "--charset=utf8"])
            .args(["--legal-comments=none", "--log-level=warning"])
            // Whatever settings lie in a folder above do not count.
            .arg("--tsconfig-raw={}")
            .arg("--define:navigator.serviceWorker=undefined")
            .arg(format!("--inject:{}", fetch.display())),
    )?;
    fits(text.trim_end())
}

/// A script that neither ends its element early nor has it read on behind its end.
fn fits(script: &str) -> Outcome<String> {
    if ["</script", "<script", "<!--"].iter().any(|mark| script.contains(mark)) {
        return Err(Sentence::new("A script of the page cannot stand inside of HTML"));
    }
    Ok(script.to_owned())
}

/// What a script of the page becomes: the one that starts the program moves to the end of the head, any other stays.
fn script(element: &str, folder: &Path, inside: &mut Inside) -> Outcome<Option<String>> {
    let name = attribute(element, "src")
        .ok_or_else(|| Sentence::new(format!("The page has a script of its own: {element}")))?;
    if attribute(element, "type") == Some("module") {
        if inside.boot.replace(name.to_owned()).is_some() {
            return Err(Sentence::new("The page starts two programs"));
        }
        return Ok(None);
    }
    let text = fits(read(&folder.join(name))?.trim_end())?;
    let element = format!("<script>{text}</script>");
    inside.early.push(text);
    Ok(Some(element))
}

/// What a link of the head becomes: a style sheet or an icon moves in, everything else is for hosts.
fn link(tag: &str, folder: &Path, inside: &mut Inside) -> Outcome<Option<String>> {
    match (attribute(tag, "rel"), attribute(tag, "href")) {
        (Some("stylesheet"), Some(name)) => {
            inside.style.push_str(&read(&folder.join(name))?);
            Ok(None)
        }
        (Some("icon"), Some(name)) => {
            let image = BASE64.encode(read(&folder.join(name))?);
            Ok(Some(format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{image}\">")))
        }
        (Some("preload" | "modulepreload" | "manifest" | "apple-touch-icon"), Some(_)) => Ok(None),
        _ => Err(Sentence::new(format!("The single file does not know what `{tag}` is for"))),
    }
}

/// Nothing but what is inside by its hash may run.
fn policy<'a>(scripts: impl IntoIterator<Item = &'a String>, style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)));
    let scripts: Vec<String> = scripts.into_iter().map(|text| hash(text)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'",
        scripts.join(" "),
        hash(style)
    )
}

/// The program, a block for each of its halves.
fn blocks(folder: &Path) -> Outcome<String> {
    let mut blocks = String::new();
    for half in ["page_bg-", "rest-"] {
        let file = built(folder, half, ".wasm")?;
        let name = file.file_name().unwrap_or_default().display();
        let content =
            fs::read(&file).map_err(|why| Sentence::of_file("Reading the program", &why, &file))?;
        let packed = BASE64.encode(compressed::gzip(&content)?);
        blocks.push_str(&format!("<script type=\"text/plain\" id=\"{name}\">{packed}</script>\n"));
    }
    Ok(blocks)
}

/// The built file whose name begins and ends like this, with a hash between.
fn built(folder: &Path, start: &str, end: &str) -> Outcome<PathBuf> {
    compressed::files(folder, &folder.join("package"))?
        .into_iter()
        .filter(|file| file.parent() == Some(folder))
        .find(|file| {
            let name = file.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(start) && name.ends_with(end))
        })
        .ok_or_else(|| {
            let why = format!("there is no {start}…{end}");
            Sentence::of_file("Looking for a part of the page", &why, folder)
        })
}

/// Hands each part of `html` from a `start` to the next `end` to `change`; where that gives none, the part goes with the
/// white space before it.
fn each(
    html: &str,
    start: &str,
    end: &str,
    mut change: impl FnMut(&str) -> Outcome<Option<String>>,
) -> Outcome<String> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from)) = rest.find(start).and_then(|at| rest.split_at_checked(at)) {
        let length = from.find(end).map_or(from.len(), |at| at.saturating_add(end.len()));
        let (part, after) = from.split_at(length);
        out.push_str(before);
        rest = after;
        if let Some(new) = change(part)? {
            out.push_str(&new);
        } else {
            out.truncate(out.trim_end().len());
        }
    }
    out.push_str(rest);
    Ok(out)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Every address that is left leads within the document, or to another site.
fn stands_alone(html: &str) -> Outcome {
    for name in [" href=\"", " src=\""] {
        for value in html.split(name).skip(1).filter_map(|rest| rest.split('"').next()) {
            if !["#", "data:", "https:", BESIDE].iter().any(|start| value.starts_with(start)) {
                return Err(Sentence::new(format!("The single file still asks for `{value}`")));
            }
        }
    }
    Ok(())
}

fn once(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.matches(from).count() == 1 {
        Ok(text.replacen(from, to, 1))
    } else {
        Err(Sentence::new(format!("The single file expects `{from}` once  (index.html)")))
    }
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file)
        .map_err(|why| Sentence::of_file("Reading a file of the page", &why, file))
}

#[cfg(test)]
mod tests {
    use super::{Inside, attribute, each, fits, policy, script, stands_alone};
    use std::path::Path;

    #[test]
    fn a_part_is_changed_or_goes_with_the_space_before_it() {
        let html = "<p>a</p>\n  <link x>\n  <link y>\n<p>";
        let out = each(html, "<link ", ">", |tag| Ok(tag.contains('y').then(|| "<i>".to_owned())));
        assert_eq!(out.ok().as_deref(), Some("<p>a</p>\n  <i>\n<p>"));
    }

    #[test]
    fn an_address_that_needs_a_host_is_refused() {
        assert!(
            stands_alone("<a href=\"#/\"><img src=\"data:,\"><a href=\"https://x.example/\">")
                .is_ok()
        );
        assert!(stands_alone("<img src=\"icons/icon.svg\">").is_err());
    }

    #[test]
    fn the_policy_has_the_hash_of_each_text() {
        // The SHA-256 of no bytes, in base64.
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        let policy = policy(&[String::new()], "a{}");
        assert!(policy.contains(&format!("script-src {empty} 'wasm-unsafe-eval';")));
        assert!(!policy.contains(&format!("style-src {empty}")));
    }

    #[test]
    fn one_module_starts_the_program() {
        let element = "<script type=\"module\" src=\"boot-1.js\" integrity=\"x\"></script>";
        let mut inside = Inside::default();
        assert!(script(element, Path::new(""), &mut inside).is_ok_and(|left| left.is_none()));
        assert_eq!(inside.boot.as_deref(), Some("boot-1.js"));
        assert!(script(element, Path::new(""), &mut inside).is_err());
        assert!(script("<script >alert()</script>", Path::new(""), &mut inside).is_err());
        assert_eq!(attribute("<link rel=\"icon\" href=\"a.svg\">", "href"), Some("a.svg"));
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        assert!(fits("a < b").is_ok());
        assert!(fits("\"</script>\"").is_err() && fits("a <!--b").is_err());
    }
}
