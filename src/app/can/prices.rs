//! Every function as a table: its models, their rates, and what the budget buys of each.

use std::cmp::Reverse;

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::{
    catalog::{Catalog, Function, FunctionId, ModelId, SupplierId},
    equivalents::{Amount, Equivalent},
    meter::MeterId,
    money::{Credits, Quantity},
    show,
    tariff::Context,
    time::Timestamp,
};
use yew::prelude::*;

use super::state::{CanAction, Table};
use crate::app::{
    figure,
    more::{FEW, more},
    send::Send,
    state::{Action, Page},
    unscripted::unscripted,
};

/// Models of one function with a price by one meter, the one that buys most first.
pub struct Group {
    function: FunctionId,
    meter: MeterId,
    models: Vec<ModelId>,
}

/// Every price, with filters.
pub fn prices(page: &Page) -> Html {
    let groups = page.can.groups.as_deref().map_or(&[][..], Vec::as_slice);
    let found: usize = groups.iter().map(|group| group.models.len()).sum();
    let tables = groups.iter().map(|group| {
        html! { <section class="function" key={format!("{}/{}", group.function.0, group.meter.0)}>{ table(page, group) }</section> }
    });
    let nothing = groups.is_empty().then(|| {
        html! { <p>{ "No model fits. Take a word out of the search, or choose all functions and suppliers." }</p> }
    });
    html! {
        <section class="stack" aria-labelledby="prices-title">
            <div class="row apart">
                <h2 id="prices-title">{ "Every function, every price" }</h2>
                <p class="soft small">{ figure::count(found, "model", "models") }</p>
            </div>
            { filters(page) }
            { maybe(nothing) }
            { all(tables) }
        </section>
    }
}

fn filters(page: &Page) -> Html {
    let catalog = catalog();
    let is_sold = |id| catalog.models.iter().any(|model| model.function == id);
    let functions = (0..).map(FunctionId).zip(&catalog.functions).filter(|(id, _)| is_sold(*id));
    let functions = functions.map(|(id, function)| {
        html! {
            <option key={id.0} value={function.id.clone()} selected={page.can.function == Some(id)}>
                { &function.name }
            </option>
        }
    });
    let suppliers = (0..).map(SupplierId).zip(&catalog.suppliers).map(|(id, supplier)| {
        html! {
            <option key={id.0} value={supplier.id.clone()} selected={page.can.supplier == Some(id)}>
                { &supplier.name }
            </option>
        }
    });
    html! {
        <div class="filters no-print">
            <div class="field">
                <label for="query">{ "Search" }</label>
                <input id="query" type="search" placeholder="Model, function or supplier" autocomplete="off"
                    value={page.can.query.clone()}
                    oninput={page.typed(|text| Action::Can(CanAction::Query(text)))} />
            </div>
            <div class="field">
                <label for="function">{ "Function" }</label>
                <select id="function" onchange={page.chosen(|id| Action::Can(CanAction::Function(id)))}>
                    <option value="" selected={page.can.function.is_none()}>{ "All functions" }</option>
                    { all(functions) }
                </select>
            </div>
            <div class="field">
                <label for="supplier">{ "Supplier" }</label>
                <select id="supplier" onchange={page.chosen(|id| Action::Can(CanAction::Supplier(id)))}>
                    <option value="" selected={page.can.supplier.is_none()}>{ "All suppliers" }</option>
                    { all(suppliers) }
                </select>
            </div>
        </div>
    }
}

/// The models that pass the filters, in the order in which they are shown.
pub fn groups(
    catalog: &Catalog,
    at: Timestamp,
    query: &str,
    function: Option<FunctionId>,
    supplier: Option<SupplierId>,
) -> Vec<Group> {
    let context = Context::at(at);
    let one = Credits::new(Quantity::ONE.value());
    let mut found: Vec<(FunctionId, Equivalent)> = catalog
        .iter()
        .filter(|(_, model)| function.is_none_or(|function| function == model.function))
        .filter(|(_, model)| supplier.is_none_or(|supplier| supplier == model.supplier))
        .filter(|(_, model)| {
            let holds = |text: &str| text.to_ascii_lowercase().contains(query);
            query.is_empty()
                || holds(&model.name)
                || catalog.supplier(model).is_some_and(|supplier| holds(&supplier.name))
                || catalog.function_of(model).is_some_and(|function| holds(&function.name))
        })
        .filter_map(|(id, model)| {
            Some((model.function, catalog.buys(id, model, one, &context).ok()??))
        })
        .collect();
    found.sort_by_key(|(function, buys)| {
        let own = catalog.functions.get(usize::from(function.0)).map(|own| own.headline.meter);
        (*function, Some(buys.meter) != own, buys.meter, Reverse(size(&buys.amount)))
    });
    let mut groups: Vec<Group> = Vec::new();
    for (function, buys) in found {
        match groups.last_mut() {
            Some(group) if group.function == function && group.meter == buys.meter => {
                group.models.push(buys.model);
            }
            _ => groups.push(Group { function, meter: buys.meter, models: vec![buys.model] }),
        }
    }
    groups
}

