//! The page: Trunk builds it, then its final files get names with a hash of their content.

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::{self, cargo_tool};
use crate::{hosting, prerender, split, squeeze, wasm_opt, worker};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256, Sha384};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A ready call of Trunk: programs in `PATH`, nothing fetched by Trunk itself.
pub fn trunk(action: &str) -> Outcome<Command> {
    setup::page()?;
    // Trunk's --offline reaches cargo too, so the crates must be here before.
    process::run(Command::new("cargo").args(["fetch", "--quiet"]).current_dir(place::root()))?;
    let path = setup::path_with(&[cargo_tool::trunk(), cargo_tool::wasm_bindgen()?])?;
    let mut trunk = Command::new("trunk");
    trunk.arg(action).arg("--offline").env("PATH", path).current_dir(place::root());
    if env::var_os("NO_COLOR").is_some() {
        // Trunk takes this variable for an option of its own and refuses any value but true or false.
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// Has a call of Trunk build the release.
pub fn release(trunk: &mut Command) -> Outcome<&mut Command> {
    setup::small_std::use_in(trunk);
    Ok(trunk.arg("--release"))
}

/// Builds the release of the page into `dist/`.
pub fn build() -> Outcome {
    setup::say("Building the page");
    process::run(release(&mut trunk("build")?)?)
}

/// Trunk's `post_build` hook: works in Trunk's staging folder, before it becomes `dist/`.
pub fn finish() -> Outcome {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Sentence::new(
            "finish-page is Trunk's post_build hook; build the page with `cargo xtask dist`",
        )
    })?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let www = place::root().join("www");

    let module = folder.join("page_bg.wasm");
    // wasm-opt and the page's library come from there.
    setup::npm::install()?;
    let mut rest = None;
    if is_release {
        let halves = split::split(&place::linked_page(), &module)?;
        for (name, half) in [("page_bg.wasm", halves.first), ("rest.wasm", halves.rest)] {
            let file = folder.join(name);
            write(&file, half)?;
            wasm_opt::shrink(&file)?;
        }
        rest = Some(Hashed::rename(&folder, "rest.wasm")?);
        let glue = folder.join("page.js");
        write(&glue, squeeze::script(&squeeze::renamed(&read(&glue)?, &halves.names))?)?;
    }
    write(&folder.join("style.css"), squeeze::styles(&www.join("css"))?)?;
    write(&folder.join("later.css"), squeeze::styles(&www.join("css/later"))?)?;
    copy_icons(&www.join("icons"), &folder.join("icons"))?;
    write(&folder.join("manifest.webmanifest"), &read(&www.join("manifest.webmanifest"))?)?;

    let module = Hashed::rename(&folder, "page_bg.wasm")?;
    let glue = Hashed::rename(&folder, "page.js")?;
    let style = Hashed::rename(&folder, "style.css")?;
    let later = Hashed::rename(&folder, "later.css")?;
    write(&folder.join("idb.js"), &squeeze::idb(&folder)?)?;
    let library = Hashed::rename(&folder, "idb.js")?;
    // A host's own file takes its place, so it keeps its name and its comments.
    write(&folder.join("host.js"), &read(&www.join("host.js"))?)?;
    let copy = own_script(&folder, "copy.js", &[("idb.js", &library)])?;
    let journal = own_script(&folder, "journal.js", &[("idb.js", &library), ("copy.js", &copy)])?;
    let renew = own_script(&folder, "renew.js", &[])?;
    let mut loads = vec![
        ("page.js", &glue),
        ("page_bg.wasm", &module),
        ("journal.js", &journal),
        ("renew.js", &renew),
        ("later.css", &later),
    ];
    loads.extend(rest.as_ref().map(|rest| ("rest.wasm", rest)));
    let boot = own_script(&folder, "boot.js", &loads)?;

    let opened = own_script(&folder, "opened.js", &[])?;

    let prices = styled(&read(&www.join("prices.html"))?, &[&style, &later], "prices.html")?;
    write(&folder.join("prices.html"), prerender::fill(&prices, "prices")?)?;

    let page = folder.join("index.html");
    let html = styled(&read(&page)?, &[&style], "index.html")?;
    let html = replace(
        &html,
        "<script src=\"opened.js\"></script>",
        &format!("<script src=\"{}\" integrity=\"{}\"></script>", opened.name, opened.integrity),
        "index.html",
    )?;
    // The program and its glue start to arrive together with the boot script, not after it.
    let html = replace(
        &html,
        "<script type=\"module\" src=\"boot.js\"></script>",
        &format!(
            "{}<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{}\">\n    \
             <script type=\"module\" src=\"{}\" integrity=\"{}\"></script>",
            glue.preload(),
            module.name,
            boot.name,
            boot.integrity
        ),
        "index.html",
    )?;
    write(&page, prerender::fill(&without_trunk_lines(&html), "index")?)?;
    // When no file of the page changes any more: it knows the hash of each.
    worker::write(&folder, is_release)?;
    hosting::write(&folder)
}

