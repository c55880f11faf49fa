//! How figures stand on the page: isolated from the direction of the text around them, digits by `Intl`.

use one_credit_engine::{
    Decimal,
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
        Shown::Amount(amount) => number(&amount.to_string()),
        Shown::Below(least) => format!("< {}", number(&least.to_string())),
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

/// A quantity with every digit.
pub fn quantity(quantity: Quantity) -> String {
    number(&quantity.to_string())
}

/// A headline figure, as people say it: `50`, `1,600`, `16K`.
pub fn headline(quantity: Quantity) -> String {
    // In full while it is as short as the shortened figure and its letter.
    if quantity.value() < Decimal::from(10_000) {
        return number(&quantity.to_string());
    }
    compact(&quantity.to_string())
}

/// A quantity cut after three digits, with `…` where something was cut off: `41.666…`.
pub fn cut(exact: Rounded<Quantity>) -> String {
    let text = decimal::to_text(exact.value.value());
    match text.split_once('.') {
        Some((whole, decimals)) if decimals.len() > 3 => {
            let decimals: String = decimals.chars().take(3).collect();
            format!("{}…", number(&format!("{whole}.{decimals}")))
        }
        _ if exact.is_rounded => format!("{}…", number(&text)),
        _ => number(&text),
    }
}

/// Digits after the point for a column of quantities: none among thousands, more among small ones.
pub fn quantity_digits<'a>(amounts: impl Iterator<Item = &'a Amount>) -> u32 {
    let exact = |amount: &Amount| match amount {
        Amount::UpTo { exact, .. } => Some(exact.value.value()),
        _ => None,
    };
    match amounts.filter_map(exact).min() {
        Some(least) if least >= Decimal::ONE_THOUSAND => 0,
        Some(least) if least < Decimal::ONE => 4,
        _ => 2,
    }
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
    let is_time = meter.name.starts_with("seconds.");
    let per = if is_time { meter.scale.value() } else { Decimal::ONE };
    let units = if is_time { format!("{}s", meter.scale_unit) } else { meter.units.clone() };
    let shown =
        quantity.scaled(Decimal::ONE, per).and_then(|scaled| show::at_most(scaled.value, 2));
    match shown {
        Ok(Shown::Amount(amount)) => (number(&decimal::to_text(amount)), units),
        Ok(below) => (text(below), units),
        Err(_) => (self::quantity(quantity), meter.units.clone()),
    }
}

/// A rate for as many units as people read it for: `10` of `10 C per 1M characters`.
pub fn rate(rate: UnitRate, meter: &Meter) -> Option<Credits> {
    rate.of(meter.scale).ok().map(|rate| rate.value)
}

/// One thing or several: `1 node`, `2 nodes`.
pub fn count(count: usize, one: &str, several: &str) -> String {
    let word = if count == 1 { one } else { several };
    format!("{} {word}", number(&count.to_string()))
}
