//! What callers ask, read from plain values: requests of every method of the engine.
//! Whatever is not known is refused with its place, so that a misspelt `usage` never costs 0.

use one_credit_engine::{
    assumption::Spread,
    benchmark::{BenchmarkRequest, Entrant},
    catalog::{Catalog, Function, Model, Supplier},
    meter::{Meters, Usage},
    money::Quantity,
    pipeline::{PipelineRequest, Share, Weight},
    quote::Subject,
    rates::{Offer, Rates},
    tariff::{Context, Tariff, TariffSource},
    time::Timestamp,
    tree::{Tree, shorten, under},
};

use super::{
    error::Refusal,
    tree::{Entries, Place},
};

/// A request that `index.js` has made plain and written as JSON.
///
/// # Errors
/// `bad_request` for what is no object.
pub fn read(request: &str) -> Result<Entries, Refusal> {
    let tree = Tree::read(request);
    Place::whole(tree.unwrap_or(Tree::Null)).entries()
}

/// Reads a day or a moment.
///
/// # Errors
/// `bad_request` at `at`.
pub fn moment(text: &str) -> Result<Timestamp, Refusal> {
    Timestamp::parse(text).map_err(|error| Refusal::request(error.to_string(), "at"))
}

/// Takes when a request is made, and how: `at`, `service`, `region`, `attributes`.
///
/// # Errors
/// `bad_request`.
pub fn context(request: &mut Entries) -> Result<Context, Refusal> {
    let at = request.need("at", "the moment whose prices are used")?.text()?;
    Ok(Context {
        at: moment(&at)?,
        service: request.text("service")?,
        region: request.text("region")?,
        attributes: attributes(request)?,
    })
}

fn attributes(request: &mut Entries) -> Result<Vec<(String, String)>, Refusal> {
    let Some(attributes) = request.take("attributes") else { return Ok(Vec::new()) };
    attributes.entries()?.rest().map(|(key, value)| Ok((key, value.text()?))).collect()
}

/// Takes the tariff that a caller gives.
///
/// # Errors
/// `bad_tariff` with everything that is wrong with it.
pub fn tariff(request: &mut Entries, meters: &Meters) -> Result<Tariff, Refusal> {
    read_tariff(request.need("tariff", "what is charged for what")?, meters)
}

fn read_tariff(place: Place, meters: &Meters) -> Result<Tariff, Refusal> {
    let path = place.path().to_owned();
    let source = TariffSource::try_from(place.into_tree())
        .map_err(|misfit| Refusal::new("bad_tariff", misfit.message, under(&path, &misfit.path)))?;
    source.read(meters).map_err(|errors| Refusal::tariff(errors, &path))
}

/// Takes the tariffs that a host gives in place of the catalog's, by model or asset.
///
/// # Errors
/// `bad_tariff` with everything that is wrong with the first that cannot be used.
pub fn rates(request: &mut Entries, catalog: &Catalog) -> Result<Rates, Refusal> {
    let mut rates = Rates::NONE;
    for (id, place) in rest_of(request.take("rates"))? {
        let place = place.called(format!("rates[\"{}\"]", shorten(&id)));
        rates.set(catalog, id, read_tariff(place, &catalog.meters)?);
    }
    Ok(rates)
}

/// Takes a model of the catalog, or of the host's rates, with what lines about it are called.
///
/// # Errors
/// `unknown_model`.
pub fn model<'a>(
    request: &mut Entries,
    catalog: &'a Catalog,
    rates: &'a Rates,
    at: Timestamp,
) -> Result<(Offer<'a>, Subject), Refusal> {
    let place = request.need("model", "the id of a model of the catalog")?;
    let id = place.text()?;
    let offer = catalog.offer(rates, &id, at).ok_or_else(|| {
        let message = format!("no rate card has a model \"{}\"", shorten(&id));
        Refusal::new("unknown_model", message, "model")
    })?;
    Ok((offer, offer.subject(catalog, &id)))
}

