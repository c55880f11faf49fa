//! `prices.html`: every model and rate on one page, by function, with source and day. No program ever runs there.

use one_credit::catalog;
use one_credit_engine::{
    catalog::{Function, FunctionId, Model, Price},
    time::Timestamp,
};
use yew::prelude::*;

use super::{Written, terms};
use crate::app::{
    browser::clock,
    figure,
    icon::Icon,
    part::{all, maybe},
    state::View,
};

/// The body of the page.
#[component]
pub fn Prices(written: &Written) -> Html {
    let catalog = catalog();
    let at = written.at;
    let views = View::HEADER.map(|view| {
        html! { <li><a href={format!("./#/{}", view.name())}>{ view.title() }</a></li> }
    });
    let functions: Vec<(&Function, Vec<&Model>)> = (0..)
        .map(FunctionId)
        .zip(&catalog.functions)
        .map(|(id, function)| (function, models(id)))
        .filter(|(_, models)| !models.is_empty())
        .collect();
    let contents = functions.iter().map(|(function, models)| {
        html! {
            <li>
                <a class="chip" href={format!("#{}", function.id)}>
                    { &function.name }<span class="soft">{ figure::whole(models.len()) }</span>
                </a>
            </li>
        }
    });
    let sections = functions.iter().map(|(function, models)| section(function, models, at));
    let models = figure::count(catalog.models.len(), "model", "models");
    let suppliers = figure::count(catalog.suppliers.len(), "supplier", "suppliers");
    html! {
        <>
            <a class="skip" href="#main">{ "Skip to content" }</a>
            <header class="top">
                <div class="page">
                    <a class="wordmark" href="./">{ Icon::Coin.draw() }{ "One Credit" }</a>
                    <nav aria-label="Views"><ul>{ all(views) }</ul></nav>
                </div>
            </header>
            <main id="main" tabindex="-1">
                <div class="page stack wide">
                    <div class="stack">
                        <p class="asof">
                            { Icon::Clock.draw() }
                            <span>{ format!("Prices as of {}", day(&at.date())) }</span>
                            <span>{ models }</span>
                            <span>{ suppliers }</span>
                        </p>
                        <h1>{ "All prices" }</h1>
                        <p class="lead">
                            { "What each supplier charges, in credits, since when, and the page where it says so." }
                        </p>
                        <nav aria-label="Functions" class="no-print"><ul class="chips">{ all(contents) }</ul></nav>
                    </div>
                    { all(sections) }
                </div>
            </main>
            <footer class="bottom">
                <div class="page">
                    <p>{ "1 credit (C) = US$1. Each price is its supplier’s; the platform adds no fee." }</p>
                    <p><a href="./">{ "What can one credit do" }</a></p>
                </div>
            </footer>
        </>
    }
}

/// The models of a function, those of a supplier together.
fn models(function: FunctionId) -> Vec<&'static Model> {
    let catalog = catalog();
    let mut models: Vec<&Model> =
        catalog.models.iter().filter(|model| model.function == function).collect();
    models.sort_by_key(|model| (supplier(model).to_lowercase(), model.name.to_lowercase()));
    models
}

fn supplier(model: &Model) -> &'static str {
    catalog().supplier(model).map_or("", |supplier| supplier.name.as_str())
}

fn section(function: &Function, models: &[&Model], at: Timestamp) -> Html {
    let rows = models.iter().map(|model| {
        let latest_first = model.prices.iter().rev();
        // Each holds until the next one starts.
        let ends = core::iter::once(None).chain(latest_first.clone().map(|price| Some(price.from)));
        let rows = latest_first.zip(ends).map(|(price, end)| {
            let is_now = model.price_at(at).is_some_and(|now| now.from == price.from);
            let end = end.map(|end| day(&end));
            row(model, price, is_now, end)
        });
        html! { <tbody id={anchor(model)}>{ all(rows) }</tbody> }
    });
    html! {
        <section class="stack" aria-labelledby={function.id.clone()}>
            <h2 id={function.id.clone()}>{ &function.name }</h2>
            <table class="all-prices">
                <thead>
                    <tr>
                        <th scope="col">{ "Model" }</th>
                        <th scope="col">{ "Supplier" }</th>
                        <th scope="col">{ "Price" }</th>
                        <th scope="col">{ "Since" }</th>
                        <th scope="col">{ "Last checked" }</th>
                    </tr>
                </thead>
                { all(rows) }
            </table>
        </section>
    }
}

fn row(model: &Model, price: &Price, is_now: bool, end: Option<String>) -> Html {
    let end = end.map(|end| html! { <span class="under">{ format!("until {end}") }</span> });
    let coming = (!is_now && end.is_none())
        .then(|| html! { <span class="under">{ "not yet in force" }</span> });
    let class = if is_now { "now" } else { "then" };
    html! {
        <tr {class}>
            <th scope="row">
                { &model.name }<code class="under">{ &model.id }</code>
            </th>
            <td class="of">{ supplier(model) }</td>
            <td class="price">{ terms::terms(&price.tariff) }</td>
            <td class="since" data-head="Since">{ day(&price.from) }{ maybe(end) }{ maybe(coming) }</td>
            <td class="seen" data-head="Last checked">
                { day(&price.verified) }
                <a class="under" href={price.source.clone()} rel="noreferrer" aria-label={format!("{}, source of {}", site(&price.source), model.name)}>
                    { site(&price.source).to_owned() }
                </a>
            </td>
        </tr>
    }
}

fn day(day: &impl ToString) -> String {
    clock::day(&day.to_string())
}

/// What leads to a model on this page: `azure-translator` of `azure/translator`.
fn anchor(model: &Model) -> String {
    model
        .id
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' })
        .collect()
}

/// Whose page an address is: `azure.microsoft.com`.
fn site(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
