//! The headline cards: what the budget buys of four models, rounded down, with the exact figure beneath.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    catalog::{Flow, Function, Model},
    equivalents::{Amount, Equivalent},
    money::Credits,
    tariff::Context,
    time::Timestamp,
};
use yew::prelude::*;

use crate::app::{figure, icon::Icon};

/// The headline cards.
pub fn cards(credits: Credits, at: Timestamp) -> Html {
    let catalog = catalog();
    let context = Context::at(at);
    let cards = catalog.policy.headlines.iter().filter_map(|id| {
        let model = catalog.get(*id)?;
        let function = catalog.function_of(model)?;
        let card = match catalog.buys(*id, model, credits, &context) {
            Ok(equivalent) => card(model, function, &equivalent?),
            Err(error) => html! { <p class="problem">{ error.to_string() }</p> },
        };
        Some(html! { <li key={model.id.clone()} class="card">{ card }</li> })
    });
    html! { <ul class="cards">{ all(cards) }</ul> }
}

fn card(model: &Model, function: &Function, buys: &Equivalent) -> Html {
    let catalog = catalog();
    let (figure, exact) = match &buys.amount {
        Amount::UpTo { exact, headline } => {
            (figure::headline(*headline), format!("exactly {}", figure::cut(*exact)))
        }
        Amount::Unlimited => ("∞".to_owned(), "no charge".to_owned()),
        Amount::NotPriced(_) => (String::new(), String::new()),
    };
    let is_one = figure == "1";
    let words =
        function.phrase.replace("{amount}", if is_one { &buys.unit.one } else { &buys.unit.many });
    let supplier = catalog.supplier(model).map_or("", |supplier| supplier.name.as_str());
    let meter = catalog.meters.get(buys.meter);
    let rate = buys.rate.zip(meter).and_then(|(rate, meter)| {
        let amount = figure::rate(rate, meter)?;
        Some(html! { <>{ " · " }{ figure::credits(amount) }{ format!(" per {}", meter.scale_unit) }</> })
    });
    let size = match figure.chars().count() {
        0..8 => "card-figure",
        8..12 => "card-figure long",
        12..17 => "card-figure longer",
        _ => "card-figure longest",
    };
    let figure = match &buys.amount {
        Amount::NotPriced(reason) => html! { <p>{ crate::app::gap::gap(reason) }</p> },
        _ => html! {
            <p class={size}>
                <bdi>{ figure }</bdi><span class="unit">{ words }</span>
            </p>
        },
    };
    html! {
        <>
            <p class="card-verb">{ icon(function.flow).draw() }{ "Up to" }</p>
            { figure }
            <p class="card-exact">{ exact }</p>
            <p class="card-source"><b>{ &model.name }</b>{ supplier }{ maybe(rate) }</p>
        </>
    }
}

const fn icon(flow: Flow) -> Icon {
    match flow {
        Flow::Transcribe => Icon::Microphone,
        Flow::Translate => Icon::Translate,
        Flow::Synthesise => Icon::Voice,
        Flow::Image | Flow::Ocr => Icon::Picture,
        _ => Icon::Text,
    }
}
