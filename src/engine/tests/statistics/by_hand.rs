//! Reports whose figures can be checked with a pencil.

use one_credit_engine::{
    ledger::{
        Kind,
        statistics::{Dimension, Lasts, Report, Statistics, Step},
    },
    money::Credits,
    show::Shown,
};

use super::{Book, credits, day, period};

const AZURE: (&str, &str, &str) = ("azure/translator", "Azure", "translation");
const AWS: (&str, &str, &str) = ("aws/transcribe", "AWS", "speech-recognition");
const POLLY: (&str, &str, &str) = ("aws/polly", "AWS", "speech-synthesis");

fn line(
    (model, supplier, function): (&'static str, &'static str, &'static str),
    credits: &'static str,
) -> super::Line<'static> {
    (model, supplier, function, credits)
}

fn book() -> Book {
    Book::default()
        .other("2026-10-20", Kind::TopUp, "100")
        .usage("2026-10-25T10:00:00Z", &[line(AZURE, "2"), line(POLLY, "1")])
        .usage(
            "2026-11-03T10:00:00Z",
            &[line(AWS, "1.44"), line(AZURE, "0.5442"), line(POLLY, "1.03702752")],
        )
        // Two meters of one model, and a second model of its supplier: one job of each.
        .usage("2026-11-05T23:59:59Z", &[line(AWS, "0.5"), line(AWS, "0.25"), line(POLLY, "0.25")])
        .other("2026-11-06", Kind::Usage, "-3.0")
        .other("2026-11-07", Kind::Refund, "0.75")
        .other("2026-11-08", Kind::Expiry, "-1")
        .other("2026-11-08", Kind::Adjustment, "-2")
}

fn november() -> Report {
    book().statistics().report(period("2026-11-01", "2026-11-10"), day("2026-11-10")).unwrap()
}

/// Name, credits, jobs, the period before.
fn rows(report: &Report, dimension: Dimension) -> Vec<(String, String, u32, String)> {
    let row = |row: &one_credit_engine::ledger::statistics::Row| {
        (row.name.to_string(), row.credits.to_string(), row.jobs, row.before.to_string())
    };
    report.table(dimension).iter().map(row).collect()
}

fn expected(rows: &[(&str, &str, u32, &str)]) -> Vec<(String, String, u32, String)> {
    rows.iter()
        .map(|(name, credits, jobs, before)| {
            ((*name).to_owned(), (*credits).to_owned(), *jobs, (*before).to_owned())
        })
        .collect()
}

#[test]
fn a_period_is_added_up() {
    let report = november();
    // 3.02122752 + 1 + 3.
    assert_eq!(report.spent, credits("7.02122752"));
    assert_eq!(report.jobs, 3);
    assert_eq!(report.refunds, credits("0.75"));
    let before = report.before.unwrap();
    assert_eq!(before.period, period("2026-10-22", "2026-10-31"));
    assert_eq!(before.spent, credits("3"));
    assert!(!before.is_partial);
}

#[test]
fn tables_are_sorted_by_cost() {
    let report = november();
    let models = [
        ("", "3", 1, "0"),
        ("aws/transcribe", "2.19", 2, "0"),
        ("aws/polly", "1.28702752", 2, "1"),
        ("azure/translator", "0.5442", 1, "2"),
    ];
    assert_eq!(rows(&report, Dimension::Model), expected(&models));
    let suppliers = [("AWS", "3.47702752", 2, "1"), ("", "3", 1, "0"), ("Azure", "0.5442", 1, "2")];
    assert_eq!(rows(&report, Dimension::Supplier), expected(&suppliers));
    let functions = [
        ("", "3", 1, "0"),
        ("speech-recognition", "2.19", 2, "0"),
        ("speech-synthesis", "1.28702752", 2, "1"),
        ("translation", "0.5442", 1, "2"),
    ];
    assert_eq!(rows(&report, Dimension::Function), expected(&functions));
    // 42.727…, 31.191…, 18.330…, 7.750…: cut they are 99.8, and the largest remainders are the first two's last.
    let shares: Vec<_> =
        report.table(Dimension::Model).iter().map(|row| row.share.unwrap()).collect();
    let tenths =
        [427, 312, 183, 78].map(|tenths| Shown::Amount(one_credit_engine::Decimal::new(tenths, 1)));
    assert_eq!(shares, tenths);
}

#[test]
fn what_stopped_being_used_is_a_row() {
    let report =
        book().statistics().report(period("2026-11-04", "2026-11-13"), day("2026-11-13")).unwrap();
    let row = report.table(Dimension::Model).iter().find(|row| &*row.name == "azure/translator");
    let row = row.unwrap();
    assert_eq!((row.credits, row.jobs), (Credits::ZERO, 0));
    // 25 October to 3 November: both of its jobs.
    assert_eq!(row.before, credits("2.5442"));
}

#[test]
fn bars_stand_for_every_day() {
    let report = november();
    assert_eq!(report.step, Step::Day);
    let totals: Vec<String> = report.bars.iter().map(|bar| bar.total.to_string()).collect();
    assert_eq!(totals, ["0", "0", "3.02122752", "0", "1", "3", "0", "0", "0", "0"]);
    let names: Vec<&str> = report.series.iter().map(|name| &**name).collect();
    assert_eq!(names, ["", "aws/transcribe", "aws/polly", "azure/translator"]);
    let totals: Vec<String> = report.totals.iter().map(ToString::to_string).collect();
    assert_eq!(totals, ["3", "2.19", "1.28702752", "0.5442"]);
    let parts: Vec<String> = report.bars[2].parts.iter().map(ToString::to_string).collect();
    assert_eq!(parts, ["0", "1.44", "1.03702752", "0.5442"]);
    assert_eq!(report.bars[9].start, day("2026-11-10"));
}

