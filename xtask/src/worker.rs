//! The service worker of a build: `www/sw.js`, and before it the build's name and the files that it keeps.

use crate::page::{Hashed, read, write as save};
use crate::place;
use crate::sentence::{Outcome, Sentence};
use crate::squeeze;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where a visitor may begin. The second is not there in every build.
const PAGES: [&str; 2] = ["index.html", "prices.html"];
/// What keeps its name and still belongs to one build.
const UNHASHED: [&str; 2] = ["manifest.webmanifest", "icons/icon.svg"];

/// The worker of a build for development, which is to be seen as it is now: it ends what a release has left at the
/// same address, and itself.
const NONE: &str = "\
self.addEventListener(\"install\", () => self.skipWaiting());
self.addEventListener(\"activate\", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`one-credit ${self.registration.scope} `)) await caches.delete(name);
  }
  await self.registration.unregister();
})()));
";

/// Writes `sw.js` into the folder of a page that is finished but for it. Everything the page leads to must be there.
pub fn write(folder: &Path, is_release: bool) -> Outcome {
    let text = if is_release {
        let source = read(&place::root().join("www/sw.js"))?;
        let verified = verified(&place::root().join("pricing"))?;
        squeeze::script(&script(&source, &kept(folder)?, &verified))?
    } else {
        NONE.to_owned()
    };
    save(&folder.join("sw.js"), text)
}

/// The worker with what it knows of its build. The name of the build follows from all of it.
fn script(source: &str, kept: &[Hashed], verified: &str) -> String {
    let mut files = String::new();
    for Hashed { name: path, integrity } in kept {
        // Writing to a string cannot fail; neither a path nor a hash holds quotes.
        let _ = write!(files, "[\"{path}\",\"{integrity}\"],");
    }
    let rest = format!("VERIFIED = \"{verified}\", FILES = [{files}];\n{source}");
    let build: String =
        Sha256::digest(&rest).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("const BUILD = \"{build}\", {rest}")
}

/// The pages, and every file of a lasting name that they lead to, one over the other.
fn kept(folder: &Path) -> Outcome<Vec<Hashed>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)
        .map_err(|why| Sentence::of_file("Reading the built page", &why, folder))?
        .flatten()
    {
        names.extend(entry.file_name().to_str().filter(|name| is_hashed(name)).map(str::to_owned));
    }
    names.extend(UNHASHED.map(str::to_owned));
    names.sort_unstable();
    let mut reached: Vec<String> = PAGES
        .iter()
        .filter(|page| folder.join(page).exists())
        .map(|page| (*page).to_owned())
        .collect();
    let mut kept = Vec::new();
    let mut next = 0;
    while let Some(name) = reached.get(next).cloned() {
        next += 1;
        let file = folder.join(&name);
        let content = fs::read(&file)
            .map_err(|why| Sentence::of_file("Reading a built file", &why, &file))?;
        if ["html", "js", "css"].iter().any(|end| name.ends_with(&format!(".{end}"))) {
            let text = String::from_utf8_lossy(&content);
            let found = names.iter().filter(|other| text.contains(other.as_str()));
            let new: Vec<String> =
                found.filter(|other| !reached.contains(other)).cloned().collect();
            reached.extend(new);
        }
        // Hosts serve this page at the address of its folder.
        let path = if name == "index.html" { "./".to_owned() } else { name };
        kept.push(Hashed::of(path, &content));
    }
    Ok(kept)
}

/// Whether a name carries the hash of what is in the file: `page-0123456789abcdef.js`. Compressed copies do not count.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-'));
    hash.is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// The day of the most recent look at a price, `YYYY-MM-DD`: the last among the cards' lines `verified = …`.
