//! Tables of others, and tables that are wrong.

use super::*;

const TABLE: &str = "\
id,time,kind,credits,balance
a,2026-11-01,top-up,10,10
b,2026-11-02T08:30:00Z,usage,-2.5,7.5
";

#[test]
fn columns_stand_in_any_order_and_others_are_passed_over() {
    let ledger = after(&Ledger::default(), &imported(TABLE, &Ledger::default()));
    assert_eq!(ledger.wallet().total, credits("7.5"));
    for text in [
        "Balance;Amount;apiKey;Type;Date;Transaction ID\r\n10;10;x;Top-up;2026-11-01;a\r\n7,5;-2,5;x;USAGE;2026-11-02T08:30:00Z;b\r\n",
        "sep=;\nbalance after;credits;kind;time;id\n10;10;topup;2026-11-01;a\n7.5;-2.5;usage;2026-11-02T08:30:00Z;b",
        "time\tkind\tcredits\tbalance\tid\n2026-11-01\ttop up\t10\t10\ta\n2026-11-02T08:30:00Z\tusage\t-2.5\t7.5\tb\n",
        "\u{feff}\"id\",\"time\",\"kind\",\"credits\"\n\"a\",\"2026-11-01\",\"top-up\",\"10\"\n\"b\",\"2026-11-02T09:30:00+01:00\",\"usage\",\"-25e-1\"\n",
        "id,time,kind,credits,balance\nb,2026-11-02T08:30:00Z,usage,-2.5,7.5\na,2026-11-01,top-up,10,10,,\n,,,,\n",
    ] {
        let import = imported(text, &Ledger::default());
        assert_eq!(import.shape, Shape::Csv);
        assert_eq!(after(&Ledger::default(), &import), ledger, "{text}");
        assert_eq!(imported(text, &ledger).known, 2);
    }
}

#[test]
fn a_model_beside_a_usage_becomes_its_job() {
    let text = "time,kind,credits,model,id\n2026-11-01,usage,-2.5,azure/translator,u1\n";
    let ledger = after(&Ledger::default(), &imported(text, &Ledger::default()));
    let usage = ledger.find("u1").unwrap();
    let job = usage.job.as_ref().unwrap();
    assert_eq!(*job.id, *"u1");
    assert_eq!(*job.lines[0].model, *"azure/translator");
    assert_eq!(job.lines[0].credits, Some(credits("2.5")));
}

#[test]
fn rows_without_ids_are_known_by_their_content() {
    let text = "time,kind,credits\n2026-11-01,top-up,5\n2026-11-01,top-up,5\n2026-11-02,usage,-1\n";
    let import = imported(text, &Ledger::default());
    assert_eq!((import.added, import.balance), (3, credits("9")));
    let ledger = after(&Ledger::default(), &import);
    assert_eq!(imported(text, &ledger).known, 3);
    let more = format!("{text}2026-11-03,usage,-1\n");
    let import = imported(&more, &ledger);
    assert_eq!((import.added, import.known, import.balance), (1, 3, credits("8")));
    assert_eq!(import.period, Some((moment("2026-11-03"), moment("2026-11-03"))));
}

