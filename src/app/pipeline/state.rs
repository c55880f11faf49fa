//! What the visitor set in *Pipeline*, and the estimate that follows from it.
//! What cannot be read or priced becomes sentences; the last good pipeline and estimate stay.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use one_credit_engine::{
    Decimal,
    assumption::{Assumption, Spread},
    catalog::Catalog,
    decimal::FigureError,
    estimate::Estimate,
    money::Quantity,
    pipeline::{NodeKind, Pipeline as Graph, PipelineRequest, Preview, SideBySide},
    tariff::Context,
    time::Timestamp,
};

use super::{
    edit::{Edit, Figure},
    samples::{self, Sample},
    units::{self, Ask, Unit},
    weigh::Route,
};
use crate::app::{address::Address, entry::Entry};

/// The view's state.
#[derive(Clone, Default)]
pub struct Pipeline {
    /// The pipeline on screen.
    pub opened: Option<Rc<Opened>>,
    /// What flows in at each INPUT.
    pub volumes: Vec<Volume>,
    /// The models chosen in place of the file's, by node.
    pub models: BTreeMap<u32, String>,
    /// The weights of routes, where any were typed.
    pub routes: Vec<Route>,
    /// The assumptions that the visitor changed.
    pub edits: Vec<Edit>,
    /// The last estimate that could be made.
    pub preview: Option<Rc<Preview>>,
    /// Whether suppliers stand side by side.
    pub is_comparing: bool,
    /// What other models would cost, while they are compared.
    pub compared: Option<Rc<SideBySide>>,
    /// The nodes whose whole list of other models is on screen.
    pub unfolded: BTreeSet<u32>,
    /// What is wrong with the last file, or with what was set.
    pub trouble: Option<Trouble>,
    /// The node whose model is being chosen.
    pub choosing: Option<u32>,
    /// Whether a file hovers above the page.
    pub is_over: bool,
    /// Whether the field for pasted JSON is on screen.
    pub is_pasting: bool,
    /// What stood in it before the page was reloaded.
    pub pasted: String,
}

/// A pipeline that was read.
pub struct Opened {
    /// Its own name, or the file's.
    pub title: String,
    /// The sample it is, if it is one.
    pub sample: Option<&'static Sample>,
    /// Its nodes and links.
    pub graph: Graph,
    /// What is kept of a file of the visitor's own over a reload; none of a sample, and where it is too large.
    pub kept: Option<Rc<str>>,
}

/// The longest text of a file that is kept over a reload, in bytes; browsers keep about 5 MiB for a tab.
const LONGEST_KEPT: usize = 2 << 20;

/// What flows in of one type of data.
#[derive(Clone)]
pub struct Volume {
    /// The INPUT's number.
    pub node: u32,
    /// The INPUT's label.
    pub label: String,
    /// What is asked.
    pub ask: &'static Ask,
    /// The unit's place in the ask.
    pub unit: usize,
    /// How much.
    pub entry: Entry<Quantity>,
}

/// Something went wrong: what, and each error as a sentence.
#[derive(Clone)]
pub struct Trouble {
    /// What went wrong, and what is on screen now.
    pub title: String,
    /// Every error.
    pub sentences: Vec<String>,
    /// Whether a file is at fault; otherwise it is something that was set.
    pub is_of_file: bool,
}

/// What can happen in the view.
pub enum PipelineAction {
    /// A file of this name was read, or could not be.
    Open(String, Result<String, String>),
    /// A sample is opened.
    Sample(&'static Sample),
    /// Back to the start.
    Close,
    /// A file is dragged over the page, or away from it.
    Drag(bool),
    /// The field for pasted JSON comes or goes.
    Paste(bool),
    /// The trouble has been read.
    Dismiss,
    /// How much flows in, at this place of the volumes.
    Volume(usize, String),
    /// The unit of a volume: its place in the ask.
    Unit(usize, usize),
    /// The list of a node's models has the focus.
    Choose(u32),
    /// The model of a node; nothing for the file's own.
    Model(u32, String),
    /// Suppliers stand side by side, or no longer.
    Compare,
    /// All models of a node's function.
    Unfold(u32),
    /// The cheapest model for each node.
    Cheapest,
    /// The share of the runs that a DECISION sends to a node.
    Weigh(u32, u32, String),
    /// A figure of an assumption.
    Assume(Assumption, Figure, String),
    /// An assumption's own figures again.
    Reset(String),
    /// All assumptions' own figures again.
    ResetAll,
}

impl Volume {
    /// The unit chosen.
    pub fn unit(&self) -> Option<&'static Unit> {
        self.ask.units.get(self.unit)
    }
}

