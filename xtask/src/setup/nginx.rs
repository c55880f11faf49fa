//! Debian's nginx with its module for brotli, unpacked beside the other tools: nothing is installed, so that no
//! service starts, no port is taken, and no root is needed.

use super::say;
use super::std_source::make_dir;
use crate::place;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program, its shipped configuration, and the module that sends brotli copies.
const PACKAGES: [&str; 3] = ["nginx", "nginx-common", "libnginx-mod-http-brotli-static"];
/// What the program is linked with beyond the C library. Most machines have them for other programs.
const LIBRARIES: [&str; 4] = ["libcrypt1", "libpcre2-8-0", "libssl3", "zlib1g"];

/// The folder into which the packages are unpacked, as `/` would be, after doing so where it is missing.
pub fn find_or_unpack() -> Outcome<PathBuf> {
    // To be raised when other packages are unpacked.
    let home = place::tool("nginx", "debian-1")?;
    if starts(&home) {
        return Ok(home);
    }
    say("Unpacking Debian's nginx");
    unpack(&home).map_err(|why| {
        Sentence::new(format!(
            "The tests of static hosting run Debian's nginx, whose packages could not be had here. Run them on Debian, \
             where `apt-get download nginx` works.\n{why}"
        ))
    })?;
    if !starts(&home) {
        say("Installing the libraries of nginx");
        process::read(
            Command::new("apt-get")
                .args(["install", "-q", "-y", "--no-install-recommends"])
                .args(LIBRARIES)
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
    }
    if starts(&home) {
        Ok(home)
    } else {
        Err(Sentence::new(format!(
            "Debian's nginx was unpacked but does not start; install {}",
            LIBRARIES.join(", ")
        )))
    }
}

fn starts(home: &Path) -> bool {
    home.join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so").is_file()
        && process::read(Command::new(home.join("usr/sbin/nginx")).arg("-v")).is_ok()
}

fn unpack(home: &Path) -> Outcome {
    let work = env::temp_dir().join(format!("one-credit-nginx-{}", std::process::id()));
    make_dir(&work)?;
    let outcome = download(&work).and_then(|packages| {
        make_dir(home)?;
        for package in packages {
            process::read(Command::new("dpkg").arg("-x").arg(package).arg(home))?;
        }
        Ok(())
    });
    // What is left behind lies in the system's temporary folder.
    let _ = fs::remove_dir_all(&work);
    outcome
}

/// By the machine's own lists of packages; where it has none, or they are too old, by fresh lists of our own.
fn download(work: &Path) -> Outcome<Vec<PathBuf>> {
    let fetch = |apt: &mut Command| process::read(apt.arg("download").args(PACKAGES));
    if fetch(Command::new("apt-get").current_dir(work).arg("-q")).is_err() {
        let (lists, cache) = (work.join("lists"), work.join("cache"));
        make_dir(&lists.join("partial"))?;
        make_dir(&cache.join("archives/partial"))?;
        let apt = || {
            let mut apt = Command::new("apt-get");
            apt.current_dir(work).arg("-q");
            apt.arg("-o").arg(format!("Dir::State::Lists={}", lists.display()));
            apt.arg("-o").arg(format!("Dir::Cache={}", cache.display()));
            apt
        };
        process::read(apt().arg("update"))?;
        fetch(&mut apt())?;
    }
    let entries =
        fs::read_dir(work).map_err(|why| Sentence::of_file("Reading a folder", &why, work))?;
    let packages: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|file| file.extension().is_some_and(|kind| kind == "deb"))
        .collect();
    if packages.len() == PACKAGES.len() {
        Ok(packages)
    } else {
        Err(Sentence::of_file("Downloading nginx", &"not every package arrived", work))
    }
}
