//! Broken files and what is said about them. Each test replaces one file of a small folder that is right.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use one_credit_engine::{
    catalog::{ModelId, Tokenizer},
    money::Quantity,
};

use super::*;

const METER: &str = r#"[[meter]]
id = "characters"
unit = "character"
units = "characters"
scale = 1_000_000
scale_unit = "1M characters"
family = "text"
[[meter]]
id = "pages"
unit = "page"
units = "pages"
scale = 1
scale_unit = "page"
family = "document"
"#;

const FUNCTION: &str = r#"[[function]]
id = "translation"
name = "Translation"
phrase = "{amount} translated"
flow = "translate"
headline_meter = "characters"
headline_unit = "page"
headline_units = "pages"
headline_per = 2000
aliases = ["mt"]
"#;

const POLICY_TEXT: &str = r#"[top_up]
minimum = "1"
maximum = "10000"
presets = ["5", "10.50"]
low_balance = "2"
[checkout]
origins = ["https://pay.example", "https://pay.example:8443"]
[payment_methods]
expiring_days = 60
[[headline]]
model = "azure/translator"
function = "translation"
[[step]]
from = "0"
step = "0.01"
[[step]]
from = "1"
step = "1"
[prices]
old_days = 90
"#;

const ASSUMPTION: &str = r#"[[assumption]]
id = "page.characters"
label = "Characters on a page"
unit = "characters per page"
low = "1500"
expected = "2000"
high = "2500"
source = "A convention."
"#;

const HEADER: &str = "language,name,\
    characters_ratio,characters_ratio_p5,characters_ratio_p95,\
    characters_per_token_o200k,characters_per_token_o200k_p5,characters_per_token_o200k_p95,\
    characters_per_token_cl100k,characters_per_token_cl100k_p5,characters_per_token_cl100k_p95";

const ENGLISH: &str = "en,English,1.000,1.000,1.000,4.9,4.4,5.4,4.8,4.4,5.3";

const CARD: &str = r#"supplier = "azure"
name = "Azure"
website = "https://azure.example"
[[model]]
id = "azure/translator"
name = "Azure Translator"
function = "translation"
aliases = ["azure/text"]
tokenizer = "o200k_base"
[[model.price]]
from = 2026-01-01
source = "https://azure.example/prices"
verified = 2026-02-01
charges = [ { meter = "characters", per = 1_000_000, amount = "10" } ]
"#;

