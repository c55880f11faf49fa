//! Which tariff a node has: the user's choice, the host's rate or price, the card of its model, or a stand-in.
//! Whatever has none of these is a gap with the reason.

use std::borrow::Cow;

use crate::{
    catalog::{Catalog, FunctionId, Model, ModelId},
    rates::Rates,
    tariff::Tariff,
    time::Timestamp,
};

use super::{
    HostPrice, Node, NodeKind, PipelineProblem, PipelineRequest,
    names::{Name, Names},
};

/// What a node costs by.
pub(super) struct Priced<'a> {
    pub(super) by: PricedBy,
    /// The model of the catalog, where there is one.
    pub(super) model: Option<(ModelId, &'a Model)>,
    pub(super) tariff: Terms<'a>,
    /// What a reader should know about the choice.
    pub(super) warning: Option<String>,
}

/// The terms of a node.
pub(super) enum Terms<'a> {
    /// It costs nothing: an INPUT, a ROUTER.
    Free,
    Tariff(Cow<'a, Tariff>),
    /// Why there is no price.
    Gap(String),
}

/// Where the price of a node comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PricedBy {
    /// Nothing is charged for such a node.
    Nothing,
    /// The user chose the model.
    Choice,
    /// The host's own price: one of its rates, or inline in the file.
    Host,
    /// The rate card of the node's model.
    Card,
    /// Another model of the same supplier and function, because no card has the node's own.
    StandIn,
    /// No price is known.
    Gap,
}