/// For the order only: models without a price come last.
fn size(amount: &Amount) -> Option<Quantity> {
    match amount {
        Amount::UpTo { exact, .. } => Some(exact.value),
        Amount::Unlimited => Quantity::new(one_credit_engine::Decimal::MAX).ok(),
        Amount::NotPriced(_) => None,
    }
}

/// The way to all rows without a program.
fn whole(function: &Function, rows: usize) -> Html {
    maybe((rows > FEW).then(|| {
        html! {
            <p class="beside">
                <a href={format!("prices.html#{}", function.id)}>
                    { format!("All prices: {}", function.name) }
                </a>
            </p>
        }
    }))
}

fn table(page: &Page, group: &Group) -> Html {
    let catalog = catalog();
    let (Some(function), Some(meter)) =
        (catalog.functions.get(usize::from(group.function.0)), catalog.meters.get(group.meter))
    else {
        return Html::default();
    };
    let which = Table::Prices(group.function, group.meter);
    let is_open = page.can.opened.contains(&which) || page.can.function.is_some();
    let shown = if is_open { group.models.len() } else { FEW };
    let context = Context::at(page.at);
    let credits = page.can.credits.value;
    let rows: Vec<_> = group
        .models
        .iter()
        .take(shown)
        .filter_map(|id| {
            let model = catalog.get(*id)?;
            let supplier = catalog.supplier(model)?;
            let buys = catalog.buys(*id, model, credits, &context).ok()??;
            let rate = buys.rate.and_then(|rate| figure::rate(rate, meter));
            Some((model, supplier, buys, rate))
        })
        .collect();
    let digits = show::digits(rows.iter().filter_map(|(.., rate)| *rate));
    let bought = figure::quantity_digits(rows.iter().map(|(_, _, buys, _)| &buys.amount));
    let units = rows.first().map_or("", |(_, _, buys, _)| buys.unit.many.as_str());
    let head =
        format!("{} C buys, {units}", figure::text(show::amount(credits, show::digits([credits]))));
    let is_own = group.meter == function.headline.meter;
    let title = if is_own {
        function.name.clone()
    } else {
        format!("{}, priced by the {}", function.name, meter.unit)
    };
    let body = rows.iter().map(|(model, supplier, buys, rate)| {
        let rate = match rate {
            Some(rate) => figure::figure(show::amount(*rate, digits)),
            None => html! { <span class="soft">{ "varies" }</span> },
        };
        html! {
            <tr key={model.id.clone()}>
                <th scope="row">{ &model.name }<span class="under who">{ &supplier.name }</span></th>
                <td class="supplier">{ &supplier.name }</td>
                <td class="num">{ rate }</td>
                <td class="num"><b>{ figure::amount(&buys.amount, bought) }</b></td>
            </tr>
        }
    });
    let open = page.press(move || Action::Can(CanAction::Open(which)));
    html! {
        <>
            <h3>{ &title }</h3>
            <table>
                <caption class="unseen">{ &title }</caption>
                <thead>
                    <tr>
                        <th scope="col" class="w-model">{ "Model" }</th>
                        <th scope="col" class="w-supplier supplier">{ "Supplier" }</th>
                        <th scope="col" class="num">{ format!("C per {}", meter.scale_unit) }</th>
                        <th scope="col" class="num">{ head }</th>
                    </tr>
                </thead>
                <tbody>{ all(body) }</tbody>
            </table>
            { more(group.models.len(), is_open, &title, open) }
            { unscripted(|| whole(function, group.models.len())) }
        </>
    }
}
