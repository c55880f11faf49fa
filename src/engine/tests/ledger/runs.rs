//! Runs from their estimate to their charge.

use one_credit_engine::{
    catalog::Catalog,
    estimate::{Estimate, Gap, LineCost},
    ledger::{
        Actual, ActualLine, CHARGED, Entry, Job, Ledger, LedgerError, Names, Reservation, RunEnd,
        RunStart, Settlement, demo_actual, read_record, record_text,
    },
    tariff::UnitRate,
};

use crate::cards::{calls, catalog, credits, estimate, ledger_of, quantity, today};

fn start(ledger: &mut Ledger, catalog: &Catalog, estimate: &Estimate) -> Reservation {
    let entry = ledger
        .reserve_for(RunStart {
            job: "j1".into(),
            name: "Calls to Spanish".into(),
            estimate,
            catalog,
            at: today(),
        })
        .unwrap();
    ledger.append(entry.clone()).unwrap();
    match entry {
        Entry::Reservation(reservation) => reservation,
        other => panic!("{other:?} reserves nothing"),
    }
}

fn end(ledger: &mut Ledger, actual: Actual) -> (Settlement, Job) {
    let settlement = ledger
        .settle(RunEnd {
            job: "j1".into(),
            name: "Told by the host".into(),
            actual,
            at: today(),
            transaction: "t1".into(),
        })
        .unwrap();
    ledger.append(settlement.entry.clone()).unwrap();
    let job = ledger.charged_for("j1").unwrap().job.as_deref().unwrap().clone();
    (settlement, job)
}

fn charge(step: &str, meter: &str, amount: &str) -> ActualLine {
    ActualLine {
        step: step.into(),
        label: "".into(),
        model: "".into(),
        supplier: "".into(),
        meter: meter.into(),
        quantity: None,
        credits: credits(amount),
    }
}

#[track_caller]
fn wallet_is(ledger: &Ledger, total: &str, reserved: &str, available: &str) {
    let wallet = ledger.wallet();
    let available_now = wallet.available().unwrap();
    assert_eq!(
        [wallet.total, wallet.reserved, available_now].map(|credits| credits.to_string()),
        [total, reserved, available]
    );
}

#[test]
fn a_run_sets_its_expected_total_aside() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let reservation = start(&mut ledger, &catalog, &calls(&catalog));
    wallet_is(&ledger, "10", "1.9842", "8.0158");
    let job = &reservation.job;
    assert_eq!(job.estimated, Some(credits("1.9842")));
    let line = &job.lines[1];
    let texts = [&line.step, &line.model, &line.supplier, &line.function, &line.meter];
    let expected = ["2", "azure/translator", "Microsoft Azure", "translation", "characters"];
    assert_eq!(texts.map(|text| &**text), expected);
    assert_eq!(line.quantity, Some(quantity("54420")));
    assert_eq!(line.rate, Some(UnitRate { amount: credits("10"), per: quantity("1000000") }));
    assert_eq!(line.rate_from.unwrap().to_string(), "2023-10-13");
    assert_eq!((line.credits, line.estimated), (None, Some(credits("0.5442"))));
}

#[test]
fn less_than_expected_sets_the_difference_free() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let mut translated = charge("2", "", "0.5");
    translated.quantity = Some(quantity("50000"));
    let actual = Actual::Lines(vec![charge("1", "seconds.audio", "1.44"), translated]);
    let (settlement, job) = end(&mut ledger, actual);
    // 1.9842 - 1.94.
    assert_eq!((settlement.released, settlement.overdrawn), (credits("0.0442"), None));
    wallet_is(&ledger, "8.06", "0", "8.06");
    assert_eq!(job.lines.len(), 2);
    assert_eq!(job.lines[0].credits, Some(credits("1.44")));
    assert_eq!(job.lines[1].credits, Some(credits("0.5")));
    assert_eq!(job.lines[1].estimated, Some(credits("0.5442")));
    assert_eq!(job.lines[1].quantity, Some(quantity("50000")));
    assert_eq!(*job.name, *"Calls to Spanish");
}

