//! `SHA256SUMS`: a line for each built file, as `sha256sum -c` reads it.

use crate::compressed;
use crate::sentence::{Outcome, Sentence};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The name of the list.
pub const FILE: &str = "SHA256SUMS";

/// Writes the list of all files below `folder` into it.
pub fn write(folder: &Path) -> Outcome {
    let file = folder.join(FILE);
    fs::write(&file, of(folder)?)
        .map_err(|why| Sentence::of_file("Writing the checksums", &why, &file))
}

/// The list itself, sorted by the bytes of the paths, with `/` between their parts on every system.
pub fn of(folder: &Path) -> Outcome<String> {
    let mut lines = Vec::new();
    for file in compressed::files(folder, &folder.join(FILE))? {
        let content = fs::read(&file)
            .map_err(|why| Sentence::of_file("Reading a built file", &why, &file))?;
        let parts: Vec<_> = file
            .strip_prefix(folder)
            .unwrap_or(&file)
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        lines.push((parts.join("/"), Sha256::digest(&content)));
    }
    lines.sort();
    let mut text = String::new();
    for (name, hash) in lines {
        // A String takes all that is written.
        let _ = writeln!(text, "{hash:x}  {name}");
    }
    Ok(text)
}
