//! A rate card: one supplier's models with all their prices, past and future.

use one_credit_engine::{
    catalog::{Catalog, FunctionId, Model, Price, Supplier, SupplierId, Tokenizer},
    tariff::TariffSource,
    time::Date,
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    names::Names,
    problem::Problems,
    registry::name_of,
    toml_tree::{Document, about, join},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardSource {
    supplier: String,
    name: String,
    website: String,
    #[serde(default)]
    model: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelSource {
    id: String,
    name: String,
    function: String,
    #[serde(default)]
    aliases: Vec<String>,
    tokenizer: Option<String>,
    #[serde(default)]
    price: Vec<Value>,
}

/// Reads rate cards into a catalog whose meters and functions are known.
pub(crate) struct Cards<'a> {
    pub(crate) catalog: &'a mut Catalog,
    pub(crate) problems: &'a mut Problems,
    suppliers: Names,
    models: Names,
}

impl<'a> Cards<'a> {
    pub(crate) fn new(catalog: &'a mut Catalog, problems: &'a mut Problems) -> Self {
        Self { catalog, problems, suppliers: Names::new("supplier"), models: Names::new("model") }
    }

    /// Adds the card of one file; `stem` is the file's name without `.toml`.
    pub(crate) fn read(&mut self, document: &Document<'_>, stem: &str) {
        let value = document.value(self.problems);
        let Some(card) = document.read::<CardSource>(&value, "", "", self.problems) else { return };
        self.suppliers.add_id(&card.supplier, document.place("supplier"), self.problems);
        if card.supplier != stem {
            let message = format!("the card of {} belongs in {0}.toml", card.supplier);
            self.problems.add(document.place("supplier"), message);
        }
        if !is_address(&card.website) {
            self.problems.add(document.place("website"), not_an_address("website", &card.website));
        }
        if card.model.is_empty() {
            let message = format!("the card of {} has no model", card.supplier);
            self.problems.add(document.place(""), message);
        }
        let Ok(place) = u16::try_from(self.catalog.suppliers.len()) else { return };
        for (number, part) in card.model.iter().enumerate() {
            let reader = ModelReader { cards: self, document, path: format!("model[{number}]") };
            reader.read(part, &card.supplier, SupplierId(place));
        }
        self.catalog.suppliers.push(Supplier { id: card.supplier, name: card.name });
    }
}

/// Reads one model of a card.
struct ModelReader<'r, 'a, 'd> {
    cards: &'r mut Cards<'a>,
    document: &'r Document<'d>,
    path: String,
}

