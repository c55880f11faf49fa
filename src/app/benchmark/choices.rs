//! The models that can be compared, by function, with a search.

use crate::app::part::{all, maybe};
use one_credit::catalog;
use one_credit_engine::catalog::{FunctionId, Model, ModelId};
use yew::prelude::*;

use super::state::BenchmarkAction;
use crate::app::{
    figure::count,
    send::Send,
    state::{Action, Page},
};

/// The list of models.
pub fn choices(page: &Page) -> Html {
    let benchmark = &page.benchmark;
    let catalog = catalog();
    let query = benchmark.query.trim().to_ascii_lowercase();
    let fits = |model: &Model| {
        let holds = |text: &str| text.to_ascii_lowercase().contains(&query);
        query.is_empty()
            || holds(&model.name)
            || catalog.supplier(model).is_some_and(|supplier| holds(&supplier.name))
            || catalog.function_of(model).is_some_and(|function| holds(&function.name))
    };
    let groups: Vec<_> = (0..)
        .map(FunctionId)
        .zip(&catalog.functions)
        .filter_map(|(id, function)| {
            let mut models = catalog
                .iter()
                .filter(|(_, model)| model.function == id && fits(model))
                .map(|(id, model)| choice(page, id, model))
                .peekable();
            models.peek()?;
            Some(html! {
                <div key={function.id.clone()} role="group" aria-label={function.name.clone()}>
                    <p class="label">{ &function.name }</p>
                    { all(models) }
                </div>
            })
        })
        .collect();
    let nothing =
        groups.is_empty().then(|| html! { <p class="choice">{ "No model fits this search." }</p> });
    let chosen = benchmark.models.len();
    let clear = (chosen > 0).then(|| {
        html! {
            <button type="button" class="quiet"
                onclick={page.press(|| Action::Benchmark(BenchmarkAction::Clear))}>{ "Clear" }</button>
        }
    });
    html! {
        <section class="panel" aria-labelledby="models-title">
            <div class="row apart">
                <h2 id="models-title">{ "Models" }</h2>
                <p class="soft small">{ format!("{} chosen ", count(chosen, "model", "models")) }{ maybe(clear) }</p>
            </div>
            <input type="search" aria-label="Search models" placeholder="Model, function or supplier"
                autocomplete="off" value={benchmark.query.clone()}
                oninput={page.typed(|text| Action::Benchmark(BenchmarkAction::Query(text)))} />
            <div class="choices" role="group" aria-labelledby="models-title" tabindex="0">
                { all(groups) }{ maybe(nothing) }
            </div>
        </section>
    }
}

fn choice(page: &Page, id: ModelId, model: &Model) -> Html {
    let supplier = catalog().supplier(model).map_or("", |supplier| supplier.name.as_str());
    let is_chosen = page.benchmark.models.contains(&id);
    let toggle = page.toggled(move || Action::Benchmark(BenchmarkAction::Toggle(id)));
    html! {
        <label class="choice" key={model.id.clone()}>
            <input type="checkbox" checked={is_chosen} onchange={toggle} />
            <span>{ &model.name }<span class="under">{ supplier }</span></span>
        </label>
    }
}
