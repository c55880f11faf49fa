//! Every key of a charge, alone and with others, and what bounds their sum.

use crate::request::{BY_CHARACTER, Request, charge};

/// One charge for seconds of audio at 0.024 a minute, 0.0004 a second, with these keys besides.
fn audio(keys: &str, seconds: &str) -> Request {
    let charge_of = format!(
        r#"{{"charges": [{{"meter": "seconds.audio", "per": 60, "amount": "0.024" {keys}}}]}}"#
    );
    charge(&charge_of, &format!("seconds.audio={seconds}"))
}

#[test]
fn amount_for_each_per_pro_rata() {
    charge(BY_CHARACTER, "characters=1499").costs("0.01499"); // 1499 x 0.00001
    charge(BY_CHARACTER, "characters=1500").costs("0.015");
    charge(BY_CHARACTER, "characters=0").costs("0");
    charge(BY_CHARACTER, "").costs("0");
    let tokens = r#"{"charges": [{"meter": "tokens.output", "per": "1", "amount": 0.000002}]}"#;
    charge(tokens, "tokens.output=19").costs("0.000038"); // 19 x 0.000002
    audio("", "8").costs("0.0032"); // 8 x 0.0004
    audio("", "0.5").costs("0.0002");
    audio("", "3600").costs("1.44");
}

#[test]
fn a_division_that_does_not_end_is_rounded_once_at_28_digits() {
    let minute = r#"{"charges": [{"meter": "seconds.audio", "per": 60, "amount": "0.0125"}]}"#;
    // 26 x 0.0125 = 0.325; 0.325 / 60 = 0.00541666...
    charge(minute, "seconds.audio=26").costs_rounded("0.0054166666666666666666666667");
    charge(minute, "seconds.audio=24").costs("0.005"); // 0.3 / 60
    // Sixty of them are 0.325 x 60 / 60: multiplied first, nothing is rounded.
    charge(minute, "seconds.audio=26").times("60").costs("0.325");
    charge(minute, "seconds.audio=26").times("6").costs("0.0325");
    let sevenths = r#"{"charges": [{"meter": "pages", "per": 7, "amount": "1"}]}"#;
    charge(sevenths, "pages=1").costs_rounded("0.1428571428571428571428571429");
    charge(sevenths, "pages=7").costs("1");
}

#[test]
fn fixed_once_for_each_request_that_is_charged() {
    let pages =
        r#"{"charges": [{"meter": "pages", "per": 1000, "amount": "1.5", "fixed": "0.25"}]}"#;
    charge(pages, "pages=20").costs("0.28"); // 20 x 0.0015 + 0.25
    charge(pages, "pages=20").times("3").costs("0.84");
    charge(pages, "pages=0").costs("0");
    let fee_alone = r#"{"charges": [{"meter": "requests", "fixed": "0.005"}]}"#;
    charge(fee_alone, "requests=1").costs("0.005");
    charge(fee_alone, "requests=40").costs("0.005");
    let after_free = r#"{"charges": [{"meter": "pages", "per": 1, "amount": "1", "fixed": "0.25", "free": 100}]}"#;
    charge(after_free, "pages=3").costs("0.25"); // the charge applies, though no page is billed
}

/// 0.01, 0.005 and 0.002 for the bands up to 1,000, up to 10,000 and above, with these fees.
fn bands(tiering: &str, fees: [&str; 3], pages: &str) -> Request {
    let [first, second, third] = fees;
    let tariff = format!(
        r#"{{"charges": [{{"meter": "pages", "tiering": "{tiering}", "tiers": [
            {{"up_to": 1000, "per": 1, "amount": "0.01", "fixed": "{first}"}},
            {{"up_to": 10000, "per": 1, "amount": "0.005", "fixed": "{second}"}},
            {{"per": 1, "amount": "0.002", "fixed": "{third}"}}]}}]}}"#
    );
    charge(&tariff, &format!("pages={pages}"))
}

#[test]
fn graduated_charges_each_band_at_its_own_rate() {
    let free = ["0", "0", "0"];
    bands("graduated", free, "1").costs("0.01");
    bands("graduated", free, "1000").costs("10"); // 1000 x 0.01
    bands("graduated", free, "1001").costs("10.005"); // 10 + 1 x 0.005
    bands("graduated", free, "10000").costs("55"); // 10 + 9000 x 0.005
    bands("graduated", free, "25000").costs("85"); // 55 + 15000 x 0.002
    let fees = ["1", "2", "4"];
    bands("graduated", fees, "0").costs("0");
    bands("graduated", fees, "1000").costs("11"); // 10 + 1
    bands("graduated", fees, "1000.5").costs("13.0025"); // 10 + 0.0025 + 1 + 2
    bands("graduated", fees, "10001").costs("62.002"); // 55.002 + 1 + 2 + 4
}