fn verified(cards: &Path) -> Outcome<String> {
    let mut last = String::new();
    let files = fs::read_dir(cards)
        .map_err(|why| Sentence::of_file("Reading the rate cards", &why, cards))?;
    for entry in
        files.flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "toml"))
    {
        let text = read(&entry.path())?;
        let days = text.lines().filter_map(|line| {
            let (_, day) = line.trim_start().strip_prefix("verified")?.split_once('=')?;
            day.trim_start().get(..10)
        });
        last = days.fold(last, |last, day| if day > last.as_str() { day.to_owned() } else { last });
    }
    if last.is_empty() {
        return Err(Sentence::new("No rate card says when its prices were checked  (pricing)"));
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Hashed, is_hashed, kept, script, verified};
    use std::fs;
    use std::path::PathBuf;

    /// A folder of its own with these files.
    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("one-credit-worker-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for (path, content) in files {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        folder
    }

    const ICON: (&str, &str) = ("icons/icon.svg", "<svg/>");
    const MANIFEST: (&str, &str) = ("manifest.webmanifest", "{}");

    #[test]
    fn what_the_page_leads_to_is_kept_and_nothing_else() {
        let folder = folder(
            "reach",
            &[
                ICON,
                MANIFEST,
                ("index.html", "<script src=\"boot-0123456789abcdef.js\"> icons/icon.svg"),
                (
                    "boot-0123456789abcdef.js",
                    "import(\"./page-00000000000000aa.js\");import(\"./host.js\")",
                ),
                ("page-00000000000000aa.js", "\"./page_bg-00000000000000bb.wasm\""),
                ("page_bg-00000000000000bb.wasm", "embed-00000000000000cc.js"),
                ("page_bg-00000000000000bb.wasm.br", ""),
                ("embed-00000000000000cc.js", ""),
                ("host.js", ""),
                ("one-credit.html", "embed-00000000000000cc.js"),
            ],
        );
        let kept = kept(&folder).unwrap();
        let paths: Vec<&str> = kept.iter().map(|kept| kept.name.as_str()).collect();
        assert_eq!(
            paths,
            [
                "./",
                "boot-0123456789abcdef.js",
                "icons/icon.svg",
                "page-00000000000000aa.js",
                "page_bg-00000000000000bb.wasm"
            ]
        );
        // `printf '<svg/>' | openssl dgst -sha384 -binary | base64`
        let icon = kept.iter().find(|kept| kept.name == "icons/icon.svg").unwrap();
        assert_eq!(icon.integrity, ICON_HASH);
        fs::remove_dir_all(folder).unwrap();
    }

    const ICON_HASH: &str =
        "sha384-XDHj4aOBi6gW7Kz+KqI8rdLBm/IZpEIgkfgKVS17+MdfaWz0ItPBsmIuces8lbd3";

    #[test]
    fn the_name_of_a_build_follows_from_everything_in_it() {
        let name = |files: &[Hashed], source: &str, verified: &str| {
            script(source, files, verified).split('"').nth(1).unwrap().to_owned()
        };
        let file =
            |integrity: &str| Hashed { name: "a.js".to_owned(), integrity: integrity.to_owned() };
        let one = name(&[file("sha384-A")], "x();", "2026-11-20");
        assert_eq!(one.len(), 16);
        assert_eq!(one, name(&[file("sha384-A")], "x();", "2026-11-20"));
        for other in [
            name(&[file("sha384-B")], "x();", "2026-11-20"),
            name(&[file("sha384-A")], "y();", "2026-11-20"),
            name(&[file("sha384-A")], "x();", "2026-11-21"),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_latest_day_of_all_cards_counts() {
        let folder = folder(
            "days",
            &[
                ("a.toml", "verified = 2026-11-19\nverified   = 2026-11-20 # seen\n"),
                ("b.toml", "# verified = 2027-01-01\n  verified = 2026-02-28\n"),
                ("notes.txt", "verified = 2028-01-01\n"),
            ],
        );
        assert_eq!(verified(&folder).unwrap(), "2026-11-20");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_hash_is_sixteen_digits_before_the_end() {
        assert!(is_hashed("page_bg-0123456789abcdef.wasm"));
        for name in [
            "host.js",
            "page-0123.js",
            "page-0123456789abcdeg.js",
            "page-0123456789abcdef.js.br",
            "-",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