/// The work that `charge` and `price` are asked about.
pub struct Work {
    /// What one request uses.
    pub usage: Usage,
    /// How many there are.
    pub requests: Quantity,
    /// What the lines are called.
    pub label: Option<String>,
}

impl Work {
    /// Takes what is left of a request.
    ///
    /// # Errors
    /// `unknown_meter`, `bad_figure`, `out_of_range` or `bad_request`.
    pub fn read(mut request: Entries, meters: &Meters) -> Result<Self, Refusal> {
        let work = Self {
            usage: usage(
                request.need("usage", "how much of each meter one request uses")?,
                meters,
            )?,
            requests: request.quantity("requests")?.unwrap_or(Quantity::ONE),
            label: request.text("label")?,
        };
        request.done()?;
        Ok(work)
    }

    /// The usage for a tariff that may charge for the request itself, which then counts as one.
    pub fn usage_for(self, tariff: &Tariff, meters: &Meters) -> Spread<Usage> {
        let mut usage = self.usage;
        if let Some(requests) = meters.find("requests")
            && usage.get(requests).is_none()
            && tariff.meters().contains(&requests)
        {
            usage.set(requests, Quantity::ONE);
        }
        Spread::certain(usage)
    }
}

fn usage(place: Place, meters: &Meters) -> Result<Usage, Refusal> {
    let mut usage = Usage::new();
    for (name, place) in place.entries()?.rest() {
        let meter = meters.find(&name).ok_or_else(|| {
            let known = meters.iter().map(|(_, meter)| &*meter.name);
            unknown("unknown_meter", "meter", &name, known, place.path())
        })?;
        usage.set(meter, place.quantity()?);
    }
    Ok(usage)
}

/// Which models `models` and `equivalents` speak of.
pub struct Selection<'a> {
    /// The function asked for.
    pub function: Option<&'a Function>,
    supplier: Option<&'a Supplier>,
    words: Vec<String>,
}

impl<'a> Selection<'a> {
    /// Takes `query`, `function` and `supplier`.
    ///
    /// # Errors
    /// `bad_request` for a function or supplier that nobody knows.
    pub fn read(request: &mut Entries, catalog: &'a Catalog) -> Result<Self, Refusal> {
        let query = request.text("query")?.unwrap_or_default();
        let function = request.text("function")?.map(|id| {
            let known = catalog.functions.iter().map(|function| &*function.id);
            catalog
                .function(&id)
                .map(|(_, function)| function)
                .ok_or_else(|| unknown("bad_request", "function", &id, known, "function"))
        });
        let supplier = request.text("supplier")?.map(|id| {
            let known = catalog.suppliers.iter().map(|supplier| &*supplier.id);
            let is_it = |supplier: &&Supplier| {
                supplier.id.eq_ignore_ascii_case(&id) || supplier.name.eq_ignore_ascii_case(&id)
            };
            catalog
                .suppliers
                .iter()
                .find(is_it)
                .ok_or_else(|| unknown("bad_request", "supplier", &id, known, "supplier"))
        });
        Ok(Self {
            function: function.transpose()?,
            supplier: supplier.transpose()?,
            words: query.split_ascii_whitespace().map(str::to_ascii_lowercase).collect(),
        })
    }

    /// Whether a model has the function, the supplier and all words in its id, name or an alias.
    pub fn has(&self, catalog: &Catalog, model: &Model) -> bool {
        self.function.is_none_or(|function| {
            catalog.function_of(model).is_some_and(|own| own.id == function.id)
        }) && self
            .supplier
            .is_none_or(|supplier| catalog.supplier(model).is_some_and(|own| own.id == supplier.id))
            && self.words.iter().all(|word| {
                [&model.id, &model.name]
                    .into_iter()
                    .chain(&model.aliases)
                    .any(|text| text.to_ascii_lowercase().contains(word))
            })
    }
}

