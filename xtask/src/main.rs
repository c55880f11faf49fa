//! `cargo xtask`: the steps that people repeat. Each sets up what it needs and skips what is there.

mod bench;
mod check;
mod compressed;
mod dist;
mod embed;
mod hosting;
mod package;
mod page;
mod place;
mod prerender;
mod process;
mod reproduce;
mod sentence;
mod serve;
mod setup;
mod single_file;
mod split;
mod squeeze;
mod suite;
mod sums;
mod wasm_opt;
mod worker;

use sentence::{Outcome, Sentence};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  serve [--release] [--port N] [--no-open]        build the calculator and open it at a loopback address
  test [--native] [--wasm] [--package] [--e2e] [--hosts] [--static] [--firefox]
                                                  every test, or the parts that are named
  check                                           format, lints, licences, markup, types, native tests
  dist                                            the release: dist/ for static hosting, dist/package/ for npm
  package [--scripts]                             dist/package/ alone, or only its scripts around the engine that is there
  bench                                           sizes and speeds
  reproduce                                       the release built twice, elsewhere the second time, and compared
  screenshots                                     the pictures of the README, into www/screenshots/
  setup                                           install the tools only

Each command installs what it needs and skips what is there.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match call(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn call(arguments: &[String]) -> Outcome {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    match command.as_str() {
        "serve" => serve::serve(&serve::Options::read(rest)?),
        "test" => suite::run(&suite::Part::read(rest)?),
        "wasm-runner" => suite::wasm_runner(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => match (other, rest) {
            ("check", []) => check::run(),
            ("dist", []) => dist::run(),
            ("package", []) => package::build(),
            ("package", [only]) if only == "--scripts" => package::rewrite(),
            ("bench", []) => bench::run(),
            ("reproduce", []) => reproduce::run(),
            ("screenshots", []) => dist::screenshots(),
            ("setup", []) => setup::everything(),
            ("finish-page", []) => page::finish(),

            _ => {
                Err(Sentence::new(format!("`{}` is not a command\n\n{USAGE}", arguments.join(" "))))
            }
        },
    }
}
