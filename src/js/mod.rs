//! What the npm package calls: decode a request, ask the engine, encode the answer.
//! No arithmetic and no clock; `www/package/index.js` passes the moment and keeps hostile values out.

mod answer;
mod encode;
mod error;
mod lines;
mod request;
mod shown;
mod tariff;
mod top_up;
mod tree;
mod words;

use one_credit_engine::{
    assumption::Spread,
    catalog::Catalog,
    decimal::FigureError,
    equivalents::no_price,
    estimate::Estimate,
    meter::Usage,
    pipeline::Pipeline,
    quote::Subject,
    tariff::{BillError, Context, Tariff},
};
use wasm_bindgen::prelude::*;

use crate::catalog;
use answer::Answer;
use error::Refusal;
use request::{Selection, Work};

/// What `engine.prices` tells.
#[wasm_bindgen(skip_jsdoc)]
pub fn prices() -> JsValue {
    encode::prices(catalog()).into_js()
}

/// Every meter's name and the warning for a usage that leaves it out, in the order of their places.
#[wasm_bindgen(skip_jsdoc)]
pub fn meters() -> JsValue {
    let meter = |name| Answer::of([Answer::text(name), Answer::text(&not_given(name))]);
    Answer::list(catalog().meters.iter(), |(_, own)| meter(&own.name)).into_js()
}

/// The place, id, name and supplier of a model, found by its id or an alias; null when there is none.
#[wasm_bindgen(skip_jsdoc)]
pub fn find(id: &str) -> JsValue {
    let catalog = catalog();
    Answer::maybe(catalog.model(id), |(place, model)| {
        Answer::of([
            Answer::number(place.0),
            Answer::text(&model.id),
            Answer::text(&model.name),
            Answer::maybe(catalog.supplier(model), |supplier| Answer::text(&supplier.name)),
        ])
    })
    .into_js()
}

/// What a usage costs by a tariff that the caller gives.
#[wasm_bindgen(skip_jsdoc)]
pub fn charge(request: &str) -> Result<JsValue, JsValue> {
    let mut request = request::read(request)?;
    let meters = &catalog().meters;
    let tariff = request::tariff(&mut request, meters)?;
    let context = request::context(&mut request)?;
    let work = Work::read(request, meters)?;
    let subject =
        Subject { id: "tariff".to_owned(), label: "Tariff".to_owned(), ..Subject::default() };
    Ok(charged(subject, &tariff, work, &context)?)
}

/// What a usage costs with a model of the catalog.
#[wasm_bindgen(skip_jsdoc)]
pub fn price(request: &str) -> Result<JsValue, JsValue> {
    let mut request = request::read(request)?;
    let catalog = catalog();
    let rates = request::rates(&mut request, catalog)?;
    let context = request::context(&mut request)?;
    let (offer, subject) = request::model(&mut request, catalog, &rates, context.at)?;
    let work = Work::read(request, &catalog.meters)?;
    Ok(match offer.tariff {
        Some(tariff) => charged(subject, tariff, work, &context),
        None => {
            let reason = offer.model.map(|(_, model)| no_price(model, &context));
            not_priced(subject, work, &reason.unwrap_or_default(), &context)
        }
    }?)
}

/// The models of the catalog that answer a query, with their price at a moment.
#[wasm_bindgen(skip_jsdoc)]
pub fn models(query: &str) -> Result<JsValue, JsValue> {
    let mut query = request::read(query)?;
    let catalog = catalog();
    let selection = Selection::read(&mut query, catalog)?;
    let at = request::context(&mut query)?.at;
    query.done()?;
    let found = catalog.models.iter().filter(|model| selection.has(catalog, model));
    Ok(Answer::list(found, |model| encode::model(catalog, model, at)).into_js())
}

