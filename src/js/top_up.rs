//! Adding credits, for those who ask for an amount in JavaScript: its limits, and what covers a need.
//! What a person types is read there: the engine's own reader of all scripts would take 12 KB here.

use one_credit_engine::{amount::AmountProblem, catalog::TopUp, decimal, money::Credits};

use super::{
    answer::Answer,
    error::Refusal,
    tree::{Entries, Place},
};

/// The limits, and as `credits` the amount given, if it can be added at once, or the least that covers the need;
/// null for neither.
///
/// # Errors
/// `bad_figure` for what is no amount in whole cents, `out_of_range` for what lies outside the limits.
pub fn top_up(top_up: &TopUp, mut request: Entries) -> Result<Answer, Refusal> {
    let amount = request.take("amount").map(|place| {
        let (path, amount) = credits(place)?;
        top_up.check(amount).map_err(|problem| refusal(top_up, &problem, path))?;
        Ok(amount)
    });
    let need = request.take("need").map(|place| {
        let (path, need) = credits(place)?;
        let payable = top_up.payable(need);
        Ok(payable.map_err(|problem| refusal(top_up, &problem, path))?.amount)
    });
    request.done()?;
    if amount.is_some() && need.is_some() {
        return Err(Refusal::request("give either an amount or a need", "need"));
    }
    let credits = amount.or(need).transpose()?;
    Ok(Answer::object([
        ("credits", Answer::maybe(credits, figure)),
        ("minimum", figure(top_up.minimum)),
        ("maximum", figure(top_up.maximum)),
        ("presets", Answer::list(top_up.presets.iter().copied(), figure)),
        ("low", figure(top_up.low_balance)),
    ]))
}

fn credits(place: Place) -> Result<(String, Credits), Refusal> {
    let (path, text) = (place.path().to_owned(), place.text()?);
    match Credits::parse(&text) {
        Ok(credits) => Ok((path, credits)),
        Err(error) => Err(Refusal::figure(&error, path)),
    }
}

fn refusal(top_up: &TopUp, problem: &AmountProblem, path: String) -> Refusal {
    let limit = |words: &str, limit: Credits| {
        Refusal::new("out_of_range", format!("{words} {limit} C can be added at once"), &*path)
    };
    match problem {
        AmountProblem::Zero | AmountProblem::Negative(_) | AmountProblem::BelowMinimum { .. } => {
            limit("no less than", top_up.minimum)
        }
        AmountProblem::TooPrecise { .. } => {
            Refusal::new("bad_figure", "an amount is in whole cents, such as 10.50", path)
        }
        _ => limit("no more than", top_up.maximum),
    }
}

fn figure(credits: Credits) -> Answer {
    Answer::text(&decimal::to_text(credits.amount()))
}
