//! JSON of other programs.

use super::*;

#[test]
fn a_list_of_transactions_in_any_dress() {
    let text = r#"[
        {"id": "a", "kind": "top-up", "time": "2026-11-01", "credits": 10, "apiKey": "x", "user": {"name": "y"}},
        {"kind": "usage", "credits": "-2.50", "id": "b", "time": "2026-11-02T08:30:00Z", "balance": 7.5}
    ]"#;
    let import = imported(text, &Ledger::default());
    assert_eq!((import.shape, import.added, import.balance), (Shape::Json, 2, credits("7.5")));
    let ledger = after(&Ledger::default(), &import);
    for wrapped in [
        format!("{{\"total\": 2, \"transactions\": {text}}}"),
        format!("{{\"items\": {text}}}"),
        text.replace("\n", "\r\n"),
    ] {
        assert_eq!(imported(&wrapped, &ledger).known, 2);
    }
    let single = r#"{"id": "c", "kind": "refund", "time": "2026-11-03", "credits": 1}"#;
    assert_eq!(imported(single, &ledger).balance, credits("8.5"));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    refused("{", "the file is no JSON: EOF in the middle of a value  (history:1)");
    refused("[\n{},\n]", "the file is no JSON: expected value  (history:3)");
    let nothing = "the file holds nothing that can be imported: no transactions with kind, time, id and credits, no wallet, no benchmark job with iterations, and no result that says what it cost  (history)";
    refused("{}", nothing);
    refused("[]", nothing);
    refused(r#"{"nodes": [], "links": []}"#, nothing);
    refused(
        "[\n{\"name\": \"x\"}]",
        "this is neither a transaction (it has no kind) nor a result that says what it cost  (history:2)",
    );
    refused(
        "[1]",
        "this is neither a transaction (it has no kind) nor a result that says what it cost  (history:1)",
    );
    refused(
        "[\n\n{\"kind\": \"refund\", \"time\": \"2026-11-03\", \"credits\": 1}]",
        "id is missing (id)  (history:3)",
    );
    refused(
        "[{\"kind\": \"refund\", \"id\": \"a\", \"time\": \"2026-11-03\", \"credits\": \"1,5\"}]",
        "\"1,5\" is not a decimal number such as 12.5 (credits)  (history:1)",
    );
    refused(
        "[{\"kind\": \"top-up\", \"id\": \"a\", \"time\": \"2026-11-03\", \"credits\": 1, \"balance\": 1},\n{\"kind\": \"top-up\", \"id\": \"b\", \"time\": \"2026-11-04\", \"credits\": 1, \"balance\": 3}]",
        "the balances do not follow from each other: transaction b makes 2 the balance before it, and it was 1  (history:2)",
    );
}

#[test]
fn the_number_of_a_card_does_not_survive() {
    // The last digit is looked for with which the number passes.
    let numbers = (0..10).map(|check| format!("400000000000000{check}"));
    let card =
        numbers.into_iter().find(|number| crate::card_number::holds_card_number(number)).unwrap();
    let text = format!(
        r#"[{{"id": "a", "kind": "top-up", "time": "2026-11-01", "credits": 10, "note": "paid with {card}", "cardNumber": "{card}", "cvc": "123"}}]"#
    );
    let import = imported(&text, &Ledger::default());
    let ledger = after(&Ledger::default(), &import);
    let kept = json(ledger.transactions());
    assert!(!kept.contains("4000"), "{kept}");
    assert!(kept.contains("(removed: it looked like the number of a card)"));
    assert_eq!(imported(&text, &ledger).known, 1);
    // A ledger that has such a text from elsewhere knows its own row again.
    let mut own = transaction("a", "2026-11-01", Kind::TopUp, "10", "10");
    own.note = Name::from(card.as_str());
    assert_eq!(imported(&csv(std::slice::from_ref(&own)), &ledger_with(&[own])).known, 1);
    let table = format!("id,time,kind,credits,note\na,2026-11-01,top-up,10,{card}\n");
    assert_ne!(imported(&table, &Ledger::default()).entries, []);
    assert!(
        !csv(after(&Ledger::default(), &imported(&table, &Ledger::default())).transactions())
            .contains("4000")
    );
}