/// What a budget buys of each model, or what an amount of work costs with each.
#[wasm_bindgen(skip_jsdoc)]
pub fn equivalents(query: &str) -> Result<JsValue, JsValue> {
    let mut query = request::read(query)?;
    let catalog = catalog();
    let selection = Selection::read(&mut query, catalog)?;
    let context = request::context(&mut query)?;
    let (credits, amount) = (query.quantity("credits")?, query.quantity("amount")?);
    query.done()?;
    match (credits, amount) {
        (Some(credits), None) => {
            let credits = one_credit_engine::money::Credits::new(credits.value());
            let mut buys = Vec::new();
            for (id, model) in catalog.iter().filter(|(_, model)| selection.has(catalog, model)) {
                let found = catalog.buys(id, model, credits, &context);
                buys.extend(found.map_err(|error| Refusal::bill(&error, "credits"))?);
            }
            Ok(encode::buys(catalog, credits, context.at, &buys).into_js())
        }
        (None, Some(amount)) => {
            let function = selection.function.ok_or_else(|| {
                Refusal::request("function is missing: what the amount is work of", "function")
            })?;
            let mut costs = catalog
                .costs_of(function, amount, &context)
                .map_err(|error| Refusal::bill(&error, "amount"))?;
            costs.retain(|cost| {
                catalog.get(cost.model).is_some_and(|model| selection.has(catalog, model))
            });
            Ok(encode::work(catalog, function, amount, context.at, &costs).into_js())
        }
        _ => Err(Refusal::request("give either credits or an amount of work", "").into()),
    }
}

/// What running a pipeline costs. Its text comes as bytes of UTF-8: JavaScript writes them at once, and a text
/// character by character.
#[wasm_bindgen(skip_jsdoc)]
pub fn pipeline(json: &[u8], options: &str) -> Result<JsValue, JsValue> {
    let pipeline = Pipeline::read(str::from_utf8(json).unwrap_or_default())
        .map_err(|errors| Refusal::pipeline(&errors))?;
    let request = request::pipeline(request::read(options)?, catalog())?;
    let estimate = pipeline
        .estimate(catalog(), &request)
        .map_err(|problem| Refusal::pipeline_request(&problem))?;
    Ok(encode::estimate(catalog(), &estimate).into_js())
}

/// What a benchmark costs.
#[wasm_bindgen(skip_jsdoc)]
pub fn benchmark(query: &str) -> Result<JsValue, JsValue> {
    let catalog = catalog();
    let request = request::benchmark(request::read(query)?, catalog)?;
    let found = catalog.benchmark(&request).map_err(|error| Refusal::benchmark(&error))?;
    Ok(encode::benchmark(catalog, &found).into_js())
}

/// The limits of adding credits, and the amount that was typed or covers a need.
#[wasm_bindgen(skip_jsdoc)]
pub fn top_up(request: &str) -> Result<JsValue, JsValue> {
    Ok(top_up::top_up(&catalog().policy.top_up, request::read(request)?)?.into_js())
}

/// What is shown of figures, a line each.
#[wasm_bindgen(skip_jsdoc)]
pub fn shown(task: u32, given: &str) -> Result<String, JsValue> {
    Ok(shown::shown(catalog(), task, given)?)
}

fn charged(
    mut subject: Subject,
    tariff: &Tariff,
    mut work: Work,
    context: &Context,
) -> Result<JsValue, Refusal> {
    let meters = &catalog().meters;
    if let Some(label) = work.label.take() {
        subject.label = label;
    }
    let requests = work.requests;
    let quote = subject
        .quote(meters, tariff, &work.usage_for(tariff, meters), requests, context)
        .map_err(|error| Refusal::bill(&error, "usage"))?;
    let mut estimate = Estimate::new(quote.lines, context.at).map_err(too_much)?;
    let missing = quote.not_given.into_iter();
    estimate.warnings = missing.map(|meter| not_given(meters.name(meter))).collect();
    Ok(encode::estimate(catalog(), &estimate).into_js())
}

/// A gap for each meter used, or one for all when none is.
fn not_priced(
    mut subject: Subject,
    work: Work,
    reason: &str,
    context: &Context,
) -> Result<JsValue, Refusal> {
    let catalog: &Catalog = catalog();
    if let Some(label) = work.label {
        subject.label = label;
    }
    let usage: Usage = work.usage;
    let used = usage.iter().map(|(meter, quantity)| {
        subject.gap(Some((meter, catalog.meters.name(meter))), Spread::certain(quantity), reason)
    });
    let mut lines: Vec<_> = used.collect();
    if lines.is_empty() {
        lines.push(subject.gap(None, Spread::default(), reason));
    }
    let estimate = Estimate::new(lines, context.at).map_err(too_much)?;
    Ok(encode::estimate(catalog, &estimate).into_js())
}

fn too_much(error: FigureError) -> Refusal {
    Refusal::bill(&BillError::Total(error), "usage")
}

fn not_given(meter: &str) -> String {
    format!("{meter} has a price but no usage was given; it counts as 0")
}
