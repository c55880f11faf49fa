//! What a dataset costs that is known by its means: to the last digit where the sum decides, and said where it does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod registry;

use one_credit_engine::{
    assumption::Spread,
    benchmark::{Benchmark, BenchmarkRequest, Entrant, PerRow},
    catalog::Catalog,
    estimate::LineCost,
    meter::Usage,
    money::Quantity,
    rates::Rates,
    tariff::{Context, TariffSource},
    time::Timestamp,
};

/// A benchmark of host's tariffs, as JSON, over so many rows, each with these means.
fn benchmark(tariffs: &[&str], metrics: usize, rows: &str, row: &[(&str, &str)]) -> Benchmark {
    let catalog = Catalog { meters: registry::meters(), ..Catalog::default() };
    let mut rates = Rates::NONE;
    let mut entrants = Vec::new();
    for (place, tariff) in tariffs.iter().enumerate() {
        let source: TariffSource = serde_json::from_str(tariff).unwrap();
        let model = format!("model {place}");
        rates.set(&catalog, model.clone(), source.read(&catalog.meters).unwrap());
        entrants.push(Entrant { model, ..Entrant::default() });
    }
    let metrics = entrants.split_off(entrants.len() - metrics);
    let request = BenchmarkRequest {
        models: entrants,
        metrics,
        rows: Quantity::parse(rows).unwrap(),
        row: Spread::<Usage>::default(),
        context: Context::at(Timestamp::parse("2026-11-22").unwrap()),
        rates,
    };
    let means: Vec<_> = row
        .iter()
        .map(|(meter, mean)| (catalog.meters.find(meter).unwrap(), PerRow::parse(mean).unwrap()))
        .collect();
    catalog.benchmark_of_means(&request, &means).unwrap()
}

/// The total, and whether a line of it was rounded.
fn total(benchmark: &Benchmark) -> (String, bool) {
    let is_rounded = benchmark
        .estimate
        .lines
        .iter()
        .any(|line| matches!(&line.cost, LineCost::Priced(cost) if cost.is_rounded));
    (benchmark.estimate.total.expected.to_string(), is_rounded)
}

#[track_caller]
fn costs(tariff: &str, rows: &str, row: &[(&str, &str)], expected: &str) {
    assert_eq!(total(&benchmark(&[tariff], 0, rows, row)), (expected.to_owned(), false));
}

const CHARACTERS: &str =
    r#"{"charges": [{"meter": "characters", "per": 1000000, "amount": "10"}]}"#;
const MINUTES: &str =
    r#"{"charges": [{"meter": "seconds.audio", "per": 60, "amount": "0.024", "factor": "2"}]}"#;
const TOKENS: &str = r#"{"charges": [
    {"meter": "tokens.input", "per": 1000000, "amount": "1.25"},
    {"meter": "tokens.input.cached", "per": 1000000, "amount": "0.125"},
    {"meter": "tokens.output", "per": 1000000, "amount": "10"}],
  "variant": [{"when": {"meter": "tokens.input", "op": ">", "value": 200000},
    "charges": [{"meter": "tokens.input", "per": 1000000, "amount": "2.5"}]}]}"#;
const BLOCKS: &str = r#"{"charges": [{"meter": "seconds.audio", "per": 60, "amount": "0.024", "increment": 1, "least": 15}]}"#;

#[test]
fn a_mean_that_does_not_end_costs_what_its_sum_costs() {
    // 95 characters at 0.00001.
    costs(CHARACTERS, "3", &[("characters", "95/3")], "0.00095");
    // Of ten times as many rows of the same mean, ten times as much.
    costs(CHARACTERS, "30", &[("characters", "95/3")], "0.0095");
    // 100 seconds of two channels: 200 x 0.0004.
    costs(MINUTES, "7", &[("seconds.audio", "100/7")], "0.08");
    // 1,000 tokens read, 100 of them from the cache, 50 written: 900 x 0.00000125 + 100 x 0.000000125 + 50 x 0.00001.
    let row =
        [("tokens.input", "1000/7"), ("tokens.input.cached", "100/7"), ("tokens.output", "50/7")];
    costs(TOKENS, "7", &row, "0.0016375");
    let lines = benchmark(&[TOKENS], 0, "7", &row).estimate.lines;
    let quantities: Vec<_> = lines.iter().map(|line| line.quantity.expected.to_string()).collect();
    assert_eq!(quantities, ["900", "100", "50"]);
    // 700,000 tokens in 3 rows: each is above 200,000 on average, at 0.0000025.
    costs(TOKENS, "3", &[("tokens.input", "700000/3"), ("tokens.output", "0")], "1.75");
}

#[test]
fn a_metric_runs_over_every_models_results() {
    // Twice 95 characters for the models, and twice for the metric: 380 x 0.00001.
    let benchmark =
        benchmark(&[CHARACTERS, CHARACTERS, CHARACTERS], 1, "3", &[("characters", "95/3")]);
    assert_eq!(total(&benchmark), ("0.0038".to_owned(), false));
    assert_eq!(benchmark.estimate.lines[2].quantity.expected.to_string(), "190");
}

#[test]
fn what_is_billed_by_the_row_is_said() {
    let warnings = |tariffs: &[&str], rows: &str, row: &[(&str, &str)]| {
        benchmark(tariffs, 0, rows, row).estimate.warnings
    };
    let seconds = [("seconds.audio", "301/3"), ("characters", "95/3")];
    assert_eq!(
        warnings(&[BLOCKS, CHARACTERS], "3", &seconds),
        [
            "the rows differ, and each is priced as if it held their mean; what is billed by the row (least quantities, \
             steps, tiers, thresholds) may come to more or less: model 0"
        ]
    );
    // 301 / 3 = 100.33..., 101 blocks of a second: 3 x 101 x 0.0004, where the sum alone costs 0.1204.
    assert_eq!(total(&benchmark(&[BLOCKS], 0, "3", &seconds)), ("0.1212".to_owned(), true));
    assert_eq!(warnings(&[CHARACTERS], "3", &seconds), [] as [&str; 0]);
    assert_eq!(warnings(&[BLOCKS], "3", &[("seconds.audio", "100")]), [] as [&str; 0]);
    assert_eq!(
        warnings(&[CHARACTERS], "1000", &seconds),
        ["the mean of 3 rows is taken for each of 1000"]
    );
}

#[test]
fn what_has_no_end_is_marked_as_rounded() {
    // 95 x 10 / 3 = 316.66... characters at 0.00001.
    let (total, is_rounded) = total(&benchmark(&[CHARACTERS], 0, "10", &[("characters", "95/3")]));
    assert!(is_rounded);
    assert!(total.starts_with("0.0031666666666666666666666"), "{total}");
    costs(CHARACTERS, "0", &[("characters", "95/3")], "0");
}

#[test]
fn what_every_row_holds_is_priced_as_ever() {
    costs(BLOCKS, "200", &[("seconds.audio", "8")], "1.2"); // 15 x 0.0004 x 200
    costs(CHARACTERS, "5000", &[("characters", "120")], "6");
}
