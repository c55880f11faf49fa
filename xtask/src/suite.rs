//! `test`: the four kinds of tests, and one line at the end that counts them all.

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup::browser::Browser;
use crate::setup::{self, cargo_tool, wasm_target};
use crate::{package, page};
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
}

const ALL: [Part; 4] = [Part::Native, Part::Wasm, Part::Package, Part::EndToEnd];

impl Part {
    /// The parts that the command line asks for; all of them when it asks for none.
    pub fn read(arguments: &[String]) -> Outcome<Vec<Self>> {
        let mut parts = Vec::new();
        for argument in arguments {
            parts.push(match argument.as_str() {
                "--native" => Self::Native,
                "--wasm" => Self::Wasm,
                "--package" => Self::Package,
                "--e2e" => Self::EndToEnd,
                other => return Err(Sentence::new(format!("test does not know `{other}`"))),
            });
        }
        Ok(if parts.is_empty() { ALL.to_vec() } else { parts })
    }

    fn title(self) -> &'static str {
        match self {
            Self::Native => "Native tests",
            Self::Wasm => "WebAssembly tests in Chromium",
            Self::Package => "Tests of the npm package in Node",
            Self::EndToEnd => "End-to-end tests in Chromium",
        }
    }

    fn run(self) -> Outcome<Count> {
        match self {
            Self::Native => native(),
            Self::Wasm => wasm(),
            Self::Package => {
                package::build()?;
                node_tests("package")
            }
            Self::EndToEnd => {
                page::build()?;
                node_tests("e2e")
            }
        }
    }
}

/// Runs `parts` one after the other, to the end even where one fails.
pub fn run(parts: &[Part]) -> Outcome {
    let mut total = Count::default();
    for part in parts {
        println!("\n== {} ==", part.title());
        match part.run() {
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

/// The native tests alone, for `check`.
pub fn native() -> Outcome<Count> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--workspace", "--quiet"]).current_dir(place::root());
    counted(&mut cargo, Count::of_cargo)
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

fn node_tests(folder: &str) -> Outcome<Count> {
    setup::npm::install()?;
    let folder = place::node_home().join(folder);
    let entries = fs::read_dir(&folder)
        .map_err(|why| Sentence::of_file("Reading the tests", &why, &folder))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(Sentence::of_file("Reading the tests", &"there is no *.test.mjs", &folder));
    }
    let browser = Browser::find_or_install()?;
    let mut node = browser.node();
    // One file after the other: two cores are shared by the browser and the test.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(files);
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

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and parts that did not start.
    pub failed: u64,
}

impl Count {
    fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// From lines such as `test result: ok. 12 passed; 0 failed; 1 ignored; ...`.
    fn of_cargo(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            let words: Vec<&str> = line.split([' ', ';']).collect();
            count = count
                .plus(Self { passed: before(&words, "passed"), failed: before(&words, "failed") });
        }
        count
    }

    /// From lines such as `ℹ pass 12`, which close a run.
    fn of_node(text: &str) -> Self {
        let after = |word: &str| {
            text.lines()
                .rev()
                .find_map(|line| line.strip_prefix("ℹ ")?.strip_prefix(word)?.trim().parse().ok())
                .unwrap_or(0)
        };
        let cancelled: u64 = after("cancelled ");
        Self { passed: after("pass "), failed: cancelled.saturating_add(after("fail ")) }
    }
}

fn before(words: &[&str], word: &str) -> u64 {
    words
        .windows(2)
        .find_map(|pair| match pair {
            [number, name] if *name == word => number.parse().ok(),
            _ => None,
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Count, Part};

    #[test]
    fn cargo_s_lines_add_up() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                    test result: FAILED. 4 passed; 2 failed; 1 ignored; 0 measured\n";
        assert_eq!(Count::of_cargo(text), Count { passed: 7, failed: 2 });
    }

    #[test]
    fn node_s_closing_lines_are_read_and_a_cancelled_test_has_not_passed() {
        let text = "✔ a (1ms)\nℹ tests 12\nℹ pass 9\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(Count::of_node(text), Count { passed: 9, failed: 3 });
    }

    #[test]
    fn no_flag_means_every_part() {
        assert!(Part::read(&[]).is_ok_and(|parts| parts.len() == 4));
        assert!(Part::read(&["--e2e".to_owned()]).is_ok_and(|parts| parts == [Part::EndToEnd]));
        assert!(Part::read(&["--all".to_owned()]).is_err());
    }
}
