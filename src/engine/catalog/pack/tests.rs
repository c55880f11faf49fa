//! What goes in comes out, and bytes that nothing packed end in a sentence.

use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::{
    Decimal,
    assumption::{Assumption, Assumptions, LanguageRatios, Spread},
    catalog::{
        Catalog, Flow, Function, FunctionId, HeadlineUnit, Model, ModelId, Policy, Price, Step,
        Supplier, SupplierId, Tokenizer, TopUp,
    },
    meter::{Meter, MeterId, Meters},
    money::{Credits, Quantity},
    tariff::{
        Charge, Condition, Hours, Increment, Operator, Rate, Rounding, Tariff, Threshold, Tier,
        UnitRate, Variant,
    },
    time::Date,
};

const METERS: u16 = 4;
const FUNCTIONS: u16 = 3;
const SUPPLIERS: u16 = 3;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["", "a", "azure", "azure/x", "\0", "é", "https://a.example/p"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let part = || prop_oneof![Just(0), 0..2000_u32, any::<u32>()];
    (part(), part(), part(), any::<bool>(), 0..=28_u32).prop_map(
        |(low, mid, high, is_negative, scale)| {
            Decimal::from_parts(low, mid, high, is_negative, scale)
        },
    )
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let any_figure = decimal().prop_map(|value| value.abs());
    let usual = (1..60_000_000_i64, 0..4_u32).prop_map(|(value, scale)| Decimal::new(value, scale));
    let round = (0..12_u32).prop_map(|zeros| Decimal::from(10_u64.pow(zeros)));
    prop_oneof![any_figure, usual, round].prop_map(|value| Quantity::new(value).unwrap())
}

fn positive() -> impl Strategy<Value = Quantity> {
    quantity().prop_map(|value| if value.is_zero() { Quantity::ONE } else { value })
}

fn credits() -> impl Strategy<Value = Credits> {
    prop_oneof![decimal(), quantity().prop_map(Quantity::value)].prop_map(Credits::new)
}

fn spread() -> impl Strategy<Value = Spread<Quantity>> {
    (quantity(), quantity(), quantity()).prop_map(|(low, expected, high)| Spread {
        low,
        expected,
        high,
    })
}

fn meter_id() -> impl Strategy<Value = MeterId> {
    (0..METERS).prop_map(MeterId)
}

fn meter() -> BoxedStrategy<Meter> {
    (text(), text(), text(), positive(), text(), text(), vec(meter_id(), 0..3))
        .prop_map(|(name, unit, units, scale, scale_unit, family, part_of)| Meter {
            name,
            unit,
            units,
            scale,
            scale_unit,
            family,
            part_of,
        })
        .boxed()
}

fn function() -> BoxedStrategy<Function> {
    let flow = prop::sample::select(Flow::NAMES.map(|(flow, _)| flow).to_vec());
    let headline = (meter_id(), positive(), text(), text())
        .prop_map(|(meter, per, unit, units)| HeadlineUnit { meter, per, unit, units });
    (text(), text(), text(), vec(text(), 0..3), flow, headline)
        .prop_map(|(id, name, phrase, aliases, flow, headline)| Function {
            id,
            name,
            phrase,
            aliases,
            flow,
            headline,
        })
        .boxed()
}

fn rate() -> BoxedStrategy<Rate> {
    let unit_rate = || (credits(), positive()).prop_map(|(amount, per)| UnitRate { amount, per });
    let tier = || {
        (option::of(quantity()), unit_rate(), credits()).prop_map(|(up_to, rate, fixed)| Tier {
            up_to,
            rate,
            fixed,
        })
    };
    prop_oneof![
        unit_rate().prop_map(Rate::Flat),
        vec(tier(), 0..3).prop_map(Rate::Graduated),
        vec(tier(), 0..3).prop_map(Rate::Volume),
    ]
    .boxed()
}

