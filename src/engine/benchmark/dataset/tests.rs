//! Files as people have them, with figures worked out by hand; and laws on random ones, against the crate csv and serde_json.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::*;

fn read(file: &str, bytes: &[u8]) -> Result<Dataset, String> {
    in_pieces(file, bytes, bytes.len().max(1))
}

/// Reads a file in pieces of this many bytes.
fn in_pieces(file: &str, bytes: &[u8], size: usize) -> Result<Dataset, String> {
    let mut reader = Reader::new(file);
    for piece in bytes.chunks(size) {
        reader.feed(piece).map_err(|problem| problem.to_string())?;
    }
    reader.finish().map_err(|problem| problem.to_string())
}

/// What is guessed of a file: rows, and for each column that is counted its name, the meter and what it holds.
#[track_caller]
fn guesses(file: &str, text: &str, rows: u64, expected: &[(&str, &str, &str, &str)]) {
    let dataset = read(file, text.as_bytes()).unwrap();
    assert_eq!(dataset.rows, rows, "{text}");
    let guesses = dataset.guess();
    let mut got = Vec::new();
    for (place, reading) in guesses.iter().enumerate() {
        let Some(reading) = reading else { continue };
        let mut alone = vec![None; guesses.len()];
        alone[place] = Some(*reading);
        let fed = dataset.fed(&alone).unwrap()[0];
        got.push((
            dataset.columns[place].name.clone(),
            fed.meter,
            fed.sum.to_string(),
            fed.per_row.to_string(),
        ));
    }
    let got: Vec<_> =
        got.iter().map(|(a, b, c, d)| (a.as_str(), *b, c.as_str(), d.as_str())).collect();
    assert_eq!(got, expected, "{text}");
    for size in [1, 2, 3, 7] {
        assert_eq!(
            in_pieces(file, text.as_bytes(), size).as_ref(),
            Ok(&dataset),
            "{text} by {size}"
        );
    }
}

#[track_caller]
fn refuses(file: &str, bytes: impl AsRef<[u8]>, problem: &str) {
    let bytes = bytes.as_ref();
    assert_eq!(read(file, bytes).unwrap_err(), problem);
    for size in [1, 2, 3, 7] {
        assert_eq!(in_pieces(file, bytes, size).unwrap_err(), problem, "by {size}");
    }
}

#[test]
fn tables() {
    // 5 + 8 + 5 = 18 characters in 3 rows.
    guesses(
        "a.csv",
        "id,text\n1,Hello\n2,Good day\n3,Adieu\n",
        3,
        &[("text", "characters", "18", "18/3")],
    );
    // A line break, a separator and quotes within quotes: a, line feed, b; c,d; "e" with its quotes.
    guesses(
        "a.csv",
        "\u{feff}text\r\n\"a\nb\"\r\n\"c,d\"\r\n\"\"\"e\"\"\"\r\n\r\n\r\n",
        3,
        &[("text", "characters", "9", "3")],
    );
    // Semicolons and decimal commas: 1.5 + 2 + 0.25 = 3.75 minutes of 60 seconds.
    guesses(
        "a.csv",
        "Audio (min);Note\n1,5;a\n2;bb\n0,25;c",
        3,
        &[("Audio (min)", "seconds.audio", "225", "225/3"), ("Note", "characters", "4", "4/3")],
    );
    // Milliseconds: 1,500 + 250 = 1,750.
    guesses(
        "a.tsv",
        "duration_ms\tpath, name\n1500\tx\n250\ty\n",
        2,
        &[
            ("duration_ms", "seconds.audio", "1.75", "1.75/2"),
            ("path, name", "characters", "2", "1"),
        ],
    );
    // 1:02:03 is 3,723 seconds, 90 are 90.
    guesses(
        "calls.csv",
        "call,duration\nx1,1:02:03\nx2,90\n",
        2,
        &[("call", "characters", "4", "2"), ("duration", "seconds.audio", "3813", "3813/2")],
    );
    // A cell that is empty holds nothing; a row that is empty is none.
    guesses(
        "a.csv",
        "input_tokens,output_tokens\n100,20\n,\n50,\n",
        2,
        &[
            ("input_tokens", "tokens.input", "150", "150/2"),
            ("output_tokens", "tokens.output", "20", "20/2"),
        ],
    );
    // Names that are missing or stand twice; a separator behind the last.
    let dataset = read("a.csv", b"a,,a,a (2),\n1,2,3,4,\n").unwrap();
    let names: Vec<_> = dataset.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["a", "column 2", "a (2)", "a (2) (2)"]);
}

