//! How old the prices are, in words.

use one_credit::catalog;
use one_credit_engine::age::{Age, Told};
use yew::prelude::*;

use super::{figure::count, note, state::State};

/// `today`, `12 days ago`, `3 months ago`.
pub fn words(age: Age) -> String {
    let (number, one, several) = match age.told() {
        Told::Days(0) => return "today".to_owned(),
        Told::Days(1) => return "yesterday".to_owned(),
        Told::Days(days) => (days, "day", "days"),
        Told::Months(months) => (months, "month", "months"),
        Told::Years(years) => (years, "year", "years"),
    };
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    format!("{} ago", count(number, one, several))
}

/// A warning where nobody has looked at the prices for long.
pub fn warning(state: &State) -> Option<Html> {
    let days = usize::try_from(catalog().old_days(state.at)?).ok()?;
    let told = format!(
        "Prices were last checked {} ago. Suppliers may have changed them since.",
        count(days, "day", "days")
    );
    Some(note::warning(html! { <p>{ told }</p> }, None))
}
