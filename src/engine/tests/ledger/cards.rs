//! A small catalog, and estimates made with it.

use one_credit_engine::{
    assumption::Spread,
    catalog::{
        Catalog, Flow, Function, FunctionId, HeadlineUnit, Model, Price, Supplier, SupplierId,
    },
    estimate::Estimate,
    ledger::{Entry, Kind, Ledger, Transaction},
    meter::Usage,
    money::{Credits, Quantity},
    quote::Subject,
    tariff::{Charge, Context, Tariff, UnitRate},
    time::{Date, Timestamp},
};

use crate::registry;

pub fn credits(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

pub fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

pub fn moment(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// A Sunday on which the first price of each model holds.
pub fn today() -> Timestamp {
    moment("2026-11-22T10:00:00Z")
}

/// Charges of so many credits for so many units of a meter.
type Charges = [(&'static str, &'static str, &'static str)];

fn price(from: &str, charges: &Charges, minimum: Option<&str>) -> Price {
    let meters = registry::meters();
    let charge = |(meter, amount, per): &(&str, &str, &str)| {
        let rate = UnitRate { amount: credits(amount), per: quantity(per) };
        Charge::flat(meters.find(meter).unwrap(), rate)
    };
    Price {
        from: Date::parse(from).unwrap(),
        source: "https://supplier.example/pricing".to_owned(),
        verified: Date::parse(from).unwrap(),
        tariff: Tariff {
            minimum: minimum.map(credits),
            maximum: None,
            charges: charges.iter().map(charge).collect(),
            variants: Vec::new(),
        },
    }
}

pub fn catalog() -> Catalog {
    let function = |id: &str| Function {
        id: id.to_owned(),
        name: id.to_owned(),
        phrase: "{amount}".to_owned(),
        aliases: Vec::new(),
        flow: Flow::Pass,
        headline: HeadlineUnit {
            meter: registry::meters().find("characters").unwrap(),
            per: Quantity::ONE,
            unit: "unit".to_owned(),
            units: "units".to_owned(),
        },
    };
    let supplier = |id: &str, name: &str| Supplier { id: id.to_owned(), name: name.to_owned() };
    let model = |id: &str, supplier: u16, function: u16, prices: Vec<Price>| Model {
        id: id.to_owned(),
        name: id.to_owned(),
        supplier: SupplierId(supplier),
        function: FunctionId(function),
        aliases: Vec::new(),
        tokenizer: None,
        prices,
    };
    let tokens = [
        ("tokens.input", "2", "1000000"),
        ("tokens.input.cached", "0.5", "1000000"),
        ("tokens.output", "8", "1000000"),
    ];
    Catalog {
        meters: registry::meters(),
        functions: vec![function("speech-recognition"), function("translation")],
        suppliers: vec![supplier("aws", "AWS"), supplier("azure", "Microsoft Azure")],
        models: vec![
            model(
                "aws/transcribe",
                0,
                0,
                vec![price("2023-10-13", &[("seconds.audio", "0.024", "60")], None)],
            ),
            model(
                "azure/translator",
                1,
                1,
                vec![
                    price("2023-10-13", &[("characters", "10", "1000000")], None),
                    price("2026-12-01", &[("characters", "12", "1000000")], None),
                ],
            ),
            model("thirds/images", 0, 1, vec![price("2023-10-13", &[("images", "1", "3")], None)]),
            model(
                "words/ocr",
                0,
                1,
                vec![price("2023-10-13", &[("pages", "0.01", "1")], Some("0.05"))],
            ),
            model("words/writer", 0, 1, vec![price("2023-10-13", &tokens, None)]),
        ],
        ..Catalog::default()
    }
}

/// Low, expected and high of each meter.
pub type Volumes = [(&'static str, [&'static str; 3])];

/// The estimate of a pipeline of these models; the first is node 1.
pub fn estimate(catalog: &Catalog, steps: &[(&str, &Volumes)]) -> Estimate {
    let mut lines = Vec::new();
    for (node, (model, volumes)) in (1..).zip(steps) {
        let (id, model) = catalog.model(model).unwrap();
        let subject =
            Subject { id: node.to_string(), node: Some(node), ..Subject::of(catalog, id, model) };
        let usage = |end: usize| {
            volumes.iter().fold(Usage::new(), |usage, (meter, ends)| {
                usage.with(catalog.meters.find(meter).unwrap(), quantity(ends[end]))
            })
        };
        let usage = Spread { low: usage(0), expected: usage(1), high: usage(2) };
        let tariff = &model.price_at(today()).unwrap().tariff;
        let context = Context::at(today());
        let quote = subject.quote(&catalog.meters, tariff, &usage, Quantity::ONE, &context);
        lines.extend(quote.unwrap().lines);
    }
    Estimate::new(lines, today()).unwrap()
}

/// 60 minutes of speech, transcribed and translated: 1.44 + 0.36 to 0.705, expected 1.44 + 0.5442 = 1.9842.
pub fn calls(catalog: &Catalog) -> Estimate {
    estimate(
        catalog,
        &[
            ("aws/transcribe", &[("seconds.audio", ["3600"; 3])]),
            ("azure/translator", &[("characters", ["36000", "54420", "70500"])]),
        ],
    )
}

/// A ledger with one top-up.
pub fn ledger_of(amount: &str) -> Ledger {
    let mut ledger = Ledger::default();
    ledger
        .append(Entry::Transaction(Transaction {
            id: "first".into(),
            time: today(),
            kind: Kind::TopUp,
            credits: credits(amount),
            balance: credits(amount),
            note: "".into(),
            is_recurring: false,
            job: None,
        }))
        .unwrap();
    ledger
}
