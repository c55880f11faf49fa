//! What people type, as a table: what it is read as, or the sentence that is said about it.

use super::*;

const ENGLISH: Separators = Separators { decimal: '.', group: ',' };
const GERMAN: Separators = Separators { decimal: ',', group: '.' };
const FRENCH: Separators = Separators { decimal: ',', group: '\u{202f}' };
const SWISS: Separators = Separators { decimal: '.', group: '\u{2019}' };
const PERSIAN: Separators = Separators { decimal: '\u{66b}', group: '\u{66c}' };
const ALL: [Separators; 5] = [ENGLISH, GERMAN, FRENCH, SWISS, PERSIAN];

fn credits(text: &str) -> Credits {
    Credits::parse(text).unwrap()
}

/// The same amount to every visitor.
#[track_caller]
fn is(text: &str, amount: &str) {
    for separators in ALL {
        let found = read(text, separators).map_err(|problem| problem.to_string());
        assert_eq!(found, Ok(credits(amount)), "{text} where {} is decimal", separators.decimal);
    }
}

#[track_caller]
fn to(separators: Separators, text: &str, amount: &str) {
    let found = read(text, separators).map_err(|problem| problem.to_string());
    assert_eq!(found, Ok(credits(amount)), "{text}");
}

/// Whether the sentence about it has these words.
#[track_caller]
fn refused(separators: Separators, text: &str, words: &str) {
    let sentence = read(text, separators).unwrap_err().to_string();
    assert!(sentence.contains(words), "{text}: {sentence}");
}

#[test]
fn plain_amounts() {
    is("10", "10");
    is("10.50", "10.5");
    is("10,50", "10.5");
    is("10.5", "10.5");
    is("0", "0");
    is("0.01", "0.01");
    is(",5", "0.5");
    is(".5", "0.5");
    is("5.", "5");
    is("5,", "5");
    is("007", "7");
    is("  10\t", "10");
    is("\u{feff}\u{200f}10\u{a0}", "10");
    is("+5", "5");
    is("10.-", "10");
    is("10,-", "10");
    is("10.\u{2014}", "10");
    is("10,--", "10");
}

#[test]
fn currencies_and_units() {
    for text in [
        "$25",
        "$ 25",
        "25$",
        "25 $",
        "US$25",
        "US$ 25",
        "us$ 25",
        "USD 25",
        "25 USD",
        "25 usd.",
        "$25 USD",
        "25 $ US",
        "25 C",
        "25C",
        "c 25",
        "25 credits",
        "25 Credits",
    ] {
        is(text, "25");
    }
    is("1 credit", "1");
    is("25 US dollars", "25");
    is("+$25.00", "25");
    is("$+25", "25");
    is("\u{ff04}25", "25");
    is("25.- $", "25");
}

#[test]
fn thousands() {
    is("1,234.50", "1234.5");
    is("1.234,50", "1234.5");
    is("1 234,50", "1234.5");
    is("1\u{a0}234,50", "1234.5");
    is("1\u{202f}234.50", "1234.5");
    is("1\u{2009}234", "1234");
    is("1'234.50", "1234.5");
    is("1\u{2019}234.50", "1234.5");
    is("1_000", "1000");
    is("1,234,567", "1234567");
    is("1.234.567", "1234567");
    is("1 234 567,8", "1234567.8");
    is("1,00,000", "100000");
    is("12,34,567.89", "1234567.89");
    is("1,234.", "1234");
    is("$1,234.50", "1234.5");
    is("999,999.99", "999999.99");
}

#[test]
fn one_separator_before_three_digits_is_the_visitors() {
    to(ENGLISH, "1,234", "1234");
    to(GERMAN, "1.234", "1234");
    to(GERMAN, "123.456", "123456");
    let three =
        "has three decimals, and an amount has at most two; write 1234 if thousands are meant";
    refused(ENGLISH, "1.234", three);
    refused(GERMAN, "1,234", three);
    refused(FRENCH, "1,234", three);
    refused(SWISS, "1.234", three);
    // Neither the decimal separator nor that of thousands to the visitor.
    refused(
        FRENCH,
        "1.234",
        "leave open which amount is meant; write one such as 1234,50 or 1\u{202f}234,50",
    );
    refused(SWISS, "1,234", "leave open");
    refused(PERSIAN, "1,234", "leave open");
}