/// The sentences about a folder in which these files replace or join those above.
fn complaints(changed: &[(&str, &str)]) -> Vec<String> {
    let languages = format!("{HEADER}\n{ENGLISH}\n");
    let mut files = vec![
        (ASSUMPTIONS, ASSUMPTION),
        ("azure.toml", CARD),
        (FUNCTIONS, FUNCTION),
        (LANGUAGES, &languages),
        (METERS, METER),
        (POLICY, POLICY_TEXT),
    ];
    for (name, text) in changed {
        files.retain(|(file, _)| file != name);
        files.push((name, text));
    }
    match read_texts("pricing", &files) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[track_caller]
fn expect(name: &str, text: &str, sentences: &[&str]) {
    assert_eq!(complaints(&[(name, text)]), sentences);
}

/// The sentences about the card above with one piece of it replaced.
#[track_caller]
fn card(old: &str, new: &str, sentences: &[&str]) {
    assert!(CARD.contains(old), "{old} is not in the card");
    expect("azure.toml", &CARD.replacen(old, new, 1), sentences);
}

/// The card above with other charges, from line 14 on.
#[track_caller]
fn charges(charges: &str, sentences: &[&str]) {
    let start = CARD.find("charges = ").unwrap();
    expect("azure.toml", &format!("{}{charges}\n", &CARD[..start]), sentences);
}

#[track_caller]
fn row(row: &str, sentences: &[&str]) {
    expect(LANGUAGES, &format!("{HEADER}\n{ENGLISH}\n{row}\n"), sentences);
}

#[test]
fn a_folder_that_is_right() {
    let languages = format!("{HEADER}\n{ENGLISH}\n");
    let files = [
        ("zed.toml", CARD.replace("azure", "zed")),
        ("azure.toml", CARD.to_owned()),
        (METERS, METER.to_owned()),
        (FUNCTIONS, FUNCTION.to_owned()),
        (POLICY, POLICY_TEXT.to_owned()),
        (ASSUMPTIONS, ASSUMPTION.to_owned()),
        (LANGUAGES, languages),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let catalog = read_texts("pricing", &files).unwrap();
    let ids: Vec<_> = catalog.models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["azure/translator", "zed/translator"]);
    let (id, zed) = catalog.model("ZED/text").unwrap();
    assert_eq!(id, ModelId(1));
    assert_eq!(catalog.supplier(zed).unwrap().id, "zed");
    assert_eq!(catalog.function_of(zed).unwrap().id, "translation");
    assert_eq!(zed.tokenizer, Some(Tokenizer::O200k));
    assert_eq!(zed.prices[0].from.to_string(), "2026-01-01");
    assert_eq!(catalog.policy.headlines, [ModelId(0)]);
    assert_eq!(catalog.assumptions.named[0].value.low, Quantity::parse("1500").unwrap());
    assert_eq!(
        catalog.assumptions.languages[0].characters_per_token_cl100k.high,
        Quantity::parse("5.3").unwrap()
    );
    let packed = pack(&catalog).unwrap();
    assert_eq!(pack::decode(&packed.bytes), Ok(catalog));
    assert_eq!(packed.sha256.len(), 64);
}

#[test]
fn the_real_folder_is_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pricing");
    let catalog = read(&folder).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    assert_eq!(catalog.assumptions.languages.len(), 86);
    assert_eq!(pack::decode(&pack(&catalog).unwrap().bytes), Ok(catalog));
}

#[test]
fn syntax() {
    expect(
        "azure.toml",
        "supplier = \"azure\"\nname = \nwebsite = \"https://a.example\"\n",
        &["string values must be quoted, expected literal string  (pricing/azure.toml:2)"],
    );
    expect(METERS, "[[meter]\n", &["unclosed array table, expected `]`  (pricing/meters.toml:1)"]);
    card("website", "name", &["duplicate key  (pricing/azure.toml:3)"]);
}

#[test]
fn unknown_and_missing_keys() {
    card(
        "tokenizer = ",
        "tokeniser = ",
        &[
            "azure/translator: unknown field `tokeniser`, expected one of `id`, `name`, `function`, `aliases`, `tokenizer`, `price`  (pricing/azure.toml:9)",
        ],
    );
    card(
        "per = 1_000_000",
        "pre = 1_000_000",
        &[
            "azure/translator: unknown field `pre`, expected one of `meter`, `per`, `amount`, `fixed`, `tiers`, `tiering`, `factor`, `increment`, `rounding`, `least`, `free`, `free_first`, `at_zero`  (pricing/azure.toml:14)",
        ],
    );
    card("name = \"Azure\"\n", "", &["missing field `name`  (pricing/azure.toml:1)"]);
}

#[test]
fn floats() {
    charges(
        "charges = [\n  { meter = \"characters\", per = 1_000_000, amount = 1.25 },\n]",
        &[
            "1.25 is a float, which need not be exact; write it in quotes: \"1.25\"  (pricing/azure.toml:15)",
        ],
    );
}

#[test]
fn what_a_card_names() {
    card(
        "\"translation\"",
        "\"translating\"",
        &[
            "azure/translator: \"translating\" is not a function; functions.toml lists them  (pricing/azure.toml:7)",
        ],
    );
    card(
        "o200k_base",
        "p50k_base",
        &[
            "azure/translator: \"p50k_base\" is not a tokenizer whose ratios were measured; those are o200k_base and cl100k_base  (pricing/azure.toml:9)",
        ],
    );
    card(
        "\"characters\"",
        "\"letters\"",
        &[
            "azure/translator: \"letters\" is not a meter; the meters are characters, pages  (pricing/azure.toml:14)",
        ],
    );
    card(
        "https://azure.example\"",
        "http://azure.example\"",
        &[
            "website is \"http://azure.example\", which is not an address that begins with https://  (pricing/azure.toml:3)",
        ],
    );
    expect(
        "aws.toml",
        CARD,
        &[
            "the id azure is given twice; the other supplier stands at pricing/azure.toml:1  (pricing/aws.toml:1)",
            "the card of azure belongs in azure.toml  (pricing/aws.toml:1)",
            "the id azure/translator is given twice; the other model stands at pricing/azure.toml:5  (pricing/aws.toml:5)",
            "azure/translator: the alias azure/text is one of its names already, at pricing/azure.toml:8  (pricing/aws.toml:8)",
        ],
    );
}

