//! Expected figures by hand.

use rust_decimal::Decimal;

use super::*;

fn d(text: &str) -> Decimal {
    parse(text).unwrap()
}

#[test]
fn reads_plain_and_scientific_text() {
    assert_eq!(to_text(d("12.50")), "12.5");
    assert_eq!(to_text(d("1e-7")), "0.0000001");
    assert_eq!(to_text(d("1.25E+3")), "1250");
    assert_eq!(to_text(d("-.5")), "-0.5");
    assert_eq!(to_text(d("0e400")), "0");
    assert_eq!(to_text(d("79228162514264337593543950335")), "79228162514264337593543950335");
    assert_eq!(to_text(d("100000000000000000000000000000e-29")), "1");
}

#[test]
fn refuses_what_it_cannot_keep() {
    for text in [
        "",
        " 1",
        "1 ",
        "NaN",
        "Infinity",
        "1,5",
        "1.",
        ".",
        "-",
        "1e",
        "0x10",
        "1e9999999",
        "--1",
        "1_000",
    ] {
        assert!(matches!(parse(text), Err(FigureError::NotANumber(_))), "{text}");
    }
    assert_eq!(parse("1e400"), Err(FigureError::TooLarge));
    assert_eq!(parse("79228162514264337593543950336"), Err(FigureError::TooLarge));
    assert_eq!(parse(&"9".repeat(40)), Err(FigureError::TooLarge));
    assert!(matches!(parse("1e-29"), Err(FigureError::TooPrecise(_))));
    assert!(matches!(parse("0.12345678901234567890123456789"), Err(FigureError::TooPrecise(_))));
    assert!(matches!(parse(&"x".repeat(1_000_000)), Err(FigureError::NotANumber(_))));
}

#[test]
fn rounds_a_quotient_once_half_even_at_28_digits() {
    let third = mul_div(d("26"), d("0.0125"), d("60")).unwrap();
    assert_eq!(to_text(third.value), "0.0054166666666666666666666667");
    assert!(third.is_rounded);
    // 5 / 2 at the 28th digit: 0.…00025 ties to the even 2.
    let tie = mul_div(d("5e-28"), Decimal::ONE, d("2")).unwrap();
    assert_eq!(to_text(tie.value), "0.0000000000000000000000000002");
    assert!(tie.is_rounded);
    let tie = mul_div(d("7e-28"), Decimal::ONE, d("2")).unwrap();
    assert_eq!(to_text(tie.value), "0.0000000000000000000000000004");
}

#[test]
fn rounds_half_even_to_fewer_digits() {
    // 0.125 to the even 0.12, 0.375 to the even 0.38; 1.005 is no tie where digits behind count.
    for (value, digits, text) in [
        ("0.6666", 2, "0.67"),
        ("0.125", 2, "0.12"),
        ("-0.375", 2, "-0.38"),
        ("1.0050000000000000000000000001", 2, "1.01"),
        ("1.005", 2, "1"),
        ("0.75", 2, "0.75"),
        ("0.75", 28, "0.75"),
        ("0.0000000000000000000000000006", 27, "0.000000000000000000000000001"),
        ("0.0000000000000000000000000006", 0, "0"),
        // Wide and narrow figures alike: 10^19 is past 64 bits, 10^18 is not.
        ("142857142857142857.1428571", 6, "142857142857142857.142857"),
        ("1428571428571428571.4285715", 6, "1428571428571428571.428572"),
        ("7.9228162514264337593543950335", 27, "7.922816251426433759354395034"),
    ] {
        assert_eq!(to_text(round(d(value), digits)), text, "{value} to {digits} digits");
    }
}

#[test]
fn flags_a_product_that_loses_digits() {
    let lost = mul(d("1e-20"), d("1e-20")).unwrap();
    assert!(lost.is_rounded);
    assert!(lost.value.is_zero());
    let kept = mul(d("0.50000000000000"), d("2e-27")).unwrap();
    assert!(!kept.is_rounded);
    assert_eq!(to_text(kept.value), "0.000000000000000000000000001");
    assert_eq!(mul(d("1e20"), d("1e20")), Err(FigureError::TooLarge));
}

#[test]
fn a_product_past_96_bits_may_come_back_by_its_divisor() {
    let back = mul_div(d("79228162514264337593543950335"), d("1e10"), d("1e10")).unwrap();
    assert_eq!(to_text(back.value), "79228162514264337593543950335");
    assert!(!back.is_rounded);
    let seven = mul_div(d("79228162514264337593543950335"), d("7"), d("7")).unwrap();
    assert_eq!(to_text(seven.value), "79228162514264337593543950335");
}

#[test]
fn sums_are_exact_or_refused() {
    assert_eq!(to_text(add(d("0.1"), d("0.2")).unwrap()), "0.3");
    assert_eq!(add(d("79228162514264337593543950335"), d("1e-28")), Err(FigureError::TooLarge));
    assert_eq!(to_text(add(d("1e28"), d("-1e28")).unwrap()), "0");
}

#[test]
fn multiples_of_a_step() {
    assert_eq!(to_text(floor_to(d("41.9"), d("5")).unwrap()), "40");
    assert_eq!(to_text(ceil_to(d("15.1"), d("15")).unwrap()), "30");
    assert_eq!(to_text(ceil_to(d("30"), d("15")).unwrap()), "30");
    assert_eq!(to_text(half_up_to(d("7.5"), d("15")).unwrap()), "15");
    assert_eq!(to_text(half_up_to(d("7.4"), d("15")).unwrap()), "0");
    // 0.999… / 3 is not 1/3: no step too many.
    assert_eq!(to_text(floor_to(d("0.8999999999999999999999999999"), d("0.3")).unwrap()), "0.6");
}
