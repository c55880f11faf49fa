//! Tariffs that cannot be: each complaint is a sentence with its place, and all come at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod registry;

use one_credit_engine::tariff::TariffSource;

/// The tariff is refused with exactly these messages and paths, in this order.
#[track_caller]
fn refuses(tariff: &str, complaints: &[(&str, &str)]) {
    let source: TariffSource = serde_json::from_str(tariff).unwrap();
    let errors = source.read(&registry::meters()).expect_err("the tariff is refused");
    let found: Vec<_> =
        errors.iter().map(|error| (error.message.as_str(), error.path.as_str())).collect();
    assert_eq!(found, complaints, "{tariff}");
}

/// One charge for pages with these keys.
#[track_caller]
fn refuses_charge(keys: &str, complaints: &[(&str, &str)]) {
    refuses(&format!(r#"{{"charges": [{{"meter": "pages", {keys}}}]}}"#), complaints);
}

/// A charge with these bands, graduated.
#[track_caller]
fn refuses_tiers(tiers: &str, complaints: &[(&str, &str)]) {
    refuses_charge(&format!(r#""tiering": "graduated", "tiers": [{tiers}]"#), complaints);
}

/// A variant with this condition.
#[track_caller]
fn refuses_when(when: &str, complaints: &[(&str, &str)]) {
    let charge = r#"{"meter": "pages", "per": 1, "amount": 1}"#;
    let variant = format!(r#"{{"when": {{{when}}}, "charges": [{charge}]}}"#);
    refuses(&format!(r#"{{"charges": [{charge}], "variant": [{variant}]}}"#), complaints);
}

const METERS: &str = "the meters are characters, tokens.input, tokens.input.cached, \
    tokens.input.cache_write, tokens.input.audio, tokens.input.audio.cached, tokens.output, \
    tokens.output.reasoning, seconds.audio, seconds.video, pages, images, requests";

#[test]
fn meters_that_do_not_exist() {
    for name in ["__proto__", "constructor", "page", "Pages", ""] {
        refuses(
            &format!(r#"{{"charges": [{{"meter": "{name}", "per": 1, "amount": 1}}]}}"#),
            &[(&format!("\"{name}\" is not a meter; {METERS}"), "charges[0].meter")],
        );
    }
    let long = "x".repeat(5_000);
    refuses(
        &format!(r#"{{"charges": [{{"meter": "{long}", "per": 1, "amount": 1}}]}}"#),
        &[(&format!("\"{}…\" is not a meter; {METERS}", "x".repeat(40)), "charges[0].meter")],
    );
}

#[test]
fn figures_that_cannot_be() {
    let too_small = "0 is too small here; it must be above 0";
    refuses_charge(r#""per": 0, "amount": 1"#, &[(too_small, "charges[0].per")]);
    refuses_charge(r#""per": "0.000", "amount": 1"#, &[(too_small, "charges[0].per")]);
    for key in ["factor", "increment"] {
        refuses_charge(
            &format!(r#""per": 1, "amount": 1, "{key}": 0"#),
            &[(too_small, &format!("charges[0].{key}"))],
        );
    }
    refuses_charge(
        r#""per": 1, "amount": "-1""#,
        &[("-1 is negative; it must be 0 or more", "charges[0].amount")],
    );
    refuses_charge(
        r#""per": 1, "amount": "NaN""#,
        &[("\"NaN\" is not a decimal number such as 12.5", "charges[0].amount")],
    );
    refuses_charge(
        r#""per": 1, "amount": "1e400""#,
        &[("the figure is too large; at most 28 digits can be kept", "charges[0].amount")],
    );
    refuses_charge(
        r#""per": 1, "amount": 1, "free": "1e-29""#,
        &[("1e-29 has more digits than can be kept exactly (28)", "charges[0].free")],
    );
}

#[test]
fn what_is_missing_or_too_much() {
    refuses(r#"{"charges": []}"#, &[("a tariff needs at least one charge", "charges")]);
    refuses_charge(
        r#""free": 5"#,
        &[(
            "amount and per are missing; a charge costs amount credits for each per units",
            "charges[0]",
        )],
    );
    refuses_charge(
        r#""amount": 1"#,
        &[("per is missing: how many units the amount is for", "charges[0]")],
    );
    refuses_charge(
        r#""per": 1"#,
        &[("amount is missing: the credits for each per units", "charges[0]")],
    );
    refuses_charge(
        r#""per": 1, "amount": 1, "tiering": "volume""#,
        &[("tiering needs tiers", "charges[0].tiering")],
    );
    refuses_charge(
        r#""per": 1, "amount": 1, "rounding": "down""#,
        &[("rounding needs an increment to round to", "charges[0].rounding")],
    );
    refuses_charge(
        r#""per": 1, "amount": 1, "free_first": true"#,
        &[("free_first needs free, the units not billed", "charges[0].free_first")],
    );
    refuses(
        r#"{"charges": [{"meter": "pages", "per": 1, "amount": 1}, {"meter": "pages", "per": 1, "amount": 2}]}"#,
        &[("pages is charged twice; one charge is given for each meter", "charges[1].meter")],
    );
    refuses(
        r#"{"minimum": "5.5", "maximum": 5, "charges": [{"meter": "pages", "per": 1, "amount": 1}]}"#,
        &[("the minimum (5.5) is above the maximum (5)", "minimum")],
    );
}

#[test]
fn words_that_are_not_known() {
    refuses_charge(
        r#""per": 1, "amount": 1, "increment": 1, "rounding": "half-even""#,
        &[("\"half-even\" is not a rounding; it is up, down or half-up", "charges[0].rounding")],
    );
    refuses_charge(
        r#""per": 1, "amount": 1, "at_zero": "free""#,
        &[("\"free\" is not known here; at_zero is skip or charge", "charges[0].at_zero")],
    );
    refuses_charge(
        r#""tiering": "stairs", "tiers": [{"per": 1, "amount": 1}]"#,
        &[("\"stairs\" is not a tiering; it is graduated or volume", "charges[0].tiering")],
    );
    refuses_charge(
        r#""tiers": [{"per": 1, "amount": 1}]"#,
        &[("a charge with tiers says its tiering: graduated or volume", "charges[0]")],
    );
}

#[test]
fn tiers_that_overlap_or_leave_a_gap() {
    let open = r#"{"per": 1, "amount": 1}"#;
    let up_to = |end: &str| format!(r#"{{"up_to": {end}, "per": 1, "amount": 1}}"#);
    refuses_tiers(
        &format!("{}, {}, {open}", up_to("1000000"), up_to("500000")),
        &[(
            "tier 2 ends at 500000, before tier 1 ends (1000000); the tiers overlap",
            "charges[0].tiers[1].up_to",
        )],
    );
    refuses_tiers(
        &format!("{}, {}, {open}", up_to("10"), up_to("\"10.0\"")),
        &[(
            "tier 2 ends at 10, where tier 1 ends (10); the tiers overlap",
            "charges[0].tiers[1].up_to",
        )],
    );
    refuses_tiers(
        &format!("{}, {open}, {open}", up_to("10")),
        &[(
            "tier 2 has no up_to and is not the last; the tiers after it overlap with it",
            "charges[0].tiers[1]",
        )],
    );
    refuses_tiers(
        &up_to("10"),
        &[(
            "tier 1 is the last and ends at 10; leave its up_to out, so that nothing is above it",
            "charges[0].tiers[0].up_to",
        )],
    );
    refuses_tiers(
        &format!("{}, {open}", up_to("0")),
        &[("tier 1 ends at 0, where it begins", "charges[0].tiers[0].up_to")],
    );
    refuses_tiers(
        "",
        &[("tiers is empty; the last tier is open, without up_to", "charges[0].tiers")],
    );
    refuses_charge(
        &format!(r#""per": 1, "amount": 1, "tiering": "volume", "tiers": [{open}]"#),
        &[
            ("a charge with tiers has its per in each tier", "charges[0].per"),
            ("a charge with tiers has its amount in each tier", "charges[0].amount"),
        ],
    );
}

#[test]
fn conditions_that_cannot_be() {
    refuses_when(
        "",
        &[(
            "a variant without a condition would always apply; change the base instead",
            "variant[0].when",
        )],
    );
    refuses_when(
        r#""meter": "pages", "value": 5"#,
        &[("a threshold needs meter, op and value together", "variant[0].when")],
    );
    refuses_when(
        r#""meter": "pages", "op": "=>", "value": 5"#,
        &[("\"=>\" is not a comparison; it is >, >=, < or <=", "variant[0].when.op")],
    );
    refuses_when(
        r#""hours": {"from": "25:00", "to": "4:00", "days": ["monday"]}"#,
        &[
            ("\"25:00\" is not a time such as 16:30", "variant[0].when.hours.from"),
            ("\"4:00\" is not a time such as 16:30", "variant[0].when.hours.to"),
            (
                "\"monday\" is not a weekday; they are mon, tue, wed, thu, fri, sat, sun",
                "variant[0].when.hours.days[0]",
            ),
        ],
    );
    refuses_when(
        r#""hours": {"from": "24:00", "to": "08:00"}"#,
        &[("a window does not begin at 24:00; write 00:00", "variant[0].when.hours.from")],
    );
    refuses_when(
        r#""hours": {"from": "08:00", "to": "08:00"}"#,
        &[("the window ends where it begins; it has no time in it", "variant[0].when.hours")],
    );
    refuses_when(
        r#""hours": {"from": "08:00", "to": "10:00", "days": []}"#,
        &[("days is empty; leave it out for every day", "variant[0].when.hours.days")],
    );
}

#[test]
fn all_complaints_come_at_once_in_the_order_of_the_text() {
    refuses(
        r#"{"minimum": "x", "charges": [
            {"meter": "__proto__", "per": 0, "amount": "-1"},
            {"meter": "pages", "tiering": "graduated", "tiers": [
                {"up_to": 20, "per": 1, "amount": 1}, {"up_to": 10, "per": 1}, {"per": 1, "amount": "NaN"}]}],
            "variant": [{"when": {"meter": "pages", "op": "==", "value": 1}, "charges": []}]}"#,
        &[
            ("\"x\" is not a decimal number such as 12.5", "minimum"),
            (&format!("\"__proto__\" is not a meter; {METERS}"), "charges[0].meter"),
            ("0 is too small here; it must be above 0", "charges[0].per"),
            ("-1 is negative; it must be 0 or more", "charges[0].amount"),
            (
                "tier 2 ends at 10, before tier 1 ends (20); the tiers overlap",
                "charges[1].tiers[1].up_to",
            ),
            ("amount is missing: the credits for each per units", "charges[1].tiers[1]"),
            ("\"NaN\" is not a decimal number such as 12.5", "charges[1].tiers[2].amount"),
            ("a variant needs at least one charge", "variant[0].charges"),
            ("\"==\" is not a comparison; it is >, >=, < or <=", "variant[0].when.op"),
        ],
    );
}

#[test]
fn a_complaint_reads_message_first_and_path_last() {
    let source: TariffSource =
        serde_json::from_str(r#"{"charges": [{"meter": "pages", "per": 0, "amount": 1}]}"#)
            .unwrap();
    let errors = source.read(&registry::meters()).unwrap_err();
    let shown: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["0 is too small here; it must be above 0  (charges[0].per)"]);
}

#[test]
fn keys_that_do_not_exist_are_refused() {
    for tariff in [
        r#"{"charges": [{"meter": "pages", "per": 1, "amount": 1, "discount": 1}]}"#,
        r#"{"charges": [], "currency": "EUR"}"#,
        r#"{"charges": [{"meter": "pages", "tiering": "volume", "tiers": [{"upto": 5}]}]}"#,
        r#"{"charges": [{"meter": "pages", "per": [1], "amount": 1}]}"#,
        r#"{"charges": [{"meter": "pages", "per": true, "amount": 1}]}"#,
    ] {
        assert!(serde_json::from_str::<TariffSource>(tariff).is_err(), "{tariff}");
    }
}
