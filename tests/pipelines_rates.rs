//! A host's own rates in place of the catalog's and of prices in the file, by hand arithmetic.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use one_credit::catalog;
use one_credit_engine::{
    money::{Credits, Quantity},
    pipeline::{Pipeline, PipelineRequest, Preview, PricedBy},
    tariff::{Charge, Context, Tariff, UnitRate},
    time::Timestamp,
};

/// INPUT 0 and one ASSET 1 with these fields.
fn asset(fields: &str) -> Pipeline {
    let json = format!(
        r#"{{"nodes": [{{"number": 0, "type": "INPUT"}}, {{"number": 1, "type": "ASSET", {fields}}}],
            "links": [{{"from": 0, "to": 1, "paramMapping": [{{"from": "input", "to": "text"}}]}}]}}"#
    );
    Pipeline::read(&json).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// So many credits for a million characters.
fn per_million(amount: &str) -> Tariff {
    let rate = UnitRate {
        amount: Credits::parse(amount).unwrap(),
        per: Quantity::parse("1000000").unwrap(),
    };
    let meter = catalog().meters.find("characters").unwrap();
    Tariff { charges: vec![Charge::flat(meter, rate)], ..Tariff::default() }
}

/// Half a million characters under these rates.
fn request(rates: &[(&str, &str)]) -> PipelineRequest {
    let mut request = PipelineRequest::new(Context::at(Timestamp::parse("2026-11-22").unwrap()));
    request.set_volume(0, "characters", "500000").unwrap();
    for (id, amount) in rates {
        request.rates.set(catalog(), (*id).to_owned(), per_million(amount));
    }
    request
}

fn preview(fields: &str, request: &PipelineRequest) -> Preview {
    asset(fields).preview(catalog(), request).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn costs(fields: &str, rates: &[(&str, &str)], total: &str, by: PricedBy) {
    let preview = preview(fields, &request(rates));
    assert!(preview.estimate.is_complete(), "{:?}", preview.estimate.lines);
    assert_eq!(preview.estimate.total.expected.to_string(), total);
    assert_eq!(preview.nodes[1].priced_by, by);
}

const AZURE: &str = r#""assetId": "azure/translator""#;

#[test]
fn a_rate_comes_before_the_catalogs() {
    costs(AZURE, &[], "5", PricedBy::Card);
    costs(AZURE, &[("azure/translator", "30")], "15", PricedBy::Host);
    costs(AZURE, &[("AZURE/Translator", "30")], "15", PricedBy::Host);
    costs(AZURE, &[("google/text-to-speech", "30")], "5", PricedBy::Card);
    let rated = preview(AZURE, &request(&[("azure/translator", "30")]));
    // It is still Azure's model.
    assert_eq!(rated.estimate.lines[0].supplier.as_deref(), Some("Microsoft Azure"));
    assert!(rated.nodes[1].model.is_some());
}

#[test]
fn any_name_of_a_model_will_do() {
    let (id, alias) = ("openai/gpt-4", "openai/gpt-4-0613");
    for (asset, rate) in [(id, alias), (alias, id), (alias, alias)] {
        costs(&format!(r#""assetId": "{asset}""#), &[(rate, "30")], "15", PricedBy::Host);
    }
}

#[test]
fn a_rate_comes_before_the_files_own_price() {
    let priced = r#""assetId": "their-7", "function": "translation",
        "model": {"pricing": {"price": "0.001", "unitType": "CHAR"}}"#;
    costs(priced, &[], "500", PricedBy::Host);
    costs(priced, &[("their-7", "30")], "15", PricedBy::Host);
}

#[test]
fn what_only_the_host_knows_becomes_priced() {
    let theirs = r#""assetId": "their-7""#;
    assert!(!preview(theirs, &request(&[])).estimate.is_complete());
    costs(theirs, &[("their-7", "30")], "15", PricedBy::Host);
    let mut chosen = request(&[("their-7", "30")]);
    chosen.models.insert(1, "their-7".to_owned());
    let chosen = preview(AZURE, &chosen);
    assert_eq!(chosen.estimate.total.expected.to_string(), "15");
    assert_eq!((chosen.nodes[1].priced_by, chosen.nodes[1].model), (PricedBy::Choice, None));
}

#[test]
fn a_stand_in_is_charged_by_its_rate() {
    let unknown = r#""assetId": "mt_9", "supplier": "azure", "function": "translation""#;
    costs(unknown, &[], "5", PricedBy::StandIn);
    costs(unknown, &[("azure/translator", "30")], "15", PricedBy::StandIn);
}

#[test]
fn rates_hold_whatever_the_day() {
    let mut request = request(&[("azure/translator", "30")]);
    request.context.at = Timestamp::parse("1999-01-01").unwrap();
    assert_eq!(preview(AZURE, &request).estimate.total.expected.to_string(), "15");
}

#[test]
fn other_suppliers_are_compared_by_rates_too() {
    let translator = r#""assetId": "azure/translator", "function": "translation""#;
    let rates = [("azure/translator", "30"), ("google/translate", "0.000002")];
    let compared = asset(translator).side_by_side(catalog(), &request(&rates)).unwrap();
    // Half of 0.000002, less than any supplier takes.
    assert_eq!(compared.cheapest.total.expected.to_string(), "0.000001");
    assert_eq!(compared.nodes[0].own.unwrap().expected.to_string(), "15");
}
