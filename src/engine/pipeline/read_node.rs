//! Reads one node: its kind, its model and price, its parameters and languages.

use std::borrow::Cow;

use crate::{
    decimal::{self, FigureError},
    json::Json,
    money::{Credits, Quantity},
};

use super::{
    DataType, FunctionType, HostPrice, Node, NodeKind, PipelineError, Route,
    owner::Owner,
    read::{MAX_FEW, Reader, figure, number, text},
};

/// What is read of a node.
const KEYS: [&str; 13] = [
    "number",
    "label",
    "type",
    "function",
    "functionType",
    "assetId",
    "supplier",
    "dataType",
    "inputValues",
    "outputValues",
    "routes",
    "pricing",
    "model",
];

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

impl Reader {
    pub(super) fn node<'a>(
        &mut self,
        source: Json<'a>,
        place: usize,
    ) -> Option<(Node, Parameters<'a>)> {
        let anonymous = Owner::Node { number: None, label: "", place };
        let [
            number,
            label,
            kind,
            function,
            function_type,
            asset_id,
            supplier,
            data_type,
            inputs,
            outputs,
            routes,
            pricing,
            model,
        ] = self.fields(source, anonymous, KEYS);
        let label = self.text(label, anonymous, "label").unwrap_or_default();
        let owner = Owner::Node { number: None, label: &label, place };
        let number = self.number(number, owner, "number", "links find a node by it");
        let owner = Owner::Node { number, label: &label, place };
        let kind = self.kind(kind, owner);
        let model = self.object(model, owner, "model");
        let [model_id, model_name, model_supplier, model_function, model_pricing] = model
            .map(|model| {
                self.fields(model, owner, ["id", "name", "supplier", "function", "pricing"])
            })
            .unwrap_or_default();
        let model_name = self.text(model_name, owner, "model.name");
        let function = self
            .shaped(function, word, "a text", owner, "function")
            .or_else(|| word(model_function?))
            .filter(|function| !function.is_empty());
        let asset_id = self
            .text(asset_id, owner, "assetId")
            .filter(|id| !id.is_empty())
            .or_else(|| text(model_id))
            .filter(|id| !id.is_empty());
        let function_type = self.text(function_type, owner, "functionType");
        let suppliers = self
            .shaped(
                supplier,
                suppliers,
                "a text, or an object with id, name or code",
                owner,
                "supplier",
            )
            .or_else(|| suppliers(model_supplier?))
            .unwrap_or_default();
        let wanted = "a text, or a list of texts";
        let data_types = self.shaped(data_type, words, wanted, owner, "dataType");
        let price = self
            .pricing(model_pricing, owner, "model.pricing")
            .or(self.pricing(pricing, owner, "pricing"));
        if kind == Some(NodeKind::Asset) && function.is_none() && asset_id.is_none() {
            self.complain(PipelineError::NoAsset {
                owner: owner.title(),
                path: format!("nodes[{place}]"),
            });
        }
        let mut languages = Languages::default();
        let inputs = self.parameters(inputs, owner, "inputValues", &mut languages);
        let outputs = self.parameters(outputs, owner, "outputValues", &mut Languages::default());
        let ways = ways(routes);
        let routes = self.routes(routes, owner);
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
            suppliers,
            price,
            data_types: types,
            language: languages.source,
            target_languages: languages.targets,
            routes,
            ways: if kind == NodeKind::Decision { ways } else { Vec::new() },
        };
        Some((node, Parameters { inputs, outputs }))
    }

    fn kind(&mut self, kind: Option<Json<'_>>, owner: Owner<'_>) -> Option<NodeKind> {
        let Some(name) = self.text(kind, owner, "type") else {
            if kind.is_none() {
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
        pricing: Option<Json<'_>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<HostPrice> {
        let pricing = self.object(pricing, owner, key)?;
        let [price, unit, scale] =
            self.fields(pricing, owner, ["price", "unitType", "unitTypeScale"]);
        let unit = self.text(unit, owner, "unitType");
        let scale = self.text(scale, owner, "unitTypeScale");
        let amount = match price {
            None => None,
            Some(price) => match figure(price)
                .ok_or_else(|| FigureError::NotANumber(price.kind().name().to_owned()))
                .and_then(|text| decimal::parse(&text))
                .and_then(Quantity::new)
            {
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
        list: Option<Json<'a>>,
        owner: Owner<'_>,
        key: &'static str,
        languages: &mut Languages,
    ) -> Vec<Parameter<'a>> {
        let list = self.objects(list, owner, key);
        let mut parameters = Vec::with_capacity(list.len());
        for (place, source) in list {
            let [code, data_type, value, values] =
                self.fields(source, owner, ["code", "dataType", "value", "values"]);
            let Some(code) = text(code) else { continue };
            if let Some(role) = LanguageRole::of(&code) {
                for json in [value, values].into_iter().flatten() {
                    match words(json) {
                        Some(codes) => languages.add(role, codes),
                        None => self.wrong_at(
                            owner,
                            key,
                            "a parameter with language codes",
                            json.kind().name().to_owned(),
                            owner.path(&format!("{key}[{place}]")),
                        ),
                    }
                }
            }
            let data_type = data_type.and_then(words).map(known_types);
            let data_type = data_type.and_then(|types| types.first().copied());
            parameters.push(Parameter { code, data_type });
        }
        parameters
    }

    fn routes(&mut self, list: Option<Json<'_>>, owner: Owner<'_>) -> Vec<Route> {
        let mut routes: Vec<Route> = Vec::new();
        for (place, source) in self.objects(list, owner, "routes") {
            let [kind, value, path] = self.fields(source, owner, ["type", "value", "path"]);
            let is_by_type = text(kind).is_none_or(|kind| kind.eq_ignore_ascii_case("checkType"));
            let data_type = text(value).and_then(|value| DataType::named(&value));
            let (true, Some(data_type), Some(path)) = (is_by_type, data_type, path) else {
                continue;
            };
            let Some(items) = path.items() else {
                self.wrong_at(
                    owner,
                    "routes",
                    "a route whose path lists nodes",
                    path.kind().name().to_owned(),
                    owner.path(&format!("routes[{place}]")),
                );
                continue;
            };
            let mut to = Vec::new();
            for item in items {
                match number(item) {
                    Some(number) => to.push(number),
                    None => {
                        let path = owner.path(&format!("routes[{place}].path"));
                        self.wrong_number(item, owner, "path", path);
                    }
                }
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

    fn object<'a>(
        &mut self,
        json: Option<Json<'a>>,
        owner: Owner<'_>,
        key: &'static str,
    ) -> Option<Json<'a>> {
        self.shaped(
            json,
            |json| Some(json).filter(|json| json.is_object()),
            "an object",
            owner,
            key,
        )
    }
}

/// The nodes on each route, whatever decides for it.
fn ways(routes: Option<Json<'_>>) -> Vec<Vec<u32>> {
    let path = |route: Json<'_>| {
        let mut path = [None];
        route.pick(&["path"], &mut path);
        Some(path.into_iter().flatten().next()?.items()?.filter_map(number).take(MAX_FEW).collect())
    };
    routes.and_then(|list| list.items()).into_iter().flatten().filter_map(path).collect()
}

/// A text, or an object that has it as its `value`, `id` or `code`: `"en"`,
/// `{"value": "en", "label": "English"}`.
fn word(json: Json<'_>) -> Option<Cow<'_, str>> {
    named(json, &["value", "id", "code"]).into_iter().next()
}

/// One word, or several in a list; what else is in the list is passed over.
fn words(json: Json<'_>) -> Option<Vec<Cow<'_, str>>> {
    match json.items() {
        Some(items) => Some(items.filter_map(word).take(MAX_FEW).collect()),
        None => json.text().map(|text| vec![text]),
    }
}

/// The names of a supplier, the most telling first: a text, or an object that may name it in three ways.
/// An id that is a number says nothing outside of the host's database.
fn suppliers(json: Json<'_>) -> Option<Vec<String>> {
    let names = named(json, &["code", "id", "name"]);
    let is_any = json.is_object() || !names.is_empty();
    let names = names.into_iter().filter(|name| !name.is_empty());
    is_any.then(|| names.map(Cow::into_owned).collect())
}

/// The text that a value is, or the texts that an object has under these keys.
fn named<'a>(json: Json<'a>, keys: &[&'static str; 3]) -> Vec<Cow<'a, str>> {
    let mut values = [None; 3];
    json.pick(keys, &mut values);
    json.text().into_iter().chain(values.into_iter().filter_map(text)).collect()
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
    fn add(&mut self, role: LanguageRole, codes: Vec<Cow<'_, str>>) {
        for code in codes.into_iter().filter(|code| !code.is_empty()) {
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

fn known_types(names: Vec<Cow<'_, str>>) -> Vec<DataType> {
    names.iter().filter_map(|name| DataType::named(name)).collect()
}
