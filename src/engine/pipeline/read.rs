//! Reads a pipeline from any of its three JSON forms: the designer's export, the SDK's, the minimal one.
//! Every error of a file is reported at once; `subscription` and its key are never looked at.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::RawValue;

use crate::{decimal, money::Credits};

use super::{
    DataType, FunctionType, HostPrice, Link, MAX_BYTES, Mapping, Node, NodeKind, Pipeline,
    PipelineError, Route,
    graph::Graph,
    source::{
        DocumentSource, Few, Field, LinkSource, List, MAX_FEW, MAX_LIST, NodeSource, Object,
        ParameterSource, PricingSource, RouteSource, Shape, Texts,
    },
    title,
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
struct Reader {
    errors: Vec<PipelineError>,
    unlisted: usize,
}

/// What a node declares about one of its parameters.
struct Parameter<'a> {
    code: Cow<'a, str>,
    data_type: Option<DataType>,
}

/// The parameters of a node; links look them up.
#[derive(Default)]
struct Parameters<'a> {
    inputs: Vec<Parameter<'a>>,
    outputs: Vec<Parameter<'a>>,
}

/// Who owns a field, for messages; put into words only when something is wrong.
#[derive(Clone, Copy)]
struct Owner<'a> {
    number: Option<u32>,
    label: &'a str,
    place: usize,
}

impl Owner<'_> {
    fn title(self) -> String {
        match self.number {
            Some(number) if self.label.is_empty() => format!("node {number}"),
            Some(number) => title(number, self.label),
            None if self.label.is_empty() => format!("the node at place {}", self.place),
            None => format!("the node \"{}\"", decimal::shorten(self.label)),
        }
    }

    fn path(self, key: &str) -> String {
        format!("nodes[{}].{key}", self.place)
    }
}

impl Reader {
    fn complain(&mut self, error: PipelineError) {
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

    fn node<'a>(&mut self, source: NodeSource<'a>, place: usize) -> Option<(Node, Parameters<'a>)> {
        let anonymous = Owner { number: None, label: "", place };
        let label = self.field(source.label, anonymous, "label").unwrap_or_default();
        let number = match source.number {
            None => {
                self.complain(PipelineError::Missing {
                    owner: Owner { label: &label, ..anonymous }.title(),
                    key: "number",
                    purpose: "links find a node by it",
                    path: anonymous.path("number"),
                });
                None
            }
            Some(raw) => {
                let owner = Owner { label: &label, ..anonymous };
                self.number(raw, "number", || (owner.title(), owner.path("number")))
            }
        };
        let owner = Owner { number, label: &label, place };
        let kind = self.kind(source.kind, owner);
        let model =
            self.field(source.model, owner, "model").map(|Object(model)| model).unwrap_or_default();
        let model_name = self.field(model.name, owner, "model.name");
        let function = self
            .field(source.function, owner, "function")
            .or_else(|| model.function.found())
            .map(|word| word.0)
            .filter(|function| !function.is_empty());
        let asset_id = self
            .field(source.asset_id, owner, "assetId")
            .filter(|id| !id.is_empty())
            .or_else(|| model.id.found())
            .filter(|id| !id.is_empty());
        let function_type = self.field(source.function_type, owner, "functionType");
        let supplier = self
            .field(source.supplier, owner, "supplier")
            .or_else(|| model.supplier.found())
            .unwrap_or_default();
        let data_types = self.field(source.data_type, owner, "dataType");
        let price = self.pricing(model.pricing, owner, "model.pricing").or(self.pricing(
            source.pricing,
            owner,
            "pricing",
        ));
        if kind == Some(NodeKind::Asset) && function.is_none() && asset_id.is_none() {
            self.complain(PipelineError::NoAsset {
                owner: owner.title(),
                path: format!("nodes[{place}]"),
            });
        }
        let mut languages = Languages::default();
        let inputs = self.parameters(source.input_values, owner, "inputValues", &mut languages);
        let outputs =
            self.parameters(source.output_values, owner, "outputValues", &mut Languages::default());
        let routes = self.routes(source.routes, owner);
        // A node of an unknown type is read on as a model's, so that its links are still checked.
        let kind = kind.unwrap_or(NodeKind::Asset);
        let mut types = data_types.map(known_types).unwrap_or_default();
        if types.is_empty() && kind == NodeKind::Input {
            types.extend(outputs.iter().filter_map(|output| output.data_type));
        }
        let label = [Some(label.as_ref()), model_name.as_deref(), function.as_deref()]
            .into_iter()
            .flatten()
            .find(|label| !label.is_empty())
            .unwrap_or_else(|| kind.name())
            .to_owned();
        let node = Node {
            number: number?,
            label,
            kind,
            function: function.map(Cow::into_owned),
            function_type: function_type.map(|name| read_function_type(&name)).unwrap_or_default(),
            asset_id: asset_id.map(Cow::into_owned),
            suppliers: supplier
                .names
                .into_iter()
                .flatten()
                .filter(|name| !name.is_empty())
                .map(Cow::into_owned)
                .collect(),
            price,
            data_types: types,
            language: languages.source,
            target_languages: languages.targets,
            routes,
        };
        Some((node, Parameters { inputs, outputs }))
    }

