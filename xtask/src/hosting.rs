//! What tells hosts how to serve the built files: `_headers` (Netlify, Cloudflare Pages) and a site for nginx.
//! ARCHITECTURE.md lists what each kind of file is sent with.

use crate::compressed;
use crate::place;
use crate::sentence::{Outcome, Sentence};
use crate::sums;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const HEADERS: &str = "_headers";
const SITE: &str = "one-credit.nginx.conf";

/// Sent with every file. The permissions are those that pages of this kind could be tricked into using; payment is
/// for the site's own checkout.
const EVERYWHERE: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), usb=(), payment=(self)",
    ),
];

const NOTE: &str = "\
# Read by Netlify, Cloudflare Pages and their kin, for a site at the root of its host.
# A host.js that asks another origin needs that origin in connect-src, below and in index.html.
";

/// What each path of a host may be sent with beyond what is sent everywhere.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_FIRST: &str = "no-cache";

/// A regular expression for the paths of files whose name, or whose folder's name, carries a hash.
const HASHED: &str = r"-[0-9a-f]{16}(\.[a-z]+$|/)";

/// The document that other sites frame. It holds no wallet and takes no payment, so any page may: no `frame-ancestors`
/// at all, since `*` would leave out pages of a file or of an installed program. All others could be laid under a
/// stranger's page to have a visitor press their buttons unseen, so only their own site may frame them.
const FRAMED: &str = "embed.html";

/// The service worker is bound by the policy it is sent with, not by its page's.
const WORKER: &str = "sw.js";

/// Writes both files into the built `folder`, for what is in it now.
pub fn write(folder: &Path) -> Outcome {
    let names = names(folder)?;
    let mut documents = Vec::new();
    for name in names.iter().filter(|name| name.ends_with(".html")) {
        let file = folder.join(name);
        let html = fs::read_to_string(&file)
            .map_err(|why| Sentence::of_file("Reading a built page", &why, &file))?;
        documents.push((name.as_str(), policy(name, &html)?));
    }
    let page = documents
        .iter()
        .find(|(name, _)| *name == "index.html")
        .map(|(_, policy)| policy.clone())
        .ok_or_else(|| Sentence::of_file("Writing the headers", &"there is no page", folder))?;
    if names.iter().any(|name| name == WORKER) {
        documents.push((WORKER, page));
    }
    save(&folder.join(HEADERS), &headers(&names, &documents))?;
    let template = place::root().join("www/hosting").join(SITE);
    let template = fs::read_to_string(&template)
        .map_err(|why| Sentence::of_file("Reading the site for nginx", &why, &template))?;
    save(&folder.join(SITE), &site(&template, &documents))
}

/// The paths below `folder` of what hosts serve, with `/` between their parts. The npm package is not for them.
fn names(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for file in compressed::files(folder, &folder.join("package"))? {
        let inside = file.strip_prefix(folder).unwrap_or(&file);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        let is_for_browsers = ![HEADERS, SITE, sums::FILE].contains(&name.as_str())
            && !name.starts_with("LICENSE")
            && !name.ends_with(".br")
            && !name.ends_with(".gz");
        if is_for_browsers {
            names.push(name);
        }
    }
    Ok(names)
}

/// The policy in a document, and who may frame it, which a policy in the document itself cannot say.
fn policy(name: &str, html: &str) -> Outcome<String> {
    let policy = html
        .split_once("http-equiv=\"Content-Security-Policy\"")
        .and_then(|(_, rest)| rest.split_once("content=\""))
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(policy, _)| policy)
        .ok_or_else(|| Sentence::new(format!("{name} holds no Content-Security-Policy")))?;
    Ok(if name == FRAMED { policy.to_owned() } else { format!("{policy}; frame-ancestors 'self'") })
}

