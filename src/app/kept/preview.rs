//! What is kept of *Pipeline* and *Benchmark*: as links hold it, with the visitor's own file and unfinished figures.

use one_credit::catalog;
use one_credit_engine::pipeline::Pipeline as Graph;

use super::Kept;
use crate::app::{
    address::Address,
    benchmark::{
        PASTE_ROWS,
        state::{Benchmark, BenchmarkAction},
    },
    browser::document,
    pipeline::{
        edit::{Edit, Figure},
        samples,
        state::{Pipeline, PipelineAction},
    },
    state::State,
};

const PIPELINE: &str = "pipeline";
const BENCHMARK: &str = "benchmark";
/// The id of the field for pasted JSON.
const PASTE: &str = "paste";

/// Puts a pipeline down.
pub fn put_pipeline(pipeline: &Pipeline, kept: &mut Kept) {
    if pipeline.is_pasting {
        kept.put(PIPELINE, "pasting", "");
        let text = document::text_of(PASTE);
        match Graph::kept_text(&text) {
            Some(text) => kept.put(PIPELINE, "pasted", text),
            None if text.trim().is_empty() => {}
            // A key in it could not be told from the rest.
            None => {
                kept.lost.push("The pasted text is no complete JSON, and would be lost.".to_owned())
            }
        }
    }
    let Some(opened) = &pipeline.opened else { return };
    match (opened.sample, &opened.kept) {
        (Some(sample), _) => kept.put(PIPELINE, "sample", sample.id),
        (None, Some(json)) => {
            kept.put(PIPELINE, "title", opened.title.clone());
            kept.put(PIPELINE, "json", &**json);
        }
        (None, None) => {
            let sentence = format!(
                "“{}” is too large to be kept, and would have to be opened again.",
                opened.title
            );
            return kept.lost.push(sentence);
        }
    }
    for (place, volume) in pipeline.volumes.iter().enumerate() {
        kept.put(PIPELINE, format!("unit.{place}"), volume.unit.to_string());
        kept.put(PIPELINE, format!("in.{place}"), volume.entry.value.to_string());
        kept.put_text(PIPELINE, format!("in.{place}"), &volume.entry);
    }
    if pipeline.is_comparing {
        kept.put(PIPELINE, "comparing", "");
    }
    for (node, model) in &pipeline.models {
        kept.put(PIPELINE, format!("model.{node}"), model.clone());
    }
    for route in &pipeline.routes {
        for text in route.entered() {
            kept.put(PIPELINE, format!("route.{}.{}", route.from, route.to), text);
        }
    }
    for edit in &pipeline.edits {
        kept.put(PIPELINE, format!("assume.{}", edit.id), edit.write());
        for (figure, name) in Figure::ALL {
            kept.put_text(PIPELINE, format!("{name}.{}", edit.id), figure.get(&edit.fields));
        }
    }
}

/// Takes a pipeline up again.
pub fn take_pipeline(state: &mut State, address: &Address) {
    let at = state.at;
    let mut act = |action| state.pipeline.apply(catalog(), at, action);
    if let Some(sample) = address.get("sample").and_then(samples::find) {
        act(PipelineAction::Sample(sample));
    } else if let (Some(title), Some(json)) = (address.get("title"), address.get("json")) {
        act(PipelineAction::Open(title.to_owned(), Ok(json.to_owned())));
    }
    for (name, value) in &address.fields {
        let Some((kind, of)) = name.split_once('.') else { continue };
        let place = of.parse().ok();
        match (kind, place) {
            ("unit", Some(place)) => {
                let unit = value.parse().unwrap_or(0);
                act(PipelineAction::Unit(place, unit));
            }
            ("in", Some(place)) => act(PipelineAction::Volume(place, value.clone())),
            _ => {}
        }
        if let ("model", Ok(node)) = (kind, of.parse()) {
            act(PipelineAction::Model(node, value.clone()));
        }
        let ends = of.split_once('.').and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
        if let ("route", Some((from, to))) = (kind, ends) {
            act(PipelineAction::Weigh(from, to, value.clone()));
        }
    }
    let pipeline = &mut state.pipeline;
    for (name, value) in &address.fields {
        match name.split_once('.') {
            Some(("assume", id)) => pipeline.edits.extend(Edit::read(id, value)),
            Some((kind, id)) => {
                let figure = Figure::ALL.into_iter().find(|(_, name)| *name == kind);
                let edit = pipeline.edits.iter_mut().find(|edit| edit.id == id);
                if let (Some((figure, _)), Some(edit)) = (figure, edit) {
                    edit.type_in(figure, value);
                }
            }
            None => {}
        }
    }
    pipeline.pasted = address.get("pasted").map(str::to_owned).unwrap_or_default();
    let is_pasting = address.get("pasting").is_some();
    pipeline.is_comparing = address.get("comparing").is_some();
    pipeline.price(catalog(), at);
    pipeline.is_pasting = is_pasting;
}

/// Puts a benchmark down. Nothing of a file is kept but the figures that it gave.
pub fn put_benchmark(benchmark: &Benchmark, kept: &mut Kept) {
    let catalog = catalog();
    let source = benchmark.source();
    if source.work.is_some() {
        kept.lost.push("The dataset is being read, and would have to be read again.".to_owned());
    }
    if source.is_pasting && !document::text_of(PASTE_ROWS).trim().is_empty() {
        kept.lost.push("The pasted rows are kept nowhere, and would be lost.".to_owned());
    }
    for model in benchmark.models.iter().filter_map(|id| catalog.get(*id)) {
        kept.put(BENCHMARK, "model", model.id.clone());
    }
    kept.put(BENCHMARK, "rows", benchmark.rows.value.to_string());
    kept.put_text(BENCHMARK, "rows", &benchmark.rows);
    for (meter, entry) in benchmark.row.iter().filter(|(_, entry)| !entry.text.is_empty()) {
        let name = format!("row.{}", catalog.meters.name(*meter));
        kept.put(BENCHMARK, name.clone(), entry.value.to_string());
        kept.put_text(BENCHMARK, name, entry);
    }
    if !benchmark.query.is_empty() {
        kept.put(BENCHMARK, "search", benchmark.query.clone());
    }
}

/// Takes a benchmark up again.
pub fn take_benchmark(state: &mut State, address: &Address) {
    let catalog = catalog();
    for (name, value) in &address.fields {
        let action = match name.as_str() {
            "model" => match catalog.model(value) {
                Some((id, _)) if !state.benchmark.models.contains(&id) => {
                    BenchmarkAction::Toggle(id)
                }
                _ => continue,
            },
            "rows" => BenchmarkAction::Rows(value.clone()),
            "search" => BenchmarkAction::Query(value.clone()),
            _ => match name.strip_prefix("row.").and_then(|name| catalog.meters.find(name)) {
                Some(meter) => {
                    state.benchmark.take_row(meter, value);
                    continue;
                }
                None => continue,
            },
        };
        let at = state.at;
        state.benchmark.apply(catalog, at, action);
    }
    let at = state.at;
    state.benchmark.estimate(catalog, at);
}
