//! Reads a pipeline from any of its three JSON forms: the designer's export, the SDK's, the minimal one.
//! Every error of a file is reported at once; `subscription` and its key are never looked at.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    decimal,
    json::{Document, Flaw, Json, Kind},
};

use super::{
    Link, MAX_BYTES, Mapping, Node, NodeKind, Pipeline, PipelineError,
    graph::Graph,
    owner::Owner,
    read_node::{Parameter, Parameters},
};

/// The most errors that are listed; a file that is wrong throughout would fill the memory.
const MAX_ERRORS: usize = 1_000;

/// The most nodes or links that are read.
const MAX_LIST: usize = 100_000;

/// The most items of a list inside a node or link that are read.
pub(super) const MAX_FEW: usize = 1_000;

impl Pipeline {
    /// Reads a pipeline from its JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the file.
    pub fn read(json: &str) -> Result<Self, Vec<PipelineError>> {
        // Some editors put a byte order mark first.
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        if json.len() > MAX_BYTES {
            return Err(vec![PipelineError::TooLarge { bytes: json.len() }]);
        }
        let body = json.trim_ascii_start();
        if body.is_empty() {
            return Err(vec![PipelineError::Empty]);
        }
        // Looked at first, so that a file of nothing but brackets is not read to its end.
        if body.starts_with(['[', '"']) {
            return Err(vec![PipelineError::NotAnObject]);
        }
        let document = Document::read(json).map_err(|flaw| vec![syntax(json, &flaw)])?;
        if !document.root().is_object() {
            return Err(vec![PipelineError::NotAnObject]);
        }
        let mut reader = Reader::default();
        let pipeline = reader.pipeline(document.root());
        match pipeline {
            Some(pipeline) if reader.errors.is_empty() => Ok(pipeline),
            _ => Err(reader.finish()),
        }
    }
}