#[test]
fn more_than_there_is_is_charged_and_said() {
    let (catalog, mut ledger) = (catalog(), ledger_of("2"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let (settlement, _) = end(&mut ledger, Actual::Total(credits("2.5")));
    assert_eq!((settlement.released, settlement.overdrawn), (credits("0"), Some(credits("0.5"))));
    wallet_is(&ledger, "-0.5", "0", "-0.5");
}

#[test]
fn exactly_what_was_expected_leaves_nothing_over() {
    let (catalog, mut ledger) = (catalog(), ledger_of("1.9842"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let (settlement, _) = end(&mut ledger, Actual::Total(credits("1.9842")));
    assert_eq!((settlement.released, settlement.overdrawn), (credits("0"), None));
    wallet_is(&ledger, "0", "0", "0");
}

#[test]
fn a_total_alone_is_not_spread_over_the_lines() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let (_, job) = end(&mut ledger, Actual::Total(credits("1.5")));
    let [first, second, charged] = job.lines.as_slice() else { panic!("three lines") };
    assert_eq!((first.credits, second.credits), (None, None));
    assert_eq!(second.estimated, Some(credits("0.5442")));
    assert_eq!((&*charged.label, charged.credits), (CHARGED, Some(credits("1.5"))));
    assert_eq!((charged.quantity, charged.estimated), (None, None));
}

#[test]
fn a_total_is_the_charge_of_an_only_line() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let only = estimate(&catalog, &[("azure/translator", &[("characters", ["54420"; 3])])]);
    start(&mut ledger, &catalog, &only);
    let (_, job) = end(&mut ledger, Actual::Total(credits("0.6")));
    assert_eq!(job.lines.len(), 1);
    assert_eq!(job.lines[0].credits, Some(credits("0.6")));
}

#[test]
fn the_charge_of_a_whole_step_stands_beside_its_meters() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let tokens: [_; 2] = [("tokens.input", ["1000"; 3]), ("tokens.output", ["500"; 3])];
    start(&mut ledger, &catalog, &estimate(&catalog, &[("words/writer", &tokens)]));
    let actual = Actual::Lines(vec![charge("1", "", "0.007"), charge("9", "", "0.001")]);
    let (_, job) = end(&mut ledger, actual);
    let [input, output, step, unknown] = job.lines.as_slice() else { panic!("four lines") };
    assert_eq!((input.credits, output.credits), (None, None));
    // 1,000 x 2 / 1,000,000 and 500 x 8 / 1,000,000.
    assert_eq!(input.estimated, Some(credits("0.002")));
    assert_eq!(output.estimated, Some(credits("0.004")));
    assert_eq!((&*step.model, step.credits), ("words/writer", Some(credits("0.007"))));
    assert_eq!((&*step.meter, step.quantity), ("", None));
    assert_eq!((&*unknown.step, &*unknown.model), ("9", ""));
    wallet_is(&ledger, "9.992", "0", "9.992");
}

#[test]
fn a_line_is_charged_once() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let actual = Actual::Lines(vec![charge("2", "", "0.5"), charge("2", "", "0.25")]);
    let (_, job) = end(&mut ledger, actual);
    let charged: Vec<_> = job.lines.iter().map(|line| (&*line.model, line.credits)).collect();
    assert_eq!(
        charged,
        [
            ("aws/transcribe", None),
            ("azure/translator", Some(credits("0.5"))),
            ("azure/translator", Some(credits("0.25"))),
        ]
    );
}

#[test]
fn a_failed_run_is_released_in_full_and_may_run_again() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    start(&mut ledger, &catalog, &calls(&catalog));
    let release = ledger.fail("j1", today(), "Stopped".into()).unwrap();
    ledger.append(release).unwrap();
    wallet_is(&ledger, "10", "0", "10");
    assert_eq!(*ledger.releases()[0].name, *"Calls to Spanish");
    assert_eq!(
        ledger.fail("j1", today(), "Stopped".into()),
        Err(LedgerError::NothingReserved("j1".into()))
    );
    start(&mut ledger, &catalog, &calls(&catalog));
    wallet_is(&ledger, "10", "1.9842", "8.0158");
}

#[test]
fn a_run_is_settled_after_a_restart() {
    let (catalog, mut before) = (catalog(), ledger_of("10"));
    let reservation = start(&mut before, &catalog, &calls(&catalog));
    let row = Entry::Transaction(before.transactions()[0].clone());
    let text = record_text(&[row, Entry::Reservation(reservation)]);
    drop(before);
    let mut after = Ledger::default();
    for entry in read_record(&mut Names::default(), &text).unwrap() {
        after.append(entry).unwrap();
    }
    let (settlement, job) = end(&mut after, Actual::Lines(vec![charge("1", "", "1.44")]));
    assert_eq!(settlement.released, credits("0.5442"));
    assert_eq!(job.lines[1].estimated, Some(credits("0.5442")));
    wallet_is(&after, "8.56", "0", "8.56");
}

#[test]
fn a_host_may_report_what_was_never_reserved() {
    let mut ledger = ledger_of("10");
    let (settlement, job) = end(&mut ledger, Actual::Total(credits("3")));
    assert_eq!((settlement.released, settlement.overdrawn), (credits("0"), None));
    assert_eq!((&*job.name, job.estimated), ("Told by the host", None));
    assert_eq!(job.lines.len(), 1);
    wallet_is(&ledger, "7", "0", "7");
    let again = RunEnd {
        job: "j1".into(),
        name: "".into(),
        actual: Actual::Total(credits("3")),
        at: today(),
        transaction: "t2".into(),
    };
    assert_eq!(ledger.settle(again), Err(LedgerError::ChargedTwice("j1".into())));
}

#[test]
fn what_a_run_lacks_is_said() {
    let (catalog, ledger) = (catalog(), ledger_of("1"));
    let estimate = calls(&catalog);
    let run = RunStart {
        job: "j1".into(),
        name: "Calls".into(),
        estimate: &estimate,
        catalog: &catalog,
        at: today(),
    };
    let error = ledger.reserve_for(run).unwrap_err();
    assert_eq!(error.missing(), Some(credits("0.9842")));
    assert_eq!(error.to_string(), "the run needs 1.9842 credits, and 1 are available");
}

