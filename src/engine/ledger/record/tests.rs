use proptest::prelude::*;

use super::*;
use crate::{
    Decimal,
    ledger::{
        Job, JobLine, Kind, Name, Opening, Recurring, RecurringChange, Release, Reservation,
        Transaction, random,
    },
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::{Date, Timestamp},
};

fn credits() -> impl Strategy<Value = Credits> {
    let coefficient = prop_oneof![-(1_i128 << 96) + 1..(1_i128 << 96), -1_000_000..1_000_000_i128];
    (coefficient, 0..=28_u32).prop_map(|(coefficient, scale)| {
        Credits::new(Decimal::from_i128_with_scale(coefficient, scale))
    })
}

fn quantity() -> impl Strategy<Value = Quantity> {
    (0..1_i128 << 96, 0..=28_u32).prop_map(|(coefficient, scale)| {
        Quantity::new(Decimal::from_i128_with_scale(coefficient, scale)).unwrap()
    })
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        Just(Name::from("")),
        "[a-z/]{1,8}".prop_map(Name::from),
        // Quotes, control characters, letters beyond ASCII, and characters of four bytes.
        any::<String>().prop_map(Name::from),
    ]
}

fn id() -> impl Strategy<Value = Name> {
    ".{1,12}".prop_map(Name::from)
}

fn day() -> impl Strategy<Value = Date> {
    (0..3_652_059_u32).prop_map(|day| Date::from_ordinal(day).unwrap())
}

fn moment() -> impl Strategy<Value = Timestamp> {
    let clock = (0..24_u32, 0..60_u32, 0..60_u32, prop_oneof![Just(0), 1..1_000_000_000_u32]);
    (day(), clock).prop_map(|(day, (hour, minute, second, nanosecond))| {
        let text = format!("{day}T{hour:02}:{minute:02}:{second:02}.{nanosecond:09}Z");
        Timestamp::parse(&text).unwrap()
    })
}

fn rate() -> impl Strategy<Value = UnitRate> {
    let above_0 = quantity().prop_filter("above 0", |per| !per.is_zero());
    (credits(), above_0).prop_map(|(amount, per)| UnitRate { amount, per })
}

fn line() -> impl Strategy<Value = JobLine> {
    random::line(name, credits, quantity(), rate(), day())
}

fn job() -> impl Strategy<Value = Box<Job>> {
    let lines = prop::collection::vec(line(), 0..4);
    (id(), name(), prop::option::of(credits()), lines)
        .prop_map(|(id, name, estimated, lines)| Box::new(Job { id, name, estimated, lines }))
}

fn transaction() -> impl Strategy<Value = Transaction> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let job = prop::option::of(job());
    (id(), moment(), kind, credits(), credits(), name(), any::<bool>(), job).prop_map(
        |(id, time, kind, credits, balance, note, is_recurring, job)| Transaction {
            id,
            time,
            kind,
            credits,
            balance,
            note,
            is_recurring,
            job,
        },
    )
}

