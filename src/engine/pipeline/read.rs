//! Reads a pipeline from any of its three JSON forms: the designer's export, the SDK's, the minimal one.
//! Every error of a file is reported at once; `subscription` and its key are never looked at.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::RawValue;

use crate::decimal;

use super::{
    Link, MAX_BYTES, Mapping, Node, NodeKind, Pipeline, PipelineError,
    graph::Graph,
    read_node::{Parameter, Parameters},
    source::{DocumentSource, Few, Field, LinkSource, List, MAX_FEW, MAX_LIST, Object, Shape},
};

/// The most errors that are listed; a file that is wrong throughout would fill the memory.
const MAX_ERRORS: usize = 1_000;

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
        let document: Field<Object<DocumentSource>> =
            serde_json::from_str(json).map_err(|error| vec![syntax(&error)])?;
        let Field::Found(Object(document)) = document else {
            return Err(vec![PipelineError::NotAnObject]);
        };
        let mut reader = Reader::default();
        let pipeline = reader.pipeline(document);
        match pipeline {
            Some(pipeline) if reader.errors.is_empty() => Ok(pipeline),
            _ => Err(reader.finish()),
        }
    }
}

/// What serde_json says, without the place that it appends.
fn syntax(error: &serde_json::Error) -> PipelineError {
    let text = error.to_string();
    let problem = text.rsplit_once(" at line ").map_or(text.as_str(), |(problem, _)| problem);
    PipelineError::Syntax {
        problem: problem.to_owned(),
        line: error.line(),
        column: error.column(),
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

    fn pipeline(&mut self, document: DocumentSource<'_>) -> Option<Pipeline> {
        let name = self.file_field(document.name, "name").map(Cow::into_owned);
        let sources = self.file_list(document.nodes, "nodes");
        if sources.is_empty() && self.errors.is_empty() {
            self.complain(PipelineError::NoNodes);
        }
        let mut nodes = Vec::with_capacity(sources.len());
        let mut parameters = Vec::with_capacity(sources.len());
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        for (place, source) in sources.into_iter().enumerate() {
            let Some(source) = self.item(source, "nodes", place) else { continue };
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
        let sources = self.file_list(document.links, "links");
        let mut links = Vec::with_capacity(sources.len());
        for (place, source) in sources.into_iter().enumerate() {
            let Some(source) = self.item(source, "links", place) else { continue };
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
        source: LinkSource<'_>,
        place: usize,
        nodes: &[Node],
        places: &BTreeMap<u32, usize>,
        parameters: &[Parameters<'_>],
    ) -> Option<Link> {
        let mut end = |raw: Option<&RawValue>, key: &'static str| match raw {
            Some(raw) => self.number(raw, key, || {
                (format!("the link at place {place}"), format!("links[{place}].{key}"))
            }),
            None => {
                self.complain(PipelineError::Missing {
                    owner: format!("the link at place {place}"),
                    key,
                    purpose: "it is the number of a node",
                    path: format!("links[{place}].{key}"),
                });
                None
            }
        };
        let (from, to) = (end(source.from, "from"), end(source.to, "to"));
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
        let listed = self.checked(source.param_mapping, "paramMapping", || {
            (format!("the link at place {place}"), format!("links[{place}].paramMapping"))
        });
        let mut mappings: Vec<Mapping> = Vec::with_capacity(listed.len().max(1));
        for (_, source) in listed {
            let mapping = mapping(
                source.from.found().unwrap_or_default(),
                source.to.found().unwrap_or_default(),
            );
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

    /// A node's number: an integer, or a text that holds one.
    pub(super) fn number(
        &mut self,
        raw: &RawValue,
        key: &'static str,
        place: impl FnOnce() -> (String, String),
    ) -> Option<u32> {
        let text = unquoted(raw);
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_plain);
        if number.is_none() {
            let (owner, path) = place();
            self.complain(PipelineError::WrongType {
                owner,
                key,
                wanted: "a whole number from 0 to 4294967295",
                found: match kind_of(raw.get()) {
                    "a number" | "a text" => decimal::shorten(raw.get()),
                    other => other.to_owned(),
                },
                path,
            });
        }
        number
    }

    /// The items of a list of objects, after complaints about what is not one and about its length.
    pub(super) fn checked<T>(
        &mut self,
        list: Field<Few<T>>,
        key: &'static str,
        place: impl FnOnce() -> (String, String),
    ) -> Vec<(usize, T)> {
        let (found, wanted, items) = match list {
            Field::Absent => return Vec::new(),
            Field::Wrong(found) => (found.to_owned(), "a list of objects", Vec::new()),
            Field::Found(Few { items, wrong: Some((place, found)), .. }) => {
                (format!("a list with {found} at place {place}"), "a list of objects", items)
            }
            Field::Found(Few { items, length, .. }) if length > MAX_FEW => {
                (format!("a list of {length}"), "a list of at most 1000 objects", items)
            }
            Field::Found(few) => return few.items,
        };
        let (owner, path) = place();
        self.complain(PipelineError::WrongType { owner, key, wanted, found, path });
        items
    }

    fn file_field<'a, T: Shape<'a>>(&mut self, field: Field<T>, key: &'static str) -> Option<T> {
        match field {
            Field::Found(value) => Some(value),
            Field::Absent => None,
            Field::Wrong(found) => {
                self.complain(PipelineError::WrongType {
                    owner: String::new(),
                    key,
                    wanted: T::WANTED,
                    found: found.to_owned(),
                    path: key.to_owned(),
                });
                None
            }
        }
    }

    fn file_list<'a, T: Shape<'a>>(
        &mut self,
        list: Field<List<T>>,
        what: &'static str,
    ) -> Vec<Field<T>> {
        let Some(list) = self.file_field(list, what) else { return Vec::new() };
        if list.length > list.items.len() {
            self.complain(PipelineError::TooMany { what, count: list.length, limit: MAX_LIST });
        }
        list.items
    }

    fn item<T>(&mut self, item: Field<Object<T>>, what: &'static str, place: usize) -> Option<T> {
        let found = match item {
            Field::Found(Object(value)) => return Some(value),
            Field::Absent => "null",
            Field::Wrong(found) => found,
        };
        self.complain(PipelineError::WrongType {
            owner: String::new(),
            key: what,
            wanted: "a list of objects",
            found: format!("{found} at place {place}"),
            path: format!("{what}[{place}]"),
        });
        None
    }
}

/// What a JSON value is, by its first character.
pub(super) fn kind_of(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "true or false",
        Some(b'n') | None => "null",
        Some(_) => "a number",
    }
}

/// The text of a number, whether it was written as a number or as a text.
pub(super) fn unquoted(raw: &RawValue) -> Cow<'_, str> {
    let text = raw.get();
    if text.starts_with('"') {
        serde_json::from_str(text).map_or(Cow::Borrowed(text), Cow::Owned)
    } else {
        Cow::Borrowed(text)
    }
}
