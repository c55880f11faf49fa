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
use std::path::Path;
use std::process::Command;

/// The name of the file.
pub const FILE: &str = "one-credit.html";

/// Makes the file out of the page that is built in `folder`.
pub fn write(folder: &Path) -> Outcome {
    setup::say("Writing the single file");
    let page = read(&folder.join("index.html"))?;
    let boot = own_script(&page)?;
    let script = bundle(&folder.join(boot))?;
    let mut style = String::new();
    let html = each_tag(&page, "<link ", |tag| link(tag, folder, &mut style))?;
    let policy = policy(&script, &style);
    let html = each_tag(&html, "<meta", |tag| {
        let is_policy = tag.contains("http-equiv=\"Content-Security-Policy\"");
        Ok(Some(if is_policy {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")
        } else {
            tag.to_owned()
        }))
    })?;
    let html = each_tag(&html, "<script ", |_| Ok(None))?.replace("</script>", "");
    let inside = format!("<style>{style}</style>\n{}", blocks(folder)?);
    let script = format!("<script type=\"module\">{script}</script>\n");
    let licence = read(&folder.join(LICENCE_OF_IDB))?;
    let html = once(&html, "</head>", &format!("{inside}{script}</head>"))?;
    let html = format!(
        "{}\n<!-- The library idb in this file:\n\n{}\n-->\n",
        html.trim_end(),
        licence.trim()
    );
    stands_alone(&html)?;
    let file = folder.join(FILE);
    fs::write(&file, &html).map_err(|why| Sentence::of_file("Writing the single file", &why, &file))
}

/// The script that the page starts with.
fn own_script(page: &str) -> Outcome<&str> {
    page.split_once("<script type=\"module\" src=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(name, _)| name)
        .filter(|_| page.matches("<script").count() == 1)
        .ok_or_else(|| Sentence::new("The single file needs a page with one module script"))
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
            .arg("--define:navigator.serviceWorker=undefined")
            .arg(format!("--inject:{}", fetch.display())),
    )?;
    // What would end the element early, or have it read on behind its end.
    if ["</script", "<script", "<!--"].iter().any(|mark| text.contains(mark)) {
        return Err(Sentence::new("A script of the page cannot stand inside of HTML"));
    }
    Ok(text.trim_end().to_owned())
}

/// What an element of the head becomes: a style sheet or an icon moves in, everything else is for hosts.
fn link(tag: &str, folder: &Path, style: &mut String) -> Outcome<Option<String>> {
    match (attribute(tag, "rel"), attribute(tag, "href")) {
        (Some("stylesheet"), Some(name)) => {
            style.push_str(&read(&folder.join(name))?);
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
fn policy(script: &str, style: &str) -> String {
    let hash = |text: &str| BASE64.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        hash(script),
        hash(style)
    )
}

/// The program, a block for each of its halves.
fn blocks(folder: &Path) -> Outcome<String> {
    let mut blocks = String::new();
    for half in ["page_bg-", "rest-"] {
        let files = compressed::files(folder, &folder.join("package"))?;
        let is_half = |name: &str| name.starts_with(half) && name.ends_with(".wasm");
        let (name, file) = files
            .iter()
            .filter(|file| file.parent() == Some(folder))
            .find_map(|file| {
                let name = file.file_name()?.to_str()?;
                is_half(name).then_some((name, file))
            })
            .ok_or_else(|| {
                Sentence::of_file("Looking for the program", &"it is not there", folder)
            })?;
        let content =
            fs::read(file).map_err(|why| Sentence::of_file("Reading the program", &why, file))?;
        let packed = BASE64.encode(compressed::gzip(&content)?);
        blocks.push_str(&format!("<script type=\"text/plain\" id=\"{name}\">{packed}</script>\n"));
    }
    Ok(blocks)
}

/// Hands each tag that begins with `start` to `change`; where that gives none, the tag goes with its line.
fn each_tag(
    html: &str,
    start: &str,
    mut change: impl FnMut(&str) -> Outcome<Option<String>>,
) -> Outcome<String> {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, from)) = rest.find(start).and_then(|at| rest.split_at_checked(at)) {
        let end = from.find('>').map_or(from.len(), |at| at.saturating_add(1));
        let (tag, after) = from.split_at(end);
        out.push_str(before);
        rest = after;
        if let Some(new) = change(tag)? {
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
            if !["#", "data:", "https:"].iter().any(|start| value.starts_with(start)) {
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
    use super::{attribute, each_tag, own_script, policy, stands_alone};

    #[test]
    fn a_tag_is_changed_or_goes_with_the_space_before_it() {
        let html = "<p>a</p>\n  <link x>\n  <link y>\n<p>";
        let out = each_tag(html, "<link ", |tag| Ok(tag.contains('y').then(|| "<i>".to_owned())));
        assert_eq!(out.ok().as_deref(), Some("<p>a</p>\n  <i>\n<p>"));
    }

    #[test]
    fn an_address_that_needs_a_host_is_refused() {
        assert!(
            stands_alone("<a href=\"#/\"><img src=\"data:,\"><a href=\"https://x.example/\">")
                .is_ok()
        );
        assert!(stands_alone("<a href=\"prices.html\">").is_err());
    }

    #[test]
    fn the_policy_has_the_hash_of_each_text() {
        // The SHA-256 of no bytes, in base64.
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        let policy = policy("", "a{}");
        assert!(policy.contains(&format!("script-src {empty} 'wasm-unsafe-eval';")));
        assert!(!policy.contains(&format!("style-src {empty}")));
    }

    #[test]
    fn names_are_read_from_the_page() {
        let page = "<script type=\"module\" src=\"boot-1.js\" integrity=\"x\"></script>";
        assert_eq!(own_script(page).ok(), Some("boot-1.js"));
        assert_eq!(attribute("<link rel=\"icon\" href=\"a.svg\">", "href"), Some("a.svg"));
        assert!(own_script("<p>").is_err());
    }
}