#[test]
fn digits_of_other_scripts() {
    is("\u{ff11}\u{ff10}\u{ff0e}\u{ff15}\u{ff10}", "10.5");
    is("\u{ff11}\u{ff0c}\u{ff10}\u{ff10}\u{ff10}\u{ff0c}\u{ff10}\u{ff10}\u{ff10}", "1000000");
    // Arabic-Indic, with its own separators and with the comma of the Arabic keyboard.
    is("\u{661}\u{660}\u{66b}\u{665}\u{660}", "10.5");
    is("\u{661}\u{66c}\u{662}\u{663}\u{664}\u{66b}\u{665}", "1234.5");
    is("\u{661}\u{66c}\u{662}\u{663}\u{664}", "1234");
    is("\u{661}\u{60c}\u{665}", "1.5");
    // Persian, Devanagari, Bengali, Thai, Tamil, Burmese.
    is("\u{6f1}\u{6f2}\u{66b}\u{6f5}", "12.5");
    is("\u{967}\u{966}.\u{96b}", "10.5");
    is("\u{9e7}\u{9e6}", "10");
    is("\u{e51}\u{e50}", "10");
    is("\u{be7}\u{be6}", "10");
    is("\u{1041}\u{1040}", "10");
    is("\u{1e951}\u{1e950}", "10");
}

#[test]
fn separators_that_leave_it_open() {
    for text in [
        "1,23,4.5",
        "1.2.3",
        "1,2,3",
        "1234,567.00",
        "1,2345.00",
        "1,,234",
        "1..5",
        "1.,5",
        "1 23",
        "1 2345",
        "1  234",
        "0,123,456",
        "1,234.567,89",
        "1.234 567",
        "123,45,678",
        "1,234,",
        "1'23",
        "1_0",
        "5'",
        "'5",
        "1,234,56",
        "\u{661}\u{66b}\u{665}\u{66b}\u{665}",
        "1 234 56",
        "12345,678,901",
        "10 . 50",
    ] {
        refused(ENGLISH, text, "leave open");
    }
    refused(ENGLISH, "1,2345", "write one such as 1234.50 or 1,234.50");
    refused(GERMAN, "1.2345", "write one such as 1234,50 or 1.234,50");
    refused(ENGLISH, "0,500", "leave open");
    refused(ENGLISH, "1234,567", "leave open");
}

#[test]
fn less_than_a_cent() {
    for text in ["10.505", "10.5000", ".123", "1,234.567"] {
        refused(ENGLISH, text, "decimals");
    }
    refused(ENGLISH, "0.001", "has more than two decimals; the least that can be paid is 0.01");
    refused(GERMAN, "10,5055", "has more than two decimals; the least that can be paid is 0,01");
    refused(PERSIAN, "1\u{66b}234", "has more than two decimals");
}

#[test]
fn other_currencies() {
    for (text, name) in [
        ("10 \u{20ac}", "\u{20ac}"),
        ("\u{a3}10", "\u{a3}"),
        ("10\u{20ac}50", "\u{20ac}"),
        ("EUR 10", "EUR"),
        ("10 eur", "eur"),
        ("CHF 10.-", "CHF"),
        ("Rs.500", "Rs"),
        ("10 kr.", "kr."),
        ("A$10", "A$"),
        ("R$ 10", "R$"),
        ("\u{ffe5}1000", "\u{ffe5}"),
        ("\u{20b9}1,00,000", "\u{20b9}"),
        ("-10 EUR", "EUR"),
    ] {
        let sentence = format!("a credit is a US dollar, and \"{name}\" is another currency");
        refused(ENGLISH, text, &sentence);
    }
}

