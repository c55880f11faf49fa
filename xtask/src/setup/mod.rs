//! What the other commands need on this machine. Each part looks first, and installs only what is missing.

pub mod browser;
pub mod cargo_tool;
pub mod firefox;
pub mod nginx;
pub mod npm;
pub mod small_std;
mod std_build;
mod std_source;
pub mod wasm_target;

use crate::sentence::Outcome;
use browser::Browser;
use cargo_tool::CargoTool;

/// Tells the person at the terminal what is being done.
pub fn say(text: &str) {
    println!("· {text}");
}

/// All parts, for `cargo xtask setup`.
pub fn everything() -> Outcome {
    page()?;
    small_std::find_or_build();
    let browser = Browser::find_or_install()?;
    say(&format!("Browser: {}", browser.program.display()));
    say(&format!("Firefox: {}", firefox::find_or_install()?.display()));
    cargo_tool::deny().find_or_install()?;
    nginx::find_or_unpack()?;
    let trunk = cargo_tool::trunk().find_or_install()?;
    let bindgen = cargo_tool::wasm_bindgen()?.find_or_install()?;
    println!("Everything is there. To call Trunk yourself, put these two folders into PATH:");
    println!("  {}", trunk.display());
    println!("  {}", bindgen.display());
    Ok(())
}

/// What building the page needs: the WebAssembly target, wasm-bindgen, Trunk, and the library that is shipped with it.
pub fn page() -> Outcome {
    npm::install()?;
    wasm_target::install()?;
    cargo_tool::wasm_bindgen()?.find_or_install()?;
    cargo_tool::trunk().find_or_install()?;
    Ok(())
}

/// The folders of the installed programs in front of the present `PATH`.
pub fn path_with(tools: &[CargoTool]) -> Outcome<std::ffi::OsString> {
    let mut folders = Vec::new();
    for tool in tools {
        folders.push(tool.find_or_install()?);
    }
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    std::env::join_paths(folders)
        .map_err(|why| crate::sentence::Sentence::new(format!("PATH cannot be extended: {why}")))
}
