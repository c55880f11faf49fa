//! What callers ask, as plain values: requests of `charge`, `price`, `models` and `equivalents`.
//! Unknown keys are refused with their place, so that a misspelt `usage` never costs 0.

use std::collections::BTreeMap;

use one_credit_engine::{
    assumption::Spread,
    benchmark::{BenchmarkRequest, Entrant},
    catalog::{Catalog, Function, Model, ModelId},
    meter::{Meters, Usage},
    money::{Credits, Quantity},
    pipeline::PipelineRequest,
    tariff::{Context, Figure, Tariff, TariffSource},
    time::Timestamp,
};
use serde::{Deserialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

use super::error::{Refusal, shorten, under};

/// Reads a request that `index.js` has made plain: objects, lists, strings and truth values.
///
/// # Errors
/// `bad_request` with the place of what does not fit.
pub fn read<T: DeserializeOwned>(request: JsValue) -> Result<T, Refusal> {
    // By way of a tree: the deserializer of JavaScript values looks only for the keys it expects.
    let tree: serde_json::Value = serde_wasm_bindgen::from_value(request)
        .map_err(|error| Refusal::request(error.to_string(), ""))?;
    serde_path_to_error::deserialize(tree).map_err(|error| {
        let path = error.path().to_string();
        let code = if path.starts_with("tariff") { "bad_tariff" } else { "bad_request" };
        Refusal::new(code, error.into_inner().to_string(), under("", &path))
    })
}

/// When, and with which service, region and attributes.
fn context(
    at: &str,
    service: &Option<String>,
    region: &Option<String>,
    attributes: &BTreeMap<String, String>,
) -> Result<Context, Refusal> {
    Ok(Context {
        at: moment(at)?,
        service: service.clone(),
        region: region.clone(),
        attributes: attributes.clone().into_iter().collect(),
    })
}

/// Reads a day or a moment.
///
/// # Errors
/// `bad_request` at `at`.
pub fn moment(text: &str) -> Result<Timestamp, Refusal> {
    Timestamp::parse(text).map_err(|error| Refusal::time(&error))
}

/// A request of `charge` or `price`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceRequest {
    tariff: Option<TariffSource>,
    /// The id or an alias of a model.
    pub model: Option<String>,
    usage: BTreeMap<String, Figure>,
    requests: Option<Figure>,
    /// What the lines are called.
    pub label: Option<String>,
    at: String,
    service: Option<String>,
    region: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

impl PriceRequest {
    /// The tariff that the caller gives.
    ///
    /// # Errors
    /// `bad_tariff` with everything that is wrong with it.
    pub fn tariff(&self, meters: &Meters) -> Result<Tariff, Refusal> {
        let source = self
            .tariff
            .as_ref()
            .ok_or_else(|| Refusal::request("a tariff is missing: what is charged", "tariff"))?;
        source.read(meters).map_err(Refusal::tariff)
    }

    /// Whether there is one.
    pub const fn has_tariff(&self) -> bool {
        self.tariff.is_some()
    }

    /// The model of the catalog.
    ///
    /// # Errors
    /// `unknown_model`.
    pub fn model<'a>(&self, catalog: &'a Catalog) -> Result<(ModelId, &'a Model), Refusal> {
        let id = self.model.as_deref().ok_or_else(|| {
            Refusal::request("a model is missing: the id of what is used", "model")
        })?;
        find_model(catalog, id, "model")
    }

    /// When, and how.
    ///
    /// # Errors
    /// `bad_request` for a moment that cannot be read.
    pub fn context(&self) -> Result<Context, Refusal> {
        context(&self.at, &self.service, &self.region, &self.attributes)
    }

    /// The usage of one request; itself counts as one where the tariff asks for it.
    ///
    /// # Errors
    /// `unknown_meter`, `bad_figure` or `out_of_range` with the meter's place.
    pub fn usage(
        &self,
        meters: &Meters,
        tariff: Option<&Tariff>,
    ) -> Result<Spread<Usage>, Refusal> {
        let mut usage = usage(meters, &self.usage, "usage")?;
        if let (Some(tariff), Some(requests)) = (tariff, meters.find("requests"))
            && usage.get(requests).is_none()
            && tariff.meters().contains(&requests)
        {
            usage.set(requests, Quantity::ONE);
        }
        Ok(Spread::certain(usage))
    }

    /// How many requests there are with this usage each; 1 if not said.
    ///
    /// # Errors
    /// `bad_figure` or `out_of_range`.
    pub fn requests(&self) -> Result<Quantity, Refusal> {
        self.requests.as_ref().map_or(Ok(Quantity::ONE), |figure| quantity(figure, "requests"))
    }
}

