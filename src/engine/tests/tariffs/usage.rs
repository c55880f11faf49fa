//! Parts and wholes, what has no price, and quantities that cannot be.

use crate::request::{BY_CHARACTER, Request, charge};

/// Input, cached, audio and cached audio at 2.5, 1.25, 40 and 2.5 for 1M tokens, as far as priced.
fn spoken(priced: &[&str], usage: &str) -> Request {
    let rates = [("", "2.5"), (".cached", "1.25"), (".audio", "40"), (".audio.cached", "2.5")];
    let charges: Vec<_> = rates
        .iter()
        .filter(|(part, _)| priced.contains(part))
        .map(|(part, amount)| {
            format!(r#"{{"meter": "tokens.input{part}", "per": 1000000, "amount": "{amount}"}}"#)
        })
        .collect();
    charge(&format!(r#"{{"charges": [{}]}}"#, charges.join(",")), usage)
}

#[test]
fn nothing_is_billed_twice() {
    let usage = "tokens.input=1000000, tokens.input.audio=300000, tokens.input.cached=200000, \
                 tokens.input.audio.cached=100000";
    // 100000 x 2.5e-6 + 200000 x 40e-6 + 100000 x 1.25e-6 + 600000 x 2.5e-6
    spoken(&["", ".cached", ".audio", ".audio.cached"], usage).costs("9.875");
    spoken(&[""], usage).costs("2.5"); // unpriced parts fall to their whole
    spoken(&["", ".cached"], usage).costs("2.25"); // 200000 x 1.25e-6 + 800000 x 2.5e-6
    spoken(&["", ".audio.cached"], usage).costs("2.5"); // 0.25 + 2.25
    let text_only = "tokens.input=1000000";
    spoken(&["", ".cached", ".audio", ".audio.cached"], text_only).costs("2.5"); // parts count 0
}

#[test]
fn a_usage_that_contradicts_itself_is_refused() {
    spoken(&[""], "tokens.input=10, tokens.input.cached=11").is_refused(
        "tokens.input.cached (11) is more than tokens.input (10), of which it is a part",
    );
    spoken(&[".cached"], "tokens.input.cached=11").is_refused(
        "tokens.input.cached (11) is more than tokens.input (0), of which it is a part",
    );
    spoken(
        &["", ".cached", ".audio"],
        "tokens.input=400, tokens.input.cached=200, tokens.input.audio=300",
    )
    .is_refused(
        "tokens.input.cached and tokens.input.audio together are more than tokens.input (400), \
         of which they are parts",
    );
}

#[test]
fn what_has_no_price_is_a_gap() {
    charge(BY_CHARACTER, "characters=100, pages=3").costs_with_gap(
        "0.001",
        "It has no price for pages",
        "3",
    );
    charge(BY_CHARACTER, "pages=3").times("2").costs_with_gap(
        "0",
        "It has no price for pages",
        "6",
    );
    charge(BY_CHARACTER, "characters=100, pages=0").costs("0.001");
    // What is left of a whole beside its priced parts, if anything is.
    spoken(&[".cached"], "tokens.input=100, tokens.input.cached=40").costs_with_gap(
        "0.00005",
        "It has no price for tokens.input",
        "60",
    );
    spoken(&[".cached"], "tokens.input=40, tokens.input.cached=40").costs("0.00005");
}

#[test]
fn figures_out_of_range_end_in_a_sentence() {
    let too_large = "the figure is too large; at most 28 digits can be kept";
    charge(BY_CHARACTER, &format!("characters={}", "7".repeat(40))).is_refused(too_large);
    charge(BY_CHARACTER, "characters=1e400").is_refused(too_large);
    charge(BY_CHARACTER, "characters=NaN")
        .is_refused("\"NaN\" is not a decimal number such as 12.5");
    charge(BY_CHARACTER, "characters=-1").is_refused("-1 is negative; it must be 0 or more");
    charge(BY_CHARACTER, "characters=").is_refused("a number is missing; write one such as 12.5");
    let dear = r#"{"charges": [{"meter": "characters", "per": 1, "amount": "1e20"}]}"#;
    charge(dear, "characters=1e20")
        .is_refused(&format!("the charge for characters cannot be computed: {too_large}"));
    // The largest sums lose digits after the point, flagged, and never a whole credit.
    let fine = r#"{"charges": [{"meter": "pages", "per": 1, "amount": 1},
        {"meter": "images", "per": 1, "amount": "0.0000000000000000000001"}]}"#;
    charge(fine, "pages=10000000000, images=1").costs_rounded("10000000000");
}
