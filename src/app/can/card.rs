//! The headline cards: what the budget buys of four models, rounded down, with the exact figure beneath.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    catalog::{Flow, Function, Model, ModelId},
    equivalents::{Amount, Equivalent},
    tariff::Context,
};
use yew::prelude::*;

use crate::app::{
    figure,
    icon::Icon,
    state::{Page, State},
};

/// The headline cards.
pub fn cards(page: &Page) -> Html {
    let catalog = catalog();
    let cards = catalog.policy.headlines.iter().filter_map(|id| {
        let model = catalog.get(*id)?;
        let function = catalog.function_of(model)?;
        let card = match buys(page, *id, model) {
            Some(Ok(equivalent)) => card(model, function, &equivalent?),
            Some(Err(error)) => html! { <p class="problem">{ error }</p> },
            None => html! { <p class="card-exact">{ "Loading…" }</p> },
        };
        Some(html! { <li key={model.id.clone()} class="card">{ card }</li> })
    });
    html! { <ul class="cards">{ all(cards) }</ul> }
}

/// What the budget buys of a model, or why that cannot be said; none where it takes more than this half knows, and the
/// other is not here.
pub fn buys(
    state: &State,
    id: ModelId,
    model: &Model,
) -> Option<Result<Option<Equivalent>, String>> {
    let budget = state.can.credits.value;
    let plainly = catalog().buys_plainly(id, model, budget, &Context::at(state.at));
    if plainly.is_some() {
        return Some(Ok(plainly));
    }
    #[cfg(feature = "still")]
    if matches!(state.rest, crate::app::rest::Arrival::Still) {
        return Some(buys_anyhow(state, id, model));
    }
    state.rest.here().map(|rest| (rest.buys)(state, id, model))
}

/// The same of any tariff: a part of the second half.
pub fn buys_anyhow(
    state: &State,
    id: ModelId,
    model: &Model,
) -> Result<Option<Equivalent>, String> {
    let context = Context::at(state.at);
    catalog().buys(id, model, state.can.credits.value, &context).map_err(|error| error.to_string())
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
    let words = figure::phrase(function, if is_one { &buys.unit.one } else { &buys.unit.many });
    let supplier = catalog.supplier(model).map_or("", |supplier| supplier.name.as_str());
    let meter = catalog.meters.get(buys.meter);
    let rate = buys.rate.zip(meter).and_then(|(rate, meter)| {
        let amount = figure::rate(rate, meter)?;
        Some(html! { <>{ " · " }{ figure::credits(amount) }{ format!(" per {}", meter.scale_unit) }</> })
    });
    let size = match figure.chars().count() {
        0..8 => None,
        8..12 => Some("long"),
        12..17 => Some("longer"),
        _ => Some("longest"),
    };
    let figure = match &buys.amount {
        Amount::NotPriced(reason) => html! { <p>{ crate::app::gap::gap(reason) }</p> },
        _ => html! {
            <p class="card-figure" data-size={size}>
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