impl ModelReader<'_, '_, '_> {
    fn complain(&mut self, path: &str, message: &str) {
        self.cards.problems.add(self.document.place(&join(&self.path, path)), message);
    }

    fn read(mut self, part: &Value, card: &str, supplier: SupplierId) {
        let subject = name_of(part, "id");
        let problems = &mut *self.cards.problems;
        let source = self.document.read::<ModelSource>(part, &self.path, subject, problems);
        let Some(source) = source else {
            // Its shape is wrong, but its prices can be looked at.
            for (place, price) in
                part.get("price").and_then(Value::as_array).into_iter().flatten().enumerate()
            {
                self.price(price, subject, &format!("price[{place}]"));
            }
            return;
        };
        let id = source.id.as_str();
        self.names(&source);
        if !id.strip_prefix(card).is_some_and(|own| own.len() > 1 && own.starts_with('/')) {
            self.complain(
                "id",
                &format!("{id}: the id of a model of this card begins with {card}/"),
            );
        }
        let function = self.cards.catalog.function(&source.function).map(|(place, _)| place);
        if function.is_none() {
            let message = format!(
                "{id}: \"{}\" is not a function; functions.toml lists them",
                source.function
            );
            self.complain("function", &message);
        }
        let tokenizer = self.tokenizer(&source);
        let prices = self.prices(&source);
        self.cards.catalog.models.push(Model {
            id: source.id,
            name: source.name,
            supplier,
            function: function.unwrap_or(FunctionId(0)),
            aliases: source.aliases,
            tokenizer,
            prices,
        });
    }

    fn names(&mut self, source: &ModelSource) {
        let (names, problems) = (&mut self.cards.models, &mut *self.cards.problems);
        names.add_id(&source.id, self.document.place(&join(&self.path, "id")), problems);
        for (place, alias) in source.aliases.iter().enumerate() {
            let place = self.document.place(&format!("{}.aliases[{place}]", self.path));
            names.add_alias(&source.id, alias, place, problems);
        }
    }

    fn tokenizer(&mut self, source: &ModelSource) -> Option<Tokenizer> {
        match source.tokenizer.as_deref()? {
            "o200k_base" => Some(Tokenizer::O200k),
            "cl100k_base" => Some(Tokenizer::Cl100k),
            other => {
                let message = format!(
                    "{}: \"{other}\" is not a tokenizer whose ratios were measured; those are o200k_base and cl100k_base",
                    source.id
                );
                self.complain("tokenizer", &message);
                None
            }
        }
    }

    fn prices(&mut self, source: &ModelSource) -> Vec<Price> {
        let id = source.id.as_str();
        if source.price.is_empty() {
            self.complain("", &format!("{id}: the model has no price"));
        }
        let mut prices: Vec<Price> = Vec::with_capacity(source.price.len());
        for (place, part) in source.price.iter().enumerate() {
            let path = format!("price[{place}]");
            let Some(price) = self.price(part, id, &path) else { continue };
            if let Some(before) = prices.last().map(|before| before.from)
                && price.from <= before
            {
                let message = if price.from == before {
                    format!("{id}: two prices start on {before}")
                } else {
                    format!(
                        "{id}: the price from {} stands after the price from {before}; the earlier one comes first",
                        price.from
                    )
                };
                self.complain(&join(&path, "from"), &message);
            }
            prices.push(price);
        }
        prices
    }

    fn price(&mut self, part: &Value, id: &str, path: &str) -> Option<Price> {
        let whole_path = join(&self.path, path);
        let problems = &mut *self.cards.problems;
        let source = self.document.read::<TariffSource>(part, &whole_path, id, problems)?;
        let tariff = source.read(&self.cards.catalog.meters);
        for error in tariff.as_ref().err().into_iter().flatten() {
            self.complain(&join(path, &error.path), &about(id, &error.message));
        }
        let from = self.day(source.from.as_deref(), "from", "the day it starts", id, path);
        let verified = self.day(
            source.verified.as_deref(),
            "verified",
            "the day somebody last looked at its source",
            id,
            path,
        );
        match source.source.as_deref() {
            None => {
                self.complain(
                    path,
                    &format!("{id}: a price needs source, the address where it stands"),
                );
            }
            Some(address) if !is_address(address) => {
                let message = about(id, &not_an_address("source", address));
                self.complain(&join(path, "source"), &message);
            }
            Some(_) => {}
        }
        Some(Price {
            from: from?,
            source: source.source?,
            verified: verified?,
            tariff: tariff.ok()?,
        })
    }

    fn day(
        &mut self,
        text: Option<&str>,
        key: &str,
        meaning: &str,
        id: &str,
        path: &str,
    ) -> Option<Date> {
        let Some(text) = text else {
            self.complain(path, &format!("{id}: a price needs {key}, {meaning}"));
            return None;
        };
        let day = Date::parse(text).ok();
        if day.is_none() {
            let message =
                format!("{id}: {key} is \"{text}\", which is not a day such as 2026-11-20");
            self.complain(&join(path, key), &message);
        }
        day
    }
}

fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| host.contains('.'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn not_an_address(key: &str, text: &str) -> String {
    format!("{key} is \"{text}\", which is not an address that begins with https://")
}
