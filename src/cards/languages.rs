//! `language_ratios.csv`: what a text measures in each language, against English and in tokens.

use std::collections::HashSet;

use one_credit_engine::{
    assumption::{LanguageRatios, Spread},
    money::Quantity,
};

use crate::problem::{Place, Problems};

/// The three ratios of a row, each followed by its 5th and its 95th percentile.
const RATIOS: [&str; 3] =
    ["characters_ratio", "characters_per_token_o200k", "characters_per_token_cl100k"];

/// Reads the table.
pub(crate) fn languages(file: &str, text: &str, problems: &mut Problems) -> Vec<LanguageRatios> {
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records();
    let ratios = RATIOS
        .iter()
        .flat_map(|name| [(*name).to_owned(), format!("{name}_p5"), format!("{name}_p95")]);
    let header: Vec<String> =
        ["language".to_owned(), "name".to_owned()].into_iter().chain(ratios).collect();
    let at = |line: u64| Place { file: file.to_owned(), line: usize::try_from(line).ok() };
    match rows.next() {
        Some(Ok(first)) if first.iter().eq(header.iter().map(String::as_str)) => {}
        _ => problems.add(at(1), format!("the first line must be {}", header.join(","))),
    }
    let mut languages = Vec::new();
    let mut known = HashSet::new();
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                problems
                    .add(at(error.position().map_or(1, csv::Position::line)), error.to_string());
                continue;
            }
        };
        let line = row.position().map_or(1, csv::Position::line);
        let fields: Vec<&str> = row.iter().collect();
        let ([tag, name, figures @ ..], true) = (fields.as_slice(), fields.len() == header.len())
        else {
            let message = format!(
                "this row has {} fields; the first line has {}",
                fields.len(),
                header.len()
            );
            problems.add(at(line), message);
            continue;
        };
        if !is_tag(tag) {
            problems.add(at(line), format!("\"{tag}\" is not a language tag such as es"));
        } else if !known.insert((*tag).to_owned()) {
            problems.add(at(line), format!("{tag} is given twice"));
        }
        if name.trim().is_empty() {
            problems.add(at(line), format!("{tag}: its name is empty; give it in English"));
        }
        let mut complain = |message: String| problems.add(at(line), format!("{tag}: {message}"));
        let mut ratios = RATIOS.iter().zip(figures.chunks(3));
        let mut next =
            || ratios.next().and_then(|(name, three)| spread(name, three, &mut complain));
        let (characters_ratio, o200k, cl100k) = (next(), next(), next());
        let (Some(characters_ratio), Some(o200k), Some(cl100k)) = (characters_ratio, o200k, cl100k)
        else {
            continue;
        };
        if *tag == "en" && characters_ratio != Spread::certain(Quantity::ONE) {
            complain(
                "its characters_ratio is not 1, though every ratio is against English".to_owned(),
            );
        }
        languages.push(LanguageRatios {
            language: (*tag).to_owned(),
            name: (*name).to_owned(),
            characters_ratio,
            characters_per_token_o200k: o200k,
            characters_per_token_cl100k: cl100k,
        });
    }
    if !known.contains("en") {
        problems.add(Place::of_file(file), "en is missing, against which every ratio is measured");
    }
    languages
}

fn spread(
    name: &str,
    three: &[&str],
    complain: &mut impl FnMut(String),
) -> Option<Spread<Quantity>> {
    let mut figures = three.iter().map(|text| {
        Quantity::parse(text)
            .map_err(|error| complain(format!("{name}: {error}")))
            .ok()
            .filter(|figure| !figure.is_zero())
    });
    let (expected, low, high) = (figures.next()?, figures.next()?, figures.next()?);
    drop(figures);
    let (Some(expected), Some(low), Some(high)) = (expected, low, high) else {
        if three.iter().all(|text| Quantity::parse(text).is_ok()) {
            complain(format!("{name} is 0; it must be above 0"));
        }
        return None;
    };
    if low > expected || expected > high {
        complain(format!("{name} ({expected}) is not between its percentiles {low} and {high}"));
    }
    Some(Spread { low, expected, high })
}

/// Two or three letters, then perhaps subtags: `es`, `zh-Hans`.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or_default();
    matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