#[test]
fn json() {
    // 5 + 2 characters; a key that is missing or null holds nothing.
    guesses(
        "a.jsonl",
        "{\"text\":\"Hello\"}\n\n{\"text\":null}\n{\"text\":\"\\u00e4\\ud83d\\ude00\"}\n{}\n",
        4,
        &[("text", "characters", "7", "7/4")],
    );
    // Objects are taken apart once; lists and deeper ones are not counted.
    let text = r#"{"usage":{"prompt_tokens":12,"details":{"x":1}},"tags":["a"]}
{"usage":{"prompt_tokens":1e1},"tags":[]}"#;
    guesses("log.ndjson", text, 2, &[("usage.prompt_tokens", "tokens.input", "22", "22/2")]);
    let dataset = read("log.ndjson", text.as_bytes()).unwrap();
    let kinds: Vec<_> =
        dataset.columns.iter().map(|column| (column.name.as_str(), column.kind())).collect();
    assert_eq!(
        kinds,
        [
            ("usage.prompt_tokens", Kind::Figures),
            ("usage.details", Kind::Nested),
            ("tags", Kind::Nested),
        ]
    );
    // A list, over lines of its own; a list of texts.
    guesses(
        "a.json",
        " [\n {\"q\": \"a]b\",\n  \"n\": 1},\r\n {\"q\": \"c\"}\n]\n",
        2,
        &[("q", "characters", "4", "4/2")],
    );
    guesses("a", "[\"one\", \"three\"]", 2, &[("text", "characters", "8", "8/2")]);
    guesses("a.jsonl", "\"one\"\n\"three\"", 2, &[("text", "characters", "8", "8/2")]);
}

#[test]
fn each_kind_of_character_is_fed() {
    // 漢字 and か: two of three twice; 9 bytes. One emoji: two UTF-16 units, 4 bytes.
    let dataset = read("a.csv", "text\n漢字か\n\u{1f600}\n".as_bytes()).unwrap();
    let fed = dataset.fed(&dataset.guess()).unwrap();
    let fed: Vec<_> = fed.iter().map(|fed| (fed.meter, fed.sum.to_string())).collect();
    let expected = [
        ("characters", "4"),
        ("characters.utf16", "5"),
        ("bytes.utf8", "13"),
        ("characters.cjk2", "6"),
    ];
    assert_eq!(fed, expected.map(|(meter, sum)| (meter, sum.to_owned())));
}

#[test]
fn columns_for_one_meter_add_up() {
    let dataset = read("a.csv", b"a,b\nxx,y\nx,yy\n").unwrap();
    let text = Reading::find("text");
    // 3 + 3 characters in 2 rows, 3 in each.
    let [fed, ..] = dataset.fed(&[text, text]).unwrap()[..] else { panic!() };
    assert_eq!((fed.sum.to_string(), fed.per_row.to_string()), ("6".into(), "6/2".into()));
    // 0.1 three times and 28 digits are exact; what does not fit is an error, not a rounded figure.
    let digits = "0.0000000000000000000000000001";
    let dataset = read("a.csv", format!("duration\n{digits}\n0.1\n").as_bytes()).unwrap();
    assert_eq!(
        dataset.fed(&dataset.guess()).unwrap()[0].sum.to_string(),
        "0.1000000000000000000000000001"
    );
    assert!(dataset.fed(&[Reading::find("audio-ms")]).is_err());
}