fn syntax(json: &str, flaw: &Flaw) -> PipelineError {
    let before = json.get(..flaw.at).unwrap_or(json);
    let line = before.rsplit('\n').next().unwrap_or_default();
    PipelineError::Syntax {
        problem: flaw.problem.to_owned(),
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

/// Collects errors, so that all of a file's are told at once.
#[derive(Default)]
pub(super) struct Reader {
    errors: Vec<PipelineError>,
    unlisted: usize,
}

impl Reader {
    pub(super) fn complain(&mut self, error: PipelineError) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(error);
        } else {
            self.unlisted += 1;
        }
    }

    fn finish(mut self) -> Vec<PipelineError> {
        if self.unlisted > 0 {
            self.errors.push(PipelineError::More { count: self.unlisted });
        }
        self.errors
    }

    fn pipeline(&mut self, document: Json<'_>) -> Option<Pipeline> {
        let [name, nodes, links] = self.fields(document, Owner::File, ["name", "nodes", "links"]);
        let name = self.text(name, Owner::File, "name").map(Cow::into_owned);
        let sources = self.all(nodes, "nodes");
        if sources.is_empty() && self.errors.is_empty() {
            self.complain(PipelineError::NoNodes);
        }
        let mut nodes = Vec::with_capacity(sources.len());
        let mut parameters = Vec::with_capacity(sources.len());
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        for (place, source) in sources.into_iter().enumerate() {
            if self.is_wrong_item(source, "nodes", place) {
                continue;
            }
            let Some((node, declared)) = self.node(source, place) else { continue };
            let first = *places.entry(node.number).or_insert(nodes.len());
            if let Some(first) = nodes.get(first).map(Node::title) {
                self.complain(PipelineError::DuplicateNumber {
                    number: node.number,
                    first,
                    second: node.title(),
                    path: format!("nodes[{place}].number"),
                });
            }
            nodes.push(node);
            parameters.push(declared);
        }
        if !nodes.is_empty() && !nodes.iter().any(|node| node.kind == NodeKind::Input) {
            self.complain(PipelineError::NoInput);
        }
        let sources = self.all(links, "links");
        let mut links = Vec::with_capacity(sources.len());
        for (place, source) in sources.into_iter().enumerate() {
            if self.is_wrong_item(source, "links", place) {
                continue;
            }
            links.extend(self.link(source, place, &nodes, &places, &parameters));
        }
        match Graph::new(nodes.len(), &links) {
            Ok(graph) => Some(Pipeline { name, nodes, links, graph }),
            Err(circles) => {
                for circle in circles {
                    let names = circle.iter().filter_map(|place| nodes.get(*place));
                    self.complain(PipelineError::Cycle { nodes: names.map(Node::title).collect() });
                }
                None
            }
        }
    }

    fn link(
        &mut self,
        source: Json<'_>,
        place: usize,
        nodes: &[Node],
        places: &BTreeMap<u32, usize>,
        parameters: &[Parameters<'_>],
    ) -> Option<Link> {
        let owner = Owner::Link { place };
        let [from, to, mappings] = self.fields(source, owner, ["from", "to", "paramMapping"]);
        let purpose = "it is the number of a node";
        let from = self.number(from, owner, "from", purpose);
        let to = self.number(to, owner, "to", purpose);
        let (from, to) = (from?, to?);
        let (Some(from_place), Some(to_place)) = (places.get(&from), places.get(&to)) else {
            let name = |number: u32| {
                let node = places.get(&number).and_then(|place| nodes.get(*place));
                node.map_or_else(|| format!("node {number}"), Node::title)
            };
            let mut missing = vec![from, to];
            missing.retain(|number| !places.contains_key(number));
            missing.dedup();
            self.complain(PipelineError::DanglingLink {
                from: name(from),
                to: name(to),
                missing,
                path: format!("links[{place}]"),
            });
            return None;
        };
        let (outputs, inputs) = (parameters.get(*from_place), parameters.get(*to_place));
        let data_type = |declared: Option<&Vec<Parameter<'_>>>, code: &str| {
            declared?.iter().find(|parameter| parameter.code == code)?.data_type
        };
        let mapping = |from: Cow<'_, str>, to: Cow<'_, str>| Mapping {
            from_type: data_type(outputs.map(|node| &node.outputs), &from),
            to_type: data_type(inputs.map(|node| &node.inputs), &to),
            from: from.into_owned(),
            to: to.into_owned(),
        };
        let listed = self.objects(mappings, owner, "paramMapping");
        let mut mappings: Vec<Mapping> = Vec::with_capacity(listed.len().max(1));
        for (_, source) in listed {
            let [from, to] = self.fields(source, owner, ["from", "to"]).map(text);
            if from.is_none() && to.is_none() {
                continue;
            }
            let mapping = mapping(from.unwrap_or_default(), to.unwrap_or_default());
            // The same parameter linked twice passes on one volume.
            if !mappings.contains(&mapping) {
                mappings.push(mapping);
            }
        }
        if mappings.is_empty() {
            mappings.push(mapping("".into(), "".into()));
        }
        Some(Link { from: *from_place, to: *to_place, mappings })
    }

    /// The number of a node: an integer, or a text that holds one.
    pub(super) fn number(
        &mut self,
        json: Option<Json<'_>>,
        owner: Owner<'_>,
        key: &'static str,
        purpose: &'static str,
    ) -> Option<u32> {
        let Some(json) = json else {
            self.complain(PipelineError::Missing {
                owner: owner.title(),
                key,
                purpose,
                path: owner.path(key),
            });
            return None;
        };
        let number = number(json);
        if number.is_none() {
            self.wrong_number(json, owner, key, owner.path(key));
        }
        number
    }

    pub(super) fn wrong_number(
        &mut self,
        json: Json<'_>,
        owner: Owner<'_>,
        key: &'static str,
        path: String,
    ) {
        let found = match json.kind() {
            kind @ (Kind::Null | Kind::Bool | Kind::List | Kind::Object) => kind.name().to_owned(),
            _ => decimal::shorten(json.written().unwrap_or_default()),
        };
        self.wrong_at(owner, key, "a whole number from 0 to 4294967295", found, path);
    }

    /// The values of these keys, where they are given and not null.
    pub(super) fn fields<'a, const N: usize>(
        &mut self,
        object: Json<'a>,
        owner: Owner<'_>,
        keys: [&'static str; N],
    ) -> [Option<Json<'a>>; N] {
        let mut values = [None; N];
        if let Some(key) = object.pick(&keys, &mut values) {
            self.wrong_at(owner, key, "given once", "given twice".to_owned(), owner.path(key));
        }
        values
    }

    /// A text, after a complaint when it is something else.
    pub(super) fn text<'a>(
        &mut self,
        json: Option<Json<'a>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<Cow<'a, str>> {
        self.shaped(json, Json::text, "a text", owner, key)
    }

    /// What `read` makes of a value, after a complaint when it makes nothing.
    pub(super) fn shaped<'a, T>(
        &mut self,
        json: Option<Json<'a>>,
        read: impl Fn(Json<'a>) -> Option<T>,
        wanted: &'static str,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<T> {
        let json = json?;
        let value = read(json);
        if value.is_none() {
            self.wrong_at(owner, key, wanted, json.kind().name().to_owned(), owner.path(key));
        }
        value
    }

    /// The objects of a list with their places, after complaints about what is not one and about its
    /// length.
    pub(super) fn objects<'a>(
        &mut self,
        list: Option<Json<'a>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Vec<(usize, Json<'a>)> {
        let Some(list) = list else { return Vec::new() };
        let mut wanted = "a list of objects";
        let mut found = None;
        let mut objects = Vec::new();
        match list.items() {
            None => found = Some(list.kind().name().to_owned()),
            Some(items) => {
                let mut length = 0;
                for item in items {
                    if item.is_object() && objects.len() < MAX_FEW {
                        objects.push((length, item));
                    } else if !item.is_object() && item.kind() != Kind::Null && found.is_none() {
                        found =
                            Some(format!("a list with {} at place {length}", item.kind().name()));
                    }
                    length += 1;
                }
                if found.is_none() && length > MAX_FEW {
                    wanted = "a list of at most 1000 objects";
                    found = Some(format!("a list of {length}"));
                }
            }
        }
        if let Some(found) = found {
            self.wrong_at(owner, key, wanted, found, owner.path(key));
        }
        objects
    }

    pub(super) fn wrong_at(
        &mut self,
        owner: Owner<'_>,
        key: &'static str,
        wanted: &'static str,
        found: String,
        path: String,
    ) {
        let owner = owner.title();
        self.complain(PipelineError::WrongType { owner, key, wanted, found, path });
    }

    /// All nodes or all links, up to a length that no pipeline reaches.
    fn all<'a>(&mut self, list: Option<Json<'a>>, what: &'static str) -> Vec<Json<'a>> {
        let Some(items) = self.shaped(list, Json::items, "a list", Owner::File, what) else {
            return Vec::new();
        };
        let count = items.clone().count();
        if count > MAX_LIST {
            self.complain(PipelineError::TooMany { what, count, limit: MAX_LIST });
        }
        items.take(MAX_LIST).collect()
    }

    /// Whether an item of such a list is no object, after a complaint.
    fn is_wrong_item(&mut self, item: Json<'_>, what: &'static str, place: usize) -> bool {
        if !item.is_object() {
            let found = format!("{} at place {place}", item.kind().name());
            let path = format!("{what}[{place}]");
            self.wrong_at(Owner::File, what, "a list of objects", found, path);
        }
        !item.is_object()
    }
}

/// A text, where it is one.
pub(super) fn text(json: Option<Json<'_>>) -> Option<Cow<'_, str>> {
    json.and_then(Json::text)
}

/// A whole number, whether it is written as a number or as a text.
pub(super) fn number(json: Json<'_>) -> Option<u32> {
    let text = figure(json)?;
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// The text of a figure, whether it is written as a number or as a text.
pub(super) fn figure(json: Json<'_>) -> Option<Cow<'_, str>> {
    json.text().or_else(|| json.written().map(Cow::Borrowed))
}