fn charge() -> BoxedStrategy<Charge> {
    let rounding = prop::sample::select(vec![Rounding::Up, Rounding::Down, Rounding::HalfUp]);
    let increment =
        (positive(), rounding).prop_map(|(step, rounding)| Increment { step, rounding });
    (
        (meter_id(), rate(), credits(), option::of(positive()), option::of(increment)),
        (quantity(), quantity(), any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(
                (meter, rate, fixed, factor, increment),
                (least, free, is_free_first, is_due_at_zero),
            )| Charge {
                meter,
                rate,
                fixed,
                factor: factor.map(Quantity::value),
                increment,
                least,
                free,
                is_free_first,
                is_due_at_zero,
            },
        )
        .boxed()
}

fn condition() -> BoxedStrategy<Condition> {
    let operator = prop::sample::select(Operator::SIGNS.map(|(operator, _)| operator).to_vec());
    let threshold = (meter_id(), operator, quantity())
        .prop_map(|(meter, operator, value)| Threshold { meter, operator, value });
    let hours = (0..1440_u16, 0..=1440_u16, 1..128_u8).prop_map(|(from, to, days)| Hours {
        from,
        to,
        days,
    });
    (
        option::of(threshold),
        option::of(hours),
        option::of(text()),
        option::of(text()),
        vec((text(), text()), 0..3),
    )
        .prop_map(|(threshold, hours, service, region, attributes)| Condition {
            threshold,
            hours,
            service,
            region,
            attributes,
        })
        .boxed()
}

fn tariff() -> BoxedStrategy<Tariff> {
    let variant =
        (condition(), vec(charge(), 0..3)).prop_map(|(when, charges)| Variant { when, charges });
    (option::of(credits()), option::of(credits()), vec(charge(), 0..3), vec(variant, 0..3))
        .prop_map(|(minimum, maximum, charges, variants)| Tariff {
            minimum,
            maximum,
            charges,
            variants,
        })
        .boxed()
}

fn model() -> BoxedStrategy<Model> {
    let day = || (0..3_652_059_u32).prop_map(|days| Date::from_ordinal(days).unwrap());
    let price = (day(), text(), day(), tariff())
        .prop_map(|(from, source, verified, tariff)| Price { from, source, verified, tariff });
    let tokenizer = prop::sample::select(vec![Tokenizer::O200k, Tokenizer::Cl100k]);
    (
        (text(), text(), vec(text(), 0..3), option::of(tokenizer)),
        (0..SUPPLIERS, 0..FUNCTIONS, vec(price, 0..3)),
    )
        .prop_map(|((id, name, aliases, tokenizer), (supplier, function, prices))| Model {
            id,
            name,
            supplier: SupplierId(supplier),
            function: FunctionId(function),
            aliases,
            tokenizer,
            prices,
        })
        .boxed()
}

fn assumptions() -> BoxedStrategy<Assumptions> {
    let assumption = (text(), text(), text(), spread(), text(), any::<bool>()).prop_map(
        |(id, label, unit, value, source, is_edited)| Assumption {
            id,
            label,
            unit,
            value,
            source,
            is_edited,
        },
    );
    let language = (text(), text(), spread(), spread(), spread()).prop_map(
        |(language, name, characters_ratio, o200k, cl100k)| LanguageRatios {
            language,
            name,
            characters_ratio,
            characters_per_token_o200k: o200k,
            characters_per_token_cl100k: cl100k,
        },
    );
    (vec(assumption, 0..3), vec(language, 0..5))
        .prop_map(|(named, languages)| Assumptions { named, languages })
        .boxed()
}

fn policy() -> BoxedStrategy<Policy> {
    let step = (quantity(), positive()).prop_map(|(from, step)| Step { from, step });
    let top_up = (credits(), credits(), vec(credits(), 0..3), credits()).prop_map(
        |(minimum, maximum, presets, low_balance)| TopUp { minimum, maximum, presets, low_balance },
    );
    // The headlines name models, and are given when those are known.
    (vec(step, 0..3), top_up, vec(text(), 0..3), any::<u16>(), any::<u16>())
        .prop_map(|(steps, top_up, checkout_origins, expiring_days, old_days)| Policy {
            headlines: Vec::new(),
            steps,
            top_up,
            checkout_origins,
            expiring_days,
            old_days,
        })
        .boxed()
}

fn catalog() -> BoxedStrategy<Catalog> {
    let supplier = (text(), text()).prop_map(|(id, name)| Supplier { id, name });
    (
        vec(meter(), usize::from(METERS)),
        vec(function(), usize::from(FUNCTIONS)),
        vec(supplier, usize::from(SUPPLIERS)),
        vec(model(), 1..6),
        vec(any::<prop::sample::Index>(), 0..3),
        policy(),
        assumptions(),
    )
        .prop_map(|(meters, functions, suppliers, mut models, headlines, policy, assumptions)| {
            models.sort_by(|a, b| a.id.cmp(&b.id));
            models.dedup_by(|a, b| a.id == b.id);
            let headline = |index: prop::sample::Index| ModelId(index.index(models.len()) as u32);
            Catalog {
                policy: Policy {
                    headlines: headlines.into_iter().map(headline).collect(),
                    ..policy
                },
                meters: Meters::new(meters),
                functions,
                suppliers,
                models,
                assumptions,
            }
        })
        .boxed()
}

/// A small catalog in which every part occurs.
fn sample() -> Catalog {
    let quantity = |text| Quantity::parse(text).unwrap();
    let rate =
        |amount, per| UnitRate { amount: Credits::parse(amount).unwrap(), per: quantity(per) };
    let charge =
        |charged| Charge { rate: charged, ..Charge::flat(MeterId(0), rate("10", "1000000")) };
    let tier = |up_to: Option<_>| Tier {
        up_to: up_to.map(quantity),
        rate: rate("3", "1000"),
        fixed: Credits::ZERO,
    };
    Catalog {
        meters: Meters::new(vec![Meter {
            name: "characters".to_owned(),
            unit: "character".to_owned(),
            units: "characters".to_owned(),
            scale: quantity("1000000"),
            scale_unit: "1M characters".to_owned(),
            family: "text".to_owned(),
            part_of: Vec::new(),
        }]),
        functions: vec![Function {
            id: "translation".to_owned(),
            name: "Translation".to_owned(),
            phrase: "{amount} translated".to_owned(),
            aliases: Vec::new(),
            flow: Flow::Translate,
            headline: HeadlineUnit {
                meter: MeterId(0),
                per: quantity("2000"),
                unit: "page".to_owned(),
                units: "pages".to_owned(),
            },
        }],
        suppliers: vec![Supplier { id: "azure".to_owned(), name: "Azure".to_owned() }],
        models: vec![Model {
            id: "azure/translator".to_owned(),
            name: "Translator".to_owned(),
            supplier: SupplierId(0),
            function: FunctionId(0),
            aliases: vec!["babel".to_owned()],
            tokenizer: Some(Tokenizer::O200k),
            prices: vec![Price {
                from: Date::parse("2026-01-01").unwrap(),
                source: "https://azure.example/pricing".to_owned(),
                verified: Date::parse("2026-02-01").unwrap(),
                tariff: Tariff {
                    minimum: Some(Credits::parse("0.01").unwrap()),
                    maximum: None,
                    charges: vec![charge(Rate::Flat(rate("10", "1000000")))],
                    variants: vec![Variant {
                        when: Condition {
                            service: Some("batch".to_owned()),
                            hours: Some(Hours { from: 60, to: 0, days: Hours::EVERY_DAY }),
                            ..Condition::default()
                        },
                        charges: vec![charge(Rate::Volume(vec![tier(Some("500")), tier(None)]))],
                    }],
                },
            }],
        }],
        policy: Policy {
            headlines: vec![ModelId(0)],
            steps: vec![Step { from: Quantity::ZERO, step: Quantity::ONE }],
            top_up: TopUp {
                minimum: Credits::parse("1").unwrap(),
                maximum: Credits::parse("10000").unwrap(),
                presets: vec![Credits::parse("5").unwrap()],
                low_balance: Credits::parse("2").unwrap(),
            },
            checkout_origins: vec!["https://pay.example".to_owned()],
            expiring_days: 60,
            old_days: 90,
        },
        assumptions: Assumptions {
            named: Vec::new(),
            languages: vec![LanguageRatios {
                language: "es".to_owned(),
                name: "Spanish".to_owned(),
                characters_ratio: Spread {
                    low: quantity("1.101"),
                    expected: quantity("1.191"),
                    high: quantity("1.288"),
                },
                characters_per_token_o200k: Spread::certain(quantity("4.439")),
                characters_per_token_cl100k: Spread::certain(quantity("3.7395")),
            }],
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_goes_in_comes_out(catalog in catalog()) {
        prop_assert_eq!(decode(&encode(&catalog)), Ok(catalog));
    }

    #[test]
    fn any_bytes_end_in_a_result(bytes in vec(any::<u8>(), 0..300)) {
        let _ = decode(&bytes);
        let _ = decode(&[&MAGIC[..], &[VERSION], &bytes].concat());
    }

    #[test]
    fn a_flipped_bit_ends_in_a_result(catalog in catalog(), place: prop::sample::Index, bit in 0..8) {
        let mut bytes = encode(&catalog);
        let place = place.index(bytes.len());
        bytes[place] ^= 1_u8 << bit;
        let _ = decode(&bytes);
    }
}

#[test]
fn nothing_is_a_catalog_too() {
    assert_eq!(decode(&encode(&Catalog::default())), Ok(Catalog::default()));
}

#[test]
fn every_flipped_bit_and_every_cut_ends_in_a_result() {
    let bytes = encode(&sample());
    assert_eq!(decode(&bytes), Ok(sample()));
    for length in 0..bytes.len() {
        let error = decode(&bytes[..length]).unwrap_err();
        let is_cut = matches!(error, PackError::Cut { .. } | PackError::NotACatalog);
        assert!(is_cut, "{length}: {error}");
    }
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << bit;
            assert_ne!(decode(&flipped), Ok(sample()), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn says_what_is_wrong() {
    #[track_caller]
    fn expect(bytes: &[u8], sentence: &str) {
        assert_eq!(decode(bytes).unwrap_err().to_string(), sentence);
    }
    let bytes = encode(&sample());
    expect(b"", "these bytes are not a packed catalog");
    expect(b"\0asm\x01", "these bytes are not a packed catalog");
    expect(b"1CRD", "the packed catalog is cut short in its version");
    expect(b"1CRD\x02", "the packed catalog is cut short in its lengths");
    expect(
        b"1CRD\x63",
        "the catalog was packed in version 99 of the format; this program reads version 2",
    );
    expect(&bytes[..bytes.len() - 1], "the packed catalog is cut short in its language ratios");
    expect(
        &[&bytes[..], b"more"].concat(),
        "the packed catalog has 4 bytes too many after its last column",
    );
    // One byte of counts, which says that there are 100 meters.
    let hundred = [&b"1CRD\x02\x01"[..], &[0; 12], &[100]].concat();
    expect(
        &hundred,
        "a list is longer than the whole catalog, in the counts of the packed catalog",
    );
    let mut wrong = sample();
    wrong.models[0].prices[0].tariff.charges[0].meter = MeterId(1);
    expect(&encode(&wrong), "a meter is not in the registry, in the meters of the packed catalog");
    let mut wrong = sample();
    wrong.models[0].supplier = SupplierId(1);
    expect(
        &encode(&wrong),
        "a model names no supplier of the catalog, in the suppliers of the packed catalog",
    );
    let mut wrong = sample();
    wrong.models.push(wrong.models[0].clone());
    expect(
        &encode(&wrong),
        "the models are not in the order of their ids, in the ids and names of the packed catalog",
    );
    let mut wrong = sample();
    wrong.policy.steps[0].step = Quantity::ZERO;
    expect(
        &encode(&wrong),
        "a quantity is 0 where it divides, in the figures of the packed catalog",
    );
}

#[test]
fn a_short_text_does_not_unfold_without_end() {
    // One supplier id of 64 KiB, joined to the ids of many models that take 3 bytes each.
    let mut catalog = sample();
    let prefix = "x".repeat(1 << 16);
    catalog.suppliers[0].id.clone_from(&prefix);
    let model = catalog.models.remove(0);
    catalog.models = (1000..1400)
        .map(|number| Model { id: format!("{prefix}/{number}"), ..model.clone() })
        .collect();
    let sentence = decode(&encode(&catalog)).unwrap_err().to_string();
    assert_eq!(
        sentence,
        "repeated texts unfold to more than a catalog holds, in the texts of the packed catalog"
    );
}
