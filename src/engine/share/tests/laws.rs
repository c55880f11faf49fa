//! What holds of every history: it comes back as it went, it adds up, and nothing that is read stops the program.

use proptest::prelude::*;

use super::*;
use crate::ledger::random;

fn text() -> impl Strategy<Value = Name> {
    prop_oneof![
        Just(Name::from("")),
        "[ '=+@\\-\"a,;\\n\\r\\t]{0,6}".prop_map(Name::from),
        any::<String>().prop_map(Name::from),
    ]
}

fn amount() -> impl Strategy<Value = Credits> {
    (1..10_000_000_000_i64, 0..=10_u32)
        .prop_map(|(coefficient, scale)| Credits::new(crate::Decimal::new(coefficient, scale)))
}

fn line() -> impl Strategy<Value = JobLine> {
    let quantity = || amount().prop_map(|amount| Quantity::new(amount.amount()).unwrap());
    let rate = (amount(), quantity()).prop_map(|(amount, per)| UnitRate { per, amount });
    let day = (600_000..800_000_u32).prop_map(|day| Date::from_ordinal(day).unwrap());
    random::line(text, amount, quantity(), rate, day)
}

fn job() -> impl Strategy<Value = Job> {
    (text(), prop::option::of(amount()), prop::collection::vec(line(), 0..4))
        .prop_map(|(name, estimated, lines)| Job { id: Name::from(""), name, estimated, lines })
}

/// A transaction without its id, moment and balance, which its place gives it.
fn movement() -> impl Strategy<Value = Transaction> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    (kind, amount(), any::<bool>(), text(), any::<bool>(), prop::option::of(job())).prop_map(
        |(kind, amount, is_adding, note, is_recurring, job)| {
            let mut movement = transaction("", "2026-11-22", kind, "0", "0");
            let job = job.filter(|_| kind == Kind::Usage);
            let taken = match &job {
                Some(job) => {
                    Credits::sum(job.lines.iter().filter_map(|line| line.credits)).unwrap()
                }
                None => amount,
            };
            let adds = match kind {
                Kind::TopUp | Kind::Refund => true,
                Kind::Usage | Kind::Expiry => false,
                Kind::Adjustment => is_adding,
            };
            movement.credits = if adds { taken } else { Credits::ZERO.checked_sub(taken).unwrap() };
            movement.note = note;
            movement.is_recurring = is_recurring;
            movement.job = job.map(Box::new);
            movement
        },
    )
}

/// A history that begins with this balance.
fn history_from(opening: Credits, mut history: Vec<Transaction>) -> Vec<Transaction> {
    let mut balance = opening;
    // Of rows of one moment that move nothing, no file could tell the order.
    let step = if history.iter().any(|row| row.credits == Credits::ZERO) { 1 } else { 2 };
    for (place, movement) in history.iter_mut().enumerate() {
        movement.id = Name::from(format!("=t{place}"));
        movement.time = moment(&format!("2026-11-{:02}T10:00:{:02}Z", place / 3 + 1, place / step));
        balance = balance.checked_add(movement.credits).unwrap();
        movement.balance = balance;
        if let Some(job) = &mut movement.job {
            job.id = Name::from(format!("-j{place}"));
        }
    }
    history
}

fn histories() -> impl Strategy<Value = (Credits, Vec<Transaction>)> {
    let opening = prop_oneof![Just(Credits::ZERO), amount()];
    (opening, prop::collection::vec(movement(), 1..8))
        .prop_map(|(opening, history)| (opening, history_from(opening, history)))
}

