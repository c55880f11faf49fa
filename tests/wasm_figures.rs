//! The engine as WebAssembly, in a browser: 32-bit sizes change no figure. Native tests hold the rest.
#![cfg(target_arch = "wasm32")]

use one_credit_engine::decimal::{mul, mul_div, parse, to_text};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[track_caller]
fn share(a: &str, b: &str, divisor: &str) -> (String, bool) {
    let figure = |text| parse(text).unwrap();
    let result = mul_div(figure(a), figure(b), figure(divisor)).unwrap();
    (to_text(result.value), result.is_rounded)
}

#[wasm_bindgen_test]
fn a_quotient_without_end_is_rounded_at_28_digits_and_says_so() {
    // 26 s at 0.0125 a minute: 0.325 / 60 = 13 / 2400.
    let expected = format!("0.00541{}7", "6".repeat(22));
    assert_eq!(share("26", "0.0125", "60"), (expected, true));
}

#[wasm_bindgen_test]
fn a_product_that_ends_is_exact() {
    assert_eq!(share("1499", "10", "1000000"), ("0.01499".to_owned(), false));
    assert_eq!(share("19", "2", "1000000"), ("0.000038".to_owned(), false));
}

#[wasm_bindgen_test]
fn a_product_beyond_96_bits_is_an_error() {
    let large = parse("70000000000000000000000000000").unwrap();
    assert!(mul(large, large).is_err());
}
