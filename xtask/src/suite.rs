//! `test`: the kinds of tests, over one build of the release, and one line at the end that counts them all.

mod count;

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::browser::Browser;
use crate::setup::{self, cargo_tool, wasm_target};
use crate::{compressed, dist, package, page};
pub use count::Count;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One kind of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All crates, on this machine.
    Native,
    /// `tests/wasm_*.rs`, in Chromium.
    Wasm,
    /// The npm package, in Node.
    Package,
    /// The page, in Chromium.
    EndToEnd,
    /// The elements, alone and in other people's pages, in Chromium.
    Hosts,
    /// What static hosts are given: files, headers, the single file, checksums.
    Static,
    /// The page, the single file, the elements and their hosts in Firefox.
    Firefox,
}

const ALL: [Part; 7] = [
    Part::Native,
    Part::Wasm,
    Part::Package,
    Part::EndToEnd,
    Part::Hosts,
    Part::Static,
    Part::Firefox,
];

impl Part {
    /// The parts that the command line asks for; all of them when it asks for none.
    pub fn read(arguments: &[String]) -> Outcome<Vec<Self>> {
        let mut parts = Vec::new();
        for argument in arguments {
            let part = ALL.into_iter().find(|part| part.flag() == argument);
            parts.push(
                part.ok_or_else(|| Sentence::new(format!("test does not know `{argument}`")))?,
            );
        }
        Ok(if parts.is_empty() { ALL.to_vec() } else { parts })
    }

    fn flag(self) -> &'static str {
        match self {
            Self::Native => "--native",
            Self::Wasm => "--wasm",
            Self::Package => "--package",
            Self::EndToEnd => "--e2e",
            Self::Hosts => "--hosts",
            Self::Static => "--static",
            Self::Firefox => "--firefox",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Native => "Native tests",
            Self::Wasm => "WebAssembly tests in Chromium",
            Self::Package => "Tests of the npm package in Node",
            Self::EndToEnd => "End-to-end tests in Chromium",
            Self::Hosts => "Tests of the elements and of pages that host them in Chromium",
            Self::Static => "Tests of static hosting",
            Self::Firefox => "Tests in Firefox",
        }
    }

    /// The folders below `tests/` that hold this part's scripts.
    fn folders(self) -> &'static [&'static str] {
        match self {
            Self::Native | Self::Wasm => &[],
            Self::Package => &["package"],
            Self::EndToEnd => &["e2e"],
            Self::Hosts => &["elements", "hosts"],
            Self::Static => &["static"],
            Self::Firefox => &["firefox"],
        }
    }

    fn run(self) -> Outcome<Count> {
        match self {
            Self::Native => native(),
            Self::Wasm => wasm(),
            _ => node_tests(self.folders()),
        }
    }
}

/// How much of the release a set of parts stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Nothing,
    Package,
    Page,
    Everything,
}

impl Need {
    fn of(parts: &[Part]) -> Self {
        parts.iter().fold(Self::Nothing, |need, part| {
            let own = match part {
                Part::Native | Part::Wasm => Self::Nothing,
                Part::Package => Self::Package,
                Part::EndToEnd => Self::Page,
                Part::Hosts | Part::Static | Part::Firefox => Self::Everything,
            };
            match (need, own) {
                (need, own) if need == own => need,
                (Self::Nothing, own) => own,
                (need, Self::Nothing) => need,
                // Building the page alone would drop the package.
                _ => Self::Everything,
            }
        })
    }

    fn build(self) -> Outcome {
        match self {
            Self::Nothing => Ok(()),
            Self::Package => package::build(),
            Self::Page => page::build(),
            Self::Everything => dist::run(),
        }
    }
}

