//! `policy.toml`: how figures are shown and which models make the headlines.
//! `assumptions.toml`: numbers that derive one volume from another.

use one_credit_engine::{
    assumption::{Assumption, Spread},
    catalog::{Catalog, ModelId, Policy, Step},
    money::Quantity,
    tariff::Figure,
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    names::Names,
    problem::Problems,
    registry::{above_zero, name_of},
    toml_tree::{Document, about, join},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicySource {
    page_characters: Figure,
    lowest_shown: Figure,
    max_link_bytes: Figure,
    headline: Vec<HeadlineSource>,
    step: Vec<StepSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadlineSource {
    model: String,
    function: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepSource {
    from: Figure,
    step: Figure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssumptionsSource {
    assumption: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AssumptionSource {
    id: String,
    label: String,
    unit: String,
    low: Figure,
    expected: Figure,
    high: Figure,
    source: String,
}

/// The assumption that says how long a page is.
const PAGE: &str = "page.characters";

/// Reads `policy.toml` against a catalog whose models and assumptions are known. While a card is broken
/// (`has_all_models` is false) no headline is blamed for a model that is not there.
pub(crate) fn policy(
    document: &Document<'_>,
    catalog: &Catalog,
    has_all_models: bool,
    problems: &mut Problems,
) -> Policy {
    let value = document.value(problems);
    let Some(source) = document.read::<PolicySource>(&value, "", "", problems) else {
        return Policy::default();
    };
    let page = above_zero(document, &source.page_characters, "page_characters", "", problems);
    let assumed = catalog.assumptions.named.iter().find(|assumption| assumption.id == PAGE);
    if let (Some(page), Some(assumed)) = (page, assumed.map(|assumed| assumed.value.expected))
        && page != assumed
    {
        let message = format!(
            "a page has {page} characters here and {assumed} in the assumption {PAGE}; both must say the same"
        );
        problems.add(document.place("page_characters"), message);
    }
    above_zero(document, &source.lowest_shown, "lowest_shown", "", problems);
    above_zero(document, &source.max_link_bytes, "max_link_bytes", "", problems);
    let mut headlines = Vec::with_capacity(source.headline.len());
    for (place, headline) in source.headline.iter().enumerate().filter(|_| has_all_models) {
        match headline_of(headline, catalog) {
            Ok(model) => headlines.push(model),
            Err((key, message)) => {
                problems.add(document.place(&format!("headline[{place}].{key}")), message);
            }
        }
    }
    Policy { headlines, steps: steps(document, &source.step, problems) }
}

fn headline_of(
    headline: &HeadlineSource,
    catalog: &Catalog,
) -> Result<ModelId, (&'static str, String)> {
    let found = catalog.models.iter().position(|model| model.id == headline.model);
    let found = found.and_then(|place| u32::try_from(place).ok()).map(ModelId);
    let known = found.and_then(|id| Some((id, catalog.get(id)?)));
    let (id, model) =
        known.ok_or_else(|| ("model", format!("\"{}\" is the id of no model", headline.model)))?;
    let function =
        catalog.function_of(model).filter(|function| function.id == headline.function).ok_or_else(
            || ("function", format!("{}: its function is not {}", model.id, headline.function)),
        )?;
    // The build asks no clock: the day of the catalog's latest look stands for today.
    let today = catalog.verified().map(Timestamp::from);
    let price = today.and_then(|today| model.price_at(today));
    let price = price.ok_or_else(|| {
        ("model", format!("{}: a headline needs a price that holds already", model.id))
    })?;
    let meter = function.headline.meter;
    let counts = |priced| priced == meter || catalog.meters.is_part_of(meter, priced);
    if price.tariff.charges.iter().any(|charge| counts(charge.meter)) {
        return Ok(id);
    }
    let message = format!(
        "{}: its price has no charge for {}, in which its function makes headlines",
        model.id,
        catalog.meters.name(meter)
    );
    Err(("model", message))
}

fn steps(document: &Document<'_>, sources: &[StepSource], problems: &mut Problems) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::with_capacity(sources.len());
    for (place, source) in sources.iter().enumerate() {
        let path = format!("step[{place}]");
        let from = figure(document, &source.from, &join(&path, "from"), "", problems);
        let step = above_zero(document, &source.step, &join(&path, "step"), "", problems);
        let (Some(from), Some(step)) = (from, step) else { continue };
        match steps.last() {
            None if !from.is_zero() => problems.add(
                document.place(&join(&path, "from")),
                format!("the first step is from {from}; it begins at 0"),
            ),
            Some(before) if from <= before.from => problems.add(
                document.place(&join(&path, "from")),
                format!(
                    "the step from {from} stands after the step from {}; they ascend",
                    before.from
                ),
            ),
            _ => {}
        }
        steps.push(Step { from, step });
    }
    steps
}

/// Reads `assumptions.toml`.
pub(crate) fn assumptions(document: &Document<'_>, problems: &mut Problems) -> Vec<Assumption> {
    let value = document.value(problems);
    let Some(source) = document.read::<AssumptionsSource>(&value, "", "", problems) else {
        return Vec::new();
    };
    let mut names = Names::new("assumption");
    let mut assumptions = Vec::with_capacity(source.assumption.len());
    for (place, part) in source.assumption.iter().enumerate() {
        let path = format!("assumption[{place}]");
        let subject = name_of(part, "id");
        let Some(source) = document.read::<AssumptionSource>(part, &path, subject, problems) else {
            continue;
        };
        names.add_id(&source.id, document.place(&join(&path, "id")), problems);
        if source.source.trim().is_empty() {
            let message =
                format!("{}: its source is empty; say where the figure is from", source.id);
            problems.add(document.place(&join(&path, "source")), message);
        }
        let mut bound =
            |value, key| figure(document, value, &join(&path, key), &source.id, problems);
        let (low, expected, high) = (
            bound(&source.low, "low"),
            bound(&source.expected, "expected"),
            bound(&source.high, "high"),
        );
        let (Some(low), Some(expected), Some(high)) = (low, expected, high) else { continue };
        for (key, lower, upper_key, upper) in
            [("low", low, "expected", expected), ("expected", expected, "high", high)]
        {
            if lower > upper {
                problems.add(
                    document.place(&join(&path, key)),
                    format!("{}: {key} ({lower}) is above {upper_key} ({upper})", source.id),
                );
            }
        }
        assumptions.push(Assumption {
            id: source.id,
            label: source.label,
            unit: source.unit,
            value: Spread { low, expected, high },
            source: source.source,
            is_edited: false,
        });
    }
    assumptions
}

fn figure(
    document: &Document<'_>,
    figure: &Figure,
    path: &str,
    subject: &str,
    problems: &mut Problems,
) -> Option<Quantity> {
    figure
        .value()
        .and_then(Quantity::new)
        .map_err(|error| problems.add(document.place(path), about(subject, &error.to_string())))
        .ok()
}
