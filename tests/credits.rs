//! What one credit can do, from the shipped rate cards.
#![allow(clippy::unwrap_used, clippy::panic)]

use one_credit::catalog;
use one_credit_engine::{
    equivalents::Amount,
    money::{Credits, Quantity},
    tariff::Context,
    time::Timestamp,
};

/// The day of the seed's prices.
const SEED: &str = "2023-10-13";
/// A day on which all of today's prices hold.
const TODAY: &str = "2026-11-22";

fn at(day: &str) -> Context {
    Context::at(Timestamp::parse(day).unwrap())
}

#[track_caller]
fn credit_buys(credits: &str, model: &str, day: &str) -> (String, String, String) {
    let catalog = catalog();
    let (id, model) = catalog.model(model).unwrap();
    let budget = Credits::parse(credits).unwrap();
    let bought = catalog.buys(id, model, budget, &at(day)).unwrap().unwrap();
    match bought.amount {
        Amount::UpTo { exact, headline } => {
            (headline.to_string(), bought.unit.many, exact.value.to_string())
        }
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn headline(place: usize, figure: &str, unit: &str, exact: &str) {
    let catalog = catalog();
    let model = catalog.policy.headlines.get(place).and_then(|id| catalog.get(*id)).unwrap();
    for day in [SEED, TODAY] {
        let (headline, units, precisely) = credit_buys("1", &model.id, day);
        assert_eq!((headline.as_str(), units.as_str()), (figure, unit), "{} on {day}", model.id);
        assert_eq!(precisely, exact, "{} on {day}", model.id);
    }
}

#[test]
fn one_credit_is_the_four_headline_figures() {
    // 1 / 10 * 1,000,000 / 2,000 characters a page
    headline(0, "50", "pages", "50");
    // 1 / 0.024 * 60 = 2,500 s = 41.666… min
    headline(1, "40", "minutes", "41.666666666666666666666666667");
    // 1 / 60 * 1,000,000 = 16,666.666…
    headline(2, "16000", "tokens", "16666.666666666666666666666667");
    // 1 / 16 * 1,000,000 / 2,000 = 31.25
    headline(3, "30", "pages", "31.25");
}

#[test]
fn any_number_of_credits() {
    // 2.5 / 10 * 1,000,000 / 2,000 = 125, in steps of 10 from 100 on
    assert_eq!(credit_buys("2.5", "azure/translator", TODAY).0, "120");
    // 0.001 credits are 2.5 s, less than the 15 s that a request is billed at least
    assert_eq!(credit_buys("0.001", "aws/transcribe", TODAY).0, "0");
    assert_eq!(credit_buys("0.001", "azure/translator", TODAY).0, "0.05");
    // 4e-6 a character: 250,000 characters, 125 pages
    assert_eq!(credit_buys("1", "nvidia/translation", TODAY).2, "125");
    assert_eq!(credit_buys("1", "modernmt/translation", TODAY).2, "62.5");
    assert_eq!(credit_buys("1", "google/translate", TODAY).2, "25");
}

#[test]
fn the_way_back_prices_the_same_work_with_each_supplier() {
    let catalog = catalog();
    let (_, translation) = catalog.function("translation").unwrap();
    let costs = catalog.costs_of(translation, Quantity::parse("50").unwrap(), &at(SEED)).unwrap();
    let cost_of = |id: &str| {
        let (id, _) = catalog.model(id).unwrap();
        let cost = costs.iter().find(|cost| cost.model == id).unwrap();
        cost.estimate.total.expected.to_string()
    };
    // 50 pages are 100,000 characters.
    for (model, cost) in [
        ("nvidia/translation", "0.4"),
        ("modernmt/translation", "0.8"),
        ("azure/translator", "1"),
        ("aws/translate", "1.5"),
        ("google/translate", "2"),
    ] {
        assert_eq!(cost_of(model), cost, "{model}");
    }
    let priced: Vec<_> = costs.iter().filter(|cost| cost.estimate.is_complete()).collect();
    assert!(priced.is_sorted_by_key(|cost| cost.estimate.total.expected));
}

#[test]
fn a_day_before_the_first_price_is_a_gap() {
    let catalog = catalog();
    let (id, model) = catalog.model("azure/translator").unwrap();
    let bought =
        catalog.buys(id, model, Credits::parse("1").unwrap(), &at("2023-10-12")).unwrap().unwrap();
    assert_eq!(
        bought.amount,
        Amount::NotPriced(
            "Azure Translator has no price on 2023-10-12; the first starts on 2023-10-13"
                .to_owned()
        )
    );
}
