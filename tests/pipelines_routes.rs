//! Weights of the routes behind a DECISION, by hand arithmetic and as laws, on the cards of this build.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use one_credit::catalog;
use one_credit_engine::{
    assumption::Spread,
    estimate::{Estimate, LineCost},
    pipeline::{Pipeline, PipelineProblem, PipelineRequest, Preview},
    tariff::Context,
    time::Timestamp,
};
use proptest::prelude::*;

/// INPUT 0 and DECISION 1, then nodes and links as `(from, to)`, with the paths of the DECISION's routes.
fn decides(nodes: &str, links: &[(u32, u32)], paths: &[&[u32]]) -> Pipeline {
    let routes = paths.iter().map(|path| {
        format!(r#"{{"type": "checkValue", "operation": "equal", "value": "x", "path": {path:?}}}"#)
    });
    let routes = routes.collect::<Vec<_>>().join(", ");
    let links = [(0, 1)].iter().chain(links).map(|(from, to)| {
        let into = if *to == 1 { "passthrough" } else { "text" };
        format!(r#"{{"from": {from}, "to": {to}, "paramMapping": [{{"from": "data", "to": "{into}"}}]}}"#)
    });
    let links = links.collect::<Vec<_>>().join(", ");
    let json = format!(
        r#"{{"nodes": [{{"number": 0, "type": "INPUT"}},
            {{"number": 1, "type": "DECISION", "label": "Decide", "routes": [{routes}]}}, {nodes}],
            "links": [{links}]}}"#
    );
    Pipeline::read(&json).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn asset(number: u32, model: &str) -> String {
    format!(r#"{{"number": {number}, "type": "ASSET", "assetId": "{model}"}}"#)
}

/// Two translators behind a DECISION.
fn fork() -> Pipeline {
    let nodes = [asset(2, "azure/translator"), asset(3, "azure/translator")].join(", ");
    decides(&nodes, &[(1, 2), (1, 3)], &[&[2], &[3]])
}

fn request(volume: (&str, &str), weights: &[(u32, u32, &str)]) -> PipelineRequest {
    let at = Timestamp::parse("2026-11-22").unwrap();
    let mut request = PipelineRequest::new(Context::at(at));
    request.set_volume(0, volume.0, volume.1).unwrap();
    for (node, to, share) in weights {
        request.set_route(*node, *to, share).unwrap();
    }
    request
}

const MILLION: (&str, &str) = ("characters", "1000000");

#[track_caller]
fn preview(pipeline: &Pipeline, request: &PipelineRequest) -> Preview {
    pipeline.preview(catalog(), request).unwrap_or_else(|problem| panic!("{problem}"))
}

fn spread<T: ToString>(spread: Spread<T>) -> [String; 3] {
    [spread.low, spread.expected, spread.high].map(|figure| figure.to_string())
}

/// `node quantity credits`, as expected; the estimate has no gap.
fn lines(estimate: &Estimate) -> Vec<String> {
    estimate
        .lines
        .iter()
        .map(|line| match line.cost {
            LineCost::Priced(cost) => {
                format!("{} {} {}", line.node.unwrap(), line.quantity.expected, cost.value.expected)
            }
            LineCost::Gap(_) => panic!("{line:?}"),
        })
        .collect()
}

#[track_caller]
fn costs(pipeline: &Pipeline, weights: &[(u32, u32, &str)], expected: &[&str]) {
    assert_eq!(lines(&preview(pipeline, &request(MILLION, weights)).estimate), expected);
}

#[test]
fn a_branch_is_charged_for_its_share_of_the_runs() {
    // 10 C a million characters.
    costs(&fork(), &[], &["2 1000000 10", "3 1000000 10"]);
    costs(&fork(), &[(1, 2, "0.25"), (1, 3, "0.75")], &["2 250000 2.5", "3 750000 7.5"]);
    // In one run of ten, neither is taken.
    costs(&fork(), &[(1, 2, "0.2"), (1, 3, "0.7")], &["2 200000 2", "3 700000 7"]);
}

#[test]
fn a_route_without_a_weight_has_what_is_left() {
    costs(&fork(), &[(1, 2, "0.25")], &["2 250000 2.5", "3 750000 7.5"]);
    let nodes = [2, 3, 4].map(|number| asset(number, "azure/translator")).join(", ");
    let three = decides(&nodes, &[(1, 2), (1, 3), (1, 4)], &[]);
    // Nobody knows how 0.6 is parted between two: both have it, an upper bound.
    costs(&three, &[(1, 3, "0.4")], &["2 600000 6", "3 400000 4", "4 600000 6"]);
    let said = preview(&three, &request(MILLION, &[(1, 3, "0.4")])).estimate.warnings;
    let decision = said.iter().find(|said| said.starts_with(r#"node 1 "Decide""#)).unwrap();
    assert!(
        decision.ends_with("; each route without a weight has all that is left, an upper bound")
    );
}

#[test]
fn nodes_of_one_route_run_together() {
    let nodes = [2, 3, 4].map(|number| asset(number, "azure/translator")).join(", ");
    let three = decides(&nodes, &[(1, 2), (1, 3), (1, 4)], &[&[2, 3], &[4]]);
    costs(&three, &[(1, 4, "0.3")], &["2 700000 7", "3 700000 7", "4 300000 3"]);
    costs(&three, &[(1, 2, "0.6"), (1, 4, "0.4")], &["2 600000 6", "3 600000 6", "4 400000 4"]);
}

#[test]
fn weights_replace_the_upper_bound_and_are_said() {
    let upper = r#"node 1 "Decide": every branch behind it is charged once"#;
    let said = |weights: &[_]| preview(&fork(), &request(MILLION, weights)).estimate.warnings;
    assert!(said(&[]).iter().any(|said| said.starts_with(upper)));
    let weighted = said(&[(1, 2, "0.25")]);
    assert!(!weighted.iter().any(|said| said.starts_with(upper)));
    let sentence = r#"node 1 "Decide": what is behind it is charged by weight: node 2 "ASSET" for 0.25 of the runs, node 3 "ASSET" for 0.75 of the runs"#;
    assert!(weighted.iter().any(|said| said == sentence), "{weighted:?}");
}

#[test]
fn what_is_never_taken_costs_nothing_and_says_so() {
    let estimate = preview(&fork(), &request(MILLION, &[(1, 2, "0")])).estimate;
    assert_eq!(lines(&estimate), ["3 1000000 10"]);
    let sentence =
        r#"node 2 "ASSET" costs nothing here: node 1 "Decide" sends none of what is given its way"#;
    assert!(estimate.warnings.iter().any(|said| said == sentence), "{:?}", estimate.warnings);
}

#[test]
fn branches_that_meet_bring_what_each_has() {
    let nodes = [2, 3, 4].map(|number| asset(number, "azure/translator")).join(", ");
    let meets = decides(&nodes, &[(1, 2), (1, 3), (2, 4), (3, 4)], &[&[2], &[3]]);
    costs(&meets, &[], &["2 1000000 10", "3 1000000 10", "4 2000000 20"]);
    // 250,000 + 750,000, in every run.
    costs(&meets, &[(1, 2, "0.25")], &["2 250000 2.5", "3 750000 7.5", "4 1000000 10"]);
    let view = &preview(&meets, &request(MILLION, &[(1, 2, "0.25")])).nodes;
    assert_eq!(spread(view[2].volume[0].quantity), ["250000"; 3]);
    assert_eq!(spread(view[4].volume[0].quantity), ["1000000"; 3]);
}

#[test]
fn decisions_behind_decisions_multiply() {
    let nodes = [
        asset(2, "azure/translator"),
        r#"{"number": 3, "type": "DECISION"}"#.to_owned(),
        asset(4, "azure/translator"),
        asset(5, "azure/translator"),
        asset(6, "azure/translator"),
    ]
    .join(", ");
    let links = [(1, 2), (1, 3), (3, 4), (3, 5), (4, 6), (5, 6)];
    let nested = decides(&nodes, &links, &[&[2], &[3]]);
    let weights = [(1, 3, "0.5"), (3, 4, "0.2")];
    // 0.5 x 0.2 and 0.5 x 0.8; where they meet, half of the runs.
    let expected = ["2 500000 5", "4 100000 1", "5 400000 4", "6 500000 5"];
    costs(&nested, &weights, &expected);
}

#[test]
fn a_least_quantity_is_due_as_often_as_the_route_is_taken() {
    let nodes = [asset(2, "aws/transcribe"), asset(3, "aws/transcribe")];
    let fork = decides(&nodes.join(", "), &[(1, 2), (1, 3)], &[&[2], &[3]]);
    let request = request(("seconds.audio", "8"), &[(1, 2, "0.25")]);
    let estimate = preview(&fork, &request).estimate;
    // 8 s are billed as 15 s, 0.006 C, in a quarter and in three quarters of the runs.
    assert_eq!(lines(&estimate), ["2 2 0.0015", "3 6 0.0045"]);
}

#[test]
fn so_it_is_where_nested_routes_meet() {
    let decision = r#"{"number": 3, "type": "DECISION"}"#;
    let nodes = [
        asset(2, "aws/transcribe"),
        decision.to_owned(),
        r#"{"number": 4, "type": "SCRIPT"}"#.to_owned(),
        r#"{"number": 5, "type": "SCRIPT"}"#.to_owned(),
        asset(6, "aws/transcribe"),
    ]
    .join(", ");
    let links = [(1, 2), (1, 3), (3, 4), (3, 5), (4, 6), (5, 6)];
    let nested = decides(&nodes, &links, &[&[2], &[3]]);
    let request = request(("seconds.audio", "8"), &[(1, 3, "0.5"), (3, 4, "0.2")]);
    // Both transcribe 8 s, billed as 15 s, in half of the runs.
    assert_eq!(lines(&preview(&nested, &request).estimate), ["2 4 0.003", "6 4 0.003"]);
}

#[test]
fn lows_are_weighed_with_lows() {
    let translator = r#"{"number": 3, "type": "ASSET", "assetId": "azure/translator", "inputValues": [
        {"code": "sourcelanguage", "value": "en"}, {"code": "targetlanguage", "value": "es"}]}"#;
    let nodes = [asset(2, "aws/transcribe"), translator.to_owned()].join(", ");
    let chain = decides(&nodes, &[(1, 2), (2, 3)], &[&[2]]);
    let estimate = preview(&chain, &request(("seconds.audio", "3600"), &[(1, 2, "0.5")])).estimate;
    let translated = estimate.lines[1].cost.credits().unwrap();
    // Half of 60 min x 600, 907 and 1,175 characters at 10 C a million.
    assert_eq!(spread(translated), ["0.18", "0.2721", "0.3525"]);
}

#[test]
fn weights_that_cannot_be_are_refused_with_their_place() {
    let refused = |weights: &[_]| {
        let problem = fork().preview(catalog(), &request(MILLION, weights)).unwrap_err();
        (problem.message(), problem.path())
    };
    let told = |message: &str, path: &str| (message.to_owned(), path.to_owned());
    assert_eq!(
        refused(&[(1, 2, "0.6"), (1, 3, "0.6")]),
        told(
            r#"node 1 "Decide": the weights of its routes come to 1.2; together they are at most 1"#,
            "routes.1"
        )
    );
    assert_eq!(
        refused(&[(1, 9, "0.6")]),
        told(
            r#"node 1 "Decide" does not lead to node 9; the nodes behind it are 2, 3"#,
            "routes.1.9"
        )
    );
    assert_eq!(
        refused(&[(2, 3, "0.6")]),
        told(
            "routes are given weights at node 2, which is not a DECISION of this pipeline",
            "routes.2"
        )
    );
    let mut request = request(MILLION, &[]);
    let unread = |problem: PipelineProblem| problem.to_string();
    assert_eq!(
        unread(request.set_route(1, 2, "1.5").unwrap_err()),
        "the route from node 1 to node 2: 1.5 is no share; a share lies between 0 and 1  (routes.1.2)"
    );
    assert_eq!(
        unread(request.set_route(1, 2, "-1").unwrap_err()),
        "the route from node 1 to node 2: -1 is negative; it must be 0 or more  (routes.1.2)"
    );
}

/// A share with up to six digits after the point.
fn share() -> impl Strategy<Value = String> {
    (0..=1_000_000_u32).prop_map(|millionths| {
        if millionths == 1_000_000 { "1".to_owned() } else { format!("0.{millionths:06}") }
    })
}

proptest! {
    /// A fork into two equal branches costs as much as one of them, whatever its weights.
    #[test]
    fn equal_branches_cost_as_much_as_one(weight in share(), seconds in 1..10_000_000_u32) {
        let model = "aws/transcribe";
        let nodes = [asset(2, model), asset(3, model)].join(", ");
        let fork = decides(&nodes, &[(1, 2), (1, 3)], &[&[2], &[3]]);
        let alone = decides(&asset(2, model), &[(1, 2)], &[&[2]]);
        // Thousandths, of which the last ones are rounded up to a whole second.
        let volume = format!("{}.{:03}", seconds / 1000, seconds % 1000);
        let volume = ("seconds.audio", volume.as_str());
        let fork = preview(&fork, &request(volume, &[(1, 2, &weight)])).estimate.total;
        let alone = preview(&alone, &request(volume, &[])).estimate.total;
        prop_assert_eq!(spread(fork), spread(alone));
    }

    /// Where everything runs in all runs, weights change nothing but the sentence.
    #[test]
    fn weights_of_one_change_nothing(characters in 0..1_000_000_000_u32) {
        let nodes = [2, 3, 4].map(|number| asset(number, "azure/translator")).join(", ");
        let both = decides(&nodes, &[(1, 2), (1, 3), (2, 4), (3, 4)], &[&[2, 3]]);
        let characters = characters.to_string();
        let volume = ("characters", characters.as_str());
        let weighed = preview(&both, &request(volume, &[(1, 2, "1"), (1, 3, "1")]));
        let plain = preview(&both, &request(volume, &[]));
        prop_assert_eq!(weighed.nodes, plain.nodes);
        prop_assert_eq!(weighed.estimate.lines, plain.estimate.lines);
        prop_assert_eq!(weighed.estimate.total, plain.estimate.total);
    }

    /// A larger share of a dearer branch never costs less.
    #[test]
    fn more_of_the_dearer_costs_more(a in share(), b in share(), characters in 1..1_000_000_u32) {
        let nodes = [asset(2, "google/text-to-speech"), asset(3, "azure/translator")].join(", ");
        let fork = decides(&nodes, &[(1, 2), (1, 3)], &[&[2], &[3]]);
        let characters = characters.to_string();
        let cost = |share: &str| {
            let request = request(("characters", &characters), &[(1, 2, share)]);
            preview(&fork, &request).estimate.total.expected
        };
        // Written with as many digits, or 1 alone.
        let (less, more) = if a <= b { (a, b) } else { (b, a) };
        prop_assert!(cost(&less) <= cost(&more));
    }
}
