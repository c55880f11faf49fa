//! Child processes: run one, read one's output, or show it while keeping it. Failures are sentences.

use crate::sentence::{Outcome, Sentence};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Runs to the end with the terminal's own output.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|why| unstartable(command, &why))?;
    if status.success() {
        Ok(())
    } else {
        Err(Sentence::new(format!("`{}` failed ({status})", line(command))))
    }
}

/// Runs silently and gives what was printed; on failure the sentence ends with the last lines.
pub fn read(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|why| unstartable(command, &why))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = errors.lines().rev().take(8).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    Err(Sentence::new(format!(
        "`{}` failed ({})\n{}",
        line(command),
        output.status,
        last.join("\n")
    )))
}

/// Runs while showing standard output line by line, and gives whether it succeeded with that text.
pub fn show_and_keep(command: &mut Command) -> Outcome<(bool, String)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|why| unstartable(command, &why))?;
    let mut kept = String::new();
    if let Some(output) = child.stdout.take() {
        let mut screen = std::io::stdout().lock();
        for text in BufReader::new(output).lines().map_while(Result::ok) {
            // A closed terminal must not stop the tests.
            let _ = writeln!(screen, "{text}");
            kept.push_str(&text);
            kept.push('\n');
        }
    }
    let status = child.wait().map_err(|why| unstartable(command, &why))?;
    Ok((status.success(), kept))
}

/// Runs silently for at most `seconds`; anything but success in that time is false.
pub fn succeeds_within(command: &mut Command, seconds: u32) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else {
        return false;
    };
    for _ in 0..seconds.saturating_mul(10) {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(100)),
            Err(_) => return false,
        }
    }
    // Too late either way: the caller goes on with its fallback.
    let _ = child.kill();
    let _ = child.wait();
    false
}

fn unstartable(command: &Command, why: &dyn std::fmt::Display) -> Sentence {
    Sentence::new(format!("`{}` could not be started: {why}", line(command)))
}

fn line(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