#[test]
fn a_figure_that_is_none_is_named() {
    let dataset = read("a.csv", b"duration\n3\n\nn/a\n-1\n").unwrap();
    let column = &dataset.columns[0];
    assert_eq!((column.kind(), column.flaw.clone()), (Kind::Text, Some((4, "n/a".to_owned()))));
    for figure in ["NaN", "-3", "Infinity", "1e999", "1,5", "1 000", "0x1F"] {
        let dataset = read("a.jsonl", format!("{{\"seconds\":{figure:?}}}").as_bytes()).unwrap();
        assert_eq!(dataset.columns[0].flaw, Some((1, figure.to_owned())));
    }
    // Figures each of which fits, and whose sum does not.
    let large = "79228162514264337593543950335";
    let dataset = read("a.csv", format!("seconds\n{large}\n{large}\n").as_bytes()).unwrap();
    assert_eq!(dataset.columns[0].kind(), Kind::Text);
}

#[test]
fn what_is_no_dataset_is_refused_with_its_place() {
    refuses("a.csv", "", "the file is empty  (a.csv)");
    refuses("a.csv", "\n\n", "the file holds no rows  (a.csv)");
    refuses("a.csv", "text\n\n", "the first line names the columns, but no row follows  (a.csv)");
    refuses("a.csv", ",,\n1,2,3\n", "the first line must name the columns  (a.csv:1)");
    refuses(
        "a.csv",
        "a,b\n1,2\n\"x\ny\",2\n1,2,3\n",
        "this row has 3 cells, but the first line names 2 columns; a cell with a separator in it stands in quotes  (a.csv:5)",
    );
    refuses(
        "a.csv",
        "a,b\n1,2\n1,\"2\n3,4\n",
        "a quote that opens a cell is never closed  (a.csv:3)",
    );
    refuses(
        "a.csv",
        "a\n\"b\"c\n",
        "text stands behind the quote that ends a cell; a quote within a cell is written twice  (a.csv:2)",
    );
    refuses(
        "a.csv",
        b"a\nb\n\xffc\n",
        "the file is no text in UTF-8 here; save it as UTF-8 and try again  (a.csv:3)",
    );
    // Half a character at the end.
    refuses(
        "a.csv",
        b"a\nb\xc3",
        "the file is no text in UTF-8 here; save it as UTF-8 and try again  (a.csv:2)",
    );
    // A row that is wrong before bytes that are wrong.
    refuses(
        "a.jsonl",
        b"{\"a\":1\n\xff",
        "the row is no JSON: it ends in the middle of a value; each line must be a whole JSON object  (a.jsonl:1)",
    );
    refuses(
        "a.jsonl",
        "{\"a\":1}\n{\"a\":1,\"a\":2}\n",
        "this row has the key twice  (a.jsonl:2, column “a”)",
    );
    refuses(
        "a.jsonl",
        "{}\n[1]\n",
        "a row is an object such as {\"text\": \"…\"}; this is a list  (a.jsonl:2)",
    );
    refuses(
        "a.json",
        "[{\"a\":1},\n{\"a\":\n1]]",
        "the row is no JSON: expected `,` or `}`; each item of the list must be a JSON object  (a.json:3)",
    );
    refuses(
        "a.json",
        "[{\"a\":1},\n{\"a\":2}\n",
        "the list that the file is was never closed  (a.json:2)",
    );
    refuses(
        "a.json",
        "[{\"a\":1}]\nx",
        "text stands before or behind the list that the file is  (a.json:2)",
    );
    refuses("a.json", "[{\"a\":1}}", "a bracket closes what none has opened  (a.json:1)");
    refuses("a.json", "[]", "the file holds no rows  (a.json)");
    refuses(
        "a.xlsx",
        b"PK\x03\x04\x14",
        "this is a spreadsheet or an archive; export the sheet as CSV  (a.xlsx)",
    );
    refuses(
        "a.csv",
        b"\xff\xfea\0",
        "the file is text in UTF-16; save it as UTF-8 and try again  (a.csv)",
    );
    refuses(
        "a.csv",
        b"a\0b\0",
        "this is no text; a dataset is CSV, TSV, JSONL or a JSON list  (a.csv)",
    );
    refuses(
        "a.csv.gz",
        b"\x1f\x8b\x08\0",
        "this is a compressed file; unpack it first  (a.csv.gz)",
    );
    refuses(
        "a.parquet",
        b"PAR1\x15",
        "this is a Parquet file; export it as CSV or JSONL  (a.parquet)",
    );
}

