//! Compressed copies of the files of a folder, for hosts that send them as they are, and their sizes.

use crate::sentence::{Outcome, Sentence};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const TEXTS: [&str; 9] = ["html", "css", "js", "mjs", "wasm", "svg", "json", "webmanifest", "txt"];

/// Writes `.br` and `.gz` beside every file of `folder` that compresses, but not below `except`.
pub fn write_copies(folder: &Path, except: &Path) -> Outcome {
    for file in files(folder, except)? {
        if !file.extension().is_some_and(|kind| TEXTS.iter().any(|text| kind == *text)) {
            continue;
        }
        let content = read(&file)?;
        write(&with_suffix(&file, ".br"), &brotli(&content)?)?;
        write(&with_suffix(&file, ".gz"), &gzip(&content)?)?;
    }
    Ok(())
}

/// The number of bytes that `file` takes after brotli at its strongest.
pub fn brotli_size(file: &Path) -> Outcome<usize> {
    Ok(brotli(&read(file)?)?.len())
}

/// All files below `folder`, sorted, but none below `except`.
pub fn files(folder: &Path, except: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).map_err(|why| Sentence::of_file("Reading a folder", &why, folder))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path == except {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path, except)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)
        .map_err(|why| Sentence::new(format!("Brotli failed: {why}")))?;
    Ok(packed)
}

/// Compressed by gzip at its strongest, the same bytes at any time on any machine.
pub fn gzip(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(content)
        .and_then(|()| encoder.finish())
        .map_err(|why| Sentence::new(format!("Gzip failed: {why}")))
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|why| Sentence::of_file("Reading a built file", &why, file))
}

fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content)
        .map_err(|why| Sentence::of_file("Writing a compressed copy", &why, file))
}
