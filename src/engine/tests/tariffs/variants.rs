//! Every condition of a variant, and which of them wins.

use crate::request::{Request, charge};

/// 1.25 in and 10 out for 1M tokens; above the threshold 2.5 and 15.
fn long_prompt(op: &str, usage: &str) -> Request {
    let tariff = format!(
        r#"{{"charges": [
            {{"meter": "tokens.input", "per": 1000000, "amount": "1.25"}},
            {{"meter": "tokens.input.cached", "per": 1000000, "amount": "0.125"}},
            {{"meter": "tokens.output", "per": 1000000, "amount": "10"}}],
        "variant": [{{"when": {{"meter": "tokens.input", "op": "{op}", "value": 200000}}, "charges": [
            {{"meter": "tokens.input", "per": 1000000, "amount": "2.5"}},
            {{"meter": "tokens.output", "per": 1000000, "amount": "15"}}]}}]}}"#
    );
    charge(&tariff, usage)
}

#[test]
fn a_threshold_looks_at_the_usage_as_given() {
    long_prompt(">", "tokens.input=200000, tokens.output=1000").costs("0.26"); // 0.25 + 0.01
    long_prompt(">", "tokens.input=200001, tokens.output=1000").costs("0.5150025"); // 0.5000025 + 0.015
    long_prompt(">=", "tokens.input=200000, tokens.output=1000").costs("0.515"); // 0.5 + 0.015
    long_prompt(">=", "tokens.input=199999.5, tokens.output=1000").costs("0.259999375");
    long_prompt("<", "tokens.input=200000").costs("0.25");
    long_prompt("<", "tokens.input=199999").costs("0.4999975"); // 199999 x 0.0000025
    long_prompt("<=", "tokens.input=200000").costs("0.5");
    long_prompt("<=", "tokens.output=1000").costs("0.015"); // no input counts as 0
    // 200,001 are more than 200,000, though only half are not cached; the cached rate is inherited:
    // 100000 x 0.0000025 + 100001 x 0.000000125
    long_prompt(">", "tokens.input=200001, tokens.input.cached=100001").costs("0.262500125");
}

#[test]
fn the_first_variant_that_holds_wins() {
    let tariff = r#"{"charges": [{"meter": "pages", "per": 1, "amount": 3}],
        "variants": [
        {"when": {"meter": "pages", "op": ">", "value": 10}, "charges": [{"meter": "pages", "per": 1, "amount": 2}]},
        {"when": {"meter": "pages", "op": ">", "value": 5}, "charges": [
            {"meter": "pages", "per": 1, "amount": 1}, {"meter": "images", "per": 1, "amount": 100}]}]}"#;
    charge(tariff, "pages=5").costs("15");
    charge(tariff, "pages=10").costs("10");
    charge(tariff, "pages=11").costs("22");
    charge(tariff, "pages=10, images=1").costs("110"); // a charge that only the variant has
    charge(tariff, "pages=11, images=1").costs_with_gap("22", "It has no price for images", "1");
}

/// 0.27 for 1M tokens, half of it from 16:30 to 00:30 UTC, on the days given.
fn off_peak(days: &str, moment: &str) -> Request {
    let tariff = format!(
        r#"{{"charges": [{{"meter": "tokens.input", "per": 1000000, "amount": "0.27"}}],
        "variant": [{{"when": {{"hours": {{"from": "16:30", "to": "00:30"{days}}}}},
            "charges": [{{"meter": "tokens.input", "per": 1000000, "amount": "0.135"}}]}}]}}"#
    );
    charge(&tariff, "tokens.input=1000000").at(moment)
}

#[test]
fn hours_may_wrap_midnight() {
    off_peak("", "2026-11-16T16:29:59Z").costs("0.27");
    off_peak("", "2026-11-16T16:30:00Z").costs("0.135");
    off_peak("", "2026-11-16T23:59:59Z").costs("0.135");
    off_peak("", "2026-11-17T00:29:59Z").costs("0.135");
    off_peak("", "2026-11-17T00:30:00Z").costs("0.27");
    off_peak("", "2026-11-16T18:00:00+02:00").costs("0.27"); // 16:00 UTC
    off_peak("", "2026-11-16T11:30:00-05:00").costs("0.135"); // 16:30 UTC
}

#[test]
fn a_window_belongs_to_the_day_on_which_it_opened() {
    // 16 November 2026 is a Monday.
    let weekdays = r#", "days": ["mon", "tue", "wed", "thu", "fri"]"#;
    off_peak(weekdays, "2026-11-20T16:30:00Z").costs("0.135"); // Friday evening
    off_peak(weekdays, "2026-11-21T00:10:00Z").costs("0.135"); // and the night after it
    off_peak(weekdays, "2026-11-21T16:30:00Z").costs("0.27"); // Saturday evening
    off_peak(weekdays, "2026-11-23T00:10:00Z").costs("0.27"); // the night after Sunday
    off_peak(weekdays, "2026-11-23T16:30:00Z").costs("0.135");
}

#[test]
fn service_region_and_attributes() {
    let batch = r#"{"charges": [{"meter": "pages", "per": 1, "amount": 4}], "variant": [
        {"when": {"service": "batch"}, "charges": [{"meter": "pages", "per": 1, "amount": 2}]},
        {"when": {"service": "standard", "region": "eu"}, "charges": [{"meter": "pages", "per": 1, "amount": 5}]}]}"#;
    charge(batch, "pages=1").costs("4");
    charge(batch, "pages=1").service("batch").costs("2");
    charge(batch, "pages=1").service("priority").costs("4");
    charge(batch, "pages=1").region("eu").costs("5"); // standard, when nothing is said
    charge(batch, "pages=1").service("flex").region("eu").costs("4");
    let images = r#"{"charges": [{"meter": "images", "per": 1, "amount": "0.04"}], "variant": [
        {"when": {"quality": "hd", "resolution": "1792x1024"}, "charges": [{"meter": "images", "per": 1, "amount": "0.12"}]},
        {"when": {"resolution": "1792x1024"}, "charges": [{"meter": "images", "per": 1, "amount": "0.08"}]},
        {"when": {"quality": "hd"}, "charges": [{"meter": "images", "per": 1, "amount": "0.08"}]}]}"#;
    charge(images, "images=10").costs("0.4");
    charge(images, "images=10").with("quality", "standard").costs("0.4");
    charge(images, "images=10").with("quality", "hd").costs("0.8");
    let wide = |images_of: Request| images_of.with("resolution", "1792x1024");
    wide(charge(images, "images=10")).costs("0.8");
    wide(charge(images, "images=10").with("quality", "hd")).costs("1.2");
}
