//! Tariffs that a host gives in place of the catalog's: of models of the catalog, and of what only the host knows.

use crate::{
    catalog::{Catalog, Model, ModelId},
    quote::Subject,
    tariff::Tariff,
    time::Timestamp,
};

/// A host's own tariffs by the id of a model or of an asset. They hold whatever the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rate {
    id: String,
    /// The model of the catalog that the id names, if it names one.
    model: Option<ModelId>,
    tariff: Tariff,
}

/// What somebody means by the id of a model, and what it costs by.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The model of the catalog; none for what only the host knows.
    pub model: Option<(ModelId, &'a Model)>,
    /// The host's tariff, or else that of the day; none when the model has no price then.
    pub tariff: Option<&'a Tariff>,
}

impl Rates {
    /// No tariffs of its own.
    pub const NONE: Self = Self(Vec::new());

    /// Sets the tariff of an id, which need not be known to the catalog.
    pub fn set(&mut self, catalog: &Catalog, id: String, tariff: Tariff) {
        let model = catalog.model(&id).map(|(id, _)| id);
        self.0.push(Rate { id, model, tariff });
    }

    /// The tariff of an id, in any case, or of the model of the catalog that it names by another id.
    pub fn find(&self, id: &str, model: Option<ModelId>) -> Option<&Tariff> {
        let by_id = self.0.iter().find(|rate| rate.id.eq_ignore_ascii_case(id));
        let by_model = || self.0.iter().find(|rate| model.is_some() && rate.model == model);
        by_id.or_else(by_model).map(|rate| &rate.tariff)
    }
}

impl Catalog {
    /// What an id means, with the tariff of a moment; none when neither the catalog nor the host knows it.
    pub fn offer<'a>(&'a self, rates: &'a Rates, id: &str, at: Timestamp) -> Option<Offer<'a>> {
        let model = self.model(id);
        let own = rates.find(id, model.map(|(id, _)| id));
        let price = || Some(&model?.1.price_at(at)?.tariff);
        let offer = Offer { model, tariff: own.or_else(price) };
        (model.is_some() || own.is_some()).then_some(offer)
    }
}

impl Offer<'_> {
    /// What lines are about: the model of the catalog, or the id by itself.
    pub fn subject(&self, catalog: &Catalog, id: &str) -> Subject {
        match self.model {
            Some((place, model)) => Subject::of(catalog, place, model),
            None => Subject { id: id.to_owned(), label: id.to_owned(), ..Subject::default() },
        }
    }
}
