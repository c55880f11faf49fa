//! Reads the rate cards of `pricing/`, tells everything that is wrong with file and line, and packs
//! what is right for the engine. Runs in the build only.

mod card;
mod languages;
mod names;
mod policy;
mod problem;
mod registry;
mod toml_tree;

#[cfg(test)]
mod tests;

pub use problem::Problem;

use std::{fs, path::Path};

use one_credit_engine::catalog::{Catalog, SupplierId, pack};
use sha2::{Digest, Sha256};

use problem::{Place, Problems};
use toml_tree::Document;

const METERS: &str = "meters.toml";
const FUNCTIONS: &str = "functions.toml";
const POLICY: &str = "policy.toml";
const ASSUMPTIONS: &str = "assumptions.toml";
const LANGUAGES: &str = "language_ratios.csv";

/// The files that are no rate cards.
const REGISTRIES: [&str; 5] = [METERS, FUNCTIONS, POLICY, ASSUMPTIONS, LANGUAGES];

/// Reads a folder: the registries, the policy, the assumptions, and every other `*.toml` as a rate card.
///
/// # Errors
/// Everything that is wrong with any of its files, by file and line.
pub fn read(folder: &Path) -> Result<Catalog, Vec<Problem>> {
    let label = folder.file_name().map_or("pricing".into(), |name| name.to_string_lossy());
    let mut problems = Problems::default();
    let mut texts = Vec::new();
    match file_names(folder) {
        Ok(names) => {
            for name in names {
                match fs::read_to_string(folder.join(&name)) {
                    Ok(text) => texts.push((name, text)),
                    Err(error) => {
                        let place = Place::of_file(&format!("{label}/{name}"));
                        problems.add(place, format!("the file cannot be read: {error}"));
                    }
                }
            }
        }
        Err(error) => {
            problems.add(Place::of_file(&label), format!("the folder cannot be read: {error}"));
        }
    }
    let files: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    read_into(&label, &files, problems)
}

/// Reads texts as if they were the files of a folder, each with its name.
///
/// # Errors
/// As [`read`].
pub fn read_texts(folder: &str, files: &[(&str, &str)]) -> Result<Catalog, Vec<Problem>> {
    read_into(folder, files, Problems::default())
}

/// A catalog in the form in which the program carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// What [`pack::decode`] reads.
    pub bytes: Vec<u8>,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
}

/// Packs a catalog and makes sure that it can be decoded.
///
/// # Errors
/// [`pack::PackError`] when it holds what the packed form refuses, such as a model without a supplier.
pub fn pack(catalog: &Catalog) -> Result<Packed, pack::PackError> {
    let bytes = pack::encode(catalog);
    pack::decode(&bytes)?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Packed { bytes, sha256 })
}

/// The registries and cards of a folder, in the order of their names.
fn file_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && (name.ends_with(".toml") || REGISTRIES.contains(&name.as_str()))
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn read_into(
    folder: &str,
    files: &[(&str, &str)],
    mut problems: Problems,
) -> Result<Catalog, Vec<Problem>> {
    let path = |name: &str| format!("{folder}/{name}");
    let mut documents: Vec<(&str, Document<'_>)> = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".toml")) {
        if let Some(document) = Document::parse(&path(name), text, &mut problems) {
            documents.push((name, document));
        }
    }
    for name in REGISTRIES {
        if !files.iter().any(|(file, _)| *file == name) {
            problems.add(Place::of_file(&path(name)), "the file is missing");
        }
    }
    let find = |name: &str| documents.iter().find(|(file, _)| *file == name).map(|(_, it)| it);
    let (Some(meters), Some(functions)) = (find(METERS), find(FUNCTIONS)) else {
        // Without them every card would be blamed for meters and functions that it names rightly.
        return Err(problems.sorted());
    };
    let mut catalog = Catalog::default();
    catalog.meters = registry::meters(meters, &mut problems);
    catalog.functions = registry::functions(functions, &catalog.meters, &mut problems);
    let mut cards = card::Cards::new(&mut catalog, &mut problems);
    for (name, document) in &documents {
        if !REGISTRIES.contains(name) {
            cards.read(document, name.trim_end_matches(".toml"));
        }
    }
    let has_all_models = problems.is_empty();
    sort(&mut catalog);
    if let Some(document) = find(ASSUMPTIONS) {
        catalog.assumptions.named = policy::assumptions(document, &mut problems);
    }
    if let Some((name, text)) = files.iter().find(|(name, _)| *name == LANGUAGES) {
        catalog.assumptions.languages = languages::languages(&path(name), text, &mut problems);
    }
    if let Some(document) = find(POLICY) {
        catalog.policy = policy::policy(document, &catalog, has_all_models, &mut problems);
    }
    if problems.is_empty() { Ok(catalog) } else { Err(problems.sorted()) }
}

/// Suppliers and models by their ids, whatever their files are called.
fn sort(catalog: &mut Catalog) {
    let mut order: Vec<usize> = (0..catalog.suppliers.len()).collect();
    order.sort_by_key(|place| catalog.suppliers.get(*place).map(|supplier| supplier.id.clone()));
    for model in &mut catalog.models {
        let place = order.iter().position(|before| *before == usize::from(model.supplier.0));
        model.supplier = SupplierId(place.and_then(|place| u16::try_from(place).ok()).unwrap_or(0));
    }
    catalog.suppliers.sort_by(|a, b| a.id.cmp(&b.id));
    catalog.models.sort_by(|a, b| a.id.cmp(&b.id));
}
