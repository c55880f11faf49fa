//! An element in an iframe: `embed.html` with its script and style, and the package's files in a folder named by their
//! content, which pages elsewhere may load too.

use crate::compressed;
use crate::page::{Hashed, read, replace, write};
use crate::place;
use crate::sentence::{Outcome, Sentence};
use crate::squeeze;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The page's side of the iframe: what is in the frame does not load it.
const PAGE_SIDE: &str = "frame.js";

/// Writes them into `dist/`. The package must be built.
pub fn build() -> Outcome {
    let dist = place::dist();
    let www = place::root().join("www");
    let files = Files::of_package(&place::package())?;
    let elements = files.write(&dist)?;

    let styles = read(&www.join("css/tokens.css"))? + &read(&www.join("embed.css"))?;
    write(&dist.join("embed.css"), squeeze::style(&styles)?)?;
    let style = Hashed::rename(&dist, "embed.css")?;

    let mut text = squeeze::script(&read(&www.join("embed.js"))?)?;
    for file in ["message.js", "define.js"] {
        let (from, to) = (format!("\"./elements/{file}\""), format!("\"./{elements}/{file}\""));
        text = replace(&text, &from, &to, "embed.js")?;
    }
    write(&dist.join("embed.js"), text)?;
    let script = Hashed::rename(&dist, "embed.js")?;

    let html = read(&www.join("embed.html"))?;
    // In a sandboxed frame every file is from another origin, and integrity is only checked of files fetched as such.
    let html = replace(
        &html,
        "<link rel=\"stylesheet\" href=\"embed.css\">",
        &format!(
            "<link rel=\"stylesheet\" href=\"{}\" crossorigin integrity=\"{}\">",
            style.name, style.integrity
        ),
        "embed.html",
    )?;
    let html = replace(
        &html,
        "<script type=\"module\" src=\"embed.js\"></script>",
        &format!(
            "{}<script type=\"module\" src=\"{}\" integrity=\"{}\"></script>",
            files.preloads(&elements),
            script.name,
            script.integrity
        ),
        "embed.html",
    )?;
    write(&dist.join("embed.html"), html)
}

/// What a browser needs of the package: paths inside with their content, in the order of the paths.
struct Files(Vec<(String, Vec<u8>)>);

impl Files {
    fn of_package(package: &Path) -> Outcome<Self> {
        let mut files = Vec::new();
        for file in compressed::files(package, Path::new(""))? {
            let inside = file.strip_prefix(package).unwrap_or(&file);
            let name = inside.to_string_lossy().replace('\\', "/");
            let is_licence =
                name.rsplit('/').next().is_some_and(|last| last.starts_with("LICENSE"));
            let content = match inside.extension().and_then(|kind| kind.to_str()) {
                Some("js") => squeeze::script(&read(&file)?)?.into_bytes(),
                Some("wasm") => bytes(&file)?,
                _ if is_licence => bytes(&file)?,
                _ => continue,
            };
            files.push((name, content));
        }
        Ok(Self(files))
    }

    /// Writes all into `elements-<hash>` below `folder`, and gives that name.
    fn write(&self, folder: &Path) -> Outcome<String> {
        let home = format!("elements-{}", self.hash());
        for (name, content) in &self.0 {
            let file = folder.join(&home).join(name);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)
                    .map_err(|why| Sentence::of_file("Making a folder", &why, parent))?;
            }
            write(&file, content)?;
        }
        Ok(home)
    }

    /// Of every path and content, each with its length, so that no two sets of files run together.
    fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for (name, content) in &self.0 {
            for part in [name.as_bytes(), content] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
        hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
            // Writing to a text does not fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Elements that have the scripts fetched at once, and checked.
    fn preloads(&self, home: &str) -> String {
        let scripts = self.0.iter().filter(|(name, _)| name.ends_with(".js") && name != PAGE_SIDE);
        scripts
            .map(|(name, content)| Hashed::of(format!("{home}/{name}"), content).preload())
            .collect()
    }
}

fn bytes(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|why| Sentence::of_file("Reading a file of the package", &why, file))
}

#[cfg(test)]
mod tests {
    use super::Files;

    fn files(list: &[(&str, &str)]) -> Files {
        Files(
            list.iter()
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect(),
        )
    }

    #[test]
    fn the_name_follows_paths_and_contents() {
        let one = files(&[("a.js", "b"), ("c.js", "")]);
        assert_eq!(one.hash().len(), 16);
        assert_eq!(one.hash(), files(&[("a.js", "b"), ("c.js", "")]).hash());
        assert_ne!(one.hash(), files(&[("a.js", "b"), ("d.js", "")]).hash());
        assert_ne!(one.hash(), files(&[("a.js", "bc.js"), ("", "")]).hash());
    }

    #[test]
    fn scripts_are_preloaded_except_the_page_s_side() {
        let text = files(&[
            ("LICENSE-MIT", ""),
            ("elements/a.js", "1"),
            ("frame.js", "2"),
            ("x.wasm", ""),
        ])
        .preloads("elements-0");
        assert_eq!(text.matches("<link rel=\"modulepreload\"").count(), 1);
        assert!(text.contains("href=\"elements-0/elements/a.js\" integrity=\"sha384-"));
    }
}