#[test]
fn ids() {
    card(
        "azure/translator",
        "Azure/Translator",
        &[
            "\"Azure/Translator\" cannot be the id of a model; ids are made of a-z, 0-9, . / _ and -  (pricing/azure.toml:5)",
            "Azure/Translator: the id of a model of this card begins with azure/  (pricing/azure.toml:5)",
        ],
    );
    card(
        "azure/translator",
        "aws/translator",
        &[
            "aws/translator: the id of a model of this card begins with azure/  (pricing/azure.toml:5)",
        ],
    );
    card(
        "azure/text",
        "azure/translator",
        &[
            "azure/translator: the alias azure/translator is one of its names already, at pricing/azure.toml:5  (pricing/azure.toml:8)",
        ],
    );
    card(
        "azure/text",
        "azure text",
        &[
            "azure/translator: \"azure text\" cannot be an alias; it has no spaces  (pricing/azure.toml:8)",
        ],
    );
    let other = CARD.replace("azure", "zed").replace("zed/text", "Azure/Text");
    expect(
        "zed.toml",
        &other,
        &[
            "zed/translator: the alias Azure/Text is an alias of azure/translator already, at pricing/azure.toml:8  (pricing/zed.toml:8)",
        ],
    );
    let other = CARD.replace("azure", "zed").replace("zed/text", "azure/translator");
    expect(
        "zed.toml",
        &other,
        &[
            "zed/translator: the alias azure/translator is the id of another model, at pricing/azure.toml:5  (pricing/zed.toml:8)",
        ],
    );
    let twice = format!("{CARD}{}", &CARD[CARD.find("[[model]]").unwrap()..]);
    expect(
        "azure.toml",
        &twice,
        &[
            "the id azure/translator is given twice; the other model stands at pricing/azure.toml:5  (pricing/azure.toml:16)",
            "azure/translator: the alias azure/text is one of its names already, at pricing/azure.toml:8  (pricing/azure.toml:19)",
        ],
    );
}

#[test]
fn prices() {
    card(
        "from = 2026-01-01\n",
        "",
        &["azure/translator: a price needs from, the day it starts  (pricing/azure.toml:10)"],
    );
    card(
        "source = \"https://azure.example/prices\"\n",
        "",
        &[
            "azure/translator: a price needs source, the address where it stands  (pricing/azure.toml:10)",
        ],
    );
    card(
        "verified = 2026-02-01\n",
        "",
        &[
            "azure/translator: a price needs verified, the day somebody last looked at its source  (pricing/azure.toml:10)",
        ],
    );
    card(
        "https://azure.example/prices",
        "azure.example/prices",
        &[
            "azure/translator: source is \"azure.example/prices\", which is not an address that begins with https://  (pricing/azure.toml:12)",
        ],
    );
    card(
        "verified = 2026-02-01",
        "verified = \"February 2026\"",
        &[
            "azure/translator: verified is \"February 2026\", which is not a day such as 2026-11-20  (pricing/azure.toml:13)",
        ],
    );
    card(
        "from = 2026-01-01",
        "from = 2026-01-01T00:00:00Z",
        &[
            "azure/translator: from is \"2026-01-01T00:00:00Z\", which is not a day such as 2026-11-20  (pricing/azure.toml:11)",
        ],
    );
    let price = &CARD[CARD.find("[[model.price]]").unwrap()..];
    expect(
        "azure.toml",
        &format!("{CARD}{price}"),
        &["azure/translator: two prices start on 2026-01-01  (pricing/azure.toml:16)"],
    );
    let earlier = price.replace("2026-01-01", "2025-12-31");
    expect(
        "azure.toml",
        &format!("{CARD}{earlier}"),
        &[
            "azure/translator: the price from 2025-12-31 stands after the price from 2026-01-01; the earlier one comes first  (pricing/azure.toml:16)",
        ],
    );
    expect(
        "azure.toml",
        CARD.strip_suffix(price).unwrap(),
        &["azure/translator: the model has no price  (pricing/azure.toml:4)"],
    );
    expect(
        "azure.toml",
        "supplier = \"azure\"\nname = \"Azure\"\nwebsite = \"https://a.example\"\n",
        &["the card of azure has no model  (pricing/azure.toml:1)"],
    );
}

