//! `policy.toml`: how figures are shown, which models make the headlines, what can be added at once, who may take payment.
//! `assumptions.toml`: numbers that derive one volume from another.

use one_credit_engine::{
    amount::next_cent,
    assumption::{Assumption, Spread},
    catalog::{Catalog, ModelId, Policy, Step, TopUp},
    money::{Credits, Quantity},
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
    headline: Vec<HeadlineSource>,
    step: Vec<StepSource>,
    top_up: TopUpSource,
    checkout: CheckoutSource,
    payment_methods: PaymentMethodsSource,
    prices: PricesSource,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PricesSource {
    old_days: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopUpSource {
    minimum: Figure,
    maximum: Figure,
    presets: Vec<Figure>,
    low_balance: Figure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckoutSource {
    origins: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentMethodsSource {
    expiring_days: u16,
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
    let mut headlines = Vec::with_capacity(source.headline.len());
    for (place, headline) in source.headline.iter().enumerate().filter(|_| has_all_models) {
        match headline_of(headline, catalog) {
            Ok(model) => headlines.push(model),
            Err((key, message)) => {
                problems.add(document.place(&format!("headline[{place}].{key}")), message);
            }
        }
    }
    Policy {
        headlines,
        steps: steps(document, &source.step, problems),
        top_up: top_up(document, &source.top_up, problems),
        checkout_origins: origins(document, source.checkout.origins, problems),
        expiring_days: source.payment_methods.expiring_days,
        old_days: old_days(document, source.prices.old_days, problems),
    }
}

fn old_days(document: &Document<'_>, days: u16, problems: &mut Problems) -> u16 {
    if days == 0 {
        let message = "after 0 days every price would be old; it must be 1 or more".to_owned();
        problems.add(document.place("prices.old_days"), message);
    }
    days
}

fn top_up(document: &Document<'_>, source: &TopUpSource, problems: &mut Problems) -> TopUp {
    let mut amount = |figure: &Figure, path: &str| -> Option<Credits> {
        let amount = Credits::new(above_zero(document, figure, path, "", problems)?.value());
        if next_cent(amount) == Ok(amount) {
            return Some(amount);
        }
        let message = format!("{amount} cannot be paid; the least that can is 0.01");
        problems.add(document.place(path), message);
        None
    };
    let minimum = amount(&source.minimum, "top_up.minimum");
    let maximum = amount(&source.maximum, "top_up.maximum");
    let mut presets = Vec::with_capacity(source.presets.len());
    for (place, preset) in source.presets.iter().enumerate() {
        presets.extend(amount(preset, &format!("top_up.presets[{place}]")));
    }
    let low_balance = figure(document, &source.low_balance, "top_up.low_balance", "", problems);
    let mut top_up = TopUp {
        presets,
        low_balance: Credits::new(low_balance.unwrap_or_default().value()),
        ..TopUp::default()
    };
    let (Some(minimum), Some(maximum)) = (minimum, maximum) else { return top_up };
    (top_up.minimum, top_up.maximum) = (minimum, maximum);
    if minimum > maximum {
        let message = format!("the minimum ({minimum}) is above the maximum ({maximum})");
        problems.add(document.place("top_up.minimum"), message);
        return top_up;
    }
    let limits = format!("{minimum} and {maximum}");
    let mut before = None;
    for (place, preset) in top_up.presets.iter().enumerate() {
        let message = if *preset < minimum || *preset > maximum {
            format!("the preset {preset} is not between {limits}")
        } else if before >= Some(preset) {
            format!("the preset {preset} stands behind one that is not less; they ascend")
        } else {
            before = Some(preset);
            continue;
        };
        problems.add(document.place(&format!("top_up.presets[{place}]")), message);
    }
    top_up
}

/// Origins as browsers write them, because that is what they are compared with.
fn origins(document: &Document<'_>, origins: Vec<String>, problems: &mut Problems) -> Vec<String> {
    for (place, origin) in origins.iter().enumerate() {
        if !is_origin(origin) {
            let message = format!(
                "\"{origin}\" is not an origin such as https://pay.example: https, a name in small letters, a port other than 443 if any, and no path"
            );
            problems.add(document.place(&format!("checkout.origins[{place}]")), message);
        }
    }
    origins
}

fn is_origin(text: &str) -> bool {
    let Some(host) = text.strip_prefix("https://") else { return false };
    let (host, port) = host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    let is_label = |label: &str| {
        let signs = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        !label.is_empty()
            && label.bytes().all(signs)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_port = |port: &str| {
        port.parse::<u16>()
            .is_ok_and(|number| number != 443 && number != 0 && number.to_string() == port)
    };
    host.split('.').all(is_label) && port.is_none_or(is_port)
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