#[test]
fn a_line_without_a_price_is_never_0() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let mut estimate = calls(&catalog);
    estimate.lines[1].cost = LineCost::Gap(Gap("no price".to_owned()));
    let estimate = Estimate::new(estimate.lines, today()).unwrap();
    let reservation = start(&mut ledger, &catalog, &estimate);
    assert_eq!(reservation.credits, credits("1.44"));
    let line = &reservation.job.lines[1];
    assert_eq!((line.estimated, line.quantity), (None, Some(quantity("54420"))));
    // Without any price there is no estimate, and nothing to set aside.
    let mut ledger = ledger_of("10");
    let gaps = Estimate::new(estimate.lines[1..].to_vec(), today()).unwrap();
    let reservation = start(&mut ledger, &catalog, &gaps);
    assert_eq!((reservation.credits, reservation.job.estimated), (credits("0"), None));
    let Ok(Actual::Lines(lines)) = demo_actual(&catalog, &gaps, 50) else { panic!("no lines") };
    assert!(lines.is_empty());
}

#[test]
fn a_hosts_own_rate_has_no_day() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let mut estimate = calls(&catalog);
    estimate.lines[1].rate = Some(UnitRate { amount: credits("11"), per: quantity("1000000") });
    let reservation = start(&mut ledger, &catalog, &estimate);
    assert!(reservation.job.lines[0].rate_from.is_some());
    assert_eq!(reservation.job.lines[1].rate_from, None);
}

#[test]
fn a_quotient_without_end_is_set_aside_rounded_up() {
    let (catalog, mut ledger) = (catalog(), ledger_of("100"));
    // 10 / 3.
    let thirds = estimate(&catalog, &[("thirds/images", &[("images", ["10"; 3])])]);
    let reservation = start(&mut ledger, &catalog, &thirds);
    assert_eq!(reservation.credits, credits("3.333333333334"));
    let actual = demo_actual(&catalog, &thirds, 50).unwrap();
    let (settlement, _) = end(&mut ledger, actual);
    assert_eq!(settlement.released, credits("0.000000000001"));
    wallet_is(&ledger, "96.666666666667", "0", "96.666666666667");
}

#[test]
fn the_demonstration_charges_between_low_and_high() {
    let catalog = catalog();
    let estimate = calls(&catalog);
    for (percent, translated, characters) in [
        (0, "0.36", "36000"),
        // 0.36 + 0.345 / 4 and 36,000 + 34,500 / 4.
        (25, "0.44625", "44625"),
        (100, "0.705", "70500"),
        (255, "0.705", "70500"),
    ] {
        let Ok(Actual::Lines(lines)) = demo_actual(&catalog, &estimate, percent) else {
            panic!("no lines");
        };
        assert_eq!(lines[0].credits, credits("1.44"), "{percent} %");
        assert_eq!(lines[1].credits, credits(translated), "{percent} %");
        assert_eq!(lines[1].quantity, Some(quantity(characters)), "{percent} %");
    }
}

#[test]
fn the_demonstration_charges_each_line_of_what_was_set_aside() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let steps: [(&str, &crate::cards::Volumes); 2] = [
        ("words/ocr", &[("pages", ["2"; 3])]),
        ("words/writer", &[("tokens.input", ["1000"; 3]), ("tokens.output", ["500"; 3])]),
    ];
    let estimate = estimate(&catalog, &steps);
    start(&mut ledger, &catalog, &estimate);
    let (_, job) = end(&mut ledger, demo_actual(&catalog, &estimate, 60).unwrap());
    // 2 x 0.01, up to the least of 0.05, and the tokens.
    let charged: Vec<_> = job.lines.iter().map(|line| (&*line.meter, line.credits)).collect();
    assert_eq!(
        charged,
        [
            ("pages", Some(credits("0.02"))),
            ("minimum", Some(credits("0.03"))),
            ("tokens.input", Some(credits("0.002"))),
            ("tokens.output", Some(credits("0.004"))),
        ]
    );
    wallet_is(&ledger, "9.944", "0", "9.944");
}

#[test]
fn a_model_of_many_runs_is_one_model() {
    let (catalog, mut ledger) = (catalog(), ledger_of("10"));
    let estimate = calls(&catalog);
    for number in 1..=3 {
        let job = format!("j{number}");
        let run = RunStart {
            job: job.as_str().into(),
            name: "Calls".into(),
            estimate: &estimate,
            catalog: &catalog,
            at: today(),
        };
        ledger.append(ledger.reserve_for(run).unwrap()).unwrap();
        let end = RunEnd {
            job: job.as_str().into(),
            name: "".into(),
            actual: demo_actual(&catalog, &estimate, 50).unwrap(),
            at: today(),
            transaction: format!("t{number}").into(),
        };
        ledger.append(ledger.settle(end).unwrap().entry).unwrap();
    }
    let models: Vec<_> = ledger.models().map(|(model, supplier)| (&**model, &**supplier)).collect();
    let expected = [("aws/transcribe", "AWS"), ("azure/translator", "Microsoft Azure")];
    assert_eq!(models, expected);
}
