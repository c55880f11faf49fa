//! Where things stand: the repository, the cache of tools, the build's output.

use crate::sentence::{Outcome, Sentence};
use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// The folder for static hosting.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The npm package that `dist` makes.
pub fn package() -> PathBuf {
    dist().join("package")
}

/// The build folder, which `CARGO_TARGET_DIR` may move.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The release of the page's program as the linker leaves it.
pub fn linked_page() -> PathBuf {
    target().join("wasm32-unknown-unknown/release/page.wasm")
}

/// The folder with `package.json` and `node_modules` of tests, benchmarks and wasm-opt.
pub fn node_home() -> PathBuf {
    root().join("tests")
}

/// A script or program inside an installed npm package.
pub fn node_file(inside: &str) -> PathBuf {
    node_home().join("node_modules").join(inside)
}

/// The home of one tool at one version, outside the repository so that every clone shares it.
pub fn tool(name: &str, version: &str) -> Outcome<PathBuf> {
    Ok(tools()?.join(format!("{name}-{version}")))
}

/// The folder of all tools.
pub fn tools() -> Outcome<PathBuf> {
    Ok(cache()?.join("tools"))
}

fn cache() -> Outcome<PathBuf> {
    if let Some(dir) = env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        return Ok(PathBuf::from(dir).join("one-credit"));
    }
    env::var_os("HOME")
        .or_else(|| env::var_os("USERPROFILE"))
        .map(|home| PathBuf::from(home).join(".cache/one-credit"))
        .ok_or_else(|| {
            Sentence::new("There is no place for tools: set HOME or XDG_CACHE_HOME to a folder")
        })
}

/// The file that a program's name stands for in `PATH`.
pub fn in_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|dir| dir.join(&name)).find(|file| file.is_file())
}
