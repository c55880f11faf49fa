//! The catalog: all rate cards of a build, with the registries and policy they refer to.
//! It is read from its packed form; the TOML lives in `pricing/` and is checked before packing.

pub mod pack;
mod policy;

pub use policy::{Policy, Step, TopUp};

use crate::{
    age::Age,
    assumption::Assumptions,
    meter::{MeterId, Meters},
    money::Quantity,
    tariff::Tariff,
    time::{Date, Timestamp},
};

/// All rate cards of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// What can be counted.
    pub meters: Meters,
    /// What models do.
    pub functions: Vec<Function>,
    /// Who sets prices.
    pub suppliers: Vec<Supplier>,
    /// What is priced, ordered by id.
    pub models: Vec<Model>,
    /// How figures are shown and which models make the headlines.
    pub policy: Policy,
    /// What the propagation of volumes assumes.
    pub assumptions: Assumptions,
}

/// A supplier's place in [`Catalog::suppliers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SupplierId(pub u16);

/// A function's place in [`Catalog::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u16);

/// A model's place in [`Catalog::models`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub u32);

/// Who sets the price of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    /// `azure`.
    pub id: String,
    /// `Microsoft Azure`.
    pub name: String,
}

/// What a model does to the volume that reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Audio in, text out.
    Transcribe,
    /// Text in, text in another language out, once for each target.
    Translate,
    /// Text in, audio out.
    Synthesise,
    /// Text in, generated text out.
    Generate,
    /// Text in, shorter text out.
    Summarise,
    /// Pages or images in, text out.
    Ocr,
    /// Text in, images out.
    Image,
    /// Text in, numbers out: no volume goes on.
    Embed,
    /// Anything in, a label out: no volume goes on.
    Label,
    /// Texts in, a score out: no volume goes on.
    Metric,
    /// What goes in comes out.
    Pass,
}

impl Flow {
    /// Every flow with its name in `pricing/functions.toml`.
    pub const NAMES: [(Self, &'static str); 11] = [
        (Self::Transcribe, "transcribe"),
        (Self::Translate, "translate"),
        (Self::Synthesise, "synthesise"),
        (Self::Generate, "generate"),
        (Self::Summarise, "summarise"),
        (Self::Ocr, "ocr"),
        (Self::Image, "image"),
        (Self::Embed, "embed"),
        (Self::Label, "label"),
        (Self::Metric, "metric"),
        (Self::Pass, "pass"),
    ];
}

/// What models do: translation, transcription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The platform's id: `speech-recognition`.
    pub id: String,
    /// `Speech recognition`.
    pub name: String,
    /// `{amount} transcribed`.
    pub phrase: String,
    /// Other ids of the same function.
    pub aliases: Vec<String>,
    /// What it does to a volume.
    pub flow: Flow,
    /// The unit in which people think of its work.
    pub headline: HeadlineUnit,
}

/// The unit in which people think of a function's work: pages for translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadlineUnit {
    /// The meter it counts.
    pub meter: MeterId,
    /// How many of the meter's units it is: 2,000 characters, 60 seconds. Above 0.
    pub per: Quantity,
    /// `page`.
    pub unit: String,
    /// `pages`.
    pub units: String,
}

/// Something a supplier sells, with all its prices, past and future.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// `azure/translator`.
    pub id: String,
    /// `Azure Translator`.
    pub name: String,
    /// Who sells it.
    pub supplier: SupplierId,
    /// What it does.
    pub function: FunctionId,
    /// Other ids under which hosts know it.
    pub aliases: Vec<String>,
    /// How it splits text into tokens, where it does and that is known.
    pub tokenizer: Option<Tokenizer>,
    /// Ordered by day; each holds until the next one starts.
    pub prices: Vec<Price>,
}

/// A tokenizer for which language ratios were measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokenizer {
    /// `o200k_base`.
    O200k,
    /// `cl100k_base`.
    Cl100k,
}

/// A tariff with the day it starts, its source and the day somebody last verified it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The first day on which it holds, UTC.
    pub from: Date,
    /// Where the figure stands: an address.
    pub source: String,
    /// When somebody last looked there.
    pub verified: Date,
    /// What it charges.
    pub tariff: Tariff,
}

impl Catalog {
    /// The model with this id or alias, in any case.
    pub fn model(&self, id: &str) -> Option<(ModelId, &Model)> {
        let found = match self.models.binary_search_by(|model| model.id.as_str().cmp(id)) {
            Ok(place) => place,
            Err(_) => self.models.iter().position(|model| {
                model.id.eq_ignore_ascii_case(id)
                    || model.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(id))
            })?,
        };
        Some((ModelId(u32::try_from(found).ok()?), self.models.get(found)?))
    }

    /// The model at this place.
    pub fn get(&self, id: ModelId) -> Option<&Model> {
        self.models.get(usize::try_from(id.0).ok()?)
    }

    /// Every model with its place.
    pub fn iter(&self) -> impl Iterator<Item = (ModelId, &Model)> {
        (0..).map(ModelId).zip(&self.models)
    }

    /// The supplier of a model.
    pub fn supplier(&self, model: &Model) -> Option<&Supplier> {
        self.suppliers.get(usize::from(model.supplier.0))
    }

    /// The function of a model.
    pub fn function_of(&self, model: &Model) -> Option<&Function> {
        self.functions.get(usize::from(model.function.0))
    }

    /// The function with this id or alias, in any case.
    pub fn function(&self, id: &str) -> Option<(FunctionId, &Function)> {
        let place = self.functions.iter().position(|function| {
            function.id.eq_ignore_ascii_case(id)
                || function.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(id))
        })?;
        Some((FunctionId(u16::try_from(place).ok()?), self.functions.get(place)?))
    }

    /// How long ago the most recent look at a price was taken; none where that is still to come.
    pub fn age(&self, at: Timestamp) -> Option<Age> {
        Age::of(self.verified()?, at.date())
    }

    /// How many days ago that was, where it is longer than the policy lets pass without a word.
    pub fn old_days(&self, at: Timestamp) -> Option<u32> {
        let days = self.age(at)?.days();
        (days > u32::from(self.policy.old_days)).then_some(days)
    }

    /// The day on which the most recent look at a price was taken.
    pub fn verified(&self) -> Option<Date> {
        self.models.iter().flat_map(|model| &model.prices).map(|price| price.verified).max()
    }
}

impl Model {
    /// The price that holds at this moment; none before the first one starts.
    pub fn price_at(&self, at: Timestamp) -> Option<&Price> {
        let day = at.date();
        self.prices.iter().rev().find(|price| price.from <= day)
    }
}
