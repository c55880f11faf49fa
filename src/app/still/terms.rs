//! A tariff in words: what each meter costs, and what else it costs when.

use one_credit::catalog;
use one_credit_engine::{
    decimal,
    meter::Meter,
    money::Credits,
    tariff::{Charge, Condition, Hours, Operator, Rate, Rounding, Tariff, Tier, UnitRate},
};
use yew::prelude::*;

use crate::app::{
    browser::number::number,
    figure,
    part::{all, maybe},
};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Everything a tariff says.
pub fn terms(tariff: &Tariff) -> Html {
    let variants = tariff.variants.iter().map(|variant| {
        html! {
            <>
                <p class="when">{ when(&variant.when) }</p>
                { charges(&variant.charges) }
            </>
        }
    });
    let bounds = [("At least", tariff.minimum), ("At most", tariff.maximum)];
    let bounds = bounds.into_iter().filter_map(|(words, credits)| {
        let credits = figure::exact(credits?);
        Some(html! { <p class="when">{ words }{ " " }<bdi>{ credits }</bdi>{ " a request" }</p> })
    });
    html! { <>{ charges(&tariff.charges) }{ all(variants) }{ all(bounds) }</> }
}

fn charges(charges: &[Charge]) -> Html {
    let items = charges.iter().filter_map(|charge| {
        let meter = catalog().meters.get(charge.meter)?;
        let notes = notes(charge, meter);
        let notes = (!notes.is_empty())
            .then(|| html! { <span class="under">{ sentence(&notes.join("; ")) }</span> });
        Some(html! { <li>{ rates(charge, meter) }{ maybe(notes) }</li> })
    });
    html! { <ul class="terms">{ all(items) }</ul> }
}

fn rates(charge: &Charge, meter: &Meter) -> Html {
    match &charge.rate {
        Rate::Flat(rate) => html! {
            <>{ amount(*rate, meter) }{ format!(" per {}", meter.scale_unit) }</>
        },
        Rate::Graduated(tiers) => html! {
            <>{ format!("Per {}, each part at its own rate:", meter.scale_unit) }{ bands(tiers, meter) }</>
        },
        Rate::Volume(tiers) => html! {
            <>{ format!("Per {}, all at the rate of the last:", meter.scale_unit) }{ bands(tiers, meter) }</>
        },
    }
}

fn bands(tiers: &[Tier], meter: &Meter) -> Html {
    let items = tiers.iter().map(|tier| {
        let fee = (tier.fixed != Credits::ZERO)
            .then(|| html! { <>{ " and " }<bdi>{ figure::exact(tier.fixed) }</bdi></> });
        let up_to = tier.up_to.map_or_else(
            || " above that".to_owned(),
            |last| format!(" up to {} {}", number(&last.to_string()), meter.units),
        );
        html! { <li>{ amount(tier.rate, meter) }{ maybe(fee) }{ up_to }</li> }
    });
    html! { <ul>{ all(items) }</ul> }
}

/// The rate of as many units as people read it for.
fn amount(rate: UnitRate, meter: &Meter) -> Html {
    match figure::rate(rate, meter) {
        Some(credits) => html! { <b><bdi>{ figure::exact(credits) }</bdi></b> },
        None => html! { <b><bdi>{ figure::exact(rate.amount) }</bdi></b> },
    }
}

/// What else a charge says, each as a part of a sentence.
fn notes(charge: &Charge, meter: &Meter) -> Vec<String> {
    let units = |quantity: String| {
        format!(
            "{} {}",
            number(&quantity),
            if quantity == "1" { &meter.unit } else { &meter.units }
        )
    };
    let mut notes = Vec::new();
    if charge.fixed != Credits::ZERO {
        notes.push(format!("{} a request besides", figure::exact(charge.fixed)));
    }
    if let Some(factor) = charge.factor {
        notes.push(format!("counted {} times", number(&decimal::to_text(factor))));
    }
    if let Some(increment) = charge.increment {
        let how = match increment.rounding {
            Rounding::Up => "rounded up",
            Rounding::Down => "rounded down",
            Rounding::HalfUp => "rounded",
        };
        notes.push(format!("{how} to {}", units(increment.step.to_string())));
    }
    if !charge.least.is_zero() {
        notes.push(format!("at least {} a request", units(charge.least.to_string())));
    }
    if !charge.free.is_zero() {
        notes.push(format!("the first {} free", units(charge.free.to_string())));
    }
    if charge.is_due_at_zero {
        notes.push("due even without usage".to_owned());
    }
    notes
}

/// A condition: `Batch, from 272,000 input tokens`.
fn when(condition: &Condition) -> String {
    let mut parts = Vec::new();
    parts.extend(condition.service.clone());
    parts.extend(condition.region.as_ref().map(|region| format!("in {region}")));
    for (name, value) in &condition.attributes {
        parts.push(format!("{} {value}", name.replace('_', " ")));
    }
    if let Some(threshold) = condition.threshold {
        let how = match threshold.operator {
            Operator::Above => "above",
            Operator::AtLeast => "from",
            Operator::Below => "below",
            Operator::AtMost => "up to",
        };
        let units = catalog().meters.get(threshold.meter).map_or("", |meter| meter.units.as_str());
        parts.push(format!("{how} {} {units}", number(&threshold.value.to_string())));
    }
    parts.extend(condition.hours.map(hours));
    sentence(&parts.join(", "))
}

/// `01:00 to 04:00 UTC, Mon Tue`.
fn hours(hours: Hours) -> String {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let mut text = format!("{} to {} UTC", time(hours.from), time(hours.to));
    if hours.days != Hours::EVERY_DAY {
        let open = DAYS.into_iter().enumerate().filter(|(day, _)| hours.days & (1 << day) != 0);
        let names: Vec<&str> = open.map(|(_, name)| name).collect();
        text = format!("{text}, {}", names.join(" "));
    }
    text
}

/// With a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