/// A page with the hashed names of its style sheets.
fn styled(html: &str, sheets: &[&Hashed], file: &str) -> Outcome<String> {
    let links: Vec<String> = sheets
        .iter()
        .map(|sheet| {
            format!(
                "<link rel=\"stylesheet\" href=\"{}\" integrity=\"{}\">",
                sheet.name, sheet.integrity
            )
        })
        .collect();
    replace(html, "<link rel=\"stylesheet\" href=\"style.css\">", &links.join("\n    "), file)
}

/// Without the lines that speak to Trunk, which leaves them in when it injects no loader.
fn without_trunk_lines(html: &str) -> String {
    html.split_inclusive('\n').filter(|line| !line.contains("data-trunk")).collect()
}

/// A file whose name carries a hash of its content, so that hosts may cache it for ever.
pub struct Hashed {
    /// Where it stands, from the page.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
}

impl Hashed {
    /// Names a file of `folder` by its content.
    pub fn rename(folder: &Path, name: &str) -> Outcome<Self> {
        let old = folder.join(name);
        let content =
            fs::read(&old).map_err(|why| Sentence::of_file("Reading a built file", &why, &old))?;
        let hash: String =
            Sha256::digest(&content).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let name = format!("{stem}-{hash}.{extension}");
        let new = folder.join(&name);
        fs::rename(&old, &new)
            .map_err(|why| Sentence::of_file("Naming a built file", &why, &new))?;
        Ok(Self::of(name, &content))
    }

    /// A file that has its name already.
    pub fn of(name: String, content: &[u8]) -> Self {
        Self { name, integrity: format!("sha384-{}", BASE64.encode(Sha384::digest(content))) }
    }

    /// The element that has a module fetched early and checked, with the white space after it.
    pub fn preload(&self) -> String {
        format!(
            "<link rel=\"modulepreload\" href=\"{}\" integrity=\"{}\">\n    ",
            self.name, self.integrity
        )
    }
}

/// Writes a script of `www/` with the hashed names of what it loads, and names it by its own hash.
fn own_script(folder: &Path, file: &str, loads: &[(&str, &Hashed)]) -> Outcome<Hashed> {
    let mut text = squeeze::script(&read(&place::root().join("www").join(file))?)?;
    for (name, hashed) in loads {
        text = replace(&text, &format!("\"./{name}\""), &format!("\"./{}\"", hashed.name), file)?;
    }
    write(&folder.join(file), &text)?;
    Hashed::rename(folder, file)
}

fn copy_icons(from: &Path, to: &Path) -> Outcome {
    let entries =
        fs::read_dir(from).map_err(|why| Sentence::of_file("Reading the icons", &why, from))?;
    fs::create_dir_all(to).map_err(|why| Sentence::of_file("Making a folder", &why, to))?;
    for entry in entries.flatten() {
        let new = to.join(entry.file_name());
        fs::copy(entry.path(), &new)
            .map_err(|why| Sentence::of_file("Copying an icon", &why, &new))?;
    }
    Ok(())
}

/// `text` with `to` in the one place where `from` stands; `file` is named when that is not so.
pub fn replace(text: &str, from: &str, to: &str, file: &str) -> Outcome<String> {
    if text.matches(from).count() == 1 {
        Ok(text.replace(from, to))
    } else {
        Err(Sentence::new(format!("finish-page expects `{from}` once  (www/{file})")))
    }
}

/// The text of a file.
pub fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file)
        .map_err(|why| Sentence::of_file("Reading a file of the page", &why, file))
}

/// Writes a file.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome {
    fs::write(file, content)
        .map_err(|why| Sentence::of_file("Writing a file of the page", &why, file))
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn a_name_that_is_absent_or_twice_there_is_refused() {
        assert!(replace("a", "b", "c", "x").is_err());
        assert!(replace("b b", "b", "c", "x").is_err());
        assert!(replace("a b", "b", "c", "x").is_ok_and(|text| text == "a c"));
    }
}