/// A request of `benchmark`.
///
/// # Errors
/// A code and place for each kind of figure or name that cannot be read.
pub fn benchmark(mut request: Entries, catalog: &Catalog) -> Result<BenchmarkRequest, Refusal> {
    let meters = &catalog.meters;
    let benchmark = BenchmarkRequest {
        models: entrants(Some(request.need("models", "the models that are compared")?))?,
        metrics: entrants(request.take("metrics"))?,
        rows: request.need("rows", "how many rows the dataset has")?.quantity()?,
        row: Spread::certain(usage(request.need("row", "what one row holds")?, meters)?),
        context: context(&mut request)?,
        rates: rates(&mut request, catalog)?,
    };
    request.done()?;
    Ok(benchmark)
}

/// Models of a benchmark: an id each, or an object.
fn entrants(list: Option<Place>) -> Result<Vec<Entrant>, Refusal> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let entrant = |place: Place| {
        if place.is_text() {
            return Ok(Entrant { model: place.text()?, ..Entrant::default() });
        }
        let mut entries = place.entries()?;
        let entrant = Entrant {
            model: entries.need("model", "the id of a model of the catalog")?.text()?,
            label: entries.text("label")?,
            attributes: attributes(&mut entries)?,
        };
        entries.done()?;
        Ok(entrant)
    };
    list.list()?.into_iter().map(entrant).collect()
}

/// The options of `pipeline`.
///
/// # Errors
/// A code and place for each kind of figure or number that cannot be read.
pub fn pipeline(mut options: Entries, catalog: &Catalog) -> Result<PipelineRequest, Refusal> {
    let mut request = PipelineRequest::new(context(&mut options)?);
    request.rates = rates(&mut options, catalog)?;
    for (number, volumes) in rest_of(options.take("volumes"))? {
        let volumes_of_node = request.volumes.entry(node(&number, &volumes)?).or_default();
        for (meter, volume) in volumes.entries()?.rest() {
            volumes_of_node.insert(meter, range(volume)?);
        }
    }
    for (id, value) in rest_of(options.take("assumptions"))? {
        request.assumptions.insert(id, range(value)?);
    }
    for (number, model) in rest_of(options.take("models"))? {
        request.models.insert(node(&number, &model)?, model.text()?);
    }
    for (number, weights) in rest_of(options.take("routes"))? {
        let from = node(&number, &weights)?;
        for (to, weight) in weights.entries()?.rest() {
            let to = node(&to, &weight)?;
            request.routes.push(Weight { from, to, share: share(weight)? });
        }
    }
    options.done()?;
    Ok(request)
}

fn rest_of(place: Option<Place>) -> Result<Vec<(String, Place)>, Refusal> {
    place.map_or(Ok(Vec::new()), |place| Ok(place.entries()?.rest().collect()))
}

/// The number of a node, which is a key of the request.
fn node(text: &str, place: &Place) -> Result<u32, Refusal> {
    text.parse().map_err(|_| {
        let message = format!("\"{}\" is not the number of a node", shorten(text));
        Refusal::request(message, place.path())
    })
}

fn share(place: Place) -> Result<Share, Refusal> {
    let path = place.path().to_owned();
    Share::new(place.quantity()?)
        .map_err(|error| Refusal::new("bad_figure", error.to_string(), path))
}

/// Low, expected and high; a single figure stands for all three.
fn range(place: Place) -> Result<Spread<Quantity>, Refusal> {
    if place.is_text() {
        return Ok(Spread::certain(place.quantity()?));
    }
    let mut range = place.entries()?;
    let spread = Spread {
        low: range.need("low", "the least")?.quantity()?,
        expected: range.need("expected", "the likely figure")?.quantity()?,
        high: range.need("high", "the most")?.quantity()?,
    };
    range.done()?;
    Ok(spread)
}

fn unknown<'a>(
    code: &'static str,
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
    path: &str,
) -> Refusal {
    let known: Vec<_> = known.collect();
    let message = format!("\"{}\" is not a {kind}; there are {}", shorten(name), known.join(", "));
    Refusal::new(code, message, path)
}
