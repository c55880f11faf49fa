//! The engine's answers as plain values: figures as decimal strings, null for what is not known.
//! The keys are those of `www/package/index.d.ts`.

use std::borrow::Cow;

use one_credit_engine::{
    assumption::Assumption,
    benchmark::Benchmark,
    catalog::{Catalog, Function, Model, Supplier},
    equivalents::{Amount, Equivalent, WorkCost, WorkUnit},
    estimate::{Estimate, Line},
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::Timestamp,
};

use super::{answer::Answer, lines, tariff};

/// What `engine.prices` tells.
pub fn prices(catalog: &Catalog) -> Answer<'_> {
    Answer::Object(vec![
        ("verified", Answer::maybe(catalog.verified(), Answer::figure)),
        ("models", count(catalog.models.len())),
        ("suppliers", count(catalog.suppliers.len())),
        ("sha256", Answer::text(crate::prices_sha256())),
    ])
}

fn count(count: usize) -> Answer<'static> {
    Answer::Number(u32::try_from(count).unwrap_or(u32::MAX))
}

fn named<'a>(id: &'a str, name: &'a str) -> Answer<'a> {
    Answer::Object(vec![("id", Answer::text(id)), ("name", Answer::text(name))])
}

fn supplier(supplier: &Supplier) -> Answer<'_> {
    named(&supplier.id, &supplier.name)
}

fn function(function: &Function) -> Answer<'_> {
    named(&function.id, &function.name)
}

fn rate(rate: UnitRate) -> Answer<'static> {
    Answer::Object(vec![("amount", Answer::figure(rate.amount)), ("per", Answer::figure(rate.per))])
}

/// An estimate.
pub fn estimate<'a>(catalog: &'a Catalog, estimate: &'a Estimate) -> Answer<'a> {
    Answer::Object(estimate_entries(catalog, estimate))
}

fn estimate_entries<'a>(
    catalog: &'a Catalog,
    estimate: &'a Estimate,
) -> Vec<(&'static str, Answer<'a>)> {
    vec![
        ("total", Answer::figure(estimate.total.expected)),
        ("low", Answer::figure(estimate.total.low)),
        ("high", Answer::figure(estimate.total.high)),
        ("complete", Answer::Truth(estimate.is_complete())),
        ("at", Answer::figure(estimate.at)),
        ("lines", Answer::Text(Cow::Owned(lines::text(catalog, &estimate.lines)))),
        (
            "gaps",
            Answer::list(estimate.gaps(), |(own, gap)| {
                Answer::Object(vec![
                    ("line", Answer::text(&own.id)),
                    ("label", Answer::text(&own.label)),
                    ("meter", meter(catalog, own)),
                    ("reason", Answer::text(&gap.0)),
                ])
            }),
        ),
        ("assumptions", Answer::list(&estimate.assumptions, assumption)),
        ("warnings", Answer::list(&estimate.warnings, |warning| Answer::text(warning))),
    ]
}

fn meter<'a>(catalog: &'a Catalog, line: &Line) -> Answer<'a> {
    Answer::maybe(line.meter, |meter| Answer::text(catalog.meters.name(meter)))
}

fn assumption(assumption: &Assumption) -> Answer<'_> {
    Answer::Object(vec![
        ("id", Answer::text(&assumption.id)),
        ("label", Answer::text(&assumption.label)),
        ("unit", Answer::text(&assumption.unit)),
        ("value", Answer::range(assumption.value)),
        ("source", Answer::text(&assumption.source)),
        ("edited", Answer::Truth(assumption.is_edited)),
    ])
}

/// A model with its price at a moment.
pub fn model<'a>(catalog: &'a Catalog, model: &'a Model, at: Timestamp) -> Answer<'a> {
    Answer::Object(vec![
        ("id", Answer::text(&model.id)),
        ("name", Answer::text(&model.name)),
        ("supplier", Answer::maybe(catalog.supplier(model), supplier)),
        ("function", Answer::maybe(catalog.function_of(model), function)),
        ("aliases", Answer::list(&model.aliases, |alias| Answer::text(alias))),
        (
            "price",
            Answer::maybe(model.price_at(at), |price| {
                Answer::Object(vec![
                    ("from", Answer::figure(price.from)),
                    ("source", Answer::text(&price.source)),
                    ("verified", Answer::figure(price.verified)),
                    ("tariff", tariff::tariff(&catalog.meters, &price.tariff)),
                ])
            }),
        ),
    ])
}

