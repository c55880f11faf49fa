//! Which rows a filter finds, in which order, and what they add up to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use one_credit_engine::{
    ledger::{Entry, Filter, Job, JobLine, Kind, Ledger, Name, Opening, Transaction},
    money::Credits,
    time::{Date, Timestamp},
};

fn credits(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

fn day(text: &str) -> Option<Date> {
    Some(Date::parse(text).unwrap())
}

/// A row; `lines` are `model supplier amount`, and the job's id is the row's with `job-` before it.
fn row(id: &str, time: &str, kind: Kind, amount: &str, about: &str, lines: &[&str]) -> Transaction {
    let lines: Vec<JobLine> = lines
        .iter()
        .map(|line| {
            let [model, supplier, amount] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            JobLine {
                step: Name::from("1"),
                label: Name::from("Step"),
                model: Name::from(model),
                supplier: Name::from(supplier.replace('_', " ")),
                function: Name::from("translation"),
                meter: Name::from("characters"),
                quantity: None,
                rate: None,
                rate_from: None,
                credits: Some(credits(amount)),
                estimated: None,
            }
        })
        .collect();
    let job = (!lines.is_empty()).then(|| {
        let (id, name) = (Name::from(format!("job-{id}")), Name::from(about));
        Box::new(Job { id, name, estimated: None, lines })
    });
    Transaction {
        id: Name::from(id),
        time: Timestamp::parse(time).unwrap(),
        kind,
        credits: credits(amount),
        balance: Credits::ZERO,
        note: Name::from(if job.is_none() { about } else { "" }),
        is_recurring: false,
        job,
    }
}

fn ledger(rows: Vec<Transaction>) -> Ledger {
    let mut ledger = Ledger::default();
    for mut row in rows {
        row.balance = ledger.wallet().total.checked_add(row.credits).unwrap();
        ledger.append(Entry::Transaction(row)).unwrap();
    }
    ledger
}

fn year() -> Ledger {
    ledger(vec![
        row("t1", "2026-01-01T00:00:00Z", Kind::TopUp, "25", "Credit card", &[]),
        row(
            "t2",
            "2026-01-02T10:00:00Z",
            Kind::Usage,
            "-1.44",
            "Board meeting",
            &["aws/transcribe AWS 1.44"],
        ),
        row(
            "t3",
            "2026-01-02T23:59:59.9Z",
            Kind::Usage,
            "-0.5442",
            "Board meeting in Spanish",
            &["azure/translator Azure 0.5442"],
        ),
        row(
            "t4",
            "2026-01-03",
            Kind::Usage,
            "-3.02122752",
            "Dub ÜBER the board",
            &[
                "aws/transcribe AWS 1.44",
                "azure/translator Azure 0.5442",
                "google/tts Google_Cloud 1.03702752",
            ],
        ),
        row("t5", "2026-02-01T12:00:00Z", Kind::Refund, "1.44", "Board meeting failed", &[]),
        row("t6", "2026-02-01T12:00:00Z", Kind::Adjustment, "-0.0000001", "Rounding", &[]),
        // Imported later than it happened.
        row("t7", "2026-01-02T12:00:00Z", Kind::Expiry, "-2", "Trial credits", &[]),
    ])
}

#[track_caller]
fn finds(filter: &Filter, expected: &[&str]) {
    let ledger = year();
    let ids: Vec<_> = ledger
        .rows(filter)
        .into_iter()
        .map(|place| ledger.transactions()[place as usize].id.to_string())
        .collect();
    assert_eq!(ids, expected, "{filter:?}");
    for row in ledger.transactions() {
        assert_eq!(filter.matches(row), expected.contains(&&*row.id), "{} {filter:?}", row.id);
    }
}

#[test]
fn the_newest_row_comes_first_and_of_one_moment_the_last_appended() {
    finds(&Filter::default(), &["t6", "t5", "t4", "t3", "t7", "t2", "t1"]);
}

#[test]
fn both_days_are_in() {
    let between = |from, to| Filter { from, to, ..Filter::default() };
    finds(&between(day("2026-01-02"), day("2026-01-02")), &["t3", "t7", "t2"]);
    finds(&between(day("2026-01-03"), None), &["t6", "t5", "t4"]);
    finds(&between(None, day("2026-01-01")), &["t1"]);
    finds(&between(day("2026-03-01"), None), &[]);
    finds(&between(day("2026-02-01"), day("2026-01-01")), &[]);
}

#[test]
fn a_row_is_of_one_of_the_kinds() {
    let kinds = |kinds: &[Kind]| Filter { kinds: kinds.to_vec(), ..Filter::default() };
    finds(&kinds(&[Kind::Usage]), &["t4", "t3", "t2"]);
    finds(&kinds(&[Kind::Expiry, Kind::TopUp]), &["t7", "t1"]);
    finds(&kinds(&Kind::ALL), &["t6", "t5", "t4", "t3", "t7", "t2", "t1"]);
}

#[test]
fn every_word_stands_in_one_model_or_its_supplier() {
    let model = |text: &str| Filter { model: text.to_owned(), ..Filter::default() };
    finds(&model("azure"), &["t4", "t3"]);
    finds(&model("  AWS transcribe "), &["t4", "t2"]);
    finds(&model("google cloud tts"), &["t4"]);
    // As people write the name of a model whose id has other signs.
    finds(&model("azure-Translator"), &["t4", "t3"]);
    finds(&model("google.tts"), &["t4"]);
    // Two models of one job are not one model.
    finds(&model("azure transcribe"), &[]);
    finds(&model(" "), &["t6", "t5", "t4", "t3", "t7", "t2", "t1"]);
}

#[test]
fn the_amount_counts_whether_added_or_taken() {
    let amount = |least: Option<&str>, most: Option<&str>| Filter {
        least: least.map(credits),
        most: most.map(credits),
        ..Filter::default()
    };
    finds(&amount(Some("1.44"), Some("2.0")), &["t5", "t7", "t2"]);
    finds(&amount(Some("3.02122752"), None), &["t4", "t1"]);
    finds(&amount(None, Some("0.0000001")), &["t6"]);
    finds(&amount(Some("2"), Some("1")), &[]);
}

#[test]
fn every_word_stands_in_names_notes_and_ids() {
    let search = |text: &str| Filter { search: text.to_owned(), ..Filter::default() };
    finds(&search("meeting BOARD"), &["t5", "t3", "t2"]);
    finds(&search("über"), &["t4"]);
    finds(&search("job-t"), &["t4", "t3", "t2"]);
    finds(&search("T7"), &["t7"]);
    finds(&search("card"), &["t1"]);
    finds(&search("meetingin"), &[]);
    // What stands in two rows is in neither.
    finds(&search("t1t2"), &[]);
}

#[test]
fn all_of_it_must_hold() {
    let filter = Filter {
        from: day("2026-01-02"),
        to: day("2026-01-31"),
        kinds: vec![Kind::Usage],
        model: "aws".to_owned(),
        least: Some(credits("2")),
        most: None,
        search: "board".to_owned(),
    };
    finds(&filter, &["t4"]);
    assert!(!filter.is_empty() && Filter::default().is_empty());
}

#[test]
fn rows_add_up_exactly() {
    let ledger = year();
    let all = ledger.sums(&ledger.rows(&Filter::default())).unwrap();
    // 25 + 1.44; 1.44 + 0.5442 + 3.02122752 + 0.0000001 + 2; and their difference.
    assert_eq!(all.added, credits("26.44"));
    assert_eq!(all.taken, credits("-7.00542762"));
    assert_eq!(all.net, credits("19.43457238"));
    assert_eq!(all.net, ledger.wallet().total);
    assert_eq!(all.digits, 6);
    let some =
        Filter { kinds: vec![Kind::Usage], most: Some(credits("1.44")), ..Filter::default() };
    let some = ledger.sums(&ledger.rows(&some)).unwrap();
    assert_eq!((some.added, some.net), (Credits::ZERO, credits("-1.9842")));
    assert_eq!(some.digits, 4);
    let none = ledger.sums(&[]).unwrap();
    assert_eq!((none.net, none.digits), (Credits::ZERO, 2));
}

#[test]
fn sums_of_many_digits_are_exact_where_they_fit() {
    // In units of the last digit they are 8e28 together, more than a figure holds; the sum itself is 800.
    let amounts = [
        "299.99999999999999999999999999",
        "300.00000000000000000000000001",
        "100.00000000000000000000000001",
        "99.99999999999999999999999999",
    ];
    let rows = amounts.iter().enumerate().map(|(number, amount)| {
        row(&format!("t{number}"), "2026-01-01", Kind::TopUp, amount, "", &[])
    });
    let ledger = ledger(rows.collect());
    let all = ledger.rows(&Filter::default());
    assert_eq!(ledger.sums(&all).unwrap().net, credits("800"));
}

#[test]
fn models_are_known_once() {
    let ledger = year();
    let known: Vec<_> =
        ledger.models().map(|(model, supplier)| format!("{model} {supplier}")).collect();
    for pair in ["aws/transcribe AWS", "azure/translator Azure", "google/tts Google Cloud"] {
        assert!(known.iter().any(|known| known == pair), "{known:?}");
    }
}

#[test]
fn a_row_that_is_refused_is_not_found() {
    let mut ledger = year();
    let twice = row("t1", "2026-05-01", Kind::TopUp, "1", "again", &[]);
    assert!(ledger.append(Entry::Transaction(twice)).is_err());
    let opening = Opening { credits: credits("1"), time: Timestamp::parse("2026-01-01").unwrap() };
    assert!(ledger.append(Entry::Opening(opening)).is_err());
    assert_eq!(ledger.rows(&Filter { search: "again".to_owned(), ..Filter::default() }), []);
    assert_eq!(ledger.rows(&Filter::default()).len(), 7);
}

/// The fast way against the plain one, on many rows in an order of their own.
#[test]
fn the_fast_way_and_the_plain_one_agree() {
    let mut state = 7_u32;
    let mut below = |limit: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % limit
    };
    let models = ["aws/transcribe AWS", "azure/translator Azure", "openai/gpt-4 OpenAI"];
    let names = ["Board meeting", "Übersetzung", "Calls", "x"];
    let rows = (0..2000).map(|number| {
        let time = format!("2026-{:02}-{:02}T{:02}:00:00Z", below(3) + 1, below(28) + 1, below(24));
        let name = names[below(4) as usize];
        let id = format!("{:x}-{number}", below(u32::MAX));
        match below(4) {
            0 => row(&id, &time, Kind::TopUp, &format!("{}.5", below(50)), name, &[]),
            1 => row(&id, &time, Kind::Adjustment, &format!("-0.{}1", below(99)), name, &[]),
            _ => {
                let lines: Vec<_> = (0..=below(2))
                    .map(|_| format!("{} 0.{}", models[below(3) as usize], below(999)))
                    .collect();
                let lines: Vec<_> = lines.iter().map(String::as_str).collect();
                let amounts = lines.iter().map(|line| credits(line.split(' ').nth(2).unwrap()));
                let sum = Credits::ZERO.checked_sub(Credits::sum(amounts).unwrap()).unwrap();
                row(&id, &time, Kind::Usage, &sum.to_string(), name, &lines)
            }
        }
    });
    let ledger = ledger(rows.collect());
    let filters = [
        Filter::default(),
        Filter { search: "a".to_owned(), ..Filter::default() },
        Filter { search: "ab 1".to_owned(), ..Filter::default() },
        Filter { search: "ÜBER".to_owned(), model: "gpt".to_owned(), ..Filter::default() },
        Filter { from: day("2026-02-10"), to: day("2026-03-05"), ..Filter::default() },
        Filter {
            kinds: vec![Kind::TopUp, Kind::Usage],
            least: Some(credits("0.3")),
            ..Filter::default()
        },
        Filter { search: "meeting".to_owned(), most: Some(credits("12.5")), ..Filter::default() },
    ];
    for filter in filters {
        let all = ledger.transactions();
        let mut expected: Vec<u32> =
            (0..2000).filter(|place| filter.matches(&all[*place as usize])).collect();
        expected.sort_by_key(|place| (all[*place as usize].time, *place));
        expected.reverse();
        let rows = ledger.rows(&filter);
        assert!(!rows.is_empty(), "{filter:?} finds nothing");
        assert_eq!(rows, expected, "{filter:?}");
        let sum = Credits::sum(rows.iter().map(|place| all[*place as usize].credits)).unwrap();
        assert_eq!(ledger.sums(&rows).unwrap().net, sum);
    }
}
