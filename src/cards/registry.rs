//! The registries: `meters.toml`, what suppliers count, and `functions.toml`, what models do.

use one_credit_engine::{
    catalog::{Flow, Function, HeadlineUnit},
    meter::{Meter, MeterId, Meters},
    money::Quantity,
    tariff::Figure,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    names::Names,
    problem::Problems,
    toml_tree::{Document, join},
};

const FAMILIES: [&str; 6] = ["text", "audio", "image", "video", "document", "request"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MetersSource {
    meter: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeterSource {
    id: String,
    unit: String,
    units: String,
    scale: Figure,
    scale_unit: String,
    family: String,
    #[serde(default)]
    part_of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionsSource {
    function: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionSource {
    id: String,
    name: String,
    phrase: String,
    flow: String,
    headline_meter: String,
    headline_unit: String,
    headline_units: String,
    headline_per: Figure,
    #[serde(default)]
    aliases: Vec<String>,
}

/// Reads `meters.toml`; each meter's `part_of` becomes transitive.
pub(crate) fn meters(document: &Document<'_>, problems: &mut Problems) -> Meters {
    let value = document.value(problems);
    let Some(source) = document.read::<MetersSource>(&value, "", "", problems) else {
        return Meters::default();
    };
    let mut names = Names::new("meter");
    let mut sources: Vec<(String, MeterSource)> = Vec::new();
    for (place, part) in source.meter.iter().enumerate() {
        let path = format!("meter[{place}]");
        let id = name_of(part, "id");
        let Some(meter) = document.read::<MeterSource>(part, &path, id, problems) else { continue };
        let id_place = document.place(&join(&path, "id"));
        names.add_id(&meter.id, id_place, problems);
        sources.push((path, meter));
    }
    let known: Vec<&str> = sources.iter().map(|(_, meter)| meter.id.as_str()).collect();
    let wholes: Vec<Vec<usize>> = sources
        .iter()
        .map(|(path, meter)| {
            let mut wholes = Vec::new();
            for (place, whole) in meter.part_of.iter().enumerate() {
                match known.iter().position(|id| id == whole) {
                    Some(found) => wholes.push(found),
                    None => problems.add(
                        document.place(&format!("{path}.part_of[{place}]")),
                        format!("{}: \"{whole}\", of which it is a part, is not a meter", meter.id),
                    ),
                }
            }
            wholes
        })
        .collect();
    let mut meters = Vec::with_capacity(sources.len());
    for (place, (path, source)) in sources.iter().enumerate() {
        let part_of = all_wholes(place, &wholes);
        if part_of.contains(&place) {
            problems.add(
                document.place(&join(path, "part_of")),
                format!("{}: it is a part of itself, by way of its wholes", source.id),
            );
        }
        if !FAMILIES.contains(&source.family.as_str()) {
            problems.add(
                document.place(&join(path, "family")),
                format!(
                    "{}: \"{}\" is not a family; the families are {}",
                    source.id,
                    source.family,
                    FAMILIES.join(", ")
                ),
            );
        }
        let scale = above_zero(document, &source.scale, &join(path, "scale"), &source.id, problems);
        meters.push(Meter {
            name: source.id.clone(),
            unit: source.unit.clone(),
            units: source.units.clone(),
            scale: scale.unwrap_or(Quantity::ONE),
            scale_unit: source.scale_unit.clone(),
            family: source.family.clone(),
            part_of: part_of
                .into_iter()
                .filter_map(|whole| u16::try_from(whole).ok().map(MeterId))
                .collect(),
        });
    }
    Meters::new(meters)
}

/// Every meter that contains this one, however far up, in the order of the registry.
fn all_wholes(meter: usize, direct: &[Vec<usize>]) -> Vec<usize> {
    let above = |meter: usize| direct.get(meter).into_iter().flatten().copied();
    let mut found = Vec::new();
    let mut open: Vec<usize> = above(meter).collect();
    while let Some(whole) = open.pop() {
        if !found.contains(&whole) {
            found.push(whole);
            open.extend(above(whole));
        }
    }
    found.sort_unstable();
    found
}

/// Reads `functions.toml`.
pub(crate) fn functions(
    document: &Document<'_>,
    meters: &Meters,
    problems: &mut Problems,
) -> Vec<Function> {
    let value = document.value(problems);
    let Some(source) = document.read::<FunctionsSource>(&value, "", "", problems) else {
        return Vec::new();
    };
    let mut names = Names::new("function");
    let mut functions = Vec::with_capacity(source.function.len());
    for (place, part) in source.function.iter().enumerate() {
        let path = format!("function[{place}]");
        let id = name_of(part, "id");
        let Some(source) = document.read::<FunctionSource>(part, &path, id, problems) else {
            continue;
        };
        names.add_id(&source.id, document.place(&join(&path, "id")), problems);
        for (place, alias) in source.aliases.iter().enumerate() {
            let place = document.place(&format!("{path}.aliases[{place}]"));
            names.add_alias(&source.id, alias, place, problems);
        }
        let mut complain = |key: &str, message: String| {
            problems.add(document.place(&join(&path, key)), format!("{}: {message}", source.id));
        };
        let flow = Flow::NAMES.iter().find(|(_, name)| *name == source.flow);
        if flow.is_none() {
            let known: Vec<_> = Flow::NAMES.iter().map(|(_, name)| *name).collect();
            let message =
                format!("\"{}\" is not a flow; the flows are {}", source.flow, known.join(", "));
            complain("flow", message);
        }
        if !source.phrase.contains("{amount}") {
            complain("phrase", "the phrase has no place for its {amount}".to_owned());
        }
        let meter = meters.find(&source.headline_meter);
        if meter.is_none() {
            complain("headline_meter", format!("\"{}\" is not a meter", source.headline_meter));
        }
        let path = join(&path, "headline_per");
        let per = above_zero(document, &source.headline_per, &path, &source.id, problems);
        // What is missing has been told; the function stays known, so that its models are not blamed.
        functions.push(Function {
            id: source.id,
            name: source.name,
            phrase: source.phrase,
            aliases: source.aliases,
            flow: flow.map_or(Flow::Pass, |(flow, _)| *flow),
            headline: HeadlineUnit {
                meter: meter.unwrap_or(MeterId(0)),
                per: per.unwrap_or(Quantity::ONE),
                unit: source.headline_unit,
                units: source.headline_units,
            },
        });
    }
    functions
}

/// A figure above 0; none, with a complaint, for any other.
pub(crate) fn above_zero(
    document: &Document<'_>,
    figure: &Figure,
    path: &str,
    subject: &str,
    problems: &mut Problems,
) -> Option<Quantity> {
    let message = match figure.value().and_then(Quantity::new) {
        Ok(quantity) if !quantity.is_zero() => return Some(quantity),
        Ok(_) => "0 is too small here; it must be above 0".to_owned(),
        Err(error) => error.to_string(),
    };
    problems.add(document.place(path), crate::toml_tree::about(subject, &message));
    None
}

/// How a part that cannot be read calls itself, for the complaint.
pub(crate) fn name_of<'a>(part: &'a Value, key: &str) -> &'a str {
    part.get(key).and_then(Value::as_str).unwrap_or_default()
}
