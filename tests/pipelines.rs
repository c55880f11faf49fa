//! What pipelines cost: volumes moved along links, by hand arithmetic, on the cards of this build.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::{fs, path::Path};

use one_credit::catalog;
use one_credit_engine::{
    assumption::Spread,
    estimate::{Estimate, LineCost},
    pipeline::{Pipeline, PipelineProblem, PipelineRequest, PricedBy},
    tariff::Context,
    time::Timestamp,
};

fn fixture(name: &str) -> Pipeline {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines").join(name);
    read(&fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[track_caller]
fn read(json: &str) -> Pipeline {
    Pipeline::read(json).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// A request with volumes such as `(0, "characters", "2000")`.
fn on(day: &str, volumes: &[(u32, &str, &str)]) -> PipelineRequest {
    let mut request = PipelineRequest::new(Context::at(Timestamp::parse(day).unwrap()));
    for (node, meter, quantity) in volumes {
        request.set_volume(*node, meter, quantity).unwrap();
    }
    request
}

#[track_caller]
fn estimate(pipeline: &Pipeline, request: &PipelineRequest) -> Estimate {
    pipeline.estimate(catalog(), request).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Low, expected and high as text.
fn spread<T: ToString>(spread: Spread<T>) -> [String; 3] {
    [spread.low, spread.expected, spread.high].map(|figure| figure.to_string())
}

/// The lines as `id low expected high`, a gap as `id ?`.
fn lines(estimate: &Estimate) -> Vec<String> {
    estimate
        .lines
        .iter()
        .map(|line| match line.cost {
            LineCost::Priced(credits) => format!("{} {}", line.id, spread(credits.value).join(" ")),
            LineCost::Gap(_) => format!("{} ?", line.id),
        })
        .collect()
}

fn gaps(estimate: &Estimate) -> Vec<&str> {
    estimate.gaps().map(|(_, gap)| gap.0.as_str()).collect()
}

/// INPUT 0, one ASSET 1 with these fields, OUTPUT 2.
fn one_asset(fields: &str) -> Pipeline {
    read(&format!(
        r#"{{"nodes":[{{"number":0,"type":"INPUT"}},{{"number":1,"type":"ASSET","label":"Work",{fields}}},
            {{"number":2,"type":"OUTPUT"}}],"links":[{{"from":0,"to":1}},{{"from":1,"to":2}}]}}"#
    ))
}

#[test]
fn an_hour_of_english_read_aloud_in_spanish() {
    let request = on("2023-10-13", &[(0, "seconds.audio", "3600")]);
    let estimate = estimate(&fixture("minimal/interview.json"), &request);
    // 60 min x 0.024 = 1.44.
    // 60 x (600, 907, 1175) = (36000, 54420, 70500) characters at 10 C/1M = (0.36, 0.5442, 0.705).
    // x (1.101, 1.191, 1.288) = (39636, 64814.22, 90804) characters at 16 C/1M
    //   = (0.634176, 1.03702752, 1.452864).
    assert_eq!(
        lines(&estimate),
        [
            "1/seconds.audio 1.44 1.44 1.44",
            "2/characters 0.36 0.5442 0.705",
            "3/characters 0.634176 1.03702752 1.452864",
        ]
    );
    assert_eq!(spread(estimate.lines[2].quantity), ["39636", "64814.22", "90804"]);
    assert_eq!(spread(estimate.total), ["2.434176", "3.02122752", "3.597864"]);
    assert!(estimate.is_complete());
    assert!(estimate.warnings.is_empty(), "{:?}", estimate.warnings);
    let used: Vec<_> = estimate.assumptions.iter().map(|used| used.id.as_str()).collect();
    assert_eq!(used, ["speech.characters_per_minute", "language.es.characters_ratio"]);
    for line in &estimate.lines {
        assert!(matches!(line.cost, LineCost::Priced(cost) if !cost.is_rounded));
    }
}

#[test]
fn the_designers_film_by_its_own_prices() {
    let request = on("2026-11-22", &[(0, "seconds.video", "600")]);
    let estimate = estimate(&fixture("designer/film.json"), &request);
    let expected: Vec<_> = estimate
        .lines
        .iter()
        .map(|line| {
            (line.id.as_str(), line.cost.credits().map(|credits| credits.expected.to_string()))
        })
        .collect();
    let priced = |text: &str| Some(text.to_owned());
    // 1: 600 s x 0.000001. 2: 10 min x 0.024, and 10 x 907 = 9070 characters.
    // 3: 9070 x 2 languages x 0.00001. 4: 9070 characters of English are 600 s in each of the two
    // languages, whose pace is English x ratio: 1200 s = 1/3 h x 0.36.
    // 5: 9070 / 4.907 = 1848.37986549... tokens read and as many written, x 0.000002.
    // 6: one request.
    // To 28 digits after the point: 0.01814 / 4.907 = 0.00369675973099653556144283676...
    let tokens = "0.0036967597309965355614428368";
    assert_eq!(
        expected,
        [
            ("1/seconds.audio", priced("0.0006")),
            ("2/seconds.audio", priced("0.24")),
            ("7/gap", None),
            ("3/characters", priced("0.1814")),
            ("5/tokens.input", priced(tokens)),
            ("5/tokens.output", priced(tokens)),
            ("6/requests", priced("0.0005")),
            ("8/gap", None),
            ("4/seconds.audio", priced("0.12")),
        ]
    );
    assert_eq!(
        gaps(&estimate),
        [
            r#"node 7 "Subtitles": its host gives a price of 0 without a unit"#,
            r#"node 8 "Topics": its host gives a price of 0.001 for each "WORD", which is not CHAR, TOKEN, TIME or REQUEST"#,
        ]
    );
    // 0.0006 + 0.24 + 0.1814 + 2 x 0.0036967597309965355614428368 + 0.0005 + 0.12
    assert_eq!(estimate.total.expected.to_string(), "0.5498935194619930711228856736");
    let key = "not-a-real-key-0001";
    assert!(!format!("{estimate:?}").contains(key));
}

#[test]
fn several_targets_bill_the_source_for_each_of_them() {
    let pipeline = one_asset(
        r#""function":"translation","assetId":"azure/translator","inputValues":[
            {"code":"sourcelanguage","value":"en-US"},{"code":"targetlanguages","values":["es","FR","de","es"]}]"#,
    );
    let request = on("2023-10-13", &[(0, "characters", "2000")]);
    let preview = pipeline.preview(catalog(), &request).unwrap();
    // Spanish is named twice and translated once: 2000 x 3 x 0.00001.
    assert_eq!(lines(&preview.estimate), ["1/characters 0.06 0.06 0.06"]);
    let line = &preview.estimate.lines[0];
    assert_eq!(spread(line.quantity), ["6000", "6000", "6000"]);
    let rate = line.rate.unwrap();
    assert_eq!((rate.amount.to_string(), rate.per.to_string()), ("10".into(), "1000000".into()));
    let out: Vec<_> = preview.nodes[2]
        .volume
        .iter()
        .map(|amount| (amount.language.as_deref().unwrap(), spread(amount.quantity)))
        .collect();
    let texts = |figures: [&str; 3]| figures.map(str::to_owned);
    // 2000 x (1.101, 1.191, 1.288), x (1.102, 1.192, 1.280), x (1.103, 1.168, 1.238).
    assert_eq!(
        out,
        [
            ("es", texts(["2202", "2382", "2576"])),
            ("fr", texts(["2204", "2384", "2560"])),
            ("de", texts(["2206", "2336", "2476"])),
        ]
    );
}

