//! This program's own files: what stands in them, and what is said about damaged ones.

use super::*;

#[test]
fn a_table_as_spreadsheets_get_it() {
    let head = "\u{feff}row,id,time,kind,credits,before,balance,note,recurring,job,job name,job estimated,step,label,model,supplier,function,meter,quantity,rate,rate per,rate from,line credits,line estimated\r\n";
    let rows = [
        "transaction,t1,2026-11-20T00:00:00Z,top-up,10,0,10,\"'=HYPERLINK(\"\"x\"\"), \"\"quoted\"\"\",yes,,,,,,,,,,,,,,,\r\n",
        "transaction,t2,2026-11-21T10:00:00Z,usage,-0.5442,10,9.4558,,,j1,Calls,0.6,,,,,,,,,,,,\r\n",
        "line,t2,2026-11-21T10:00:00Z,usage,,,,,,j1,,,2,Translate,azure/translator,Microsoft Azure,translation,characters,64420,10,1000000,2026-01-01,0.6442,\r\n",
        "line,t2,2026-11-21T10:00:00Z,usage,,,,,,j1,,,2,'-10 %,azure/translator,Microsoft Azure,translation,characters,,,,,-0.1,\r\n",
        "transaction,t3,2026-11-21T11:00:00Z,refund,1,9.4558,10.4558,,,,,,,,,,,,,,,,,\r\n",
    ];
    assert_eq!(csv(&history()), format!("{head}{}", rows.concat()));
    assert_eq!(csv(&[]), head);
}

#[test]
fn a_file_of_transactions_is_json() {
    let text = json(&history());
    assert!(text.starts_with(
        "{\"oneCredit\":\"transactions\",\"version\":1,\"entries\":[\n{\"kind\":\"top-up\","
    ));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["entries"].as_array().unwrap().len(), 3);
    assert_eq!(value["entries"][1]["credits"], "-0.5442");
    assert_eq!(value.get("gaps"), None);
    let filtered = [history().remove(0), history().remove(2)];
    let value: serde_json::Value = serde_json::from_str(&json(&filtered)).unwrap();
    assert_eq!(value["gaps"], true);
    // Laid out anew it is the same file.
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(imported(&pretty, &Ledger::default()).added, 2);
}

#[test]
fn the_whole_ledger_goes_into_a_backup_and_back() {
    let opening = Opening { credits: credits("2"), time: moment("2026-11-01") };
    let top_up = transaction("t1", "2026-11-20", Kind::TopUp, "10", "12");
    let entries = [Entry::Opening(opening), Entry::Transaction(top_up)];
    let text = backup::text(&entries);
    let found = backup::read(&text, "backup.json").unwrap();
    assert_eq!(found.entries, entries);
    assert_eq!(found.ledger, ledger_of(&entries));
    assert_eq!(found.ledger.wallet().total, credits("12"));
    assert_eq!(backup::read(&backup::text(&[]), "b").unwrap().ledger, Ledger::default());
    // An import takes it as it is into an empty ledger, and its transactions into another.
    let import = imported(&text, &Ledger::default());
    assert_eq!(
        (import.shape, import.added, import.opening),
        (Shape::Backup, 1, Some(credits("2")))
    );
    assert_eq!(import.entries, entries);
    let other = ledger_with(&[transaction("o1", "2026-10-01", Kind::TopUp, "5", "5")]);
    let import = imported(&text, &other);
    assert_eq!((import.added, import.opening, import.balance), (1, None, credits("15")));
}

#[track_caller]
fn no_backup(text: &str, sentence: &str) {
    assert_eq!(backup::read(text, "backup.json").unwrap_err().to_string(), sentence);
}

#[test]
fn what_is_no_backup() {
    let entries: Vec<_> = history().into_iter().map(Entry::Transaction).collect();
    let text = backup::text(&entries);
    no_backup("", "the file is no JSON: EOF in the middle of a value  (backup.json:1)");
    no_backup("{}", "this is no backup of this program  (backup.json)");
    no_backup("[]", "this is no backup of this program  (backup.json)");
    no_backup(
        &json(&history()),
        "this file holds transactions, not a whole ledger; import it instead  (backup.json)",
    );
    no_backup(
        &text.replace("\"version\":1", "\"version\":2"),
        "the file was written by a newer version of this program (format 2; this one reads 1); reload the page to get it  (backup.json)",
    );
    for version in ["0", "-1", "\"1\"", "1.5", "null"] {
        no_backup(
            &text.replace("\"version\":1", &format!("\"version\":{version}")),
            "the file does not say its version, which must be 1  (backup.json)",
        );
    }
    let damaged = "the file is damaged: its entries do not fit the sum at its end  (backup.json)";
    no_backup(&text.replace("\"9.4558\"", "\"9.4559\""), damaged);
    no_backup(&text.replace("backup", "transactions"), damaged);
    no_backup(&text.replace("}\n],", "}\n],\"gaps\":true,"), damaged);
    let without_last = text.lines().filter(|line| !line.contains("\"t3\"")).collect::<String>();
    no_backup(&without_last.replace(",]", "]"), damaged);
    no_backup(
        &text.replace("\"entries\"", "\"rows\""),
        "the file has no list of entries  (backup.json)",
    );
    no_backup(
        &text.replace("\"backup\"", "\"settings\""),
        "the file holds neither transactions nor a backup  (backup.json)",
    );
    no_backup(
        &text.replace("\"note\"", "\"notes\""),
        "\"notes\" is no field here  (backup.json:2)",
    );
}

#[test]
fn a_backup_must_make_a_ledger() {
    let mut history = history();
    history[2].balance = credits("11");
    let entries: Vec<_> = history.into_iter().map(Entry::Transaction).collect();
    no_backup(
        &backup::text(&entries),
        "transaction t3 gives the balance 11; the balance before and its amount make 10.4558  (backup.json:4)",
    );
}