#[test]
fn tiers_and_other_parts_of_a_tariff() {
    charges(
        r#"[[model.price.charges]]
meter = "characters"
tiering = "graduated"
tiers = [
  { up_to = 1_000_000, per = 1_000_000, amount = "10" },
  { up_to = 500_000, per = 1_000_000, amount = "8" },
  { per = 1_000_000, amount = "5" },
]"#,
        &[
            "azure/translator: tier 2 ends at 500000, before tier 1 ends (1000000); the tiers overlap  (pricing/azure.toml:19)",
        ],
    );
    charges(
        "charges = [ { meter = \"characters\", per = 0, amount = \"-1\" } ]\nminimum = \"2\"\nmaximum = \"1\"",
        &[
            "azure/translator: 0 is too small here; it must be above 0  (pricing/azure.toml:14)",
            "azure/translator: -1 is negative; it must be 0 or more  (pricing/azure.toml:14)",
            "azure/translator: the minimum (2) is above the maximum (1)  (pricing/azure.toml:15)",
        ],
    );
    charges(
        "charges = [ { meter = \"characters\", per = 1, amount = \"1\" } ]\n[[model.price.variant]]\nwhen = { service = \"batch\", meter = \"pages\" }\ncharges = [\n  { meter = \"pages\", per = 1, amount = \"1e400\" },\n]",
        &[
            "azure/translator: a threshold needs meter, op and value together  (pricing/azure.toml:16)",
            "azure/translator: the figure is too large; at most 28 digits can be kept  (pricing/azure.toml:18)",
        ],
    );
}

#[test]
fn all_problems_of_all_files_at_once() {
    let wrong = CARD
        .replace("translation", "translating")
        .replace("o200k_base", "p50k_base")
        .replace("amount = \"10\"", "amount = 10.5");
    let zed = wrong.replace("azure", "zed");
    let sentences = complaints(&[
        ("azure.toml", &wrong),
        ("zed.toml", &zed),
        (METERS, &METER.replace("\"text\"", "\"letters\"")),
    ]);
    assert_eq!(
        sentences,
        [
            "azure/translator: \"translating\" is not a function; functions.toml lists them  (pricing/azure.toml:7)",
            "azure/translator: \"p50k_base\" is not a tokenizer whose ratios were measured; those are o200k_base and cl100k_base  (pricing/azure.toml:9)",
            "10.5 is a float, which need not be exact; write it in quotes: \"10.5\"  (pricing/azure.toml:14)",
            "characters: \"letters\" is not a family; the families are text, audio, image, video, document, request  (pricing/meters.toml:7)",
            "zed/translator: \"translating\" is not a function; functions.toml lists them  (pricing/zed.toml:7)",
            "zed/translator: \"p50k_base\" is not a tokenizer whose ratios were measured; those are o200k_base and cl100k_base  (pricing/zed.toml:9)",
            "10.5 is a float, which need not be exact; write it in quotes: \"10.5\"  (pricing/zed.toml:14)",
        ]
    );
}

