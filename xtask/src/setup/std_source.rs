//! The sources of this Rust's standard library: rustup's component, or Debian's package of exactly this release.

use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How long rustup may try, in seconds, before Debian has its turn.
const RUSTUP_SECONDS: u32 = 60;

/// Sources that cargo finds for as long as this lives, and a folder to work in meanwhile.
pub struct Sources {
    /// The link into the toolchain, unless the toolchain has its own sources. Dropped before the folder.
    _link: Option<Link>,
    work: WorkDir,
}

impl Sources {
    /// Has cargo find the sources, from wherever they can be had.
    pub fn find_or_download() -> Outcome<Self> {
        let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
        let work = WorkDir::new()?;
        let mut rustup = Command::new("rustup");
        rustup.args(["component", "add", "rust-src"]);
        if library.join("Cargo.lock").is_file()
            || process::succeeds_within(&mut rustup, RUSTUP_SECONDS)
        {
            return Ok(Self { _link: None, work });
        }
        let downloaded = download(&work.0)?;
        Ok(Self { _link: Some(Link::new(&downloaded, &library)?), work })
    }

    /// An empty folder that goes away with this value.
    pub fn work(&self) -> &Path {
        &self.work.0
    }
}

/// What the compiler in use says of itself under `key`: its `release`, such as `1.95.0`, or its `commit-hash`.
pub(super) fn rustc_says(key: &str) -> Outcome<String> {
    let text = process::read(Command::new("rustc").arg("-vV"))?;
    text.lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
        .map(str::to_owned)
        .ok_or_else(|| Sentence::new(format!("`rustc -vV` names no {key}")))
}

/// Debian's package of the sources of exactly this release, unpacked; gives its `library` folder.
fn download(work: &Path) -> Outcome<PathBuf> {
    let release = rustc_says("release")?;
    let listing = process::read(Command::new("apt-get").args([
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
    ]))?;
    let mirrors: BTreeSet<&str> = listing.lines().filter(|uri| !uri.contains("security")).collect();
    let mut last = Sentence::new("apt-get names no Debian mirror on this machine");
    for mirror in mirrors {
        match download_from(mirror, &release, work) {
            Ok(library) => return Ok(library),
            Err(why) => last = why,
        }
    }
    Err(last)
}

fn download_from(mirror: &str, release: &str, work: &Path) -> Outcome<PathBuf> {
    let list = work.join("sources.list");
    let entry = format!(
        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror} trixie-backports main\n"
    );
    fs::write(&list, entry)
        .map_err(|why| Sentence::of_file("Writing the list of sources", &why, &list))?;
    let lists = work.join("lists");
    let cache = work.join("cache");
    make_dir(&lists.join("partial"))?;
    make_dir(&cache.join("archives/partial"))?;
    // Own lists and cache: the machine's settings stay untouched, and no root is needed.
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.current_dir(work).arg("-q");
        for (key, value) in [
            ("Dir::Etc::sourcelist", list.as_path()),
            ("Dir::Etc::sourceparts", Path::new("-")),
            ("Dir::State::Lists", &lists),
            ("Dir::Cache", &cache),
        ] {
            apt.arg("-o").arg(format!("{key}={}", value.display()));
        }
        apt
    };
    process::read(apt().arg("update"))?;
    process::read(apt().arg("download").arg(format!("rust-src={release}*")))?;
    let package = find(work, |name| name.starts_with("rust-src_") && name.ends_with(".deb"))?;
    let unpacked = work.join("unpacked");
    process::read(Command::new("dpkg").arg("-x").arg(package).arg(&unpacked))?;
    let library = unpacked.join(format!("usr/src/rustc-{release}/library"));
    if library.join("Cargo.lock").is_file() {
        Ok(library)
    } else {
        Err(Sentence::of_file("Unpacking rust-src", &"it holds no library", &library))
    }
}

fn find(dir: &Path, wanted: impl Fn(&str) -> bool) -> Outcome<PathBuf> {
    fs::read_dir(dir)
        .map_err(|why| Sentence::of_file("Reading a folder", &why, dir))?
        .flatten()
        .find(|entry| wanted(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .ok_or_else(|| {
            Sentence::of_file("Looking for the downloaded package", &"it is not there", dir)
        })
}

/// Makes a folder and those above it.
pub(super) fn make_dir(dir: &Path) -> Outcome {
    fs::create_dir_all(dir).map_err(|why| Sentence::of_file("Making a folder", &why, dir))
}

/// A working folder that goes away at the end.
struct WorkDir(PathBuf);

impl WorkDir {
    fn new() -> Outcome<Self> {
        let dir = env::temp_dir().join(format!("one-credit-std-{}", std::process::id()));
        make_dir(&dir)?;
        Ok(Self(dir))
    }
}

impl Drop for WorkDir {
    fn drop(&mut self) {
        // What is left behind lies in the system's temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The sources, linked into the toolchain only while std is built.
struct Link(PathBuf);

impl Link {
    fn new(sources: &Path, link: &Path) -> Outcome<Self> {
        if let Some(parent) = link.parent() {
            make_dir(parent)?;
        }
        // A link of an earlier, interrupted run leads nowhere.
        let _ = fs::remove_file(link);
        link_dir(sources, link)
            .map_err(|why| Sentence::of_file("Linking the sources", &why, link))?;
        Ok(Self(link.to_path_buf()))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(unix)]
fn link_dir(sources: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(sources, link)
}

#[cfg(not(unix))]
fn link_dir(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::Error::other("Debian's packages are for Debian"))
}
