//! `serve`: the page at a loopback address, built again on every change.

use crate::page;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::env;

/// What was asked for on the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    is_release: bool,
    port: u16,
    opens_browser: bool,
}

impl Options {
    /// Reads `--release`, `--port N` and `--no-open`.
    pub fn read(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { is_release: false, port: 8080, opens_browser: true };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--release" => options.is_release = true,
                "--no-open" => options.opens_browser = false,
                "--port" => {
                    options.port = rest
                        .next()
                        .and_then(|text| text.parse().ok())
                        .ok_or_else(|| Sentence::new("--port needs a number from 0 to 65535"))?;
                }
                other => return Err(Sentence::new(format!("serve does not know `{other}`"))),
            }
        }
        Ok(options)
    }
}

/// Builds and serves until it is interrupted.
pub fn serve(options: &Options) -> Outcome {
    let mut trunk = page::trunk("serve")?;
    trunk.arg("--port").arg(options.port.to_string());
    // Not dist/: a release or a test may be built there meanwhile.
    trunk.arg("--dist").arg(place::target().join("page"));
    if options.is_release {
        page::release(&mut trunk)?;
    }
    if options.opens_browser && has_display() {
        trunk.arg("--open");
    }
    println!(
        "The calculator will be at http://127.0.0.1:{}/ once it is built; Ctrl-C ends it",
        options.port
    );
    process::run(&mut trunk)
}

fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn read(line: &str) -> Option<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words).ok()
    }

    #[test]
    fn the_three_options_are_read() {
        let expected = Options { is_release: true, port: 9000, opens_browser: false };
        assert_eq!(read("--no-open --release --port 9000"), Some(expected));
    }

    #[test]
    fn a_port_that_is_no_number_and_an_unknown_word_are_refused() {
        assert_eq!(read("--port x"), None);
        assert_eq!(read("--port"), None);
        assert_eq!(read("--fast"), None);
    }
}