#[test]
fn a_language_pair_is_target_over_source() {
    let pipeline = one_asset(
        r#""function":"translation","assetId":"azure/translator","inputValues":[
            {"code":"sourcelanguage","value":"es"},{"code":"targetlanguage","value":"en"}]"#,
    );
    let request = on("2023-10-13", &[(0, "characters", "1191")]);
    let preview = pipeline.preview(catalog(), &request).unwrap();
    // English has no range against itself: 1191 x 1 / 1.191.
    assert_eq!(spread(preview.nodes[2].volume[0].quantity), ["1000", "1000", "1000"]);
}

#[test]
fn tokens_are_the_low_volume_through_the_high_divisor() {
    let pipeline = one_asset(
        r#""function":"text-generation","assetId":"openai/gpt-4","inputValues":[{"code":"language","value":"en"}]"#,
    );
    // cl100k in English: 4.854 (4.450 .. 5.369) characters a token. 115972.0107 is the product of the
    // three, times 1000: through 5.369 it is 4854 x 4.45, through 4.854 4450 x 5.369, and so on.
    let request = on("2023-10-13", &[(0, "characters", "115972.0107")]);
    let estimate = estimate(&pipeline, &request);
    assert_eq!(estimate.lines[0].id, "1/tokens.input");
    assert_eq!(spread(estimate.lines[0].quantity), ["21600.3", "23892.05", "26061.126"]);
    assert!(matches!(estimate.lines[0].cost, LineCost::Priced(cost) if !cost.is_rounded));
    // 1 / 4.854 does not end.
    let third = self::estimate(&pipeline, &on("2023-10-13", &[(0, "characters", "1")]));
    assert!(matches!(third.lines[0].cost, LineCost::Priced(cost) if cost.is_rounded));
    // A quarter of what is read, as much, four times as much.
    let request = on("2023-10-13", &[(0, "tokens.input", "1000")]);
    let estimate = self::estimate(&pipeline, &request);
    assert_eq!(
        lines(&estimate),
        ["1/tokens.input 0.03 0.03 0.03", "1/tokens.output 0.015 0.06 0.24"]
    );
    // Both given: nothing is assumed about the cost.
    let request = on("2023-10-13", &[(0, "tokens.input", "1000"), (0, "tokens.output", "500")]);
    let estimate = self::estimate(&pipeline, &request);
    assert_eq!(
        lines(&estimate),
        ["1/tokens.input 0.03 0.03 0.03", "1/tokens.output 0.03 0.03 0.03"]
    );
}