#[test]
fn meters() {
    let parts =
        METER.replacen("family = \"text\"\n", "family = \"text\"\npart_of = [\"pages\"]\n", 1);
    expect(METERS, &parts, &[]);
    expect(
        METERS,
        &parts.replace("[\"pages\"]", "[\"words\"]"),
        &["characters: \"words\", of which it is a part, is not a meter  (pricing/meters.toml:8)"],
    );
    expect(
        METERS,
        &parts
            .replace("family = \"document\"", "family = \"document\"\npart_of = [\"characters\"]"),
        &[
            "characters: it is a part of itself, by way of its wholes  (pricing/meters.toml:8)",
            "pages: it is a part of itself, by way of its wholes  (pricing/meters.toml:16)",
        ],
    );
    expect(
        METERS,
        &METER.replace("scale = 1\n", "scale = 0\n"),
        &["pages: 0 is too small here; it must be above 0  (pricing/meters.toml:12)"],
    );
    expect(
        METERS,
        &METER.replace("\"pages\"\nunit", "\"characters\"\nunit"),
        &[
            "the id characters is given twice; the other meter stands at pricing/meters.toml:2  (pricing/meters.toml:9)",
        ],
    );
}

#[test]
fn parts_of_parts_are_parts() {
    let meter = |id: &str, part_of: &str| {
        format!(
            "[[meter]]\nid = \"{id}\"\nunit = \"u\"\nunits = \"us\"\nscale = 1\nscale_unit = \"u\"\nfamily = \"text\"\npart_of = [{part_of}]\n"
        )
    };
    let text =
        [meter("a", ""), meter("b", "\"a\""), meter("c", "\"a\""), meter("d", "\"c\", \"b\"")]
            .concat();
    let mut problems = Problems::default();
    let document = Document::parse(METERS, &text, &mut problems).unwrap();
    let meters = registry::meters(&document, &mut problems);
    assert!(problems.is_empty());
    let of = |name| {
        let meter = meters.get(meters.find(name).unwrap()).unwrap();
        meter.part_of.iter().map(|whole| meters.name(*whole)).collect::<Vec<_>>()
    };
    assert_eq!(of("d"), ["a", "b", "c"]);
    assert_eq!(of("b"), ["a"]);
    assert_eq!(of("a"), [""; 0]);
}

#[test]
fn functions() {
    expect(
        FUNCTIONS,
        &FUNCTION.replace("\"translate\"", "\"translation\""),
        &[
            "translation: \"translation\" is not a flow; the flows are transcribe, translate, synthesise, generate, summarise, ocr, image, embed, label, metric, pass  (pricing/functions.toml:5)",
        ],
    );
    expect(
        FUNCTIONS,
        &FUNCTION.replace("{amount} ", ""),
        &["translation: the phrase has no place for its {amount}  (pricing/functions.toml:4)"],
    );
    expect(
        FUNCTIONS,
        &FUNCTION.replace("\"characters\"", "\"letters\""),
        &["translation: \"letters\" is not a meter  (pricing/functions.toml:6)"],
    );
    expect(
        FUNCTIONS,
        &FUNCTION.replace("headline_per = 2000", "headline_per = \"0\""),
        &["translation: 0 is too small here; it must be above 0  (pricing/functions.toml:9)"],
    );
    expect(
        FUNCTIONS,
        &FUNCTION.replace("\"mt\"", "\"mt\", \"MT\""),
        &[
            "translation: the alias MT is one of its names already, at pricing/functions.toml:10  (pricing/functions.toml:10)",
        ],
    );
}

