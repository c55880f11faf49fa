//! Reading pipelines: the three JSON forms that exist, and files that are wrong.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{fs, path::Path};

use one_credit_engine::{
    money::Credits,
    pipeline::{DataType, FunctionType, HostPrice, HostUnit, NodeKind, Pipeline},
};

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn read(json: &str) -> Pipeline {
    Pipeline::read(json).unwrap_or_else(|errors| {
        panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// Every sentence of a wrong file, in order.
#[track_caller]
fn errors(json: &str) -> Vec<String> {
    match Pipeline::read(json) {
        Ok(pipeline) => panic!("read as {pipeline:?}"),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// A pipeline with an INPUT 0 and these nodes besides.
fn with_nodes(nodes: &str) -> String {
    format!(r#"{{"nodes":[{{"number":0,"type":"INPUT"}},{nodes}]}}"#)
}

#[test]
fn every_fixture_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines");
    let mut count = 0;
    for form in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(form.unwrap().path()).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let pipeline = read(&text);
            assert_eq!(pipeline.order().len(), pipeline.nodes().len());
            let kept = Pipeline::kept_text(&text).unwrap();
            assert_eq!(read(&kept), pipeline, "what is kept of it is the same pipeline");
            assert!(!kept.to_ascii_lowercase().contains("apikey"), "{kept}");
            count += 1;
        }
    }
    assert!(count >= 9, "only {count} fixtures were found");
}

#[test]
fn the_sdk_form() {
    let pipeline = read(&fixture("sdk/linear_asr_mt_tts.json"));
    let kinds: Vec<_> = pipeline.nodes().iter().map(|node| node.kind).collect();
    let asset = NodeKind::Asset;
    assert_eq!(kinds, [NodeKind::Input, asset, asset, asset, NodeKind::Output]);
    let translate = pipeline.node(2).unwrap();
    assert_eq!(translate.label, "ASSET(ID=2)");
    assert_eq!(translate.function.as_deref(), Some("translation"));
    assert_eq!(translate.asset_id.as_deref(), Some("mt_1"));
    assert_eq!(translate.suppliers, ["aws"]);
    assert_eq!(translate.language.as_deref(), Some("en"));
    assert_eq!(translate.target_languages, ["es"]);
    assert_eq!(translate.price, None);
    let input = pipeline.inputs().next().unwrap();
    assert_eq!(input.data_types, [DataType::Audio]);
    assert_eq!(input.default_meter(), Some("seconds.audio"));
    assert_eq!(pipeline.layers(), [[0], [1], [2], [3], [4]]);
    let into = pipeline.incoming(1).next().unwrap();
    assert_eq!(
        (into.mappings[0].from.as_str(), into.mappings[0].to.as_str()),
        ("input", "source_audio")
    );
    assert_eq!(into.mappings[0].to_type, Some(DataType::Audio));
}

#[test]
fn routers_segments_and_layers() {
    let router = read(&fixture("sdk/router.json"));
    let routes = &router.node(3).unwrap().routes;
    assert_eq!((routes[0].data_type, routes[0].to.as_slice()), (DataType::Text, &[1][..]));
    assert_eq!((routes[1].data_type, routes[1].to.as_slice()), (DataType::Audio, &[2][..]));
    assert_eq!(router.node(0).unwrap().default_meter(), None);
    assert_eq!(router.layers(), [vec![0], vec![3], vec![1, 2], vec![4, 5]]);
    let segments = read(&fixture("sdk/segment_reconstruct.json"));
    assert_eq!(segments.node(1).unwrap().function_type, FunctionType::Segmentor);
    assert_eq!(segments.node(3).unwrap().function_type, FunctionType::Reconstructor);
    assert!(read(&fixture("sdk/decision.json")).node(4).unwrap().routes.is_empty());
}

#[test]
fn the_designers_form_with_its_prices() {
    let pipeline = read(&fixture("designer/film.json"));
    assert_eq!(pipeline.name(), Some("Film in two languages"));
    let price = |number: u32| pipeline.node(number).unwrap().price.clone().unwrap();
    let known =
        |amount: &str, unit| HostPrice::Known { amount: Credits::parse(amount).unwrap(), unit };
    assert_eq!(price(1), known("0.000001", HostUnit::Second));
    assert_eq!(price(2), known("0.024", HostUnit::Minute));
    assert_eq!(price(3), known("0.00001", HostUnit::Character));
    assert_eq!(price(4), known("0.36", HostUnit::Hour));
    assert_eq!(price(5), known("0.000002", HostUnit::Token));
    assert_eq!(price(6), known("0.0005", HostUnit::Request));
    let unknown = |reason: &str| HostPrice::Unknown(reason.to_owned());
    assert_eq!(price(7), unknown("its host gives a price of 0 without a unit"));
    assert_eq!(
        price(8),
        unknown(
            "its host gives a price of 0.001 for each \"WORD\", which is not CHAR, TOKEN, TIME or REQUEST"
        )
    );
    assert_eq!(pipeline.node(3).unwrap().target_languages, ["es", "fr"]);
    assert_eq!(pipeline.node(1).unwrap().suppliers, ["acme", "Acme"]);
    assert_eq!(pipeline.node(5).unwrap().suppliers, ["acme"]);
    assert_eq!(pipeline.node(7).unwrap().suppliers, ["acme", "Acme"]);
    assert_eq!(pipeline.node(0).unwrap().default_meter(), Some("seconds.video"));
}

#[test]
fn the_key_of_a_subscription_is_dropped() {
    let json = fixture("designer/film.json");
    let key = "not-a-real-key-0001";
    assert!(json.contains(key));
    assert!(!format!("{:?}", read(&json)).contains(key));
    let cut = &json[..json.len() - 10];
    let wrong = json.replace("\"INPUT\"", "\"ENTRANCE\"");
    let odd = format!(
        r#"{{"subscription":"{key}","nodes":{{"apiKey":"{key}"}},"links":[{{"from":{{"apiKey":"{key}"}}}}]}}"#
    );
    for json in [cut, &wrong, &odd] {
        let errors = Pipeline::read(json).unwrap_err();
        assert!(!format!("{errors:?} {}", errors[0]).contains(key), "{errors:?}");
    }
}

#[test]
fn the_minimal_form() {
    let pipeline = read(&fixture("minimal/translate.json"));
    assert_eq!(pipeline.nodes().len(), 3);
    assert_eq!(pipeline.node(1).unwrap().label, "translation");
    assert_eq!(pipeline.node(2).unwrap().label, "OUTPUT");
    assert_eq!(pipeline.links()[0].mappings.len(), 1, "a link without a mapping still passes on");
}

#[test]
fn units_in_any_case_and_prices_to_the_last_digit() {
    let price = |pricing: &str| {
        let json = with_nodes(&format!(
            r#"{{"number":1,"type":"Asset","function":"x","model":{{"pricing":{pricing}}}}}"#
        ));
        read(&json).node(1).unwrap().price.clone().unwrap()
    };
    for (pricing, amount, unit) in [
        (
            r#"{"price":0.1000000000000000000000000001,"unitType":"char"}"#,
            "0.1000000000000000000000000001",
            HostUnit::Character,
        ),
        (
            r#"{"price":"1E-7","unitType":"Token","unitTypeScale":"HOUR"}"#,
            "0.0000001",
            HostUnit::Token,
        ),
        (
            r#"{"price":1e-05,"unitType":"request","unitTypeScale":"FURLONG"}"#,
            "0.00001",
            HostUnit::Request,
        ),
        (r#"{"price":0,"unitType":"time","unitTypeScale":"second"}"#, "0", HostUnit::Second),
    ] {
        let amount = Credits::parse(amount).unwrap();
        assert_eq!(price(pricing), HostPrice::Known { amount, unit }, "{pricing}");
    }
    for pricing in [
        "{}",
        r#"{"price":0}"#,
        r#"{"price":3,"unitType":""}"#,
        r#"{"price":3,"unitType":null}"#,
        r#"{"unitType":"CHAR"}"#,
        r#"{"price":1,"unitType":"TIME"}"#,
        r#"{"price":1,"unitType":"TIME","unitTypeScale":"DAY"}"#,
    ] {
        assert!(matches!(price(pricing), HostPrice::Unknown(_)), "{pricing}");
    }
}

#[test]
fn what_is_no_pipeline_is_told_in_one_sentence() {
    let no_object = "the file is not a pipeline; a pipeline is a JSON object with nodes and links";
    for (json, sentence) in [
        ("", "the file is empty; a pipeline is a JSON object with nodes and links"),
        ("\u{feff} \n", "the file is empty; a pipeline is a JSON object with nodes and links"),
        ("[]", no_object),
        ("\"nodes\"", no_object),
        ("12", no_object),
        ("null", no_object),
        ("{}", "the pipeline has no nodes; they stand in a list named nodes  (nodes)"),
        (
            r#"{"nodes":null}"#,
            "the pipeline has no nodes; they stand in a list named nodes  (nodes)",
        ),
        (r#"{"nodes":7}"#, "nodes is a number; it must be a list  (nodes)"),
        (
            "{\"nodes\": [\n  oops]}",
            "the file is not JSON that can be read: expected value at line 2, column 3",
        ),
    ] {
        assert_eq!(errors(json), [sentence], "{json}");
    }
}

#[test]
fn huge_and_deep_files_end_in_a_sentence() {
    let brackets = "[".repeat(100_000_000);
    assert_eq!(
        errors(&brackets),
        ["the file has 100000000 bytes; a pipeline of up to 16777216 bytes is read"]
    );
    assert_eq!(errors(&brackets[..1_000_000]).len(), 1);
    let deep = format!("{{\"nodes\":{}", &brackets[..10_000_000]);
    assert!(
        errors(&deep)[0].starts_with("the file is not JSON that can be read: "),
        "{:?}",
        errors(&deep)
    );
    let deep = format!("{{\"other\":{}", &brackets[..10_000_000]);
    assert!(errors(&deep)[0].starts_with("the file is not JSON that can be read: EOF"));
    let empty = format!("{{\"nodes\":[{}{{}}]}}", "{},".repeat(2_000_000));
    let told = errors(&empty);
    assert_eq!(told[0], "the pipeline has 2000001 nodes; up to 100000 are read  (nodes)");
    assert_eq!(told.len(), 1001);
    // 1 for the length, and for each of 100,000 nodes no number and no type; 1,000 are listed.
    assert_eq!(told[1000], "199001 more errors are not listed");
}

#[test]
fn every_error_is_told_at_once_with_its_place() {
    let json = r#"{
        "links": [
            {"from": 0, "to": 9},
            {"from": 7, "to": 8},
            {"from": 1},
            {"from": 1, "to": -2},
            "link"
        ],
        "nodes": [
            {"number": 0, "label": "Start", "type": "asset", "function": "translation"},
            {"number": 0, "label": "Again", "type": "OUTPUT"},
            {"number": 1, "type": "ASSET", "label": "Nothing"},
            {"number": 2, "type": "WEBHOOK", "label": 12},
            {"number": 3.5, "type": "OUTPUT"},
            {"type": "OUTPUT", "label": "Lost"},
            {"number": 4, "label": "No type"},
            {"number": 5, "type": "ASSET", "function": "x", "model": {"pricing": {"price": -1, "unitType": "CHAR"}}},
            {"number": 6, "type": "ASSET", "function": ["x"], "pricing": {"price": "1e400", "unitType": "CHAR"}, "inputValues": [3]},
            null
        ]
    }"#;
    assert_eq!(
        errors(json),
        [
            r#"two nodes have the number 0: node 0 "Start" and node 0 "Again"  (nodes[1].number)"#,
            r#"node 1 "Nothing" has neither function nor assetId, so nobody knows what it does  (nodes[2])"#,
            "the node at place 3: label is a number; it must be a text  (nodes[3].label)",
            r#"node 2: "WEBHOOK" is not a type of node; the types are INPUT, OUTPUT, ASSET, SCRIPT, ROUTER, DECISION  (nodes[3].type)"#,
            "the node at place 4: number is 3.5; it must be a whole number from 0 to 4294967295  (nodes[4].number)",
            r#"the node "Lost" has no number: links find a node by it  (nodes[5].number)"#,
            r#"node 4 "No type" has no type: it says what kind of step the node is  (nodes[6].type)"#,
            "node 5: its price cannot be used: -1 is negative; it must be 0 or more  (nodes[7].model.pricing.price)",
            "node 6: function is a list; it must be a text  (nodes[8].function)",
            "node 6: its price cannot be used: the figure is too large; at most 28 digits can be kept  (nodes[8].pricing.price)",
            "node 6 has neither function nor assetId, so nobody knows what it does  (nodes[8])",
            "node 6: inputValues is a list with a number at place 0; it must be a list of objects  (nodes[8].inputValues)",
            "nodes is null at place 9; it must be a list of objects  (nodes[9])",
            "the pipeline has no INPUT node, so nothing flows into it  (nodes)",
            r#"the link from node 0 "Start" to node 9 dangles: there is no node 9  (links[0])"#,
            "the link from node 7 to node 8 dangles: there is no node 7 and no node 8  (links[1])",
            "the link at place 2 has no to: it is the number of a node  (links[2].to)",
            "the link at place 3: to is -2; it must be a whole number from 0 to 4294967295  (links[3].to)",
            "links is a text at place 4; it must be a list of objects  (links[4])",
        ]
    );
}

#[test]
fn circles_are_named_in_the_order_of_their_links() {
    let json = r#"{"nodes":[
        {"number":0,"type":"INPUT","label":"In"},
        {"number":1,"type":"SCRIPT","label":"A"},{"number":2,"type":"SCRIPT","label":"B"},
        {"number":3,"type":"SCRIPT","label":"C"},{"number":4,"type":"SCRIPT","label":"Alone"},
        {"number":5,"type":"OUTPUT","label":"After"}],
        "links":[{"from":0,"to":1},{"from":1,"to":2},{"from":2,"to":3},{"from":3,"to":2},
        {"from":3,"to":5},{"from":4,"to":4}]}"#;
    assert_eq!(
        errors(json),
        [
            r#"node 2 "B" -> node 3 "C" lead in a circle; work must flow one way  (links)"#,
            r#"node 4 "Alone" leads back to itself; work must flow one way  (links)"#,
        ]
    );
}

#[test]
fn a_chain_of_50_000_nodes_needs_no_deep_stack() {
    let chain = |closes: bool| {
        let nodes: Vec<_> =
            (1..50_000).map(|number| format!(r#"{{"number":{number},"type":"SCRIPT"}}"#)).collect();
        let mut links: Vec<_> = (1..50_000)
            .map(|number| format!(r#"{{"from":{},"to":{number}}}"#, number - 1))
            .collect();
        if closes {
            links.push(r#"{"from":49999,"to":1}"#.to_owned());
        }
        format!(
            r#"{{"nodes":[{{"number":0,"type":"INPUT"}},{}],"links":[{}]}}"#,
            nodes.join(","),
            links.join(",")
        )
    };
    assert_eq!(read(&chain(false)).layers().len(), 50_000);
    assert_eq!(errors(&chain(true)).len(), 1);
}

#[test]
fn odd_names_are_harmless() {
    let pipeline = read(&with_nodes(
        r#"{"number":"1","type":"ASSET","function":"__proto__","assetId":"__proto__","label":"__proto__",
            "supplier":"constructor","__proto__":{"number":2},"inputValues":[{"code":"__proto__","value":{"a":[1]}}]}"#,
    ));
    let node = pipeline.node(1).unwrap();
    assert_eq!((node.label.as_str(), node.asset_id.as_deref()), ("__proto__", Some("__proto__")));
}

#[test]
fn a_key_that_is_given_twice_is_an_error() {
    let json = with_nodes(r#"{"number":1,"type":"OUTPUT","label":"Out","number":2}"#);
    let sentence =
        "the node at place 1: number is given twice; it must be given once  (nodes[1].number)";
    assert_eq!(errors(&json), [sentence]);
    let unknown = with_nodes(r#"{"number":1,"type":"OUTPUT","size":1,"size":2}"#);
    assert_eq!(read(&unknown).nodes().len(), 2, "keys that nobody asks for may be anything");
}
