//! What flows in: one field with a unit for each INPUT and type of data.

use yew::prelude::*;

use super::state::{PipelineAction, Volume};
use crate::app::{
    can::ViewProps,
    send::Send,
    state::{Action, Page},
};

/// The fields for volumes.
#[component]
pub fn Inputs(props: &ViewProps) -> Html {
    let page = &props.page;
    let fields = page.pipeline.volumes.iter().enumerate();
    html! {
        <section class="panel" aria-labelledby="inputs-title">
            <h2 id="inputs-title">{ "What goes in" }</h2>
            { for fields.map(|(place, volume)| field(page, place, volume)) }
        </section>
    }
}

fn field(page: &Page, place: usize, volume: &Volume) -> Html {
    let id = format!("volume-{place}");
    let name = format!("{}, {}", volume.label, volume.ask.what);
    let problem_id = format!("{id}-problem");
    let is_wrong = volume.entry.problem.is_some();
    let problem = volume.entry.problem.as_ref().map(|problem| {
        html! { <p id={problem_id.clone()} class="problem">{ problem }</p> }
    });
    let units = volume.ask.units.iter().enumerate().map(|(unit, named)| {
        html! { <option key={unit} value={unit.to_string()} selected={unit == volume.unit}>{ named.many }</option> }
    });
    let unit = page.chosen(move |unit| {
        Action::Pipeline(PipelineAction::Unit(place, unit.parse().unwrap_or(0)))
    });
    html! {
        <div class="field" key={place}>
            <label for={id.clone()}>{ &name }</label>
            <span class="paired">
                <input {id} class="num" inputmode="decimal" autocomplete="off" value={volume.entry.text.clone()}
                    aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={is_wrong.then_some(problem_id)}
                    oninput={page.typed(move |text| Action::Pipeline(PipelineAction::Volume(place, text)))} />
                <select aria-label={format!("Unit of {name}")} onchange={unit}>{ for units }</select>
            </span>
            { problem }
        </div>
    }
}
