//! Pipelines: nodes and links, read from any of their three JSON forms, and what running one costs.
//! The types live here; `read.rs` fills them, `flow.rs` moves volumes along links, `preview.rs` adds up.

mod alternatives;
mod error;
mod flow;
mod graph;
mod host_price;
mod inflow;
mod kept;
mod names;
mod owner;
mod preview;
mod problem;
mod read;
mod read_node;
mod request;
mod resolve;
mod route;
mod run;
mod usage;
mod volume;

pub use alternatives::{Alternative, NodeAlternatives, SideBySide};
pub use error::PipelineError;
pub use host_price::{HostPrice, HostUnit};
pub use preview::{Amount, NodeView, Preview};
pub use problem::PipelineProblem;
pub use request::PipelineRequest;
pub use resolve::PricedBy;
pub use route::{Share, ShareError, Weight};

use crate::decimal;

use read_node::LanguageRole;

/// The longest text read as a pipeline, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A pipeline: what flows into it, what is done to it, and where it goes. Links lead one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    name: Option<String>,
    nodes: Vec<Node>,
    links: Vec<Link>,
    graph: graph::Graph,
}

/// A step of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number, unique in the pipeline.
    pub number: u32,
    /// What people call it: its label, else its model's name, its function or its type.
    pub label: String,
    /// What kind of step it is.
    pub kind: NodeKind,
    /// The platform's id of what an ASSET does: `translation`.
    pub function: Option<String>,
    /// Whether an ASSET splits or joins the work.
    pub function_type: FunctionType,
    /// The host's id of the model.
    pub asset_id: Option<String>,
    /// The names under which the host knows the supplier, the most telling first.
    pub suppliers: Vec<String>,
    /// The price that the host gives for the model.
    pub price: Option<HostPrice>,
    /// The types of data that an INPUT or OUTPUT declares.
    pub data_types: Vec<DataType>,
    /// The language of what the node works on, as its input values give it: `en-US`.
    pub language: Option<String>,
    /// The languages into which it translates, each once.
    pub target_languages: Vec<String>,
    /// Which data a ROUTER sends where; one for each type.
    pub routes: Vec<Route>,
    /// The numbers of the nodes on each route of a DECISION, as far as the file tells.
    pub ways: Vec<Vec<u32>>,
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Where a volume flows in.
    Input,
    /// Where a result comes out.
    Output,
    /// A model at work.
    Asset,
    /// The user's own code.
    Script,
    /// Sends each type of data its own way.
    Router,
    /// Sends data one way or another by its value.
    Decision,
}

impl NodeKind {
    /// Every kind with its name in files.
    pub const NAMES: [(Self, &'static str); 6] = [
        (Self::Input, "INPUT"),
        (Self::Output, "OUTPUT"),
        (Self::Asset, "ASSET"),
        (Self::Script, "SCRIPT"),
        (Self::Router, "ROUTER"),
        (Self::Decision, "DECISION"),
    ];
}

/// Whether an ASSET splits or joins the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FunctionType {
    /// Neither: models, metrics, utilities and what is not known.
    #[default]
    Plain,
    /// Splits data; what follows runs once for each segment.
    Segmentor,
    /// Joins the segments again.
    Reconstructor,
}

/// The types of data that flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// Text.
    Text,
    /// A recording.
    Audio,
    /// A film.
    Video,
    /// A picture.
    Image,
    /// A document with pages.
    Document,
    /// A language, a voice, a class: nothing that is measured.
    Label,
}

impl DataType {
    /// Every type with its names in files; the first is its own.
    const NAMES: [(Self, &'static [&'static str]); 6] = [
        (Self::Text, &["text"]),
        (Self::Audio, &["audio"]),
        (Self::Video, &["video"]),
        (Self::Image, &["image"]),
        (Self::Document, &["document", "pdf"]),
        (Self::Label, &["label"]),
    ];

    /// The type of this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let is_named = |(_, names): &(Self, &[&str])| {
            names.iter().any(|known| known.eq_ignore_ascii_case(name))
        };
        Self::NAMES.into_iter().find(is_named).map(|(data_type, _)| data_type)
    }

    /// Its name in files: `audio`.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .into_iter()
            .find(|(data_type, _)| *data_type == self)
            .and_then(|(_, names)| names.first().copied())
            .unwrap_or_default()
    }

    /// The meter in which people know how much they have of it; none for labels.
    pub const fn meter(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("characters"),
            Self::Audio => Some("seconds.audio"),
            Self::Video => Some("seconds.video"),
            Self::Image => Some("images"),
            Self::Document => Some("pages"),
            Self::Label => None,
        }
    }
}

/// Where a ROUTER sends a type of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The type of data.
    pub data_type: DataType,
    /// The numbers of the nodes that get it, in their order.
    pub to: Vec<u32>,
}

/// A connection between two nodes, parameter by parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The place of the node it leaves, in [`Pipeline::nodes`].
    pub from: usize,
    /// The place of the node it enters.
    pub to: usize,
    /// What is passed on; at least one entry, with empty names where the file gives none.
    pub mappings: Vec<Mapping>,
}

/// One parameter passed on to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The output of the node it leaves: `data`.
    pub from: String,
    /// The input of the node it enters: `text`.
    pub to: String,
    /// The type that the output declares.
    pub from_type: Option<DataType>,
    /// The type that the input declares.
    pub to_type: Option<DataType>,
}

impl Pipeline {
    /// The name that its author gave it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Every node, in the order of the file.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Every link, in the order of the file.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The node of this number.
    pub fn node(&self, number: u32) -> Option<&Node> {
        self.nodes.iter().find(|node| node.number == number)
    }

    /// The INPUT nodes, for which volumes are set.
    pub fn inputs(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| node.kind == NodeKind::Input)
    }
}

impl Node {
    /// How messages call it: `node 4 "Translate"`.
    pub fn title(&self) -> String {
        title(self.number, &self.label)
    }

    /// The meter to ask for at an INPUT: that of its type of data. None when it declares none, or
    /// several: the user chooses.
    pub fn default_meter(&self) -> Option<&'static str> {
        match self.data_types.as_slice() {
            [only] => only.meter(),
            _ => None,
        }
    }
}

impl Mapping {
    /// Whether it sets how the work is done instead of bringing work: a label, a language.
    fn is_setting(&self) -> bool {
        [self.from_type, self.to_type].contains(&Some(DataType::Label))
            || LanguageRole::of(&self.to).is_some()
    }
}

fn title(number: u32, label: &str) -> String {
    format!("node {number} \"{}\"", decimal::shorten(label))
}