fn entry() -> impl Strategy<Value = Entry> {
    let opening = (credits(), moment());
    let rule = (moment(), any::<bool>(), credits(), credits(), credits());
    prop_oneof![
        opening.prop_map(|(credits, time)| Entry::Opening(Opening { credits, time })),
        transaction().prop_map(Entry::Transaction),
        (job(), moment(), credits()).prop_map(|(job, time, credits)| {
            Entry::Reservation(Reservation { job, time, credits })
        }),
        (id(), name(), moment(), name()).prop_map(|(job, name, time, reason)| {
            Entry::Release(Release { job, name, time, reason })
        }),
        rule.prop_map(|(time, is_on, threshold, amount, monthly_cap)| {
            let rule = Recurring { is_on, threshold, amount, monthly_cap };
            Entry::Recurring(RecurringChange { time, rule })
        }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(entries in prop::collection::vec(entry(), 0..5)) {
        let text = record_text(&entries);
        prop_assert_eq!(read_record(&mut Names::default(), &text), Ok(entries));
        // Another reader of JSON agrees that it is JSON.
        prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn a_cut_record_is_refused(entries in prop::collection::vec(entry(), 1..3), cut in any::<prop::sample::Index>()) {
        let text = record_text(&entries);
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let half = &text[..places[cut.index(places.len())]];
        prop_assert!(read_record(&mut Names::default(), half).is_err());
    }
}

const USAGE: &str = r#"[{"kind":"usage","time":"2026-11-22T10:00:00Z","id":"t1","credits":"-0.5442","balance":"9.4558","job":{"id":"j1","name":"Calls","estimated":"0.6","lines":[{"step":"2","label":"Translate","model":"azure/translator","supplier":"Microsoft Azure","function":"translation","meter":"characters","quantity":"54420","rate":{"amount":"10","per":"1000000"},"rateFrom":"2026-01-01","credits":"0.5442","estimated":"0.6"}]}}]"#;

#[test]
fn a_record_reads_as_it_is_documented() {
    let mut names = Names::default();
    let entries = read_record(&mut names, USAGE).unwrap();
    let [Entry::Transaction(usage)] = entries.as_slice() else { panic!("one transaction") };
    assert_eq!(usage.kind, Kind::Usage);
    let line = &usage.job.as_ref().unwrap().lines[0];
    assert_eq!(line.quantity.unwrap().to_string(), "54420");
    assert_eq!(line.rate_from.unwrap().to_string(), "2026-01-01");
    assert_eq!(record_text(&entries), USAGE);
    // Numbers are read by their text: as a float, this one would be another.
    let number = USAGE.replace("\"-0.5442\"", "-0.54420000000000000000000001");
    let entries = read_record(&mut names, &number).unwrap();
    let [Entry::Transaction(usage)] = entries.as_slice() else { panic!("one transaction") };
    assert_eq!(usage.credits.to_string(), "-0.54420000000000000000000001");
}

#[test]
fn equal_names_are_one() {
    let mut names = Names::default();
    let first = names.share("azure/translator");
    assert!(Name::ptr_eq(&first, &names.share("azure/translator")));
    assert_eq!(*names.share("aws/transcribe"), *"aws/transcribe");
}

#[track_caller]
fn refused(text: &str, sentence: &str) {
    let error = read_record(&mut Names::default(), text).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let with = |from: &str, to: &str| {
        assert!(USAGE.contains(from), "{from}");
        format!(
            "[{{\"kind\":\"opening\",\"time\":\"2026-01-01\",\"credits\":10}},{}",
            &USAGE.replace(from, to)[1..]
        )
    };
    refused(
        &with(r#""credits":"0.5442""#, r#""credits":"0,5442""#),
        "\"0,5442\" is not a decimal number such as 12.5 (entry 2, job.lines[0].credits)",
    );
    refused(&with(r#","balance":"9.4558""#, ""), "balance is missing (entry 2, balance)");
    refused(
        &with(r#""per":"1000000""#, r#""per":0"#),
        "a rate is for more than 0 units (entry 2, job.lines[0].rate.per)",
    );
    refused(
        &with(r#""quantity":"54420""#, r#""quantity":-1"#),
        "-1 is negative; it must be 0 or more (entry 2, job.lines[0].quantity)",
    );
    refused(
        &with(r#""id":"j1","#, r#""id":"j1","id":"j2","#),
        "id is given twice (entry 2, job.id)",
    );
    refused(
        &with(r#""name":"Calls""#, r#""title":"Calls""#),
        "\"title\" is no field here (entry 2, job)",
    );
    refused(
        &with(r#""lines":[{"#, r#""lines":[7,{"#),
        "there should be an object, not a number (entry 2, job.lines[0])",
    );
    refused(&with("usage", "theft"), "\"theft\" is no kind of entry (entry 2, kind)");
    refused(
        &with("2026-11-22T10:00:00Z", "yesterday"),
        "\"yesterday\" is not a day or a moment such as 2026-11-20 or 2026-11-20T16:30:00Z (entry 2, time)",
    );
    refused(
        &with(r#""label":"Translate""#, r#""label":{}"#),
        "there should be a text, not an object (entry 2, job.lines[0].label)",
    );
    refused("{}", "there should be a list of entries, not an object");
    refused("[{}]", "kind is missing (entry 1, kind)");
    refused("[", "the text is no JSON: EOF in the middle of a value (byte 1)");
}