#[test]
fn pages_become_characters_and_a_summary() {
    let pipeline = read(
        r#"{"nodes":[{"number":0,"type":"INPUT","dataType":["document"]},
        {"number":1,"type":"ASSET","function":"ocr","assetId":"x","model":{"pricing":{"price":0.5,"unitType":"REQUEST"}},
         "inputValues":[{"code":"language","value":"en"}]},
        {"number":2,"type":"ASSET","function":"text-summarization","assetId":"y","model":{"pricing":{"price":1e-3,"unitType":"CHAR"}}},
        {"number":3,"type":"ASSET","function":"text-embedding","assetId":"z","model":{"pricing":{"price":"0.01","unitType":"CHAR"}}},
        {"number":4,"type":"OUTPUT"}],
        "links":[{"from":0,"to":1},{"from":1,"to":2},{"from":2,"to":3},{"from":3,"to":4}]}"#,
    );
    assert_eq!(pipeline.node(0).unwrap().default_meter(), Some("pages"));
    let estimate = estimate(&pipeline, &on("2026-11-22", &[(0, "pages", "3")]));
    // 3 pages x 2000 = 6000 characters x 0.001 = 6; a summary of (0.05, 0.15, 0.3) has
    // (300, 900, 1800) characters x 0.01.
    assert_eq!(
        lines(&estimate),
        ["1/requests 0.5 0.5 0.5", "2/characters 6 6 6", "3/characters 3 9 18"]
    );
}