/// A benchmark: its estimate, and what each entrant costs.
pub fn benchmark<'a>(catalog: &'a Catalog, benchmark: &'a Benchmark) -> Answer<'a> {
    let mut entries = estimate_entries(catalog, &benchmark.estimate);
    let entrants = benchmark.entrants.iter().enumerate();
    entries.push((
        "entrants",
        Answer::list(entrants, |(place, entrant)| {
            Answer::Object(vec![
                ("node", count(place)),
                ("label", Answer::text(&entrant.label)),
                ("metric", Answer::Truth(entrant.is_metric)),
                ("credits", Answer::maybe(entrant.subtotal, Answer::range)),
                (
                    "row",
                    Answer::maybe(entrant.row, |row| {
                        Answer::Object(vec![
                            ("credits", Answer::figure(row.value)),
                            ("rounded", Answer::Truth(row.is_rounded)),
                        ])
                    }),
                ),
            ])
        }),
    ));
    Answer::Object(entries)
}

/// What a budget buys of each model, and of the headline models among them.
pub fn buys<'a>(
    catalog: &'a Catalog,
    credits: Credits,
    at: Timestamp,
    buys: &'a [Equivalent],
) -> Answer<'a> {
    let headlines = catalog
        .policy
        .headlines
        .iter()
        .filter_map(|id| buys.iter().find(|equivalent| equivalent.model == *id));
    Answer::Object(vec![
        ("credits", Answer::figure(credits)),
        ("at", Answer::figure(at)),
        ("headlines", Answer::list(headlines, |own| equivalent(catalog, own))),
        ("models", Answer::list(buys, |own| equivalent(catalog, own))),
    ])
}

fn unit<'a>(one: &'a str, many: &'a str, per: Quantity) -> Answer<'a> {
    Answer::Object(vec![
        ("one", Answer::text(one)),
        ("many", Answer::text(many)),
        ("per", Answer::figure(per)),
    ])
}

fn equivalent<'a>(catalog: &'a Catalog, buys: &'a Equivalent) -> Answer<'a> {
    let Some(model) = catalog.get(buys.model) else { return Answer::Null };
    let WorkUnit { one, many, per } = &buys.unit;
    let (exact, headline, gap) = match &buys.amount {
        Amount::UpTo { exact, headline } => (Some(*exact), Some(*headline), None),
        Amount::Unlimited => (None, None, None),
        Amount::NotPriced(reason) => (None, None, Some(reason)),
    };
    let mut entries = vec![
        ("model", named(&model.id, &model.name)),
        ("supplier", Answer::maybe(catalog.supplier(model), supplier)),
        ("function", Answer::maybe(catalog.function_of(model), function)),
        ("meter", Answer::text(catalog.meters.name(buys.meter))),
        ("unit", unit(one, many, *per)),
        ("exact", Answer::maybe(exact, |exact| Answer::figure(exact.value))),
        ("rounded", Answer::Truth(exact.is_some_and(|exact| exact.is_rounded))),
        ("headline", Answer::maybe(headline, Answer::figure)),
        ("unlimited", Answer::Truth(buys.amount == Amount::Unlimited)),
        ("rate", Answer::maybe(buys.rate, rate)),
    ];
    if let Some(reason) = gap {
        entries.push(("gap", Answer::text(reason)));
    }
    Answer::Object(entries)
}

/// What an amount of work costs with each model of a function, cheapest first.
pub fn work<'a>(
    catalog: &'a Catalog,
    of: &'a Function,
    amount: Quantity,
    at: Timestamp,
    costs: &'a [WorkCost],
) -> Answer<'a> {
    let headline = &of.headline;
    Answer::Object(vec![
        ("function", function(of)),
        ("amount", Answer::figure(amount)),
        ("unit", unit(&headline.unit, &headline.units, headline.per)),
        ("at", Answer::figure(at)),
        (
            "models",
            Answer::list(costs, |cost| {
                let mut entries = estimate_entries(catalog, &cost.estimate);
                let model = catalog.get(cost.model);
                entries
                    .push(("model", Answer::maybe(model, |model| named(&model.id, &model.name))));
                Answer::Object(entries)
            }),
        ),
    ])
}
