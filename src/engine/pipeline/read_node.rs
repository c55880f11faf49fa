//! Reads one node: its kind, its model and price, its parameters and languages.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::{
    decimal,
    money::{Credits, Quantity},
};

use super::{
    DataType, FunctionType, HostPrice, Node, NodeKind, PipelineError, Route,
    read::{Reader, kind_of, unquoted},
    source::{
        Few, Field, NodeSource, Object, ParameterSource, PricingSource, RouteSource, Shape, Texts,
    },
    title,
};

/// What a node declares about one of its parameters.
pub(super) struct Parameter<'a> {
    pub(super) code: Cow<'a, str>,
    pub(super) data_type: Option<DataType>,
}

/// The parameters of a node; links look them up.
#[derive(Default)]
pub(super) struct Parameters<'a> {
    pub(super) inputs: Vec<Parameter<'a>>,
    pub(super) outputs: Vec<Parameter<'a>>,
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
    pub(super) fn node<'a>(
        &mut self,
        source: NodeSource<'a>,
        place: usize,
    ) -> Option<(Node, Parameters<'a>)> {
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
            Some(text) => match decimal::parse(&text).and_then(Quantity::new) {
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
        let mut routes: Vec<Route> = Vec::new();
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
            match routes.iter_mut().find(|route| route.data_type == data_type) {
                Some(route) => route.to.append(&mut to),
                None => routes.push(Route { data_type, to }),
            }
        }
        for route in &mut routes {
            route.to.sort_unstable();
            route.to.dedup();
        }
        routes
    }

    fn few<T>(
        &mut self,
        list: Field<Few<T>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Vec<(usize, T)> {
        self.checked(list, key, || (owner.title(), owner.path(key)))
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
pub(super) enum LanguageRole {
    Source,
    Target,
}

impl LanguageRole {
    /// The role of a parameter by its name.
    pub(super) fn of(code: &str) -> Option<Self> {
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
