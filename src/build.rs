//! Reads and checks `pricing/`, and packs it for `lib.rs` to embed. What is wrong fails the build, all of it at once.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=pricing");
    let catalog = match one_credit_cards::read(Path::new("pricing")) {
        Ok(catalog) => catalog,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            return Ok(());
        }
    };
    let packed = one_credit_cards::pack(&catalog)?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    fs::write(Path::new(&folder).join("catalog.bin"), packed.bytes)?;
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        // So that the build of the page can tell which parts the first view needs.
        println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    }
    println!("cargo::rustc-env=ONE_CREDIT_PRICES_SHA256={}", packed.sha256);
    Ok(())
}