#[test]
fn a_metric_reads_everything_that_reaches_it() {
    let json = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines/sdk/metric.json"),
    )
    .unwrap()
    .replace(
        "\"assetId\": \"metric_1\"",
        "\"assetId\": \"m\", \"pricing\": {\"price\": 0.001, \"unitType\": \"CHAR\"}",
    );
    let pipeline = read(&json);
    let request = on("2026-11-22", &[(0, "characters", "400"), (1, "characters", "500")]);
    let both = estimate(&pipeline, &request);
    // The target language is not given, so hypotheses are as long as the source: 400 + 500.
    let metric = both.lines.iter().find(|line| line.id == "3/characters").unwrap();
    assert_eq!(spread(metric.cost.credits().unwrap()), ["0.9", "0.9", "0.9"]);
    // 400 x 15 C/1M for the translation, as of Amazon Translate.
    assert_eq!(lines(&both)[0], "2/characters 0.006 0.006 0.006");
    let half = estimate(&pipeline, &on("2026-11-22", &[(0, "characters", "400")]));
    assert_eq!(gaps(&half), [r#"no volume is set for input 1 "INPUT(ID=1)""#]);
    assert!(!half.is_complete());
    assert_eq!(half.total.expected.to_string(), "0.006");
}

#[test]
fn samples_without_volumes_are_gaps_that_name_the_input() {
    for (name, count) in [
        ("linear_asr_mt_tts", 3),
        ("decision", 1),
        ("metric", 2),
        ("router", 2),
        ("segment_reconstruct", 3),
        ("script", 0),
    ] {
        let estimate = estimate(&fixture(&format!("sdk/{name}.json")), &on("2026-11-22", &[]));
        assert_eq!(estimate.total, Spread::default(), "{name}");
        assert_eq!(gaps(&estimate).len(), count, "{name}: {:?}", gaps(&estimate));
    }
    let linear = estimate(&fixture("sdk/linear_asr_mt_tts.json"), &on("2026-11-22", &[]));
    assert_eq!(gaps(&linear), [r#"no volume is set for input 0 "INPUT(ID=0)""#; 3]);
}

#[test]
fn the_linear_sample_is_priced_as_models_of_its_supplier() {
    let request = on("2026-11-22", &[(0, "seconds.audio", "60")]);
    let preview = fixture("sdk/linear_asr_mt_tts.json").preview(catalog(), &request).unwrap();
    let estimate = &preview.estimate;
    assert!(estimate.is_complete(), "{:?}", gaps(estimate));
    // 1 min x 0.024; (600, 907, 1175) characters x 15 C/1M.
    assert_eq!(
        lines(estimate)[..2],
        ["1/seconds.audio 0.024 0.024 0.024", "2/characters 0.009 0.013605 0.017625"]
    );
    assert_eq!(estimate.warnings.len(), 3);
    assert_eq!(
        estimate.warnings[0],
        r#"node 1 "ASSET(ID=1)": no rate card has model asr_1 of aws; it is priced as Amazon Transcribe (aws/transcribe)"#
    );
    assert_eq!(preview.nodes[1].priced_by, PricedBy::StandIn);
    assert_eq!(preview.nodes[0].priced_by, PricedBy::Nothing);
}

#[test]
fn a_decision_charges_every_branch_and_says_so() {
    let json = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines/sdk/decision.json"),
    )
    .unwrap();
    let request = on("2026-11-22", &[(0, "characters", "1000")]);
    let preview = read(&json).preview(catalog(), &request).unwrap();
    // 1000 characters are 10 units of 100 x 0.0001 at Amazon Comprehend.
    assert_eq!(lines(&preview.estimate), ["1/characters 0.001 0.001 0.001"]);
    assert!(preview.estimate.warnings.contains(
        &r#"node 4 "DECISION(ID=4)": every branch behind it is charged once, as if all of them ran; the total is an upper bound"#.to_owned()
    ));
    // Both outputs get the text that was passed through; the label that was compared is no text.
    for output in [2, 3] {
        assert_eq!(spread(preview.nodes[output].volume[0].quantity), ["1000", "1000", "1000"]);
    }
}

#[test]
fn a_router_sends_each_type_of_data_its_own_way() {
    let router = fixture("sdk/router.json");
    let both = on("2026-11-22", &[(0, "characters", "1000"), (0, "seconds.audio", "30")]);
    let both = estimate(&router, &both);
    // 1000 characters x 15 C/1M; half a minute x 0.024.
    assert_eq!(
        lines(&both),
        ["1/characters 0.015 0.015 0.015", "2/seconds.audio 0.012 0.012 0.012"]
    );
    assert!(
        both.warnings
            .iter()
            .any(|warning| warning.starts_with(r#"node 3 "ROUTER(ID=3)": every branch"#))
    );
    let text = estimate(&router, &on("2026-11-22", &[(0, "characters", "1000")]));
    assert_eq!(lines(&text), ["1/characters 0.015 0.015 0.015"]);
    assert!(text.warnings.contains(
        &r#"node 2 "ASSET(ID=2)" costs nothing here: node 3 "ROUTER(ID=3)" sends none of what is given its way"#.to_owned()
    ));
}

#[test]
fn segments_are_counted_once_and_unknown_models_are_gaps() {
    let request = on("2026-11-22", &[(0, "seconds.audio", "60")]);
    let estimate = estimate(&fixture("sdk/segment_reconstruct.json"), &request);
    assert_eq!(lines(&estimate), ["1/gap ?", "2/seconds.audio 0.024 0.024 0.024", "3/gap ?"]);
    assert_eq!(
        gaps(&estimate),
        [
            r#"node 1 "ASSET(ID=1)": no rate card has model diar_1 of aws"#,
            r#"node 3 "ASSET(ID=3)": no rate card has model trec_1 of aws"#,
        ]
    );
    assert!(estimate.warnings.iter().any(|warning| warning.contains("segments are counted once")));
}

#[test]
fn a_script_costs_nothing_unless_it_has_a_price() {
    let request = on("2026-11-22", &[(0, "characters", "5")]);
    assert!(estimate(&fixture("sdk/script.json"), &request).lines.is_empty());
    let priced = read(
        r#"{"nodes":[{"number":0,"type":"INPUT"},{"number":1,"type":"SCRIPT","pricing":{"price":"2","unitType":"REQUEST"}}],
            "links":[{"from":0,"to":1}]}"#,
    );
    assert_eq!(lines(&estimate(&priced, &request)), ["1/requests 2 2 2"]);
}

#[test]
fn what_is_not_linked_or_cannot_be_told_is_a_gap() {
    let alone = read(
        r#"{"nodes":[{"number":0,"type":"INPUT"},
        {"number":4,"type":"ASSET","label":"Translate","function":"translation","assetId":"azure/translator"},
        {"number":5,"type":"ASSET","label":"Speak","function":"speech-synthesis","assetId":"google/text-to-speech"}],
        "links":[{"from":4,"to":5}]}"#,
    );
    let request = on("2023-10-13", &[(0, "characters", "5")]);
    let sentence = r#"node 4 "Translate" has no link into it"#;
    assert_eq!(gaps(&estimate(&alone, &request)), [sentence, sentence]);
    // An image has no length.
    let pipeline = one_asset(r#""function":"speech-recognition","assetId":"aws/transcribe""#);
    let image = estimate(&pipeline, &on("2023-10-13", &[(0, "images", "5")]));
    assert_eq!(
        gaps(&image),
        [r#"node 1 "Work": seconds.audio cannot be told from what reaches it"#]
    );
    // A label is nothing to translate.
    let label = read(
        r#"{"nodes":[{"number":0,"type":"INPUT"},
        {"number":1,"type":"ASSET","function":"sentiment-analysis","assetId":"aws/comprehend-sentiment",
         "outputValues":[{"code":"data","dataType":"label"}]},
        {"number":2,"type":"ASSET","label":"Translate","function":"translation","assetId":"azure/translator"}],
        "links":[{"from":0,"to":1},{"from":1,"to":2,"paramMapping":[{"from":"data","to":"text"}]}]}"#,
    );
    let estimate = estimate(&label, &on("2026-11-22", &[(0, "characters", "5")]));
    assert_eq!(gaps(&estimate), [r#"node 2 "Translate": nothing that can be measured reaches it"#]);
    // Before its first price a model has none.
    let early = self::estimate(&pipeline, &on("2020-01-01", &[(0, "seconds.audio", "5")]));
    assert_eq!(gaps(&early), [r#"node 1 "Work": Amazon Transcribe has no price for 2020-01-01"#]);
    for id in ["__proto__", "constructor", ""] {
        let odd =
            one_asset(&format!(r#""function":"toString","assetId":"{id}","supplier":"__proto__""#));
        let odd = self::estimate(&odd, &on("2026-11-22", &[(0, "characters", "5")]));
        assert_eq!(lines(&odd), ["1/gap ?"], "{id}");
    }
}

#[test]
fn unknown_languages_use_english_and_say_so() {
    let pipeline = one_asset(r#""function":"speech-recognition","assetId":"aws/transcribe""#);
    let request = on("2023-10-13", &[(0, "seconds.audio", "60")]);
    let preview = pipeline.preview(catalog(), &request).unwrap();
    assert_eq!(spread(preview.nodes[2].volume[0].quantity), ["600", "907", "1175"]);
    assert_eq!(
        preview.estimate.warnings,
        [
            r#"node 1 "Work": a language is not given or not measured; the figures of English are used"#
        ]
    );
    let klingon = one_asset(
        r#""function":"speech-recognition","assetId":"aws/transcribe","inputValues":[{"code":"language","value":"tlh"}]"#,
    );
    let estimate = estimate(&klingon, &request);
    assert_eq!(
        estimate.warnings[0],
        r#"node 1 "Work": no ratios were measured for the language "tlh""#
    );
}

#[test]
fn assumptions_are_edited_in_place() {
    let pipeline = fixture("minimal/interview.json");
    let mut request = on("2023-10-13", &[(0, "seconds.audio", "3600")]);
    let same = |value| Spread { low: value, expected: value, high: value };
    request.set_assumption("speech.characters_per_minute", same("1000")).unwrap();
    request.set_assumption("language.es.characters_ratio", same("1.5")).unwrap();
    let estimate = estimate(&pipeline, &request);
    // 60000 characters at 10 C/1M, 90000 at 16 C/1M.
    assert_eq!(spread(estimate.total), ["3.48", "3.48", "3.48"]);
    assert!(estimate.assumptions.iter().all(|used| used.is_edited));
    assert_eq!(estimate.assumptions.len(), 2);
    let wrong = |id: &str, low: &str, high: &str| {
        let mut request = request.clone();
        request.set_assumption(id, Spread { low, expected: low, high }).unwrap();
        pipeline.estimate(catalog(), &request).unwrap_err().to_string()
    };
    assert_eq!(
        wrong("speech.speed", "1", "1"),
        "\"speech.speed\" is not an assumption; they are named such as speech.characters_per_minute or \
         language.es.characters_ratio  (assumptions.speech.speed)"
    );
    assert_eq!(
        wrong("page.characters", "2", "1"),
        "the values of page.characters are out of order; low <= expected <= high  (assumptions.page.characters)"
    );
    assert_eq!(
        wrong("page.characters", "0", "1"),
        "page.characters is 0; it must be above 0, for volumes are divided by it  (assumptions.page.characters)"
    );
    let mut request = request.clone();
    let problem = request.set_assumption("page.characters", same("-1")).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "page.characters: -1 is negative; it must be 0 or more  (assumptions.page.characters)"
    );
}

#[test]
fn a_request_names_what_is_there() {
    let pipeline = fixture("minimal/interview.json");
    let told =
        |request: &PipelineRequest| pipeline.estimate(catalog(), request).unwrap_err().to_string();
    assert_eq!(
        told(&on("2023-10-13", &[(2, "characters", "1")])),
        "node 2 is not an INPUT of this pipeline; its INPUT nodes are 0  (volumes.2)"
    );
    let meter = told(&on("2023-10-13", &[(0, "__proto__", "1")]));
    assert!(
        meter.starts_with("input 0: \"__proto__\" is not a meter; the meters are characters, "),
        "{meter}"
    );
    let mut request = on("2023-10-13", &[]);
    for (quantity, sentence) in [
        (
            "-1",
            "input 0: seconds.audio: -1 is negative; it must be 0 or more  (volumes.0.seconds.audio)",
        ),
        (
            "lots",
            "input 0: seconds.audio: \"lots\" is not a decimal number such as 12.5  (volumes.0.seconds.audio)",
        ),
        (
            "9999999999999999999999999999999999999999",
            "input 0: seconds.audio: the figure is too large; at most 28 digits can be kept  (volumes.0.seconds.audio)",
        ),
    ] {
        let problem = request.set_volume(0, "seconds.audio", quantity).unwrap_err();
        assert_eq!(problem.to_string(), sentence);
    }
    let huge = told(&on("2023-10-13", &[(0, "seconds.audio", "79228162514264337593543950335")]));
    assert_eq!(
        huge,
        r#"node 1 "Transcribe": its volume cannot be computed: the figure is too large; at most 28 digits can be kept"#
    );
    request.models.insert(0, "azure/translator".to_owned());
    assert_eq!(
        told(&request),
        "a model is chosen for node 0, which is not an ASSET of this pipeline  (models.0)"
    );
    request.models = [(2, "azure/nonesuch".to_owned())].into();
    assert_eq!(told(&request), "node 2: the catalog has no model \"azure/nonesuch\"  (models.2)");
    assert!(matches!(
        pipeline.estimate(catalog(), &request),
        Err(PipelineProblem::NoSuchModel { node: 2, .. })
    ));
}

#[test]
fn another_model_is_chosen_and_suppliers_stand_side_by_side() {
    let pipeline = fixture("minimal/interview.json");
    let mut request = on("2023-10-13", &[(0, "seconds.audio", "3600")]);
    request.models.insert(2, "google/translate".to_owned());
    let chosen = estimate(&pipeline, &request);
    // 54420 characters at 20 C/1M instead of 10.
    assert_eq!(lines(&chosen)[1], "2/characters 0.72 1.0884 1.41");
    let side = pipeline.side_by_side(catalog(), &request).unwrap();
    let translate = side.nodes.iter().find(|node| node.node == 2).unwrap();
    assert_eq!(translate.own.unwrap().expected.to_string(), "1.0884");
    // Nvidia's 4 C/1M is the lowest on that day: 54420 x 0.000004.
    let best = translate.options[0];
    assert_eq!(catalog().get(best.model).unwrap().id, "nvidia/translation");
    assert_eq!(best.credits.unwrap().expected.to_string(), "0.21768");
    assert_eq!(side.models.get(&2).map(String::as_str), Some("nvidia/translation"));
    // 0.21768 - 1.0884.
    assert_eq!(translate.difference(&best).unwrap().to_string(), "-0.87072");
    let both = side.cheapest.total.expected.checked_add(side.saving.unwrap()).unwrap();
    assert_eq!(both, chosen.total.expected);
    for pair in translate.options.windows(2) {
        if let (Some(a), Some(b)) = (pair[0].credits, pair[1].credits) {
            assert!(a.expected <= b.expected);
        }
    }
}

#[test]
fn lines_add_up_and_more_costs_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipelines");
    for form in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(form.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let pipeline = read(&fs::read_to_string(&path).unwrap());
            let mut before = None;
            for quantity in ["1", "61.5", "1000", "1234567.89"] {
                let mut request = on("2026-11-22", &[]);
                for input in pipeline.inputs() {
                    let meter = input.default_meter().unwrap_or("characters");
                    request.set_volume(input.number, meter, quantity).unwrap();
                }
                let estimate = estimate(&pipeline, &request);
                let mut ids: Vec<_> = estimate.lines.iter().map(|line| &line.id).collect();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), estimate.lines.len(), "{}", path.display());
                let sum = one_credit_engine::money::Credits::sum(
                    estimate.lines.iter().filter_map(|line| Some(line.cost.credits()?.expected)),
                );
                assert_eq!(sum.unwrap(), estimate.total.expected);
                assert!(estimate.total.low <= estimate.total.expected);
                assert!(estimate.total.expected <= estimate.total.high);
                assert!(before.is_none_or(|before| before <= estimate.total.expected));
                before = Some(estimate.total.expected);
            }
        }
    }
}

#[test]
fn languages_are_found_by_any_code_of_theirs() {
    let assumptions = &catalog().assumptions;
    for (code, language) in [
        ("en", Some("en")),
        ("EN-us", Some("en")),
        ("pt_BR", Some("pt")),
        ("zh", Some("zh")),
        ("zh-CN", Some("zh")),
        ("zh_hant", Some("zh-Hant")),
        ("zh-Hant-TW", Some("zh-Hant")),
        ("zh-TW", Some("zh-Hant")),
        ("iw", Some("he")),
        ("no-NO", Some("nb")),
        ("tlh", None),
        ("", None),
        ("-", None),
        ("english", None),
    ] {
        let found = assumptions.language(code).and_then(|id| assumptions.ratios(id));
        assert_eq!(found.map(|ratios| ratios.language.as_str()), language, "{code}");
    }
}