fn without_balance(transactions: &[Transaction]) -> Vec<Transaction> {
    let mut transactions = transactions.to_vec();
    for transaction in &mut transactions {
        transaction.balance = Credits::ZERO;
    }
    transactions
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn what_is_exported_comes_back((opening, history) in histories()) {
        let newest_first: Vec<_> = history.iter().rev().cloned().collect();
        for text in [csv(&history), json(&history), csv(&newest_first), json(&newest_first)] {
            let import = imported(&text, &Ledger::default());
            let ledger = after(&Ledger::default(), &import);
            prop_assert_eq!(ledger.transactions(), history.as_slice());
            prop_assert_eq!(ledger.opening(), opening);
            prop_assert_eq!(import.balance, history.last().unwrap().balance);
            prop_assert_eq!(import.added, history.len());
            // Once more changes nothing.
            let again = imported(&text, &ledger);
            prop_assert_eq!((again.entries.len(), again.known), (0, history.len()));
        }
    }

    #[test]
    fn filtered_rows_come_back_with_balances_of_their_own(
        (_, history) in histories(),
        chosen in prop::collection::vec(any::<bool>(), 8),
    ) {
        let rows: Vec<_> = history
            .iter()
            .zip(chosen)
            .filter(|(_, is_chosen)| *is_chosen)
            .map(|(row, _)| row.clone())
            .collect();
        let files = if rows.is_empty() { Vec::new() } else { vec![csv(&rows), json(&rows)] };
        for text in files {
            let import = imported(&text, &Ledger::default());
            let ledger = after(&Ledger::default(), &import);
            prop_assert_eq!(without_balance(ledger.transactions()), without_balance(&rows));
        }
    }

    #[test]
    fn a_table_adds_up_to_what_is_shown((_, history) in histories()) {
        let text = csv(&history);
        // Read by another program.
        let mut reader = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut sum = Credits::ZERO;
        let mut of_lines = Credits::ZERO;
        for row in reader.records() {
            let row = row.unwrap();
            if !row[4].is_empty() {
                sum = sum.checked_add(credits(&row[4])).unwrap();
            }
            if !row[22].is_empty() {
                of_lines = of_lines.checked_add(credits(&row[22])).unwrap();
            }
            for cell in &row {
                // What begins like a formula is a number.
                let is_figure = Credits::parse(cell).is_ok();
                prop_assert!(is_figure || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
            }
        }
        prop_assert_eq!(Ok(sum), Credits::sum(history.iter().map(|row| row.credits)));
        let jobs = history.iter().filter(|row| row.job.is_some()).map(|row| row.credits);
        prop_assert_eq!(Credits::ZERO.checked_sub(of_lines), Credits::sum(jobs));
    }

    #[test]
    fn a_file_into_another_ledger_goes_behind_its_rows((_, history) in histories()) {
        let other = ledger_with(&[transaction("o1", "2026-10-01", Kind::TopUp, "7", "7")]);
        let import = imported(&json(&history), &other);
        let ledger = after(&other, &import);
        prop_assert_eq!(import.opening, None);
        let moved = Credits::sum(history.iter().map(|row| row.credits)).unwrap();
        prop_assert_eq!(ledger.wallet().total, credits("7").checked_add(moved).unwrap());
        prop_assert_eq!(without_balance(&ledger.transactions()[1..]), without_balance(&history));
    }

    #[test]
    fn a_damaged_file_of_ours_is_refused_or_means_the_same(
        (_, history) in histories(),
        place in any::<prop::sample::Index>(),
        sign in prop::sample::select(vec!['0', '9', '"', ',', '-', '}', ' ', 'x']),
    ) {
        let text = json(&history);
        let text = text.trim_end();
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let place = places[place.index(places.len())];
        let mut damaged = text[..place].to_owned();
        damaged.push(sign);
        damaged.extend(text[place..].chars().skip(1));
        let found = read(&damaged, "history", &Ledger::default(), now());
        if let Ok(found) = found {
            // A space among the signs between values changes nothing; a broken mark makes it a list of rows.
            prop_assert_eq!(found.entries, imported(text, &Ledger::default()).entries);
        }
        prop_assert!(read(&text[..place], "history", &Ledger::default(), now()).is_err());
    }

    #[test]
    fn a_cut_table_is_refused_or_has_fewer_rows((_, history) in histories(), place in any::<prop::sample::Index>()) {
        let text = csv(&history);
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let cut = &text[..places[place.index(places.len())]];
        if let Ok(found) = read(cut, "history", &Ledger::default(), now()) {
            prop_assert!(found.added <= history.len());
        }
    }

    #[test]
    fn nothing_that_is_read_stops_the_program(
        text in prop_oneof![
            any::<String>(),
            "[\\[\\]{}\",:;0-9a-z\\n\\-]{0,80}",
            "(kind|time|credits|id|balance|row|line)([,;\\t\\n]|2026-11-2|usage|-1|\"){0,40}",
        ],
        (_, history) in histories(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 3),
    ) {
        let ledger = ledger_with(&[transaction("o1", "2026-10-01", Kind::TopUp, "7", "7")]);
        let _any = read(&text, "history", &ledger, now());
        let _any = backup::read(&text, "backup");
        for own in [csv(&history), json(&history)] {
            let mut signs: Vec<char> = own.chars().collect();
            for place in &places {
                let place = place.index(signs.len());
                let other = signs[signs.len() - 1 - place];
                signs[place] = other;
            }
            let mutated: String = signs.into_iter().collect();
            if let Ok(import) = read(&mutated, "history", &ledger, now()) {
                // What is taken fits.
                after(&ledger, &import);
            }
        }
    }

    #[test]
    fn a_table_of_another_writer_is_taken_apart_as_it_was_put_together(
        rows in prop::collection::vec(("[ -~\\n\\r]{1,6}", any::<String>(), text()), 1..6),
    ) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["first", "second", "third"]).unwrap();
        for (first, second, third) in &rows {
            writer.write_record([first.as_str(), second.as_str(), third.as_ref()]).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mut reader = csv::read::Rows::of(&text);
        reader.next().unwrap();
        for (first, second, third) in &rows {
            let row = reader.next().unwrap().unwrap();
            prop_assert_eq!(row.cells, [first.as_str(), second.as_str(), third.as_ref()]);
        }
        prop_assert!(reader.next().unwrap().is_none());
    }
}