    fn kind(&mut self, kind: Field<Cow<'_, str>>, owner: Owner<'_>) -> Option<NodeKind> {
        let is_missing = matches!(kind, Field::Absent);
        let Some(name) = self.field(kind, owner, "type") else {
            if is_missing {
                self.complain(PipelineError::Missing {
                    owner: owner.title(),
                    key: "type",
                    purpose: "it says what kind of step the node is",
                    path: owner.path("type"),
                });
            }
            return None;
        };
        let kind = NodeKind::NAMES
            .into_iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(&name))
            .map(|(kind, _)| kind);
        if kind.is_none() {
            self.complain(PipelineError::UnknownType {
                owner: owner.title(),
                found: decimal::shorten(&name),
                path: owner.path("type"),
            });
        }
        kind
    }

    /// The price of a model; none when the host gives nothing at all.
    fn pricing(
        &mut self,
        pricing: Field<Object<PricingSource<'_>>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<HostPrice> {
        let Object(pricing) = self.field(pricing, owner, key)?;
        let unit = self.field(pricing.unit_type, owner, "unitType");
        let scale = self.field(pricing.unit_type_scale, owner, "unitTypeScale");
        let amount = match pricing.price.map(|raw| unquoted(raw)) {
            None => None,
            Some(text) => match decimal::parse(&text).and_then(crate::money::Quantity::new) {
                Ok(amount) => Some(Credits::new(amount.value())),
                Err(error) => {
                    self.complain(PipelineError::Price {
                        owner: owner.title(),
                        error,
                        path: owner.path(&format!("{key}.price")),
                    });
                    return None;
                }
            },
        };
        Some(HostPrice::new(amount, unit.as_deref(), scale.as_deref()))
    }

    fn parameters<'a>(
        &mut self,
        list: Field<Few<ParameterSource<'a>>>,
        owner: Owner<'_>,
        key: &'static str,
        languages: &mut Languages,
    ) -> Vec<Parameter<'a>> {
        let list = self.few(list, owner, key);
        let mut parameters = Vec::with_capacity(list.len());
        for (place, source) in list {
            let Some(code) = source.code.found() else { continue };
            if let Some(role) = LanguageRole::of(&code) {
                for field in [source.value, source.values] {
                    match field {
                        Field::Found(texts) => languages.add(role, texts),
                        Field::Absent => {}
                        Field::Wrong(found) => {
                            self.wrong_in(
                                owner,
                                key,
                                place,
                                "a parameter with language codes",
                                found,
                            );
                        }
                    }
                }
            }
            let data_type = source.data_type.found().map(known_types);
            let data_type = data_type.and_then(|types| types.first().copied());
            parameters.push(Parameter { code, data_type });
        }
        parameters
    }

    fn routes(&mut self, list: Field<Few<RouteSource<'_>>>, owner: Owner<'_>) -> Vec<Route> {
        let mut routes = Vec::new();
        for (place, source) in self.few(list, owner, "routes") {
            let is_by_type =
                source.kind.found().is_none_or(|kind| kind.eq_ignore_ascii_case("checkType"));
            let data_type = source.value.found().and_then(|value| DataType::named(&value));
            let (true, Some(data_type), Some(path)) = (is_by_type, data_type, source.path) else {
                continue;
            };
            let Ok(path) = serde_json::from_str::<Vec<&RawValue>>(path.get()) else {
                let found = kind_of(path.get());
                self.wrong_in(owner, "routes", place, "a route whose path lists nodes", found);
                continue;
            };
            let mut to = Vec::with_capacity(path.len());
            for raw in path {
                let place = || (owner.title(), owner.path(&format!("routes[{place}].path")));
                to.extend(self.number(raw, "path", place));
            }
            routes.push(Route { data_type, to });
        }
        routes
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
    fn number(
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

    fn few<T>(
        &mut self,
        list: Field<Few<T>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Vec<(usize, T)> {
        self.checked(list, key, || (owner.title(), owner.path(key)))
    }

    /// The items of a list of objects, after complaints about what is not one and about its length.
    fn checked<T>(
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

    fn field<'a, T: Shape<'a>>(
        &mut self,
        field: Field<T>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<T> {
        match field {
            Field::Found(value) => Some(value),
            Field::Absent => None,
            Field::Wrong(found) => {
                self.complain(PipelineError::WrongType {
                    owner: owner.title(),
                    key,
                    wanted: T::WANTED,
                    found: found.to_owned(),
                    path: owner.path(key),
                });
                None
            }
        }
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

    fn wrong_in(
        &mut self,
        owner: Owner<'_>,
        key: &'static str,
        place: usize,
        wanted: &'static str,
        found: &str,
    ) {
        self.complain(PipelineError::WrongType {
            owner: owner.title(),
            key,
            wanted,
            found: found.to_owned(),
            path: owner.path(&format!("{key}[{place}]")),
        });
    }
}

/// The languages among a node's input values.
#[derive(Default)]
struct Languages {
    source: Option<String>,
    targets: Vec<String>,
}

#[derive(Clone, Copy)]
enum LanguageRole {
    Source,
    Target,
}

impl LanguageRole {
    fn of(code: &str) -> Option<Self> {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(code));
        if is(&["sourcelanguage", "language"]) {
            Some(Self::Source)
        } else if is(&["targetlanguage", "targetlanguages"]) {
            Some(Self::Target)
        } else {
            None
        }
    }
}

impl Languages {
    fn add(&mut self, role: LanguageRole, texts: Texts<'_>) {
        let words = texts.0.into_iter().filter_map(Field::found).map(|word| word.0);
        for code in words.filter(|code| !code.is_empty()) {
            match role {
                LanguageRole::Source if self.source.is_none() => {
                    self.source = Some(code.into_owned())
                }
                LanguageRole::Source => {}
                LanguageRole::Target if self.targets.iter().any(|known| *known == code) => {}
                LanguageRole::Target => self.targets.push(code.into_owned()),
            }
        }
    }
}

impl NodeKind {
    /// Its name in files: `ASSET`.
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

fn read_function_type(name: &str) -> FunctionType {
    if name.eq_ignore_ascii_case("segmentor") {
        FunctionType::Segmentor
    } else if name.eq_ignore_ascii_case("reconstructor") {
        FunctionType::Reconstructor
    } else {
        FunctionType::Plain
    }
}

fn known_types(texts: Texts<'_>) -> Vec<DataType> {
    texts
        .0
        .into_iter()
        .filter_map(Field::found)
        .filter_map(|word| DataType::named(&word.0))
        .collect()
}

/// What a JSON value is, by its first character.
fn kind_of(raw: &str) -> &'static str {
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
fn unquoted(raw: &RawValue) -> Cow<'_, str> {
    let text = raw.get();
    if text.starts_with('"') {
        serde_json::from_str(text).map_or(Cow::Borrowed(text), Cow::Owned)
    } else {
        Cow::Borrowed(text)
    }
}
