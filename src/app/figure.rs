//! How figures stand on the page: isolated from the direction of the text around them, digits by `Intl`.

use one_credit_engine::{
    Decimal,
    catalog::Function,
    decimal::{self, Rounded},
    equivalents::Amount,
    meter::Meter,
    money::{Credits, Quantity},
    show::{self, Shown},
    tariff::UnitRate,
};
use yew::prelude::*;

use super::browser::number::{compact, number};

/// A shown amount as text: `12.50`, `< 0.000001`.
pub fn text(shown: Shown) -> String {
    match shown {
        Shown::Amount(amount) => number(&decimal::with_zeros(amount)),
        Shown::Below(least) => format!("< {}", number(&decimal::with_zeros(least))),
    }
}

/// A shown amount.
pub fn figure(shown: Shown) -> Html {
    html! { <bdi>{ text(shown) }</bdi> }
}

/// An amount by itself, as text: `12.50 C`.
pub fn credits_text(credits: Credits) -> String {
    format!("{}\u{a0}C", text(show::amount(credits, show::digits([credits]))))
}

/// An amount by itself.
pub fn credits(amount: Credits) -> Html {
    html! { <bdi>{ credits_text(amount) }</bdi> }
}

/// An amount in a column, at the column's digits: `12.50`, `−0.54`.
pub fn plain(credits: Credits, digits: u32) -> String {
    with_sign(credits, digits, "")
}

/// The same with the sign of what is added: `+12.50`.
pub fn signed(credits: Credits, digits: u32) -> String {
    with_sign(credits, digits, "+")
}

/// An amount with every digit: `−0.5442 C`.
pub fn exact(credits: Credits) -> String {
    format!("{}\u{a0}C", every_digit(credits, ""))
}

/// The same with the sign of what is added: `+25.00 C`.
pub fn exact_signed(credits: Credits) -> String {
    format!("{}\u{a0}C", every_digit(credits, "+"))
}

fn every_digit(credits: Credits, plus: &'static str) -> String {
    let text = decimal::to_text(credits.amount().abs());
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let zeros = ["00", "0"].get(decimals).copied().unwrap_or_default();
    let point = if decimals == 0 { "." } else { "" };
    format!("{}{}", sign(credits, plus), number(&format!("{text}{point}{zeros}")))
}

fn with_sign(credits: Credits, digits: u32, plus: &'static str) -> String {
    let sign = sign(credits, plus);
    match show::amount(Credits::new(credits.amount().abs()), digits) {
        Shown::Amount(amount) => format!("{sign}{}", number(&decimal::with_zeros(amount))),
        // Taken, but less than the least that is shown: above it, on the line of numbers.
        Shown::Below(least) => {
            let than = if credits < Credits::ZERO { ">" } else { "<" };
            format!("{than} {sign}{}", number(&decimal::with_zeros(least)))
        }
    }
}

/// Signs of one width, so that figures stand under each other.
fn sign(credits: Credits, plus: &'static str) -> &'static str {
    match credits.cmp(&Credits::ZERO) {
        core::cmp::Ordering::Less => "−",
        core::cmp::Ordering::Equal => "",
        core::cmp::Ordering::Greater => plus,
    }
}

/// What a function does to an amount of work: `50 pages translated`.
pub fn phrase(function: &Function, amount: &str) -> String {
    // Looked for by single characters: a search for words is ten times the code.
    let parts = function
        .phrase
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    let (before, after) = parts.unwrap_or_default();
    let mut phrase = before.to_owned();
    phrase.push_str(amount);
    phrase.push_str(after);
    phrase
}

/// A quantity with every digit.
pub fn quantity(quantity: Quantity) -> String {
    number(&decimal::to_text(quantity.value()))
}

/// A headline figure, as people say it: `50`, `1,600`, `16K`.
pub fn headline(quantity: Quantity) -> String {
    // In full while it is as short as the shortened figure and its letter.
    if quantity.value() < Decimal::from(10_000) {
        return number(&decimal::to_text(quantity.value()));
    }
    compact(&decimal::to_text(quantity.value()))
}

/// A quantity cut after three digits, with `…` where something was cut off: `41.666…`.
pub fn cut(exact: Rounded<Quantity>) -> String {
    let cut = show::cut(exact);
    let mark = if cut.is_rounded { "…" } else { "" };
    format!("{}{mark}", number(&decimal::with_zeros(cut.value)))
}

/// Digits after the point for a column of quantities: none among thousands, more among small ones.
pub fn quantity_digits<'a>(amounts: impl Iterator<Item = &'a Amount>) -> u32 {
    show::quantity_digits(amounts.filter_map(|amount| match amount {
        Amount::UpTo { exact, .. } => Some(exact.value),
        _ => None,
    }))
}

/// What a budget buys, cut to a column's digits; or why nobody knows.
pub fn amount(amount: &Amount, digits: u32) -> Html {
    match amount {
        Amount::UpTo { exact, .. } => match show::at_most(exact.value, digits) {
            Ok(shown) => figure(shown),
            Err(error) => html! { { error.to_string() } },
        },
        Amount::Unlimited => html! { "no limit" },
        Amount::NotPriced(reason) => super::gap::gap(reason),
    }
}

/// A quantity in the unit in which people read it: seconds as minutes, everything else as it is counted.
pub fn volume(quantity: Quantity, meter: &Meter) -> (String, String) {
    match show::volume(quantity, meter) {
        Ok((shown, unit)) => (text(shown), unit),
        Err(_) => (self::quantity(quantity), meter.units.clone()),
    }
}

/// A rate for as many units as people read it for: `10` of `10 C per 1M characters`.
pub fn rate(rate: UnitRate, meter: &Meter) -> Option<Credits> {
    rate.of(meter.scale).ok().map(|rate| rate.value)
}

/// A count: `1,234`.
pub fn whole(count: usize) -> String {
    number(&count.to_string())
}

/// One thing or several: `1 node`, `2 nodes`.
pub fn count(count: usize, one: &str, several: &str) -> String {
    let word = if count == 1 { one } else { several };
    format!("{} {word}", number(&count.to_string()))
}
