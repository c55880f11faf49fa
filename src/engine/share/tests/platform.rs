//! What platforms give: wallets, benchmark jobs, results of models and agents.

use super::*;

fn wallet(text: &str, ledger: &Ledger) -> (Ledger, Import) {
    let import = imported(text, ledger);
    assert_eq!(import.shape, Shape::Wallet);
    (after(ledger, &import), import)
}

#[test]
fn a_wallet_becomes_an_adjustment_and_a_reservation() {
    let text = r#"{"totalBalance": "12.5", "reservedBalance": 2.25, "apiKey": "x"}"#;
    let (ledger, import) = wallet(text, &Ledger::default());
    assert_eq!(ledger.wallet().total, credits("12.5"));
    assert_eq!(ledger.wallet().reserved, credits("2.25"));
    assert_eq!(*ledger.reservations()[0].job.name, *"Reserved on the platform");
    assert_eq!((import.added, import.known), (1, 0));
    // Once more changes nothing.
    let (same, import) = wallet(text, &ledger);
    assert_eq!(same, ledger);
    assert_eq!((import.entries.len(), import.known), (0, 1));
    // Less of both, then nothing reserved.
    let (less, _) = wallet(r#"{"totalBalance": 1.5, "reservedBalance": "1"}"#, &ledger);
    assert_eq!((less.wallet().total, less.wallet().reserved), (credits("1.5"), credits("1")));
    assert_eq!(less.transactions()[1].credits, credits("-11"));
    let (none, _) = wallet(r#"{"totalBalance": 1.5}"#, &less);
    assert_eq!(none.wallet().reserved, Credits::ZERO);
    assert_eq!(none.transactions().len(), 2);
    // There and back at one moment: each adjustment has an id of its own.
    let (back, _) = wallet(text, &none);
    assert_eq!(back.wallet().total, credits("12.5"));
}

#[test]
fn runs_of_this_ledger_are_part_of_what_is_reserved() {
    let mut ledger = ledger_with(&[transaction("a", "2026-11-01", Kind::TopUp, "10", "10")]);
    let job =
        Job { id: Name::from("r"), name: Name::from("Run"), estimated: None, lines: Vec::new() };
    let reservation =
        crate::ledger::Reservation { job: Box::new(job), time: now(), credits: credits("3") };
    ledger.append(Entry::Reservation(reservation)).unwrap();
    let (more, _) = wallet(r#"{"totalBalance": 10, "reservedBalance": 4}"#, &ledger);
    assert_eq!(more.wallet().reserved, credits("4"));
    assert_eq!(more.reservations()[1].credits, credits("1"));
    let (fewer, import) = wallet(r#"{"totalBalance": 10, "reservedBalance": 2}"#, &ledger);
    assert_eq!((fewer.wallet().reserved, import.entries.len()), (credits("3"), 0));
}

#[test]
fn wallets_that_are_wrong() {
    refused(
        r#"{"totalBalance": 1, "reservedBalance": 2}"#,
        "more is reserved (2) than there is (totalBalance 1)  (history)",
    );
    refused(
        r#"{"totalBalance": "a lot", "reservedBalance": 2}"#,
        "\"a lot\" is not a decimal number such as 12.5 (totalBalance)  (history)",
    );
    refused(
        r#"{"totalBalance": 1, "reservedBalance": -2}"#,
        "-2 is negative; it must be 0 or more (reservedBalance)  (history)",
    );
}

const BENCHMARK: &str = r#"{
    "jobId": "b1", "status": "completed", "benchmark": {"id": "x", "name": "Translators"},
    "completedAt": "2026-11-20T10:00:00Z",
    "iterations": [
        {"pipeline": "m1", "credits": 0.125, "runtime": 3.5, "status": "SUCCESS"},
        {"model": {"id": "m2", "name": "Second"}, "credits": "0.25", "supplier": {"id": 1, "name": "AWS"}},
        {"pipeline": "m3", "credits": null}
    ]
}"#;

#[test]
fn a_benchmark_is_a_usage_with_a_line_for_each_iteration() {
    let import = imported(BENCHMARK, &Ledger::default());
    let ledger = after(&Ledger::default(), &import);
    let usage = ledger.find("b1").unwrap();
    assert_eq!(usage.credits, credits("-0.375"));
    assert_eq!(usage.time, moment("2026-11-20T10:00:00Z"));
    let job = usage.job.as_ref().unwrap();
    assert_eq!(*job.name, *"Translators");
    let lines: Vec<_> = job
        .lines
        .iter()
        .map(|line| (line.step.as_ref(), line.model.as_ref(), line.label.as_ref(), line.credits))
        .collect();
    assert_eq!(
        lines,
        [
            ("1", "m1", "m1", Some(credits("0.125"))),
            ("2", "m2", "Second", Some(credits("0.25"))),
            ("3", "m3", "m3", None),
        ]
    );
    assert_eq!(*job.lines[1].supplier, *"AWS");
    assert_eq!(imported(BENCHMARK, &ledger).known, 1);
    // Recorded here when the run ended, under an id of this ledger.
    let mut own = usage.clone();
    own.id = Name::from("own");
    assert_eq!(imported(BENCHMARK, &ledger_with(&[own])).known, 1);
}

#[test]
fn a_benchmark_may_cost_more_than_its_iterations_and_never_less() {
    let with = |total: &str| {
        BENCHMARK.replacen("\"status\"", &format!("\"usedCredits\": {total}, \"status\""), 1)
    };
    let ledger = after(&Ledger::default(), &imported(&with("0.5"), &Ledger::default()));
    let usage = ledger.find("b1").unwrap();
    assert_eq!(usage.credits, credits("-0.5"));
    let rest = usage.job.as_ref().unwrap().lines.last().unwrap();
    assert_eq!(
        (rest.label.as_ref(), rest.credits),
        ("Beside the iterations", Some(credits("0.125")))
    );
    refused(
        &with("0.25"),
        "the iterations add up to 0.375, but the job cost 0.25 (iterations)  (history:1)",
    );
    refused(
        &BENCHMARK.replacen("0.125", "-1", 1),
        "what an iteration cost is below 0 (iterations[0].credits)  (history:1)",
    );
    refused(
        &BENCHMARK.replacen("0.125", "{}", 1),
        "there should be a number, not an object (iterations[0].credits)  (history:1)",
    );
}

#[test]
fn a_run_that_goes_on_is_passed_over() {
    let running = BENCHMARK.replacen("completed\"", "in_progress\"", 1);
    let import = imported(&running, &Ledger::default());
    assert_eq!((import.entries.len(), import.unfinished), (0, 1));
}

#[test]
fn results_of_models_and_agents() {
    let is = |result: &str, cost: &str| {
        let import = imported(result, &Ledger::default());
        let ledger = after(&Ledger::default(), &import);
        let usage = &ledger.transactions()[0];
        assert_eq!(usage.credits, credits(cost), "{result}");
        assert_eq!(usage.time, now());
        assert_eq!(usage.job.as_ref().unwrap().lines.len(), 1);
        // Read at another time it is the same result.
        let later = moment("2026-12-24");
        let again = read(result, "history", &ledger, later).unwrap();
        assert_eq!((again.known, again.entries.len()), (1, 0), "{result}");
    };
    is(
        r#"{"requestId": "r1", "data": "Hola", "completed": true, "usedCredits": 0.0005}"#,
        "-0.0005",
    );
    is(
        r#"{"status": "SUCCESS", "data": "Hola", "used_credits": "5e-4", "run_time": 1.25}"#,
        "-0.0005",
    );
    is(r#"{"credits_used": 0.5, "model": {"id": "m", "name": "Model"}}"#, "-0.5");
    is(r#"{"executionStats": {"credits": 0.07, "runtime": 3}}"#, "-0.07");
    is(
        r#"{"data": {"output": "x", "executionStats": {"credits": 0.07}}, "status": "SUCCESS"}"#,
        "-0.07",
    );
    is(r#"{"id": 17, "usedCredits": 0}"#, "0");
}

#[test]
fn lists_of_results() {
    let text = r#"[
        {"usedCredits": 0.5, "data": "a"},
        {"usedCredits": 0.5, "data": "b"},
        {"usedCredits": 0.5, "data": "a"}
    ]"#;
    let import = imported(text, &Ledger::default());
    // The third says nothing that the first does not say.
    assert_eq!((import.added, import.known, import.balance), (2, 1, credits("-1")));
    let ledger = after(&Ledger::default(), &import);
    // Laid out otherwise it is the same content.
    assert_eq!(imported(r#"[{ "usedCredits":0.5 ,"data":"b" }]"#, &ledger).known, 1);
    assert_eq!(imported(r#"{"results": [{"usedCredits": 0.5, "data": ["b"]}]}"#, &ledger).added, 1);
    refused(
        "[{\"usedCredits\": 1},\n{\"usedCredits\": 1, \"used_credits\": 2}]",
        "used_credits is 2, but usedCredits is 1 (used_credits)  (history:2)",
    );
    refused(
        r#"{"data": {"executionStats": {"credits": -1}}}"#,
        "-1 is negative; it must be 0 or more (data.executionStats.credits)  (history:1)",
    );
    refused(
        "[{\"id\": \"r\", \"usedCredits\": 1},\n{\"id\": \"r\", \"usedCredits\": 2}]",
        "transaction r is there already with other content: here it is a usage of -1 on 2026-11-22T12:00:00Z, in the file a usage of -2 on 2026-11-22T12:00:00Z  (history:2)",
    );
}
