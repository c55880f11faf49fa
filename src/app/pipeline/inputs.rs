//! What flows in: one field with a unit for each INPUT and type of data.

use crate::app::part::all;
use yew::prelude::*;

use super::state::{PipelineAction, Volume};
use crate::app::{
    field::{self, Name},
    send::Send,
    state::{Action, Page},
};

/// The fields for volumes.
pub fn inputs(page: &Page) -> Html {
    let fields = page.pipeline.volumes.iter().enumerate();
    html! {
        <section class="panel" aria-labelledby="inputs-title">
            <h2 id="inputs-title">{ "What goes in" }</h2>
            { all(fields.map(|(place, volume)| field(page, place, volume))) }
        </section>
    }
}

fn field(page: &Page, place: usize, volume: &Volume) -> Html {
    let id = format!("volume-{place}");
    let name = format!("{}, {}", volume.label, volume.ask.what);
    let units = volume.ask.units.iter().enumerate().map(|(unit, named)| {
        html! { <option key={unit} value={unit.to_string()} selected={unit == volume.unit}>{ named.many }</option> }
    });
    let unit = page.chosen(move |unit| {
        Action::Pipeline(PipelineAction::Unit(place, unit.parse().unwrap_or(0)))
    });
    let typed = page.typed(move |text| Action::Pipeline(PipelineAction::Volume(place, text)));
    html! {
        <div class="field" key={place}>
            <label for={id.clone()}>{ &name }</label>
            <span class="paired">
                { field::input(&id, Name::Label, true, (&volume.entry).into(), typed) }
                <select aria-label={format!("Unit of {name}")} onchange={unit}>{ all(units) }</select>
            </span>
            { field::problem(&id, volume.entry.problem.as_deref()) }
        </div>
    }
}
