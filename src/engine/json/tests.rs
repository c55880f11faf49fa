//! The reader against serde_json, which shares nothing with it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;

/// A value of a document as serde_json would hold it.
fn tree(json: Json<'_>) -> Value {
    match json.kind().name() {
        "an object" => {
            let mut inside = json.inside();
            let mut map = Map::new();
            while let Some(key) = inside.next() {
                map.insert(key.text().unwrap().into_owned(), tree(inside.next().unwrap()));
            }
            Value::Object(map)
        }
        "a list" => Value::Array(json.items().unwrap().map(tree).collect()),
        "a text" => Value::String(json.text().unwrap().into_owned()),
        _ => json.written().unwrap().parse().unwrap(),
    }
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::String),
        "[\\x00-\\x22\\\\\u{1f600}]{0,4}".prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((".{0,3}", inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// The text of a value, with every character beyond ASCII as an escape.
fn escaped(text: &str) -> String {
    let escape = |unit: u16| format!("\\u{unit:04X}");
    let of = |character: char| match character {
        '\0'..='\x7f' => character.to_string(),
        _ => character.encode_utf16(&mut [0; 2]).iter().copied().map(escape).collect(),
    };
    text.chars().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn reads_what_serde_json_writes(value in values()) {
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        for text in [value.to_string(), escaped(&pretty), pretty] {
            let document = Document::read(&text).unwrap();
            prop_assert_eq!(tree(document.root()), value.clone(), "{}", text);
        }
    }

    #[test]
    fn refuses_what_serde_json_refuses(
        value in values(),
        place in any::<prop::sample::Index>(),
        change in "[\\[\\]{},:\"0-9eE.+tfn \\\\u/-]{0,2}",
    ) {
        let mut text = value.to_string();
        let at = place.index(text.len() + 1);
        prop_assume!(text.is_char_boundary(at));
        match text[at..].chars().next() {
            Some(old) => text.replace_range(at..at + old.len_utf8(), &change),
            None => text.push_str(&change),
        }
        match (Document::read(&text), serde_json::from_str::<Value>(&text)) {
            (Ok(document), Ok(value)) => prop_assert_eq!(tree(document.root()), value, "{}", text),
            (Err(_), Err(_)) => {}
            // What JSON allows and serde_json cannot hold.
            (Ok(_), Err(why)) if why.to_string().contains("out of range") => {}
            (Ok(_), Err(why)) if why.to_string().contains("surrogate") => {}
            (Ok(_), Err(why)) => prop_assert!(false, "{} is read, but {}", text, why),
            (Err(flaw), Ok(_)) => prop_assert!(false, "{} is refused: {:?}", text, flaw),
        }
    }
}

#[test]
fn a_flaw_shows_where_it_stands() {
    for (text, problem, at) in [
        ("", "EOF in the middle of a value", 0),
        ("[1,", "EOF in the middle of a value", 3),
        ("{\"a\"", "EOF in the middle of a value", 4),
        ("\"a", "EOF in the middle of a value", 2),
        ("-", "EOF in the middle of a value", 1),
        ("[1,]", "expected value", 3),
        ("[1 2]", "expected `,` or `]`", 3),
        ("{\"a\":1]", "expected `,` or `}`", 6),
        ("{\"a\" 1}", "expected `:`", 5),
        ("{\"a\":1,}", "expected a key in double quotes", 7),
        ("{a:1}", "expected a key in double quotes", 1),
        ("01", "trailing characters", 1),
        ("1.e1", "invalid number", 2),
        ("+1", "expected value", 0),
        ("nul!", "expected value", 3),
        ("\"\\x\"", "invalid escape", 2),
        ("\"\\u12g4\"", "invalid escape", 5),
        ("\"\t\"", "a text holds a control character, which must be escaped", 1),
        ("{} {}", "trailing characters", 3),
    ] {
        assert_eq!(Document::read(text).err(), Some(Flaw { problem, at }), "{text}");
    }
}

#[test]
fn half_a_surrogate_pair_becomes_the_replacement_character() {
    for (text, expected) in [
        (r#""a\ud83d""#, "a\u{fffd}"),
        (r#""\udE00b""#, "\u{fffd}b"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\\ude00""#, "\u{fffd}\\ude00"),
    ] {
        assert_eq!(Document::read(text).unwrap().root().text().unwrap(), expected, "{text}");
    }
}

#[test]
fn keys_are_picked_once_and_nulls_are_passed_over() {
    let document = Document::read(r#"{"b": null, "a": 1, "c": {"a": 2}, "\u0061": 3}"#).unwrap();
    let mut values = [None; 3];
    assert_eq!(document.root().pick(&["a", "b", "d"], &mut values), Some("a"));
    assert_eq!(values.map(|json| json.and_then(Json::written)), [Some("3"), None, None]);
    let mut values = [None];
    assert_eq!(document.root().pick(&["c"], &mut values), None);
    assert_eq!(values[0].unwrap().kind().name(), "an object");
}
