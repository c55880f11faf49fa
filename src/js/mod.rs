//! What the npm package calls: decode a request, ask the engine, encode the answer.
//! No arithmetic and no clock; `www/package/index.js` passes the moment and keeps hostile values out.

mod encode;
mod error;
mod request;
mod tariff;
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
use error::Refusal;
use request::{BenchmarkQuery, ModelQuery, PipelineQuery, PriceRequest};

/// What `engine.prices` tells.
#[wasm_bindgen]
pub fn prices() -> Result<JsValue, JsValue> {
    Ok(encode::prices(catalog())?)
}

/// Every meter's name and the warning for a usage that leaves it out, in the order of their places.
#[wasm_bindgen]
pub fn meters() -> Result<JsValue, JsValue> {
    let meters = catalog().meters.iter().map(|(_, meter)| (&*meter.name, not_given(&meter.name)));
    Ok(encode::value(&meters.collect::<Vec<_>>())?)
}

/// The place, id, name and supplier of a model, found by its id or an alias; null when there is none.
#[wasm_bindgen]
pub fn find(id: &str) -> Result<JsValue, JsValue> {
    let catalog = catalog();
    let Some((place, model)) = catalog.model(id) else { return Ok(JsValue::NULL) };
    let supplier = catalog.supplier(model).map(|supplier| &*supplier.name);
    Ok(encode::value(&(place.0, &*model.id, &*model.name, supplier))?)
}

/// What a usage costs by a tariff that the caller gives.
#[wasm_bindgen]
pub fn charge(request: JsValue) -> Result<JsValue, JsValue> {
    let request: PriceRequest = request::read(request)?;
    if request.model.is_some() {
        return Err(Refusal::request("charge takes a tariff; price takes a model", "model").into());
    }
    let tariff = request.tariff(&catalog().meters)?;
    let subject = Subject {
        id: "tariff".to_owned(),
        label: request.label.clone().unwrap_or_else(|| "Tariff".to_owned()),
        ..Subject::default()
    };
    Ok(charged(&subject, &tariff, &request, &request.context()?)?)
}

/// What a usage costs with a model of the catalog.
#[wasm_bindgen]
pub fn price(request: JsValue) -> Result<JsValue, JsValue> {
    let request: PriceRequest = request::read(request)?;
    if request.has_tariff() {
        return Err(Refusal::request("price takes a model; charge takes a tariff", "tariff").into());
    }
    let catalog = catalog();
    let (id, model) = request.model(catalog)?;
    let mut subject = Subject::of(catalog, id, model);
    if let Some(label) = &request.label {
        subject.label.clone_from(label);
    }
    let context = request.context()?;
    Ok(match model.price_at(context.at) {
        Some(price) => charged(&subject, &price.tariff, &request, &context),
        None => {
            let usage = request.usage(&catalog.meters, None)?;
            not_priced(catalog, &subject, &usage, &no_price(model, &context), &context)
        }
    }?)
}

/// The models of the catalog that answer a query, with their price at a moment.
#[wasm_bindgen]
pub fn models(query: JsValue) -> Result<JsValue, JsValue> {
    let query: ModelQuery = request::read(query)?;
    query.only_for_models()?;
    let at = query.context()?.at;
    let found = query.find(catalog())?;
    Ok(encode::models(catalog(), found.into_iter().map(|(_, model)| model), at)?)
}

/// What a budget buys of each model, or what an amount of work costs with each.
#[wasm_bindgen]
pub fn equivalents(query: JsValue) -> Result<JsValue, JsValue> {
    let query: ModelQuery = request::read(query)?;
    let catalog = catalog();
    let context = query.context()?;
    Ok(match (query.credits()?, query.amount()?) {
        (Some(credits), None) => {
            let mut buys = Vec::new();
            for (id, model) in query.find(catalog)? {
                let found = catalog.buys(id, model, credits, &context);
                buys.extend(found.map_err(|error| Refusal::bill(&error, "credits"))?);
            }
            encode::buys(catalog, credits, context.at, &buys)
        }
        (None, Some(amount)) => {
            let function = query.function(catalog)?.ok_or_else(|| {
                Refusal::request("a function is missing: what the amount is work of", "function")
            })?;
            let found = query.find(catalog)?;
            let mut costs = catalog
                .costs_of(function, amount, &context)
                .map_err(|error| Refusal::bill(&error, "amount"))?;
            costs.retain(|cost| found.iter().any(|(id, _)| *id == cost.model));
            encode::work(catalog, function, amount, context.at, &costs)
        }
        _ => Err(Refusal::request("give either credits or an amount of work", "")),
    }?)
}

/// What running a pipeline costs.
#[wasm_bindgen]
pub fn pipeline(json: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let pipeline = Pipeline::read(json).map_err(|errors| Refusal::pipeline(&errors))?;
    let options: PipelineQuery = request::read(options)?;
    let request = options.request()?;
    let estimate = pipeline
        .estimate(catalog(), &request)
        .map_err(|problem| Refusal::pipeline_request(&problem))?;
    Ok(encode::estimate(catalog(), &estimate)?)
}

/// What a benchmark costs.
#[wasm_bindgen]
pub fn benchmark(query: JsValue) -> Result<JsValue, JsValue> {
    let query: BenchmarkQuery = request::read(query)?;
    let request = query.request(catalog())?;
    let found = catalog().benchmark(&request).map_err(|error| Refusal::benchmark(&error))?;
    Ok(encode::benchmark(catalog(), &found)?)
}

fn charged(
    subject: &Subject,
    tariff: &Tariff,
    request: &PriceRequest,
    context: &Context,
) -> Result<JsValue, Refusal> {
    let catalog = catalog();
    let usage = request.usage(&catalog.meters, Some(tariff))?;
    let requests = request.requests()?;
    let quote = subject
        .quote(&catalog.meters, tariff, &usage, requests, context)
        .map_err(|error| Refusal::bill(&error, "usage"))?;
    let mut estimate = Estimate::new(quote.lines, context.at).map_err(too_much)?;
    estimate.warnings =
        quote.not_given.into_iter().map(|meter| not_given(catalog.meters.name(meter))).collect();
    encode::estimate(catalog, &estimate)
}

/// A gap for each meter used, or one for all when none is.
fn not_priced(
    catalog: &Catalog,
    subject: &Subject,
    usage: &Spread<Usage>,
    reason: &str,
    context: &Context,
) -> Result<JsValue, Refusal> {
    let used = usage.expected.iter().map(|(meter, quantity)| {
        subject.gap(Some((meter, catalog.meters.name(meter))), Spread::certain(quantity), reason)
    });
    let mut lines: Vec<_> = used.collect();
    if lines.is_empty() {
        lines.push(subject.gap(None, Spread::default(), reason));
    }
    let estimate = Estimate::new(lines, context.at).map_err(too_much)?;
    encode::estimate(catalog, &estimate)
}

fn too_much(error: FigureError) -> Refusal {
    Refusal::bill(&BillError::Total(error), "usage")
}

fn not_given(meter: &str) -> String {
    format!("{meter} has a price but no usage was given; it counts as 0")
}
