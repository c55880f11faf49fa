//! The engine's answers as plain values: figures as decimal strings, null for what is not known.
//! The keys are those of `www/package/index.d.ts`.

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
pub fn prices(catalog: &Catalog) -> Answer {
    Answer::object([
        ("verified", Answer::maybe(catalog.verified(), Answer::figure)),
        ("models", count(catalog.models.len())),
        ("suppliers", count(catalog.suppliers.len())),
        ("sha256", Answer::text(crate::prices_sha256())),
    ])
}

fn count(count: usize) -> Answer {
    Answer::number(u32::try_from(count).unwrap_or(u32::MAX))
}

fn named(id: &str, name: &str) -> Answer {
    Answer::object([("id", Answer::text(id)), ("name", Answer::text(name))])
}

fn supplier(supplier: &Supplier) -> Answer {
    named(&supplier.id, &supplier.name)
}

fn function(function: &Function) -> Answer {
    named(&function.id, &function.name)
}

fn rate(rate: UnitRate) -> Answer {
    Answer::object([("amount", Answer::figure(rate.amount)), ("per", Answer::figure(rate.per))])
}

/// An estimate.
pub fn estimate(catalog: &Catalog, estimate: &Estimate) -> Answer {
    Answer::object(estimate_entries(catalog, estimate))
}

fn estimate_entries(catalog: &Catalog, estimate: &Estimate) -> Vec<(&'static str, Answer)> {
    vec![
        ("total", Answer::figure(estimate.total.expected)),
        ("low", Answer::figure(estimate.total.low)),
        ("high", Answer::figure(estimate.total.high)),
        ("complete", Answer::truth(estimate.is_complete())),
        ("at", Answer::figure(estimate.at)),
        ("lines", Answer::text(&lines::text(catalog, &estimate.lines))),
        (
            "gaps",
            Answer::list(estimate.gaps(), |(own, gap)| {
                Answer::object([
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

fn meter(catalog: &Catalog, line: &Line) -> Answer {
    Answer::maybe(line.meter, |meter| Answer::text(catalog.meters.name(meter)))
}

fn assumption(assumption: &Assumption) -> Answer {
    Answer::object([
        ("id", Answer::text(&assumption.id)),
        ("label", Answer::text(&assumption.label)),
        ("unit", Answer::text(&assumption.unit)),
        ("value", Answer::range(assumption.value)),
        ("source", Answer::text(&assumption.source)),
        ("edited", Answer::truth(assumption.is_edited)),
    ])
}

/// A model with its price at a moment.
pub fn model(catalog: &Catalog, model: &Model, at: Timestamp) -> Answer {
    Answer::object([
        ("id", Answer::text(&model.id)),
        ("name", Answer::text(&model.name)),
        ("supplier", Answer::maybe(catalog.supplier(model), supplier)),
        ("function", Answer::maybe(catalog.function_of(model), function)),
        ("aliases", Answer::list(&model.aliases, |alias| Answer::text(alias))),
        (
            "price",
            Answer::maybe(model.price_at(at), |price| {
                Answer::object([
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
pub fn benchmark(catalog: &Catalog, benchmark: &Benchmark) -> Answer {
    let mut entries = estimate_entries(catalog, &benchmark.estimate);
    let entrants = benchmark.entrants.iter().enumerate();
    entries.push((
        "entrants",
        Answer::list(entrants, |(place, entrant)| {
            Answer::object([
                ("node", count(place)),
                ("label", Answer::text(&entrant.label)),
                ("metric", Answer::truth(entrant.is_metric)),
                ("credits", Answer::maybe(entrant.subtotal, Answer::range)),
                (
                    "row",
                    Answer::maybe(entrant.row, |row| {
                        Answer::object([
                            ("credits", Answer::figure(row.value)),
                            ("rounded", Answer::truth(row.is_rounded)),
                        ])
                    }),
                ),
            ])
        }),
    ));
    Answer::object(entries)
}

/// What a budget buys of each model, and of the headline models among them.
pub fn buys(catalog: &Catalog, credits: Credits, at: Timestamp, buys: &[Equivalent]) -> Answer {
    let headlines = catalog
        .policy
        .headlines
        .iter()
        .filter_map(|id| buys.iter().find(|equivalent| equivalent.model == *id));
    Answer::object([
        ("credits", Answer::figure(credits)),
        ("at", Answer::figure(at)),
        ("headlines", Answer::list(headlines, |own| equivalent(catalog, own))),
        ("models", Answer::list(buys, |own| equivalent(catalog, own))),
    ])
}

fn unit(one: &str, many: &str, per: Quantity) -> Answer {
    Answer::object([
        ("one", Answer::text(one)),
        ("many", Answer::text(many)),
        ("per", Answer::figure(per)),
    ])
}

fn equivalent(catalog: &Catalog, buys: &Equivalent) -> Answer {
    let Some(model) = catalog.get(buys.model) else { return Answer::NULL };
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
        ("rounded", Answer::truth(exact.is_some_and(|exact| exact.is_rounded))),
        ("headline", Answer::maybe(headline, Answer::figure)),
        ("unlimited", Answer::truth(buys.amount == Amount::Unlimited)),
        ("rate", Answer::maybe(buys.rate, rate)),
    ];
    if let Some(reason) = gap {
        entries.push(("gap", Answer::text(reason)));
    }
    Answer::object(entries)
}

/// What an amount of work costs with each model of a function, cheapest first.
pub fn work(
    catalog: &Catalog,
    of: &Function,
    amount: Quantity,
    at: Timestamp,
    costs: &[WorkCost],
) -> Answer {
    let headline = &of.headline;
    Answer::object([
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
                Answer::object(entries)
            }),
        ),
    ])
}