#[test]
fn policy() {
    let change = |old: &str, new: &str| POLICY_TEXT.replacen(old, new, 1);
    expect(
        POLICY,
        &change("azure/translator", "azure/other"),
        &["\"azure/other\" is the id of no model  (pricing/policy.toml:11)"],
    );
    expect(
        POLICY,
        &change("\"translation\"", "\"ocr\""),
        &["azure/translator: its function is not ocr  (pricing/policy.toml:12)"],
    );
    expect(
        POLICY,
        &change("from = \"1\"", "from = \"0\""),
        &["the step from 0 stands after the step from 0; they ascend  (pricing/policy.toml:17)"],
    );
    expect(
        POLICY,
        &change("from = \"0\"", "from = \"0.5\""),
        &["the first step is from 0.5; it begins at 0  (pricing/policy.toml:14)"],
    );
    expect(
        POLICY,
        &change("step = \"1\"", "step = \"0\""),
        &["0 is too small here; it must be above 0  (pricing/policy.toml:18)"],
    );
    card(
        "from = 2026-01-01",
        "from = 2026-03-01",
        &[
            "azure/translator: a headline needs a price that holds already  (pricing/policy.toml:11)",
        ],
    );
    card(
        "\"characters\"",
        "\"pages\"",
        &[
            "azure/translator: its price has no charge for characters, in which its function makes headlines  (pricing/policy.toml:11)",
        ],
    );
}

#[test]
fn adding_credits() {
    let change = |old: &str, new: &str| POLICY_TEXT.replacen(old, new, 1);
    let top_up = |old: &str, new: &str, sentence: &str| {
        expect(POLICY, &change(old, new), &[&format!("{sentence}  (pricing/policy.toml:2)")]);
    };
    top_up("minimum = \"1\"", "minimum = \"0\"", "0 is too small here; it must be above 0");
    top_up(
        "minimum = \"1\"",
        "minimum = \"1.005\"",
        "1.005 cannot be paid; the least that can is 0.01",
    );
    top_up(
        "minimum = \"1\"",
        "minimum = \"10001\"",
        "the minimum (10001) is above the maximum (10000)",
    );
    let presets = |new: &str, sentences: &[&str]| {
        let sentences: Vec<_> = sentences
            .iter()
            .map(|sentence| format!("{sentence}  (pricing/policy.toml:4)"))
            .collect();
        let sentences: Vec<_> = sentences.iter().map(String::as_str).collect();
        expect(POLICY, &change("\"5\", \"10.50\"", new), &sentences);
    };
    presets("", &[]);
    presets("1, 10000", &[]);
    presets("\"0.50\"", &["the preset 0.5 is not between 1 and 10000"]);
    presets("\"10000.01\"", &["the preset 10000.01 is not between 1 and 10000"]);
    presets(
        "\"10\", \"10\", \"5\", \"11\"",
        &[
            "the preset 10 stands behind one that is not less; they ascend",
            "the preset 5 stands behind one that is not less; they ascend",
        ],
    );
    presets("\"-5\"", &["-5 is negative; it must be 0 or more"]);
    expect(
        POLICY,
        &change("low_balance = \"2\"", "low_balance = \"-2\""),
        &["-2 is negative; it must be 0 or more  (pricing/policy.toml:5)"],
    );
}

#[test]
fn old_prices() {
    let change = |new: &str| POLICY_TEXT.replacen("old_days = 90", new, 1);
    expect(
        POLICY,
        &change("old_days = 0"),
        &["after 0 days every price would be old; it must be 1 or more  (pricing/policy.toml:20)"],
    );
    expect(POLICY, &change("old_days = 1"), &[]);
}

#[test]
fn checkout_origins() {
    for origin in [
        "http://pay.example",
        "https://pay.example/",
        "https://pay.example/checkout",
        "https://Pay.example",
        "https://pay.example:443",
        "https://pay.example:08443",
        "https://pay.example:0",
        "https://pay.example:",
        "https://*.example",
        "https://user@pay.example",
        "https://pay..example",
        "https://-pay.example",
        "https://",
        "pay.example",
        "null",
        "",
    ] {
        let sentence = format!(
            "\"{origin}\" is not an origin such as https://pay.example: https, a name in small letters, a port other than 443 if any, and no path  (pricing/policy.toml:7)"
        );
        expect(POLICY, &POLICY_TEXT.replacen("https://pay.example", origin, 1), &[&sentence]);
    }
}