/// No path gets a header from two rules: of two values, Netlify sends the later, and Cloudflare both, joined.
fn headers(names: &[String], documents: &[(&str, String)]) -> String {
    let mut text = String::from(NOTE);
    text.push_str("\n/*\n");
    for (name, value) in EVERYWHERE {
        // A String takes all that is written.
        let _ = writeln!(text, "  {name}: {value}");
    }
    let mut folders: Vec<&str> = Vec::new();
    for name in names {
        if let Some(folder) = hashed_folder(name) {
            if !folders.contains(&folder) {
                folders.push(folder);
                let _ = write!(text, "\n/{folder}/*\n{}", cached(FOR_EVER));
            }
            continue;
        }
        let policy = documents.iter().find(|(document, _)| document == name);
        let cache = if is_hashed(name) { FOR_EVER } else { ASK_FIRST };
        for path in paths(name) {
            let _ = write!(text, "\n/{path}\n{}", cached(cache));
            if let Some((_, policy)) = policy {
                let _ = writeln!(text, "  Content-Security-Policy: {policy}");
            }
            if let Some(kind) = kind(name) {
                let _ = writeln!(text, "  Content-Type: {kind}");
            }
        }
    }
    text
}

/// Files for ever are also fetched from elsewhere: by elements in other sites' pages, and by sandboxed frames.
fn cached(cache: &str) -> String {
    let mut text = format!("  Cache-Control: {cache}\n");
    if cache == FOR_EVER {
        text.push_str(
            "  Access-Control-Allow-Origin: *\n  Cross-Origin-Resource-Policy: cross-origin\n",
        );
    }
    text
}

/// The addresses of one file: both hosts drop `index.html` and `.html` from an address.
fn paths(name: &str) -> Vec<&str> {
    match name.strip_suffix(".html") {
        Some("index") => vec!["", name],
        Some(short) => vec![short, name],
        None => vec![name],
    }
}

/// The types that matter: the browser refuses a program or a manifest of another.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "wasm" => Some("application/wasm"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}

fn hashed_folder(name: &str) -> Option<&str> {
    name.split_once('/').map(|(folder, _)| folder).filter(|folder| ends_in_hash(folder))
}

fn is_hashed(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, _)| ends_in_hash(stem))
}

fn ends_in_hash(stem: &str) -> bool {
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

fn site(template: &str, documents: &[(&str, String)]) -> String {
    let mut policies = String::new();
    for (name, policy) in documents {
        let _ = writeln!(policies, "\t\"~/{}$\" \"{policy}\";", name.replace('.', r"\."));
    }
    let mut everywhere = String::new();
    for (name, value) in EVERYWHERE {
        let _ = writeln!(everywhere, "\tadd_header {name} \"{value}\" always;");
    }
    template
        .replace("{{hashed}}", HASHED)
        .replace("{{policies}}", &policies)
        .replace("{{everywhere}}", &everywhere)
}

fn save(file: &Path, text: &str) -> Outcome {
    fs::write(file, text).map_err(|why| Sentence::of_file("Writing a file for hosts", &why, file))
}

#[cfg(test)]
mod tests {
    use super::{headers, is_hashed, policy, site};

    const POLICY: &str =
        "<meta\n  http-equiv=\"Content-Security-Policy\"\n  content=\"default-src 'none'\"\n>";

    fn text(name: &str) -> String {
        policy(name, POLICY).unwrap_or_default()
    }

    #[test]
    fn only_its_own_site_frames_a_page_and_anybody_frames_the_frame() {
        assert_eq!(text("index.html"), "default-src 'none'; frame-ancestors 'self'");
        assert_eq!(text("embed.html"), "default-src 'none'");
        assert!(policy("index.html", "<p>no policy</p>").is_err());
    }

    #[test]
    fn a_hash_is_sixteen_digits_at_the_end_of_the_stem() {
        assert!(is_hashed("page-0123456789abcdef.js"));
        assert!(!is_hashed("page-0123456789abcde.js") && !is_hashed("page-0123456789abcdeg.js"));
        assert!(!is_hashed("one-credit.html") && !is_hashed("host.js"));
    }

    #[test]
    fn every_path_has_one_rule() {
        let names =
            ["index.html", "elements-0123456789abcdef/a.js", "elements-0123456789abcdef/b.js"]
                .map(str::to_owned);
        let text = headers(&names, &[("index.html", text("index.html"))]);
        assert!(text.starts_with("# "));
        let paths: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
        assert_eq!(paths, ["/*", "/", "/index.html", "/elements-0123456789abcdef/*"]);
        assert_eq!(text.matches("Content-Security-Policy: default-src 'none';").count(), 2);
    }

    #[test]
    fn the_site_has_a_line_for_each_document() {
        let site = site("map {\n{{policies}}}\n", &[("embed.html", text("embed.html"))]);
        assert_eq!(site, "map {\n\t\"~/embed\\.html$\" \"default-src 'none'\";\n}\n");
    }
}