#[test]
fn a_history_that_goes_on_has_an_opening() {
    let text = "id,time,kind,credits,balance\nb,2026-11-02,usage,-2.5,7.5\n";
    let import = imported(text, &Ledger::default());
    assert_eq!(import.opening, Some(credits("10")));
    assert_eq!(after(&Ledger::default(), &import).wallet().total, credits("7.5"));
    // A ledger with rows of its own has its own balance.
    let ledger = ledger_with(&[transaction("a", "2026-11-01", Kind::TopUp, "10", "10")]);
    assert_eq!(imported(text, &ledger).opening, None);
    assert_eq!(after(&ledger, &imported(text, &ledger)).wallet().total, credits("7.5"));
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let with = |old: &str, new: &str| {
        assert!(TABLE.contains(old), "{old}");
        TABLE.replacen(old, new, 1)
    };
    refused("", "the file is empty  (history)");
    refused(" \n", "the file is empty  (history)");
    refused(
        "id,time,credits\n",
        "the first line must name the columns, time, kind and credits among them  (history:1)",
    );
    refused(
        "%PDF-1.7 1 0 obj",
        "the first line must name the columns, time, kind and credits among them  (history:1)",
    );
    refused(&with("id,time", "id,date,time"), "two columns are \"time\"  (history:1)");
    refused("time,kind,credits\n", "the table holds no transactions  (history)");
    refused(&with(",7.5\n", "\n"), "this row has 4 cells; the first line has 5  (history:3)");
    refused(&with(",7.5\n", ",7.5,x\n"), "this row has 6 cells; the first line has 5  (history:3)");
    refused(&with("-2.5", "2,5"), "this row has 6 cells; the first line has 5  (history:3)");
    refused(
        &with("-2.5", "\"-2,5\""),
        "\"-2,5\" is not a decimal number such as 12.5 (credits)  (history:3)",
    );
    refused(&with("-2.5", ""), "the amount is missing (credits)  (history:3)");
    refused(
        &with("usage", "theft"),
        "\"theft\" is none of top-up, usage, refund, adjustment, expiry (kind)  (history:3)",
    );
    refused(
        &with("2026-11-01", "11/01/2026"),
        "\"11/01/2026\" is not a day or a moment such as 2026-11-20 or 2026-11-20T16:30:00Z (time)  (history:2)",
    );
    refused(
        &with("7.5", "8"),
        "the balances do not follow from each other: transaction b makes 10.5 the balance before it, and it was 10  (history:3)",
    );
    refused(
        "id,time,kind,credits\na,2026-11-01,top-up,-10\n",
        "transaction a is a top-up of -10; it must add credits  (history:2)",
    );
    refused(
        &with("b,2026-11-02T08:30:00Z,usage,-2.5,7.5", "a,2026-11-02,usage,-2.5,7.5"),
        "transaction a is there already with other content: here it is a top-up of 10 on 2026-11-01T00:00:00Z, in the file a usage of -2.5 on 2026-11-02T00:00:00Z  (history:3)",
    );
    refused(&with("\nb,", "\n\"b,"), "a quote that opens a cell is never closed  (history:3)");
}

#[test]
fn our_own_table_is_checked_row_by_row() {
    let text = csv(&history());
    let with = |old: &str, new: &str| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    };
    refused(
        &with("9.4558,10.4558", "9.4558,10.4559"),
        "the balance of transaction t3 is 10.4559, but 9.4558 before it and its 1 make 10.4558  (history:6)",
    );
    refused(
        &with("0.6442", "0.6443"),
        "the lines of job j1 add up to 0.5443, but 0.5442 was charged  (history:3)",
    );
    refused(
        &with("line,t2", "line,t1"),
        "this is a line of transaction t1, but it stands below t2 (id)  (history:4)",
    );
    refused(
        &with("transaction,t2", "note,t2"),
        "\"note\" is neither transaction nor line (row)  (history:3)",
    );
    refused(
        &with("transaction,t1", "line,t1"),
        "a line stands before the first transaction (row)  (history:2)",
    );
    refused(&with(",yes,", ",maybe,"), "write yes or no (recurring)  (history:2)");
    refused(
        &with(",10,1000000,", ",10,,"),
        "a rate is credits for so many units, above 0; one of both is missing (rate)  (history:4)",
    );
}

#[test]
fn a_row_with_other_content_is_refused_naming_both() {
    let ledger = ledger_with(&history());
    let sentence = "transaction t3 is there already with other content: here it is a refund of 1 on 2026-11-21T11:00:00Z, in the file a refund of 2 on 2026-11-21T11:00:00Z  (history:2)";
    refused_by(&ledger, "id,time,kind,credits\nt3,2026-11-21T11:00:00Z,refund,2\n", sentence);
    let sentence = "transaction t3 is there already with other content: both are a refund of 1 on 2026-11-21T11:00:00Z, but their notes or jobs differ  (history:2)";
    let noted = "id,time,kind,credits,note\nt3,2026-11-21T11:00:00Z,refund,1,other\n";
    refused_by(&ledger, noted, sentence);
    let sentence = "job j1 is there already with other content: here it is a usage of -0.5442 on 2026-11-21T10:00:00Z, in the file a usage of -3 on 2026-11-22T00:00:00Z  (history:2)";
    let again = "id,time,kind,credits,job,model\nx,2026-11-22,usage,-3,j1,m\n";
    refused_by(&ledger, again, sentence);
}

#[test]
fn a_hundred_thousand_rows() {
    let mut text = String::from("id,time,kind,credits,balance\n");
    for place in 1..=100_000_u32 {
        text.push_str(&format!("t{place},2026-11-01,top-up,1,{place}\n"));
    }
    let import = imported(&text, &Ledger::default());
    assert_eq!((import.added, import.balance), (100_000, credits("100000")));
    let ledger = after(&Ledger::default(), &import);
    assert_eq!(imported(&text, &ledger).known, 100_000);
}
