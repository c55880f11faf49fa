//! The standard library for `wasm32-unknown-unknown`: from rustup, or built from Debian's package of its sources.

use super::say;
use crate::process;
use crate::sentence::{Outcome, Sentence};
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the page and of the package.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How long rustup may try, in seconds, before the fallback has its turn.
const RUSTUP_SECONDS: u32 = 120;

/// Makes sure that a plain `cargo build --target wasm32-unknown-unknown` works.
pub fn install() -> Outcome {
    if is_there()? {
        return Ok(());
    }
    say("Adding the WebAssembly target");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]);
    if process::succeeds_within(&mut rustup, RUSTUP_SECONDS) && is_there()? {
        return Ok(());
    }
    say("rustup cannot add it here; building it from the sources of this Rust, about a minute");
    build_from_source().map_err(|why| {
        Sentence::new(format!(
            "The WebAssembly standard library of Rust could be had neither from rustup nor from Debian's rust-src. \
             Run `rustup target add {TARGET}` where its server can be reached.\n{why}"
        ))
    })?;
    if is_there()? {
        Ok(())
    } else {
        Err(Sentence::new(format!(
            "The WebAssembly standard library was built but rustc does not find it; run `rustup target add {TARGET}`"
        )))
    }
}

fn is_there() -> Outcome<bool> {
    let dir = library_dir()?;
    Ok(fs::read_dir(dir).is_ok_and(|entries| {
        entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
    }))
}

fn library_dir() -> Outcome<PathBuf> {
    let text = process::read(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    Ok(PathBuf::from(text.trim()))
}

fn build_from_source() -> Outcome {
    let sysroot = process::read(Command::new("rustc").args(["--print", "sysroot"]))?;
    let linked = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    let work = WorkDir::new()?;
    let foreign = if linked.join("Cargo.lock").is_file() {
        None
    } else {
        let sources = download_sources(&work.0)?;
        Some(Link::new(&sources, &linked)?)
    };
    let built = build_std(&work.0);
    drop(foreign);
    copy_libraries(&built?, &library_dir()?)
}

/// The release number of the Rust in use, such as `1.95.0`.
fn rust_release() -> Outcome<String> {
    let text = process::read(Command::new("rustc").arg("-vV"))?;
    text.lines()
        .find_map(|line| line.strip_prefix("release: "))
        .map(str::to_owned)
        .ok_or_else(|| Sentence::new("`rustc -vV` names no release"))
}

/// Debian's package of the sources of exactly this release, unpacked; gives its `library` folder.
fn download_sources(work: &Path) -> Outcome<PathBuf> {
    let release = rust_release()?;
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

/// Builds std for the target in an empty crate; gives the folder of its libraries.
fn build_std(work: &Path) -> Outcome<PathBuf> {
    let empty = work.join("empty");
    make_dir(&empty.join("src"))?;
    let manifest = empty.join("Cargo.toml");
    fs::write(&manifest, "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n")
        .and_then(|()| fs::write(empty.join("src/lib.rs"), ""))
        .map_err(|why| Sentence::of_file("Writing an empty crate", &why, &manifest))?;
    let mut cargo = Command::new("cargo");
    // Without embedded bitcode, link-time optimisation fails; without `test`, there are no WebAssembly tests.
    cargo
        .args(["build", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", empty.join("target"))
        .current_dir(&empty);
    process::run(&mut cargo)?;
    Ok(empty.join("target").join(TARGET).join("release/deps"))
}

fn copy_libraries(from: &Path, to: &Path) -> Outcome {
    make_dir(to)?;
    let entries = fs::read_dir(from)
        .map_err(|why| Sentence::of_file("Reading the built libraries", &why, from))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libempty-") {
            fs::copy(entry.path(), to.join(&name))
                .map_err(|why| Sentence::of_file("Copying a library", &why, &to.join(&name)))?;
        }
    }
    Ok(())
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

fn make_dir(dir: &Path) -> Outcome {
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