#[test]
fn what_is_absurdly_large_is_refused() {
    let many: Vec<String> = (0..10_000).map(|place| format!("c{place}")).collect();
    let problem = read("a.csv", many.join(",").as_bytes()).unwrap_err();
    assert_eq!(problem, "the dataset has 10000 columns; at most 500 can be read  (a.csv:1)");
    let many: Vec<String> = many.iter().map(|name| format!("\"{name}\":1")).collect();
    let problem = read("a.jsonl", format!("{{{}}}", many.join(",")).as_bytes()).unwrap_err();
    assert_eq!(problem, "the dataset has 501 columns; at most 500 can be read  (a.jsonl:1)");

    let long = "x".repeat(LARGEST_ROW);
    let expected =
        "the row that begins here is longer than 8 MiB; a quote in it may never be closed";
    for (file, text) in [
        ("a.csv", format!("a,b\n\n\n1,{long}\n")),
        ("a.csv", format!("a,b\n\n\n1,\"{long}")),
        ("a.jsonl", format!("\n\n\n{{\"a\":\"{long}\"}}\n")),
        ("a.json", format!("[1,\n\n\n{{\"a\":\"{long}\"}}]").replacen('1', "{}", 1)),
    ] {
        for size in [text.len(), 1 << 20] {
            assert_eq!(
                in_pieces(file, text.as_bytes(), size).unwrap_err(),
                format!("{expected}  ({file}:4)")
            );
        }
    }
    // As long as may be, and as deep as one likes.
    let text = format!("a\n{}\n", &long[..LARGEST_ROW - 1]);
    assert_eq!(in_pieces("a.csv", text.as_bytes(), 1 << 20).unwrap().rows, 1);
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read("a.jsonl", deep.as_bytes()).unwrap().columns[0].kind(), Kind::Nested);
    let name = "n".repeat(1_000);
    let dataset = read("a.csv", format!("{name}\n1\n").as_bytes()).unwrap();
    assert_eq!(dataset.columns[0].name, format!("{}…", "n".repeat(80)));
}

#[test]
fn what_was_read_so_far_is_a_sample() {
    let mut reader = Reader::new("a.csv");
    // 5 bytes of header and two rows of 4 bytes; the third is not whole.
    reader.feed(b"text\nabc\nde\n\"fg").unwrap();
    let dataset = reader.stop(1_205).unwrap();
    assert_eq!((dataset.rows, dataset.sample), (2, Some(Sample { bytes: 12, of: 1_205 })));
    // 2 rows x 1,205 / 12 bytes = 200.8.
    assert_eq!(dataset.about_rows().map(|rows| rows.to_string()), Some("201".to_owned()));
    let mut reader = Reader::new("a.csv");
    reader.feed(b"text\nabc").unwrap();
    assert_eq!(reader.stop(100).unwrap_err().to_string(), "no row was whole yet  (a.csv)");
    let sample = |rows, bytes, of| {
        let format = Format::JsonLines;
        let sample = Some(Sample { bytes, of });
        Dataset { format, rows, empty_rows: 0, columns: Vec::new(), sample }
            .about_rows()
            .unwrap()
            .to_string()
    };
    // 1,234 x 1,000 = 1,234,000, to three digits.
    assert_eq!(sample(1_234, 1, 1_000), "1230000");
    assert_eq!(sample(999, 10, 15), "1500");
}

/// A cell of a table, with what makes tables hard.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,6}",
        "[0-9]{1,4}(\\.[0-9]{1,3})?",
        "[\"\n\r,;ä漢\u{1f600}x]{0,5}",
        Just(String::new()),
    ]
}