#[test]
fn what_is_no_amount() {
    refused(ENGLISH, "", "an amount is missing; write one such as 10.50");
    refused(GERMAN, " \u{200b} ", "an amount is missing; write one such as 10,50");
    for text in ["-5", "\u{2212}5", "-$5", "$-5", "- 5", "5-", "5 -", "-0.5", "-0"] {
        refused(ENGLISH, text, "below 0");
    }
    for text in ["10k", "10 K", "1.5m", "2 million", "1 lakh"] {
        refused(ENGLISH, text, "abbreviated; write the amount in full");
    }
    for text in ["1e3", "1E-2", "1.5e+3", "$1e3"] {
        refused(ENGLISH, text, "power of ten");
    }
    for (text, found) in [
        ("1o0", "o"),
        ("ten 10", "ten"),
        ("10 apples", "apples"),
        ("5+5", "+"),
        ("10-20", "-"),
        ("10%", "%"),
        ("(10)", "("),
        ("++5", "+"),
        ("5+", "+"),
        ("0x10", "x"),
        ("1/2", "/"),
        ("10;", ";"),
        ("1e3.5", "e"),
    ] {
        refused(ENGLISH, text, &format!("has \"{found}\" in it; write an amount such as 10.50"));
    }
    for text in ["ten", "$", "NaN", "Infinity", ".", "\u{20ac}", "\u{0}"] {
        refused(ENGLISH, text, "is no amount; write one such as 10.50");
    }
    refused(ENGLISH, &"9".repeat(61), "too long");
    refused(ENGLISH, &"9".repeat(30), "too long");
}

#[test]
fn the_number_of_a_card_is_never_quoted() {
    // Fifteen digits, and the one after them that brings the sum to a multiple of ten.
    let number = (0..10).map(|check| format!("400000000000000{check}"));
    let card = number.into_iter().find(|number| holds_card_number(number)).unwrap();
    for text in [card.clone(), format!("$ {card}"), format!("{card} 12/34")] {
        let sentence = read(&text, ENGLISH).unwrap_err().to_string();
        assert!(sentence.starts_with("this looks like the number of a card"));
        assert!(!sentence.contains("4000"));
    }
}

fn limits() -> TopUp {
    TopUp {
        minimum: credits("1"),
        maximum: credits("10000"),
        presets: Vec::new(),
        low_balance: credits("2"),
    }
}

#[test]
fn limits_of_a_top_up() {
    let said = |text: &str| match limits().read(text, ENGLISH) {
        Ok(amount) => amount.to_string(),
        Err(problem) => problem.to_string(),
    };
    assert_eq!(said("1"), "1");
    assert_eq!(said("10,000.00"), "10000");
    assert_eq!(said("0"), "the amount is 0; write one above 0");
    assert_eq!(said("0.99"), "0.99 is too little; at least 1 can be added at once");
    assert_eq!(said("10000.01"), "10000.01 is too much; at most 10000 can be added at once");
    let check = |text: &str| limits().check(credits(text)).map_err(|problem| problem.to_string());
    assert_eq!(check("3.03"), Ok(()));
    assert!(check("3.025").unwrap_err().contains("more than two decimals"));
    assert!(check("-3").unwrap_err().contains("below 0"));
}

#[test]
fn what_covers_a_need() {
    let payable = |need: &str| {
        let payable = limits().payable(credits(need)).unwrap();
        (payable.amount.to_string(), payable.reason)
    };
    assert_eq!(payable("3.02122752"), ("3.03".to_owned(), Reason::NextCent));
    assert_eq!(payable("3.02"), ("3.02".to_owned(), Reason::Exact));
    assert_eq!(payable("3.0200000000000000000000001"), ("3.03".to_owned(), Reason::NextCent));
    assert_eq!(payable("0.0000001"), ("1".to_owned(), Reason::Minimum));
    assert_eq!(payable("0.995"), ("1".to_owned(), Reason::NextCent));
    assert_eq!(payable("1"), ("1".to_owned(), Reason::Exact));
    assert!(matches!(
        limits().payable(credits("9999.991")).map(|payable| payable.amount),
        Ok(amount) if amount == credits("10000")
    ));
    assert!(matches!(
        limits().payable(credits("10000.001")),
        Err(AmountProblem::AboveMaximum { .. })
    ));
    assert_eq!(limits().payable(Credits::ZERO), Err(AmountProblem::Zero));
    assert_eq!(limits().payable(credits("-3")), Err(AmountProblem::Zero));
}

#[test]
fn every_digit_has_the_value_of_its_place() {
    for (text, value) in
        [("0", 0), ("9", 9), ("\u{669}", 9), ("\u{6f9}", 9), ("\u{ff19}", 9), ("\u{1040}", 0)]
    {
        assert_eq!(text.chars().next().and_then(digit), Some(value));
    }
    for sign in ['\u{2f}', '\u{3a}', '\u{66a}', 'a', '\u{b2}', '\u{2167}', '\u{4e00}'] {
        assert_eq!(digit(sign), None);
    }
}
