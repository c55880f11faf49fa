//! `reproduce`: builds the release of this commit a second time, elsewhere and under other circumstances, and compares.

use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use crate::setup;
use crate::{dist, sums};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Says how many files are the same, or fails with the list of those that differ.
pub fn run() -> Outcome {
    let changed = process::read(git().args(["status", "--porcelain"]))?;
    if !changed.trim().is_empty() {
        return Err(Sentence::new(format!(
            "Commit first: the second build is made of the commit, without these changes\n{}",
            changed.trim_end()
        )));
    }
    dist::run()?;
    let second = Second::new()?;
    setup::say(&format!("Building the same commit in {}", second.clone().display()));
    second.build()?;
    let (here, there) = (sums::of(&place::dist())?, sums::of(&second.clone().join("dist"))?);
    let differing = differing(&here, &there);
    if differing.is_empty() {
        println!("Both builds made the same {} files", here.lines().count());
        Ok(())
    } else {
        Err(Sentence::new(format!("These files differ:\n  {}", differing.join("\n  "))))
    }
}

/// The names that stand in one list alone, or in both with other checksums.
fn differing<'a>(here: &'a str, there: &'a str) -> Vec<&'a str> {
    let (here, there): (BTreeSet<&str>, BTreeSet<&str>) =
        (here.lines().collect(), there.lines().collect());
    let names: BTreeSet<&str> = here
        .symmetric_difference(&there)
        .map(|line| line.split_once("  ").map_or(*line, |(_, name)| name))
        .collect();
    names.into_iter().collect()
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.current_dir(place::root());
    git
}

/// A folder of the system's temporary ones, which goes away with this value.
struct Second(PathBuf);

impl Second {
    fn new() -> Outcome<Self> {
        let home = env::temp_dir().join(format!("one-credit-second-{}", std::process::id()));
        make_dir(&home)?;
        let second = Self(home);
        process::read(git().args(["clone", "--quiet", "--no-hardlinks", "."]).arg(second.clone()))?;
        let commit = process::read(git().args(["rev-parse", "HEAD"]))?;
        let mut checkout = Command::new("git");
        checkout.args(["checkout", "--quiet", "--detach", commit.trim()]);
        process::read(checkout.current_dir(second.clone()))?;
        Ok(second)
    }

    /// The repository, under a name of another length.
    fn clone(&self) -> PathBuf {
        self.0.join("some/other/folder")
    }

    /// All that a build should not depend on is another than here: folders, cargo's home, the small standard library,
    /// which is built anew, the time zone, the language, the user's name and the modes of files.
    fn build(&self) -> Outcome {
        let cache = self.0.join("cache");
        let cargo = self.0.join("cargo");
        self.lend_tools(&cache)?;
        lend_crates(&cargo)?;
        let mut build = Command::new("cargo");
        build
            .args(["xtask", "dist"])
            .current_dir(self.clone())
            .env("CARGO_TARGET_DIR", self.0.join("output"))
            .env("CARGO_HOME", &cargo)
            .env("XDG_CACHE_HOME", &cache)
            .env("TZ", "Asia/Tokyo")
            .env("LC_ALL", "C")
            .env("USER", "somebody")
            .env("LOGNAME", "somebody");
        process::run(&mut build)
    }

    /// The programs are taken from here: their versions are fixed, and building them takes long.
    fn lend_tools(&self, cache: &Path) -> Outcome {
        let tools = cache.join("one-credit/tools");
        make_dir(&tools)?;
        let own = place::tools()?;
        for entry in entries(&own)? {
            let name = entry.file_name().unwrap_or_default().to_os_string();
            if !name.to_string_lossy().starts_with("small-std") {
                link(&entry, &tools.join(name))?;
            }
        }
        Ok(())
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        // What is left behind lies in the system's temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Sources of crates and settings of cargo, under another path.
fn lend_crates(cargo: &Path) -> Outcome {
    make_dir(cargo)?;
    let own = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        env::var_os("HOME")
            .or_else(|| env::var_os("USERPROFILE"))
            .map(|home| PathBuf::from(home).join(".cargo"))
    });
    let Some(own) = own else {
        return Ok(());
    };
    for name in ["registry", "git", "config.toml", "config"] {
        let from = own.join(name);
        if from.exists() {
            link(&from, &cargo.join(name))?;
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|why| Sentence::of_file("Reading a folder", &why, folder))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn make_dir(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|why| Sentence::of_file("Making a folder", &why, folder))
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Outcome {
    std::os::unix::fs::symlink(from, to).map_err(|why| Sentence::of_file("Making a link", &why, to))
}

#[cfg(not(unix))]
fn link(_: &Path, to: &Path) -> Outcome {
    Err(Sentence::of_file("Making a link", &"reproduce needs a Unix", to))
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn names_that_differ_or_stand_on_one_side_are_told_once() {
        let here = "aa  index.html\nbb  page.js\ncc  old.js\n";
        let there = "aa  index.html\ndd  page.js\nee  new.js\n";
        assert_eq!(differing(here, there), ["new.js", "old.js", "page.js"]);
        assert!(differing(here, here).is_empty());
    }
}