/// Which models `models` and `equivalents` speak of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelQuery {
    /// Words that all stand in the id, the name or an alias, in any case.
    query: Option<String>,
    /// The id or an alias of a function.
    function: Option<String>,
    /// The id of a supplier.
    supplier: Option<String>,
    /// A budget, for `equivalents`.
    credits: Option<Figure>,
    /// An amount of the function's work, for `equivalents`.
    amount: Option<Figure>,
    at: String,
    service: Option<String>,
    region: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

impl ModelQuery {
    /// When, and how.
    ///
    /// # Errors
    /// `bad_request` for a moment that cannot be read.
    pub fn context(&self) -> Result<Context, Refusal> {
        context(&self.at, &self.service, &self.region, &self.attributes)
    }

    /// The models that answer, in the order of the catalog.
    ///
    /// # Errors
    /// `bad_request` for a function or supplier that nobody knows.
    pub fn find<'a>(&self, catalog: &'a Catalog) -> Result<Vec<(ModelId, &'a Model)>, Refusal> {
        let words: Vec<String> = self
            .query
            .iter()
            .flat_map(|query| query.split_whitespace())
            .map(str::to_lowercase)
            .collect();
        let function = self.function(catalog)?;
        let supplier = match &self.supplier {
            None => None,
            Some(id) => Some(
                catalog
                    .suppliers
                    .iter()
                    .find(|supplier| {
                        supplier.id.eq_ignore_ascii_case(id)
                            || supplier.name.eq_ignore_ascii_case(id)
                    })
                    .ok_or_else(|| {
                        let known =
                            catalog.suppliers.iter().map(|supplier| supplier.id.as_str()).collect();
                        unknown("supplier", id, known)
                    })?,
            ),
        };
        let found = catalog.iter().filter(|(_, model)| {
            function.is_none_or(|function| {
                catalog.function_of(model).is_some_and(|own| own.id == function.id)
            }) && supplier.is_none_or(|supplier| {
                catalog.supplier(model).is_some_and(|own| own.id == supplier.id)
            }) && words.iter().all(|word| {
                [&model.id, &model.name]
                    .into_iter()
                    .chain(&model.aliases)
                    .any(|text| text.to_lowercase().contains(word.as_str()))
            })
        });
        Ok(found.collect())
    }

    /// `models` knows neither budgets nor amounts.
    ///
    /// # Errors
    /// `bad_request` when one is given.
    pub fn only_for_models(&self) -> Result<(), Refusal> {
        let given = [(self.credits.is_some(), "credits"), (self.amount.is_some(), "amount")];
        match given.iter().find(|(is_given, _)| *is_given) {
            Some((_, key)) => {
                Err(Refusal::request(format!("models knows no {key}; equivalents does"), *key))
            }
            None => Ok(()),
        }
    }

    /// The function asked for.
    ///
    /// # Errors
    /// `bad_request` for one that nobody knows.
    pub fn function<'a>(&self, catalog: &'a Catalog) -> Result<Option<&'a Function>, Refusal> {
        let Some(id) = &self.function else { return Ok(None) };
        let function = catalog.function(id).map(|(_, function)| function).ok_or_else(|| {
            let known = catalog.functions.iter().map(|function| function.id.as_str()).collect();
            unknown("function", id, known)
        })?;
        Ok(Some(function))
    }

    /// The budget, if one is given: 0 or more.
    ///
    /// # Errors
    /// `bad_figure` or `out_of_range`.
    pub fn credits(&self) -> Result<Option<Credits>, Refusal> {
        let credits =
            self.credits.as_ref().map(|figure| quantity(figure, "credits")).transpose()?;
        Ok(credits.map(|credits| Credits::new(credits.value())))
    }

    /// The amount of work, if one is given.
    ///
    /// # Errors
    /// `bad_figure` or `out_of_range`.
    pub fn amount(&self) -> Result<Option<Quantity>, Refusal> {
        self.amount.as_ref().map(|figure| quantity(figure, "amount")).transpose()
    }
}

/// The first argument and the options of `benchmark`, in one object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenchmarkQuery {
    models: Vec<EntrantQuery>,
    #[serde(default)]
    metrics: Vec<EntrantQuery>,
    rows: Figure,
    row: BTreeMap<String, Figure>,
    at: String,
    service: Option<String>,
    region: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

/// A model of a benchmark: its id, or an object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntrantQuery {
    model: String,
    label: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