#[test]
fn five_models_have_names_and_the_rest_is_other() {
    let lines = [
        ("a", "S", "f", "7"),
        ("b", "S", "f", "6"),
        ("c", "S", "f", "5"),
        ("d", "S", "f", "4"),
        ("e", "S", "f", "3"),
        ("f", "S", "f", "2"),
        ("g", "S", "f", "1"),
    ];
    let book = Book::default().usage("2026-11-02", &lines);
    // The first week began on Monday, 20 July, before the period.
    let report =
        book.statistics().report(period("2026-07-21", "2026-11-22"), day("2026-11-22")).unwrap();
    assert_eq!(report.step, Step::Week);
    assert_eq!(report.bars.len(), 18);
    assert_eq!(report.bars[0].start, day("2026-07-20"));
    assert_eq!(report.series.len(), 5);
    assert_eq!(report.totals.last().copied(), Some(credits("3")));
    let parts: Vec<String> = report.bars[15].parts.iter().map(ToString::to_string).collect();
    assert_eq!(parts, ["7", "6", "5", "4", "3", "3"]);
    // 7/28, 6/28, …: 25, 21.428…, 17.857…, 14.285…, 10.714…, and 7.142… with 3.571…. Cut, 0.3 are missing; they go to
    // 14.285…, 3.571… and 17.857…, which lost most.
    let shares: Vec<Shown> = [250, 214, 179, 143, 107, 107]
        .map(|tenths| Shown::Amount(one_credit_engine::Decimal::new(tenths, 1)))
        .to_vec();
    assert_eq!(report.shares, shares);
}

#[test]
fn the_pace_counts_the_days_that_are_known() {
    let statistics = book().statistics();
    // 30 days up to 10 November begin on 12 October; the first row is of the 20th: 22 days, and 10.02122752 C.
    let report = statistics.report(period("2026-10-12", "2026-11-10"), day("2026-11-10")).unwrap();
    let pace = report.pace().unwrap();
    assert_eq!((pace.spent, pace.days), (credits("10.02122752"), 22));
    assert_eq!(report.before, None);
    // 50 x 22 / 10.02122752 = 109.766…
    let Lasts::Days { whole, .. } = pace.lasts(credits("50")).unwrap() else { panic!("no days") };
    assert_eq!(whole, 109);
    // Days to come are not days without spend.
    let report = statistics.report(period("2026-11-01", "2026-11-30"), day("2026-11-10")).unwrap();
    assert_eq!(report.pace().unwrap().days, 10);
    assert_eq!(report.bars.len(), 30);
    // The 30 days before began before anything was known.
    assert!(report.before.unwrap().is_partial);
    let report = statistics.report(period("2025-01-01", "2025-01-31"), day("2026-11-10")).unwrap();
    assert_eq!((report.pace(), report.before), (None, None));
    assert_eq!(
        Statistics::default()
            .report(period("2026-11-01", "2026-11-30"), day("2026-11-10"))
            .unwrap()
            .pace(),
        None
    );
}

#[test]
fn a_cost_that_only_the_job_has_is_not_itemised() {
    // 2 C were charged for two models together: a line of its own has them.
    let book = Book::default()
        .usage("2026-11-02", &[("a", "S", "f", ""), ("b", "S", "f", ""), ("", "", "", "2")]);
    let report = book.statistics().report(period("2026-11-02", "2026-11-02"), day("2026-11-02"));
    let report = report.unwrap();
    assert_eq!(rows(&report, Dimension::Model), expected(&[("", "2", 1, "0")]));
    assert_eq!(report.jobs, 1);
    // A job that cost nothing is a job all the same.
    let book = Book::default().usage("2026-11-02", &[("a", "S", "f", "")]);
    let report = book.statistics().report(period("2026-11-02", "2026-11-02"), day("2026-11-02"));
    assert_eq!(rows(&report.unwrap(), Dimension::Model), expected(&[("", "0", 1, "0")]));
}

#[test]
fn another_ledger_begins_anew() {
    let today = period("2026-11-02", "2026-11-02");
    let mut statistics = Book::default().usage("2026-11-02", &[("a", "S", "f", "2")]).statistics();
    let other = Book::default()
        .usage("2026-11-02", &[("a", "S", "f", "3")])
        .usage("2026-11-02", &[("a", "S", "f", "4")]);
    assert!(statistics.extend(&other.0, usize::MAX).unwrap());
    assert_eq!(statistics.report(today, today.last()).unwrap().spent, credits("7"));
    assert!(statistics.extend(&Book::default().0, usize::MAX).unwrap());
    assert_eq!(statistics.report(today, today.last()).unwrap().spent, Credits::ZERO);
}

#[test]
fn a_sum_that_does_not_fit_is_an_error() {
    let book = Book::default()
        .usage("2026-11-02", &[("a", "S", "f", "1e-28"), ("b", "S", "f", "-1e-28")])
        .usage("2026-11-02", &[("a", "S", "f", "1e20")]);
    let mut statistics = Statistics::default();
    let error = statistics.extend(&book.0, usize::MAX).unwrap_err();
    assert_eq!(error.to_string(), "the figure is too large; at most 28 digits can be kept");
    assert_eq!(statistics.extend(&book.0, usize::MAX), Err(error));
}