#[test]
fn assumptions() {
    let change = |old: &str, new: &str| ASSUMPTION.replacen(old, new, 1);
    expect(
        ASSUMPTIONS,
        &change("1500", "2100"),
        &["page.characters: low (2100) is above expected (2000)  (pricing/assumptions.toml:5)"],
    );
    expect(
        ASSUMPTIONS,
        &change("2500", "-2500"),
        &["page.characters: -2500 is negative; it must be 0 or more  (pricing/assumptions.toml:7)"],
    );
    expect(
        ASSUMPTIONS,
        &change("A convention.", " "),
        &[
            "page.characters: its source is empty; say where the figure is from  (pricing/assumptions.toml:8)",
        ],
    );
    expect(
        ASSUMPTIONS,
        &format!("{ASSUMPTION}{ASSUMPTION}"),
        &[
            "the id page.characters is given twice; the other assumption stands at pricing/assumptions.toml:2  (pricing/assumptions.toml:10)",
        ],
    );
}

#[test]
fn languages() {
    row("es,Spanish,1.191,1.101,1.288,4.439,4.112,4.848,3.739,3.517,3.972", &[]);
    row(
        "es,Spanish,1.191,1.201,1.288,4.439,4.112,4.848,3.739,3.517,3.972",
        &[
            "es: characters_ratio (1.191) is not between its percentiles 1.201 and 1.288  (pricing/language_ratios.csv:3)",
        ],
    );
    row(
        "es,Spanish,1.191,1.101,1.288,4.439,4.112,4.848,3.739,3.517",
        &["this row has 10 fields; the first line has 11  (pricing/language_ratios.csv:3)"],
    );
    row(
        "es,Spanish,1.191,1.101,1.288,four,4.112,4.848,0,3.517,-3.972",
        &[
            "es: characters_per_token_o200k: \"four\" is not a decimal number such as 12.5  (pricing/language_ratios.csv:3)",
            "es: characters_per_token_cl100k: -3.972 is negative; it must be 0 or more  (pricing/language_ratios.csv:3)",
        ],
    );
    row(
        "Spanish,Spanish,1.191,1.101,1.288,4.439,4.112,4.848,3.739,3.517,3.972",
        &["\"Spanish\" is not a language tag such as es  (pricing/language_ratios.csv:3)"],
    );
    row(
        "es, ,1.191,1.101,1.288,4.439,4.112,4.848,3.739,3.517,3.972",
        &["es: its name is empty; give it in English  (pricing/language_ratios.csv:3)"],
    );
    row(ENGLISH, &["en is given twice  (pricing/language_ratios.csv:3)"]);
    expect(
        LANGUAGES,
        &format!("{HEADER}\n"),
        &["en is missing, against which every ratio is measured  (pricing/language_ratios.csv)"],
    );
    expect(
        LANGUAGES,
        &format!("{}\n{ENGLISH}\n", HEADER.replace("_p5", "_p05")),
        &[
            "the first line must be language,name,characters_ratio,characters_ratio_p5,characters_ratio_p95,characters_per_token_o200k,characters_per_token_o200k_p5,characters_per_token_o200k_p95,characters_per_token_cl100k,characters_per_token_cl100k_p5,characters_per_token_cl100k_p95  (pricing/language_ratios.csv:1)",
        ],
    );
    expect(
        LANGUAGES,
        &format!("{HEADER}\n{}\n", ENGLISH.replacen("1.000", "1.001", 1)),
        &[
            "en: characters_ratio (1.001) is not between its percentiles 1 and 1  (pricing/language_ratios.csv:2)",
            "en: its characters_ratio is not 1, though every ratio is against English  (pricing/language_ratios.csv:2)",
        ],
    );
}

#[test]
fn files_that_are_not_there() {
    let sentences: Vec<_> =
        read_texts("pricing", &[]).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "the file is missing  (pricing/assumptions.toml)",
            "the file is missing  (pricing/functions.toml)",
            "the file is missing  (pricing/language_ratios.csv)",
            "the file is missing  (pricing/meters.toml)",
            "the file is missing  (pricing/policy.toml)",
        ]
    );
    let nowhere = std::env::temp_dir().join("one-credit-no-such-folder");
    let problems = read(&nowhere).unwrap_err();
    assert!(problems[0].message.starts_with("the folder cannot be read: "));
}