#[test]
fn volume_charges_everything_at_the_band_it_lands_in() {
    let free = ["0", "0", "0"];
    bands("volume", free, "1000").costs("10"); // up_to is inclusive
    bands("volume", free, "1001").costs("5.005"); // 1001 x 0.005
    bands("volume", free, "10000").costs("50");
    bands("volume", free, "10001").costs("20.002");
    let fees = ["1", "2", "4"];
    bands("volume", fees, "1000").costs("11");
    bands("volume", fees, "1001").costs("7.005"); // the fee of its band alone
    bands("volume", fees, "10001").costs("24.002");
}

#[test]
fn bands_by_different_units_are_added_up_before_they_are_rounded() {
    let thirds = r#"{"charges": [{"meter": "pages", "tiering": "graduated", "tiers": [
        {"up_to": 1, "per": 3, "amount": 1}, {"per": 6, "amount": 1}]}]}"#;
    charge(thirds, "pages=5").costs("1"); // 1/3 + 4/6
    charge(thirds, "pages=2").costs("0.5"); // 1/3 + 1/6
    charge(thirds, "pages=1").costs_rounded("0.3333333333333333333333333333");
}

#[test]
fn factor_comes_first() {
    audio(r#", "factor": 2"#, "30").costs("0.024"); // two channels: 60 s
    audio(r#", "factor": "0.001""#, "60000").costs("0.024"); // milliseconds
    audio(r#", "factor": 2, "least": 15"#, "7").costs("0.006"); // 14 -> 15
    audio(r#", "factor": 2, "least": 15"#, "8").costs("0.0064"); // 16
    audio(r#", "factor": 2, "free": 10"#, "8").costs("0.0024"); // 16 - 10 = 6
    audio(r#", "factor": 2, "increment": 15"#, "8").costs("0.012"); // 16 -> 30
    // 10.09999999999999999999999999899 has one digit more after the point than a quantity keeps: it
    // becomes 10.1, and the line says that it is rounded.
    let third = r#", "factor": "0.3333333333333333333333333333""#;
    audio(third, "30.3").costs_rounded("0.00404");
}

#[test]
fn increment_rounds_to_a_multiple() {
    audio(r#", "increment": 15"#, "30").costs("0.012");
    audio(r#", "increment": 15"#, "30.000001").costs("0.018"); // 45
    audio(r#", "increment": 15, "rounding": "up""#, "31").costs("0.018");
    audio(r#", "increment": 15, "rounding": "down""#, "44").costs("0.012"); // 30
    audio(r#", "increment": 15, "rounding": "down""#, "14").costs("0");
    audio(r#", "increment": 15, "rounding": "half-up""#, "37.4").costs("0.012"); // 30
    audio(r#", "increment": 15, "rounding": "half-up""#, "37.5").costs("0.018"); // a tie: 45
    audio(r#", "increment": 15, "rounding": "half-up""#, "7.5").costs("0.006");
    // 7.666...67 with 28 digits leaves 92.33... to 100, which are too many digits to write down.
    let long = r#", "increment": 100, "rounding": "half-up""#;
    audio(long, "7.6666666666666666666666666667").costs("0");
    audio(long, "50.000000000000000000000000001").costs("0.04");
    audio(r#", "increment": "0.1""#, "0.01").costs("0.00004");
    let packages = r#"{"charges": [{"meter": "characters", "per": 100, "amount": "0.001", "increment": 100}]}"#;
    charge(packages, "characters=101").costs("0.002"); // two packages
    charge(packages, "characters=100").costs("0.001");
}

#[test]
fn least_is_billed_for_a_request() {
    audio(r#", "least": 15"#, "8").costs("0.006"); // 15 x 0.0004
    audio(r#", "least": 15"#, "15.5").costs("0.0062");
    audio(r#", "least": 15"#, "3600").costs("1.44");
    audio(r#", "least": 15"#, "0").costs("0");
    audio(r#", "least": 15"#, "8").times("100").costs("0.6"); // for each of them
    audio(r#", "least": 20, "increment": 15"#, "8").costs("0.012"); // 20 -> 30
    let document =
        r#"{"charges": [{"meter": "characters", "per": 1000000, "amount": 15, "least": 50000}]}"#;
    charge(document, "characters=1").costs("0.75"); // 50000 x 0.000015
}

#[test]
fn free_comes_off_after_rounding_or_before_it() {
    audio(r#", "free": 10"#, "25").costs("0.006"); // 15
    audio(r#", "free": 10"#, "10").costs("0");
    audio(r#", "free": 10, "increment": 15"#, "16").costs("0.008"); // 30 - 10
    audio(r#", "free": 10, "free_first": true, "increment": 15"#, "16").costs("0.006"); // 6 -> 15
    audio(r#", "free": 10, "free_first": false, "increment": 15"#, "16").costs("0.008");
    audio(r#", "free": 10, "least": 15"#, "3").costs("0.002"); // 15 - 10
    audio(r#", "free": 10, "free_first": true, "least": 15"#, "3").costs("0.006"); // 0 -> 15
    let bands = r#"{"charges": [{"meter": "pages", "free": 500, "tiering": "graduated", "tiers": [
        {"up_to": 1000, "per": 1, "amount": "0.01"}, {"per": 1, "amount": "0.005"}]}]}"#;
    charge(bands, "pages=1600").costs("10.5"); // 1100: 1000 x 0.01 + 100 x 0.005
}

#[test]
fn at_zero_says_whether_fees_are_due_without_usage() {
    let fee = |at_zero: &str| {
        let tariff = format!(
            r#"{{"charges": [{{"meter": "pages", "at_zero": "{at_zero}", "fixed": "0.25", "least": 10,
                "tiering": "graduated", "tiers": [
                {{"up_to": 100, "per": 1, "amount": "0.01", "fixed": 1}},
                {{"per": 1, "amount": "0.005", "fixed": 2}}]}}]}}"#
        );
        move |usage: &str| charge(&tariff, usage)
    };
    fee("skip")("pages=0").costs("0");
    fee("skip")("pages=1").costs("1.35"); // 10 x 0.01 + 1 + 0.25
    fee("charge")("pages=0").costs("1.25"); // the fees, and no least
    fee("charge")("").costs("1.25");
    fee("charge")("pages=1").costs("1.35");
    audio(r#", "at_zero": "charge", "fixed": 3"#, "0").costs("3");
}

#[test]
fn every_key_of_a_charge_at_once() {
    let all = r#"{"charges": [{"meter": "seconds.audio", "fixed": "0.1", "factor": 2,
        "free": 30, "free_first": true, "least": 15, "increment": 15, "rounding": "up",
        "at_zero": "charge", "tiering": "graduated", "tiers": [
        {"up_to": 60, "per": 60, "amount": "0.024", "fixed": "0.01"},
        {"per": 60, "amount": "0.012", "fixed": "0.02"}]}]}"#;
    // 100 -> 70 -> 75: 60 x 0.0004 + 15 x 0.0002 + 0.01 + 0.02 + 0.1
    charge(all, "seconds.audio=50").costs("0.157");
    charge(all, "seconds.audio=1").costs("0.116"); // 2 -> 0 -> 15: 0.006 + 0.01 + 0.1
    charge(all, "seconds.audio=0").costs("0.11");
    charge(all, "seconds.audio=50").times("1000").costs("157");
}

#[test]
fn minimum_and_maximum_bound_the_sum() {
    let bounded = r#"{"minimum": "0.01", "maximum": "5", "charges": [
        {"meter": "tokens.input", "per": 1000000, "amount": 2},
        {"meter": "tokens.output", "per": 1000000, "amount": 8}]}"#;
    charge(bounded, "tokens.input=1000, tokens.output=500").costs("0.01"); // 0.002 + 0.004
    charge(bounded, "tokens.input=1000, tokens.output=1000").costs("0.01"); // 0.002 + 0.008
    charge(bounded, "tokens.input=1000, tokens.output=2000").costs("0.018");
    charge(bounded, "tokens.input=1000000, tokens.output=375001").costs("5"); // 5.000008
    charge(bounded, "").costs("0.01");
    charge(bounded, "tokens.input=1").times("60").costs("0.6");
    let thirds = r#"{"minimum": 1, "charges": [{"meter": "pages", "per": 3, "amount": 1}]}"#;
    charge(thirds, "pages=2").costs_rounded("1"); // 0.666... and what is missing
    let lines = charge(bounded, "tokens.input=1000, tokens.output=1000").estimate().unwrap().lines;
    assert_eq!(lines.len(), 2, "0.01 is the minimum itself: nothing is missing to it");
}