/// Runs `parts` one after the other, to the end even where one fails.
pub fn run(parts: &[Part]) -> Outcome {
    let mut total = Count::default();
    let mut release: Option<Outcome> = None;
    for part in parts {
        println!("\n== {} ==", part.title());
        let outcome = if part.folders().is_empty() {
            part.run()
        } else {
            match release.get_or_insert_with(|| Need::of(parts).build()) {
                Ok(()) => part.run(),
                Err(why) => Err(Sentence::new(format!("The release was not built: {why}"))),
            }
        };
        match outcome {
            Ok(count) => total = total.plus(count),
            Err(why) => {
                eprintln!("{}: {why}", part.title());
                total.failed = total.failed.saturating_add(1);
            }
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err(Sentence::new("Some tests failed")) }
}

/// The native tests alone, for `check`: all crates, and the page as the native program that writes its static pages.
pub fn native() -> Outcome<Count> {
    let mut count = Count::default();
    let page = ["--package", "one-credit", "--features", "still", "--bins"];
    for crates in [["--workspace"].as_slice(), &page] {
        let mut cargo = Command::new("cargo");
        cargo.args(["test", "--quiet"]).args(crates).current_dir(place::root());
        count = count.plus(counted(&mut cargo, Count::of_cargo)?);
    }
    Ok(count)
}

fn wasm() -> Outcome<Count> {
    wasm_target::install()?;
    let browser = Browser::find_or_install()?;
    let bindgen = cargo_tool::wasm_bindgen()?.find_or_install()?;
    let own = env::current_exe()
        .map_err(|why| Sentence::new(format!("This program does not find itself: {why}")))?;
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "--package", "one-credit", "--features", "js"])
        .args(["--target", wasm_target::TARGET, "--test", "wasm_*"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", format!("{} wasm-runner", own.display()))
        .env("ONE_CREDIT_WASM_RUNNER", bindgen.join("wasm-bindgen-test-runner"))
        .env("CHROMEDRIVER", &browser.driver)
        .env("CHROME", &browser.program)
        .current_dir(place::root());
    counted(&mut cargo, Count::of_cargo)
}

/// What cargo calls for each WebAssembly test file: the runner of wasm-bindgen, in a folder with its browser settings.
pub fn wasm_runner(arguments: &[String]) -> Outcome {
    let runner = env::var_os("ONE_CREDIT_WASM_RUNNER")
        .ok_or_else(|| Sentence::new("wasm-runner belongs to `cargo xtask test --wasm`"))?;
    let folder = place::target().join("webdriver");
    fs::create_dir_all(&folder)
        .map_err(|why| Sentence::of_file("Making a folder", &why, &folder))?;
    let settings = folder.join("webdriver.json");
    fs::write(&settings, webdriver_settings())
        .map_err(|why| Sentence::of_file("Writing the browser's settings", &why, &settings))?;
    let here = env::current_dir()
        .map_err(|why| Sentence::new(format!("There is no current folder: {why}")))?;
    let mut command = Command::new(runner);
    command.current_dir(&folder);
    for argument in arguments {
        let file = here.join(argument);
        if Path::new(argument).extension().is_some_and(|kind| kind == "wasm") && file.is_file() {
            command.arg(file);
        } else {
            command.arg(argument);
        }
    }
    process::run(&mut command)
}

fn webdriver_settings() -> String {
    let arguments: Vec<String> =
        Browser::arguments().iter().map(|text| format!("\"{text}\"")).collect();
    let browser = env::var("CHROME").unwrap_or_default();
    let binary = browser.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "{{\"goog:chromeOptions\": {{\"binary\": \"{binary}\", \"args\": [{}]}}}}\n",
        arguments.join(", ")
    )
}

fn node_tests(folders: &[&str]) -> Outcome<Count> {
    setup::npm::install()?;
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders.iter().map(|folder| place::node_home().join(folder)) {
        if folder.is_dir() {
            files.extend(compressed::files(&folder, Path::new(""))?);
        }
    }
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    if files.is_empty() {
        println!("There is no *.test.mjs in tests/{} yet", folders.join(" and tests/"));
        return Ok(Count::default());
    }
    let mut node = Browser::find_or_install()?.node();
    // One file after the other: two cores are shared by the browser and the test.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(files);
    if folders.contains(&"firefox") {
        node.env("FIREFOX", setup::firefox::find_or_install()?);
    }
    if folders.contains(&"static") {
        node.env("ONE_CREDIT_NGINX", setup::nginx::find_or_unpack()?);
    }
    counted(&mut node, Count::of_node)
}

fn counted(command: &mut Command, count: fn(&str) -> Count) -> Outcome<Count> {
    let (succeeded, text) = process::show_and_keep(command)?;
    let mut count = count(&text);
    if !succeeded && count.failed == 0 {
        // It did not get as far as a test: a build failed, or a browser did not start.
        count.failed = 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Need, Part};

    #[test]
    fn no_flag_means_every_part() {
        assert!(Part::read(&[]).is_ok_and(|parts| parts == ALL));
        assert!(Part::read(&["--e2e".to_owned()]).is_ok_and(|parts| parts == [Part::EndToEnd]));
        assert!(Part::read(&["--all".to_owned()]).is_err());
    }

    #[test]
    fn a_part_alone_builds_only_what_it_stands_on() {
        assert_eq!(Need::of(&[Part::Native, Part::Wasm]), Need::Nothing);
        assert_eq!(Need::of(&[Part::Native, Part::Package]), Need::Package);
        assert_eq!(Need::of(&[Part::EndToEnd, Part::Wasm]), Need::Page);
        assert_eq!(Need::of(&[Part::Package, Part::EndToEnd]), Need::Everything);
        assert_eq!(Need::of(&[Part::Static]), Need::Everything);
        assert_eq!(Need::of(&ALL), Need::Everything);
    }
}