impl Pipeline {
    /// The last estimate that could be made.
    pub fn estimate(&self) -> Option<&Estimate> {
        self.preview.as_ref().map(|preview| &preview.estimate)
    }

    /// The file of the visitor's own that is on screen.
    pub fn own_file(&self) -> Option<&Opened> {
        self.opened.as_deref().filter(|opened| opened.sample.is_none())
    }

    /// The edit of an assumption, where the visitor changed it.
    pub fn edit(&self, id: &str) -> Option<&Edit> {
        self.edits.iter().find(|edit| edit.id == id)
    }

    /// A route for which a weight was typed.
    pub fn route(&self, from: u32, to: u32) -> Option<&Route> {
        self.routes.iter().find(|route| route.from == from && route.to == to)
    }

    fn weigh(&mut self, from: u32, to: u32, text: &str) {
        if self.route(from, to).is_none() {
            self.routes.push(Route::new(from, to));
        }
        for route in self.routes.iter_mut().filter(|route| route.from == from && route.to == to) {
            route.type_in(text);
        }
    }

    /// Carries an action out.
    pub fn apply(&mut self, catalog: &Catalog, at: Timestamp, action: PipelineAction) {
        self.is_over = false;
        match action {
            PipelineAction::Open(name, Ok(json)) => self.open(&name, &json, None),
            PipelineAction::Open(name, Err(problem)) => self.fail(&name, vec![problem]),
            PipelineAction::Sample(sample) => self.open(sample.title, sample.json, Some(sample)),
            PipelineAction::Close => *self = Self::default(),
            PipelineAction::Drag(is_over) => {
                self.is_over = is_over;
                return;
            }
            PipelineAction::Choose(node) => {
                self.choosing = Some(node);
                return;
            }
            PipelineAction::Paste(is_pasting) => {
                self.is_pasting = is_pasting;
                return;
            }
            PipelineAction::Dismiss => self.trouble = None,
            PipelineAction::Volume(place, text) => {
                if let Some(volume) = self.volumes.get_mut(place) {
                    volume.entry.type_in(&text);
                }
            }
            PipelineAction::Unit(place, unit) => {
                if let Some(volume) = self.volumes.get_mut(place) {
                    volume.unit = unit;
                }
            }
            PipelineAction::Model(node, model) => {
                if model.is_empty() {
                    self.models.remove(&node);
                } else {
                    self.models.insert(node, model);
                }
            }
            PipelineAction::Weigh(from, to, text) => self.weigh(from, to, &text),
            PipelineAction::Compare => self.is_comparing = !self.is_comparing,
            PipelineAction::Unfold(node) => {
                self.unfolded.insert(node);
                return;
            }
            PipelineAction::Cheapest => {
                if let Some(compared) = &self.compared {
                    self.models.extend(compared.models.clone());
                }
            }
            PipelineAction::Assume(assumption, which, text) => {
                if self.edit(&assumption.id).is_none() {
                    self.edits.push(Edit::of(&assumption));
                }
                for edit in self.edits.iter_mut().filter(|edit| edit.id == assumption.id) {
                    edit.type_in(which, &text);
                }
            }
            PipelineAction::Reset(id) => self.edits.retain(|edit| edit.id != id),
            PipelineAction::ResetAll => self.edits.clear(),
        }
        self.price(catalog, at);
    }

    fn open(&mut self, name: &str, json: &str, sample: Option<&'static Sample>) {
        match Graph::read(json) {
            Ok(graph) => {
                let title = graph.name().unwrap_or(name).to_owned();
                let nodes = graph.nodes().iter().enumerate();
                let inputs = nodes.filter(|(_, node)| node.kind == NodeKind::Input);
                let volumes = inputs.flat_map(|(place, input)| {
                    units::asks(&graph, place, input).into_iter().map(|ask| Volume {
                        node: input.number,
                        label: input.label.clone(),
                        ask,
                        unit: 0,
                        entry: Entry::read_or_default(ask.proposed),
                    })
                });
                *self = Self { volumes: volumes.collect(), ..Self::default() };
                let is_own = sample.is_none() && json.len() <= LONGEST_KEPT;
                let kept = if is_own { Graph::kept_text(json).map(Rc::from) } else { None };
                self.opened = Some(Rc::new(Opened { title, sample, graph, kept }));
            }
            Err(errors) => self.fail(name, errors.iter().map(ToString::to_string).collect()),
        }
    }