fn written(rows: &[Vec<String>], separator: u8, is_crlf: bool) -> Vec<u8> {
    let terminator = if is_crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(terminator)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_counted_as_the_crate_csv_reads_it(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 1..8),
        separator in prop::sample::select(vec![b',', b';', b'\t']),
        is_crlf in any::<bool>(),
        size in 1..40_usize,
    ) {
        let mut all = vec![["first", "second", "third"].map(str::to_owned).to_vec()];
        all.extend(rows);
        let bytes = written(&all, separator, is_crlf);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes.as_slice());
        let (mut count, mut points, mut units) = (0, [0; 3], [0; 3]);
        for record in reader.records() {
            let record = record.unwrap();
            if record.iter().all(str::is_empty) {
                continue;
            }
            count += 1;
            for (place, cell) in record.iter().enumerate() {
                points[place] += cell.chars().count();
                units[place] += cell.encode_utf16().count();
            }
        }
        let dataset = match in_pieces("a.csv", &bytes, size) {
            Ok(dataset) => dataset,
            Err(problem) => {
                prop_assert_eq!(count, 0, "{}", problem);
                return Ok(());
            }
        };
        prop_assert_eq!(dataset.rows, count);
        for (place, column) in dataset.columns.iter().enumerate() {
            let sums: Vec<String> = column.texts(count).map(|(_, held)| held.sum.to_string()).collect();
            prop_assert_eq!(&sums[0], &points[place].to_string());
            prop_assert_eq!(&sums[1], &units[place].to_string());
        }
    }

    #[test]
    fn json_is_counted_as_serde_json_reads_it(
        texts in prop::collection::vec(("[\"\\\\\n\t,\\]}{a漢\u{1f600}]{0,6}", 0..100_000_u32), 1..8),
        is_pretty in any::<bool>(),
        is_list in any::<bool>(),
        size in 1..40_usize,
    ) {
        let rows: Vec<serde_json::Value> = texts
            .iter()
            .map(|(text, figure)| serde_json::json!({ "a": { "text": text }, "b": null, "seconds": figure }))
            .collect();
        let file = if is_list && is_pretty {
            serde_json::to_string_pretty(&rows).unwrap()
        } else if is_list {
            serde_json::to_string(&rows).unwrap()
        } else {
            rows.iter().map(|row| format!("{row}\r\n")).collect()
        };
        let dataset = in_pieces("rows", file.as_bytes(), size).unwrap();
        prop_assert_eq!(dataset.rows, texts.len() as u64);
        let fed = dataset.fed(&[Reading::find("text"), None, Reading::find("audio-s")]).unwrap();
        let points: usize = texts.iter().map(|(text, _)| text.chars().count()).sum();
        let bytes: usize = texts.iter().map(|(text, _)| text.len()).sum();
        let seconds: u64 = texts.iter().map(|(_, figure)| u64::from(*figure)).sum();
        prop_assert_eq!(fed[0].sum.to_string(), points.to_string());
        prop_assert_eq!(fed[2].sum.to_string(), bytes.to_string());
        prop_assert_eq!(fed[4].sum.to_string(), seconds.to_string());
        prop_assert_eq!(dataset.columns[1].kind(), Kind::Empty);
    }

    /// Whatever a file is, sense or not, the places where it is cut make no difference.
    #[test]
    fn cuts_make_no_difference(
        bytes in prop_oneof![
            "[a\",\r\n;1{}\\[\\]:ä漢\u{1f600}\\\\ ]{0,60}".prop_map(String::into_bytes),
            "a,b\n([\"x,\r\n1]{0,8}\r?\n){0,6}".prop_map(String::into_bytes),
            "\\[(\\{\"a\":\"[x\\]}]{0,3}\"\\},?[\r\n ]{0,2}){0,5}\\]".prop_map(String::into_bytes),
            prop::collection::vec(any::<u8>(), 0..40),
        ],
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        name in prop::sample::select(vec!["a.csv", "a.tsv", "a.jsonl", "a.json", "a"]),
    ) {
        let whole = read(name, &bytes);
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.sort_unstable();
        places.push(bytes.len());
        let mut reader = Some(Reader::new(name));
        let (mut from, mut problem) = (0, None);
        for to in places {
            if let Some(Err(why)) = reader.as_mut().map(|reader| reader.feed(&bytes[from..to])) {
                (reader, problem) = (None, Some(why));
            }
            from = to;
        }
        let cut = match (reader, problem) {
            (Some(reader), _) => reader.finish(),
            (None, problem) => Err(problem.unwrap()),
        };
        prop_assert_eq!(cut.map_err(|problem| problem.to_string()), whole);
    }
}
