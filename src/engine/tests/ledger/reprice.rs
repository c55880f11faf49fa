//! Finished jobs at the prices of another day.

use one_credit_engine::{
    estimate::Estimate,
    ledger::{Actual, Entry, Job, JobLine, RunEnd, RunStart},
};

use crate::cards::{
    Volumes, calls, catalog, credits, estimate, ledger_of, moment, quantity, today,
};

fn job(lines: Vec<JobLine>) -> Job {
    Job { id: "j1".into(), name: "Calls".into(), estimated: None, lines }
}

fn line(step: &str, model: &str, meter: &str, amount: Option<&str>) -> JobLine {
    JobLine {
        step: step.into(),
        label: "".into(),
        model: model.into(),
        supplier: "".into(),
        function: "".into(),
        meter: meter.into(),
        quantity: amount.map(quantity),
        rate: None,
        rate_from: None,
        credits: None,
        estimated: None,
    }
}

fn gaps(estimate: &Estimate) -> Vec<&str> {
    estimate.gaps().map(|(_, gap)| gap.0.as_str()).collect()
}

#[test]
fn a_job_is_priced_at_the_rates_of_the_day() {
    let catalog = catalog();
    let job = job(vec![
        line("1", "aws/transcribe", "seconds.audio", Some("3600")),
        line("2", "azure/translator", "characters", Some("54420")),
    ]);
    let then = job.reprice(&catalog, today()).unwrap();
    assert_eq!(then.total.expected, credits("1.9842"));
    // 1.44 + 54,420 x 12 / 1,000,000.
    let now = job.reprice(&catalog, moment("2026-12-01")).unwrap();
    assert_eq!(now.total.expected, credits("2.09304"));
    assert_eq!(now.lines[1].node, Some(2));
    assert!(now.is_complete() && now.warnings.is_empty());
    let before = job.reprice(&catalog, moment("2020-01-01")).unwrap();
    assert_eq!(before.lines.len(), 2);
    assert_eq!(
        gaps(&before)[1],
        "azure/translator has no price on 2020-01-01; the first starts on 2023-10-13"
    );
}

#[test]
fn parts_are_not_billed_twice() {
    // 800 x 2 + 200 x 0.5 + 100 x 8, for a million each: the 200 are part of 1,000.
    let lines = vec![
        line("1", "words/writer", "tokens.input", Some("800")),
        line("1", "words/writer", "tokens.input.cached", Some("200")),
        line("1", "words/writer", "tokens.output", Some("100")),
    ];
    let now = job(lines).reprice(&catalog(), today()).unwrap();
    assert_eq!(now.total.expected, credits("0.0025"));
    // A part without a line of its whole: 200 of 200.
    let part = vec![line("1", "words/writer", "tokens.input.cached", Some("200"))];
    let now = job(part).reprice(&catalog(), today()).unwrap();
    assert_eq!(now.total.expected, credits("0.0001"));
}

#[test]
fn a_model_that_runs_twice_is_priced_twice() {
    // Each of the two requests costs at least 0.05.
    let lines = vec![
        line("1", "words/ocr", "pages", Some("2")),
        line("1", "words/ocr", "minimum", Some("0")),
        line("2", "words/ocr", "pages", Some("3")),
    ];
    let now = job(lines).reprice(&catalog(), today()).unwrap();
    assert_eq!(now.total.expected, credits("0.1"));
    assert_eq!(
        now.warnings[0],
        "words/ocr has prices that depend on each request; the job counts as one request"
    );
}

#[test]
fn what_has_no_figure_is_a_gap_with_its_reason() {
    let catalog = catalog();
    for (lines, reason) in [
        (Vec::new(), "the job has no lines that say what was counted"),
        (
            vec![line("1", "nobody/nothing", "characters", Some("5"))],
            "no rate card has a model \"nobody/nothing\"",
        ),
        (
            vec![line("1", "azure/translator", "", None)],
            "azure/translator: the job does not say how much was counted",
        ),
        (
            vec![line("1", "azure/translator", "smiles", Some("5"))],
            "azure/translator: \"smiles\" is not a meter of the rate cards",
        ),
        (
            vec![line("1", "azure/translator", "pages", Some("5"))],
            "azure/translator has no price for pages",
        ),
        (
            vec![line("1", "", "characters", Some("5"))],
            "1: the job does not say which model it was",
        ),
    ] {
        let now = job(lines).reprice(&catalog, today()).unwrap();
        assert_eq!(gaps(&now), [reason]);
        assert!(!now.is_complete());
    }
    let nothing = job(vec![line("1", "azure/translator", "characters", Some("0"))]);
    let now = nothing.reprice(&catalog, today()).unwrap();
    assert!(now.is_complete() && now.total.expected == credits("0"));
}

#[test]
fn a_settled_run_costs_what_its_preview_said_on_the_same_day() {
    let catalog = catalog();
    let pages: &Volumes = &[("pages", ["2"; 3])];
    let tokens: &Volumes = &[
        ("tokens.input", ["1000"; 3]),
        ("tokens.input.cached", ["200"; 3]),
        ("tokens.output", ["500"; 3]),
    ];
    for preview in
        [calls(&catalog), estimate(&catalog, &[("words/ocr", pages), ("words/writer", tokens)])]
    {
        let mut ledger = ledger_of("10");
        let run = RunStart {
            job: "j1".into(),
            name: "Calls".into(),
            estimate: &preview,
            catalog: &catalog,
            at: today(),
        };
        ledger.append(ledger.reserve_for(run).unwrap()).unwrap();
        let settlement = ledger
            .settle(RunEnd {
                job: "j1".into(),
                name: "".into(),
                actual: Actual::Total(credits("3")),
                at: today(),
                transaction: "t1".into(),
            })
            .unwrap();
        let Entry::Transaction(row) = settlement.entry else { panic!("a charge") };
        let now = row.job.unwrap().reprice(&catalog, today()).unwrap();
        assert!(now.is_complete(), "{:?}", gaps(&now));
        assert_eq!(now.total.expected, preview.total.expected);
    }
}