impl BenchmarkQuery {
    /// The engine's request.
    ///
    /// # Errors
    /// A code and place for each kind of figure or name that cannot be read.
    pub fn request(self, catalog: &Catalog) -> Result<BenchmarkRequest, Refusal> {
        let context = context(&self.at, &self.service, &self.region, &self.attributes)?;
        let entrants = |queries: Vec<EntrantQuery>| {
            let entrant = |query: EntrantQuery| Entrant {
                model: query.model,
                label: query.label,
                attributes: query.attributes.into_iter().collect(),
            };
            queries.into_iter().map(entrant).collect()
        };
        Ok(BenchmarkRequest {
            rows: quantity(&self.rows, "rows")?,
            row: Spread::certain(usage(&catalog.meters, &self.row, "row")?),
            models: entrants(self.models),
            metrics: entrants(self.metrics),
            context,
        })
    }
}

/// The options of `pipeline`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PipelineQuery {
    /// INPUT number -> meter -> quantity.
    #[serde(default)]
    volumes: BTreeMap<String, BTreeMap<String, RangeQuery>>,
    #[serde(default)]
    assumptions: BTreeMap<String, RangeQuery>,
    /// Node number -> model.
    #[serde(default)]
    models: BTreeMap<String, String>,
    at: String,
    service: Option<String>,
    region: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

/// Low, expected and high; a single figure stands for all three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RangeQuery {
    low: Figure,
    expected: Figure,
    high: Figure,
}

impl RangeQuery {
    fn quantities(&self, path: &str) -> Result<Spread<Quantity>, Refusal> {
        Ok(Spread {
            low: quantity(&self.low, path)?,
            expected: quantity(&self.expected, path)?,
            high: quantity(&self.high, path)?,
        })
    }
}

impl PipelineQuery {
    /// The engine's request.
    ///
    /// # Errors
    /// A code and place for each kind of figure or number that cannot be read.
    pub fn request(self) -> Result<PipelineRequest, Refusal> {
        let context = context(&self.at, &self.service, &self.region, &self.attributes)?;
        let mut request = PipelineRequest::new(context);
        for (number, volumes) in &self.volumes {
            let path = under("volumes", &shorten(number));
            let own = request.volumes.entry(node(number, &path)?).or_default();
            for (meter, range) in volumes {
                let path = under(&path, &shorten(meter));
                own.insert(meter.clone(), range.quantities(&path)?);
            }
        }
        for (id, range) in self.assumptions {
            let range = range.quantities(&under("assumptions", &shorten(&id)))?;
            request.assumptions.insert(id, range);
        }
        for (number, model) in self.models {
            let number = node(&number, &under("models", &shorten(&number)))?;
            request.models.insert(number, model);
        }
        Ok(request)
    }
}

/// The number of a node, which is a key of the request.
fn node(text: &str, path: &str) -> Result<u32, Refusal> {
    text.parse().map_err(|_| {
        let message = format!("\"{}\" is not the number of a node", shorten(text));
        Refusal::request(message, path)
    })
}

/// Reads a usage: meters and quantities of 0 or more.
fn usage(meters: &Meters, given: &BTreeMap<String, Figure>, path: &str) -> Result<Usage, Refusal> {
    let mut usage = Usage::new();
    for (name, figure) in given {
        let path = under(path, &shorten(name));
        let meter = meters.find(name).ok_or_else(|| {
            let known: Vec<_> = meters.iter().map(|(_, meter)| meter.name.as_str()).collect();
            let message = format!(
                "\"{}\" is not a meter; the meters are {}",
                shorten(name),
                known.join(", ")
            );
            Refusal::new("unknown_meter", message, path.as_str())
        })?;
        usage.set(meter, quantity(figure, &path)?);
    }
    Ok(usage)
}

fn quantity(figure: &Figure, path: &str) -> Result<Quantity, Refusal> {
    figure.value().and_then(Quantity::new).map_err(|error| Refusal::figure(&error, path))
}

fn find_model<'a>(
    catalog: &'a Catalog,
    id: &str,
    path: &str,
) -> Result<(ModelId, &'a Model), Refusal> {
    catalog.model(id).ok_or_else(|| {
        let message = format!("no rate card has a model \"{}\"", shorten(id));
        Refusal::new("unknown_model", message, path)
    })
}

fn unknown(kind: &str, id: &str, known: Vec<&str>) -> Refusal {
    let message = format!("\"{}\" is not a {kind}; there are {}", shorten(id), known.join(", "));
    Refusal::request(message, kind)
}