    fn fail(&mut self, name: &str, sentences: Vec<String>) {
        let kept = match &self.opened {
            Some(opened) => format!(" “{}” is still here.", opened.title),
            None => String::new(),
        };
        let title = format!("“{name}” could not be opened.{kept}");
        self.trouble = Some(Trouble { title, sentences, is_of_file: true });
    }

    /// Brings the estimate up to date; where it cannot be made, the last one stays.
    pub fn price(&mut self, catalog: &Catalog, at: Timestamp) {
        let Some(opened) = self.opened.clone() else { return };
        let problem = match self.request(at) {
            Ok(request) => match opened.graph.preview(catalog, &request) {
                Ok(preview) => {
                    self.preview = Some(Rc::new(preview));
                    let compared = self
                        .is_comparing
                        .then(|| opened.graph.side_by_side(catalog, &request).ok());
                    self.compared = compared.flatten().map(Rc::new);
                    None
                }
                Err(problem) => Some(problem.to_string()),
            },
            Err(error) => Some(error.to_string()),
        };
        match problem {
            Some(sentence) => {
                self.trouble = Some(Trouble {
                    title: "The figures below are the last ones that could be worked out."
                        .to_owned(),
                    sentences: vec![sentence],
                    is_of_file: false,
                });
            }
            // What a file did wrong stays until it is dismissed or another file is opened.
            None if self.trouble.as_ref().is_some_and(|trouble| trouble.is_of_file) => {}
            None => self.trouble = None,
        }
    }

    fn request(&self, at: Timestamp) -> Result<PipelineRequest, FigureError> {
        let mut request = PipelineRequest::new(Context::at(at));
        for volume in &self.volumes {
            let Some(unit) = volume.unit() else { continue };
            let per = Quantity::parse(unit.per)?;
            let quantity = volume.entry.value.scaled(per.value(), Decimal::ONE)?.value;
            let meters = request.volumes.entry(volume.node).or_default();
            meters.insert(unit.meter.to_owned(), Spread::certain(quantity));
        }
        request.models.clone_from(&self.models);
        request.routes = self.routes.iter().filter_map(Route::weight).collect();
        request.assumptions =
            self.edits.iter().map(|edit| (edit.id.clone(), edit.value())).collect();
        Ok(request)
    }

    /// What a link holds: a sample with everything that was set. A file of the visitor's own does
    /// not travel in a link.
    pub fn write(&self, address: &mut Address) {
        let Some(sample) = self.opened.as_ref().and_then(|opened| opened.sample) else { return };
        address.push("sample", sample.id);
        for (place, volume) in self.volumes.iter().enumerate() {
            address.push(format!("in.{place}"), format!("{},{}", volume.entry.value, volume.unit));
        }
        for (node, model) in &self.models {
            address.push(format!("model.{node}"), model.clone());
        }
        for weight in self.routes.iter().filter_map(Route::weight) {
            address.push(format!("route.{}.{}", weight.from, weight.to), weight.share.to_string());
        }
        for edit in &self.edits {
            address.push(format!("assume.{}", edit.id), edit.write());
        }
    }

    /// Opens what a link holds.
    pub fn read(&mut self, catalog: &Catalog, at: Timestamp, address: &Address) {
        let Some(sample) = address.get("sample").and_then(samples::find) else {
            let title = "This link names a sample that does not exist.".to_owned();
            let sentences = vec!["Choose one of the samples.".to_owned()];
            self.trouble = Some(Trouble { title, sentences, is_of_file: true });
            return;
        };
        self.open(sample.title, sample.json, Some(sample));
        for (name, value) in &address.fields {
            match name.split_once('.') {
                Some(("in", place)) => self.read_volume(place, value),
                Some(("model", node)) => {
                    if let Ok(node) = node.parse() {
                        self.models.insert(node, value.clone());
                    }
                }
                Some(("route", ends)) => self.read_route(ends, value),
                Some(("assume", id)) => self.edits.extend(Edit::read(id, value)),
                _ => {}
            }
        }
        self.price(catalog, at);
    }

    fn read_route(&mut self, ends: &str, share: &str) {
        let ends =
            ends.split_once('.').and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
        if let Some((from, to)) = ends {
            self.weigh(from, to, share);
        }
    }

    fn read_volume(&mut self, place: &str, value: &str) {
        let (quantity, unit) = value.split_once(',').unwrap_or((value, "0"));
        let volume = place.parse().ok().and_then(|place: usize| self.volumes.get_mut(place));
        if let Some(volume) = volume {
            volume.entry.type_in(quantity);
            volume.unit =
                unit.parse().ok().filter(|unit| *unit < volume.ask.units.len()).unwrap_or(0);
        }
    }
}