/// Looks models up, each name once.
pub(super) struct Resolver<'a> {
    catalog: &'a Catalog,
    rates: &'a Rates,
    at: Timestamp,
    names: Names<'a>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(catalog: &'a Catalog, rates: &'a Rates, at: Timestamp) -> Self {
        Self { catalog, rates, at, names: Names::default() }
    }

    /// The function of a node: as the file says, else that of its model.
    pub(super) fn function(&mut self, node: &'a Node, model: Option<&Model>) -> Option<FunctionId> {
        let named = node.function.as_deref().and_then(|name| self.function_named(name));
        named.or_else(|| model.map(|model| model.function))
    }

    pub(super) fn price(
        &mut self,
        node: &'a Node,
        request: &'a PipelineRequest,
    ) -> Result<Priced<'a>, PipelineProblem> {
        if let Some(chosen) = request.models.get(&node.number) {
            let model = self.model(chosen);
            return match (self.at_rate(PricedBy::Choice, chosen, model), model) {
                (Some(priced), _) => Ok(priced),
                (None, Some(model)) => Ok(self.on_card(node, PricedBy::Choice, model, None)),
                (None, None) => {
                    let (node, model) = (node.number, chosen.clone());
                    Err(PipelineProblem::NoSuchModel { node, model })
                }
            };
        }
        if let Some(id) = node.asset_id.as_deref() {
            let model = self.model(id);
            if let Some(priced) = self.at_rate(PricedBy::Host, id, model) {
                return Ok(priced);
            }
        }
        match &node.price {
            Some(HostPrice::Known { amount, unit }) => {
                let tariff = HostPrice::tariff(*amount, *unit, &self.catalog.meters);
                let model = node.asset_id.as_deref().and_then(|id| self.model(id));
                return Ok(Priced {
                    by: PricedBy::Host,
                    model,
                    tariff: tariff.map_or_else(
                        || {
                            Terms::Gap(format!(
                                "{}: the catalog lacks the meter of its price",
                                node.title()
                            ))
                        },
                        |tariff| Terms::Tariff(Cow::Owned(tariff)),
                    ),
                    warning: None,
                });
            }
            Some(HostPrice::Unknown(reason)) => {
                return Ok(Priced {
                    by: PricedBy::Gap,
                    model: None,
                    tariff: Terms::Gap(format!("{}: {reason}", node.title())),
                    warning: None,
                });
            }
            None if node.kind != NodeKind::Asset => {
                return Ok(Priced {
                    by: PricedBy::Nothing,
                    model: None,
                    tariff: Terms::Free,
                    warning: None,
                });
            }
            None => {}
        }
        if let Some(model) = node.asset_id.as_deref().and_then(|id| self.model(id)) {
            return Ok(self.on_card(node, PricedBy::Card, model, None));
        }
        if let Some((supplier, model)) = self.stand_in(node) {
            let asked = match node.asset_id.as_deref() {
                Some(id) => {
                    format!("no rate card has model {} of {supplier}", crate::decimal::shorten(id))
                }
                None => format!("no model of {supplier} is named"),
            };
            let warning = format!(
                "{}: {asked}; it is priced as {} ({})",
                node.title(),
                model.1.name,
                model.1.id
            );
            return Ok(self.on_card(node, PricedBy::StandIn, model, Some(warning)));
        }
        let shown = |text: &str| crate::decimal::shorten(text);
        let what = match (node.asset_id.as_deref(), node.function.as_deref()) {
            (Some(id), _) => format!("model {}", shown(id)),
            (None, Some(function)) => format!("a model chosen for {}", shown(function)),
            (None, None) => "its model".to_owned(),
        };
        let whose = node.suppliers.first().map(|name| format!(" of {}", shown(name)));
        Ok(Priced {
            by: PricedBy::Gap,
            model: None,
            tariff: Terms::Gap(format!(
                "{}: no rate card has {what}{}",
                node.title(),
                whose.unwrap_or_default()
            )),
            warning: None,
        })
    }

    /// By the host's own tariff, where it gives one.
    fn at_rate(
        &self,
        by: PricedBy,
        id: &str,
        model: Option<(ModelId, &'a Model)>,
    ) -> Option<Priced<'a>> {
        let tariff = self.rates.find(id, model.map(|(id, _)| id))?;
        Some(Priced { by, model, tariff: Terms::Tariff(Cow::Borrowed(tariff)), warning: None })
    }

    /// The tariff of a model of the catalog: the host's own, or that of the day.
    pub(super) fn tariff_of(&self, (id, model): (ModelId, &'a Model)) -> Option<&'a Tariff> {
        let price = || Some(&model.price_at(self.at)?.tariff);
        self.rates.find(&model.id, Some(id)).or_else(price)
    }

    fn on_card(
        &self,
        node: &Node,
        by: PricedBy,
        model: (ModelId, &'a Model),
        warning: Option<String>,
    ) -> Priced<'a> {
        match self.tariff_of(model) {
            Some(tariff) => Priced {
                by,
                model: Some(model),
                tariff: Terms::Tariff(Cow::Borrowed(tariff)),
                warning,
            },
            None => Priced {
                by,
                model: Some(model),
                tariff: Terms::Gap(format!(
                    "{}: {} has no price for {}",
                    node.title(),
                    model.1.name,
                    self.at.date()
                )),
                warning,
            },
        }
    }

    fn model(&mut self, id: &'a str) -> Option<(ModelId, &'a Model)> {
        let catalog = self.catalog;
        let place = self.names.place(Name::Model(id), &|| Some(catalog.model(id)?.0.0));
        self.known(place)
    }

    fn known(&self, place: Option<u32>) -> Option<(ModelId, &'a Model)> {
        let id = ModelId(place?);
        Some((id, self.catalog.get(id)?))
    }

    fn function_named(&mut self, name: &'a str) -> Option<FunctionId> {
        let catalog = self.catalog;
        let find = || Some(catalog.function(name)?.0.0.into());
        let place = self.names.place(Name::Function(name), &find)?;
        u16::try_from(place).ok().map(FunctionId)
    }

    /// A model of the node's supplier and function with a price for the day: the headline's, else the
    /// first on the supplier's card. The supplier comes in the host's words.
    fn stand_in(&mut self, node: &'a Node) -> Option<(&'a str, (ModelId, &'a Model))> {
        let function = self.function_named(node.function.as_deref()?)?;
        let (catalog, at) = (self.catalog, self.at);
        node.suppliers.iter().find_map(|supplier| {
            let find = || Some(first_of(catalog, at, supplier, function)?.0);
            let place = self.names.place(Name::StandIn(supplier, function), &find);
            Some((supplier.as_str(), self.known(place)?))
        })
    }
}

/// The first model of a supplier and function with a price for the day; see [`Resolver::stand_in`].
fn first_of(
    catalog: &Catalog,
    at: Timestamp,
    supplier: &str,
    function: FunctionId,
) -> Option<ModelId> {
    let is = |name: &str| name.eq_ignore_ascii_case(supplier);
    let place = catalog.suppliers.iter().position(|known| is(&known.id) || is(&known.name))?;
    let fits = |model: &Model| {
        usize::from(model.supplier.0) == place
            && model.function == function
            && model.price_at(at).is_some()
    };
    let headlines = catalog.policy.headlines.iter();
    headlines
        .filter_map(|id| Some((*id, catalog.get(*id)?)))
        .chain(catalog.iter())
        .find(|(_, model)| fits(model))
        .map(|(id, _)| id)
}
