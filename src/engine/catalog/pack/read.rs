//! From packed bytes to a [`Catalog`], row by row. Whatever the rest of the engine relies on is checked here.
//! No reading step can fail by itself: what is wrong is kept until the end, which takes a third less code.

use crate::{
    assumption::{Assumption, Assumptions, LanguageRatios, Spread},
    catalog::{
        Catalog, Flow, Function, FunctionId, HeadlineUnit, Model, ModelId, Policy, Price, Step,
        Supplier, SupplierId, Tokenizer, TopUp,
    },
    meter::{Meter, MeterId, Meters},
    money::{Credits, Quantity},
    tariff::{
        Charge, Condition, Hours, Increment, Operator, Rate, Rounding, Tariff, Threshold, Tier,
        UnitRate, Variant,
    },
};

use super::{Column, FULL_ID, PackError, charge, condition, reader::Reader, tariff};

/// The catalog in its packed form.
///
/// # Errors
/// [`PackError`] when the bytes are cut, too many, or hold what no catalog contains.
pub fn decode(bytes: &[u8]) -> Result<Catalog, PackError> {
    let mut catalog = Catalog::default();
    decode_into(bytes, &mut catalog)?;
    Ok(catalog)
}

/// Puts the catalog in its packed form into an empty one, for where that is kept for good: no code is needed to
/// take a half-read one apart.
///
/// # Errors
/// [`PackError`] as from [`decode`]; what `catalog` then holds means nothing.
pub fn decode_into(bytes: &[u8], catalog: &mut Catalog) -> Result<(), PackError> {
    let mut reader = Reader::new(bytes)?;
    reader.catalog(catalog);
    reader.end()
}

/// One ratio of a language.
type Ratio = fn(&mut LanguageRatios) -> &mut Spread<Quantity>;

impl Reader<'_> {
    fn catalog(&mut self, catalog: &mut Catalog) {
        let length = self.count();
        let meters = self.list_of(length, |reader| reader.meter(length));
        self.meters = Meters::new(meters);
        catalog.functions = self.list(Self::function);
        catalog.suppliers = self.list(|reader| Supplier { id: reader.name(), name: reader.name() });
        let functions = catalog.functions.len();
        catalog.models = self.list(|reader| reader.model(&catalog.suppliers, functions));
        if !catalog.models.is_sorted_by(|a, b| a.id < b.id) {
            self.wrong(Column::Ids, "the models are not in the order of their ids");
        }
        self.policy(catalog.models.len(), &mut catalog.policy);
        self.assumptions(&mut catalog.assumptions);
        catalog.meters = core::mem::take(&mut self.meters);
    }

    fn policy(&mut self, models: usize, policy: &mut Policy) {
        policy.headlines = self.list(|reader| {
            ModelId(reader.place(Column::Counts, models, "a headline names no model"))
        });
        policy.steps =
            self.list(|reader| Step { from: reader.quantity(), step: reader.positive() });
        policy.top_up = TopUp {
            minimum: self.credits(),
            maximum: self.credits(),
            presets: self.list(Self::credits),
            low_balance: self.credits(),
        };
        policy.checkout_origins = self.list(Self::text);
        let any = usize::from(u16::MAX) + 1;
        policy.expiring_days =
            self.short(Column::Counts, any, "a card would be expiring for too long");
        policy.old_days = self.short(Column::Counts, any, "prices would be new for too long");
    }

    fn meter(&mut self, meters: usize) -> Meter {
        Meter {
            name: self.name(),
            unit: self.text(),
            units: self.text(),
            scale: self.positive(),
            scale_unit: self.text(),
            family: self.text(),
            part_of: self.list(|reader| reader.link(meters)),
        }
    }

    fn function(&mut self) -> Function {
        Function {
            id: self.name(),
            name: self.name(),
            phrase: self.text(),
            aliases: self.list(Self::name),
            flow: self.one_of(&Flow::NAMES.map(|(flow, _)| flow), Flow::Transcribe),
            headline: HeadlineUnit {
                meter: self.known_meter(),
                per: self.positive(),
                unit: self.text(),
                units: self.text(),
            },
        }
    }

    fn model(&mut self, suppliers: &[Supplier], functions: usize) -> Model {
        self.supplier = self.after(Column::Suppliers, self.supplier);
        let known = u16::try_from(self.supplier).ok().zip(suppliers.get(self.supplier as usize));
        if known.is_none() {
            self.wrong(Column::Suppliers, "a model names no supplier of the catalog");
        }
        let (place, prefix) =
            known.map_or((0, ""), |(place, supplier)| (place, supplier.id.as_str()));
        Model {
            supplier: SupplierId(place),
            function: FunctionId(self.short(
                Column::Functions,
                functions,
                "a model names no function of the catalog",
            )),
            id: self.id(prefix),
            name: self.name(),
            tokenizer: self.one_of(&[None, Some(Tokenizer::O200k), Some(Tokenizer::Cl100k)], None),
            aliases: self.list(|reader| reader.id(prefix)),
            prices: self.list(Self::price),
        }
    }

    fn id(&mut self, supplier: &str) -> String {
        let packed = self.own_text(Column::Ids);
        if let Some(full) = packed.strip_prefix(FULL_ID) {
            return full.to_owned();
        }
        self.unfold(supplier.len());
        let mut id = String::with_capacity(supplier.len() + 1 + packed.len());
        id.push_str(supplier);
        id.push('/');
        id.push_str(packed);
        id
    }

    fn price(&mut self) -> Price {
        self.start = self.after(Column::Starts, self.start);
        self.look = self.after(Column::Looks, self.look);
        Price {
            from: self.day(Column::Starts, self.start),
            verified: self.day(Column::Looks, self.look),
            source: self.text(),
            tariff: self.tariff(),
        }
    }

    fn tariff(&mut self) -> Tariff {
        let kind = self.kind();
        Tariff {
            minimum: (kind & tariff::MINIMUM != 0).then(|| self.credits()),
            maximum: (kind & tariff::MAXIMUM != 0).then(|| self.credits()),
            charges: self.list(Self::charge),
            variants: {
                let variants = self.checked(kind >> tariff::VARIANTS);
                self.list_of(variants, |reader| Variant {
                    when: reader.condition(),
                    charges: reader.list(Self::charge),
                })
            },
        }
    }

    fn condition(&mut self) -> Condition {
        let kind = self.kind();
        let has = |bit| kind & bit != 0;
        let mut when = Condition::default();
        if has(condition::THRESHOLD) {
            when.threshold = Some(Threshold {
                meter: self.known_meter(),
                operator: self
                    .one_of(&Operator::SIGNS.map(|(operator, _)| operator), Operator::Above),
                value: self.quantity(),
            });
        }
        if has(condition::HOURS) {
            let no_minute = "an hour is not on the clock";
            when.hours = Some(Hours {
                from: self.short(Column::Counts, 1440, no_minute),
                to: self.short(Column::Counts, 1441, no_minute),
                days: self.short(Column::Kinds, 128, "a day is not in the week") as u8,
            });
        }
        if has(condition::SERVICE) {
            when.service = Some(self.text());
        }
        if has(condition::REGION) {
            when.region = Some(self.text());
        }
        let attributes = self.checked(kind >> condition::ATTRIBUTES);
        when.attributes = self.list_of(attributes, |reader| (reader.text(), reader.text()));
        when
    }

    fn charge(&mut self) -> Charge {
        let meter = self.known_meter();
        let kind = self.kind();
        let has = |bit| kind & bit != 0;
        let rate = match kind & charge::RATE {
            charge::FLAT => Rate::Flat(self.rate(meter)),
            charge::GRADUATED => Rate::Graduated(self.list(|reader| reader.tier(meter))),
            rate => {
                if rate != charge::VOLUME {
                    self.wrong(Column::Kinds, "a charge has an unknown kind of rate");
                }
                Rate::Volume(self.list(|reader| reader.tier(meter)))
            }
        };
        let rounding = match kind >> charge::ROUNDING & 0b11 {
            0 => Rounding::Up,
            1 => Rounding::Down,
            rounding => {
                if rounding != 2 {
                    self.wrong(Column::Kinds, "a charge has an unknown rounding");
                }
                Rounding::HalfUp
            }
        };
        if kind > charge::ALL || (!has(charge::INCREMENT) && rounding != Rounding::Up) {
            self.wrong(Column::Kinds, "a charge has an unknown part");
        }
        Charge {
            meter,
            rate,
            fixed: if has(charge::FIXED) { self.credits() } else { Credits::ZERO },
            least: if has(charge::LEAST) { self.quantity() } else { Quantity::ZERO },
            increment: has(charge::INCREMENT)
                .then(|| Increment { step: self.positive(), rounding }),
            factor: has(charge::FACTOR).then(|| self.positive().value()),
            free: if has(charge::FREE) { self.quantity() } else { Quantity::ZERO },
            is_free_first: has(charge::FREE_FIRST),
            is_due_at_zero: has(charge::AT_ZERO),
        }
    }

    fn tier(&mut self, meter: MeterId) -> Tier {
        let up_to = self.figure_or_usual();
        Tier {
            up_to: up_to.map(|up_to| self.not_negative(up_to)),
            rate: self.rate(meter),
            fixed: self.figure_or_usual().map_or(Credits::ZERO, Credits::new),
        }
    }

    fn rate(&mut self, meter: MeterId) -> UnitRate {
        let per = match self.figure_or_usual() {
            Some(per) => self.above_zero(per),
            None => self.meters.get(meter).map_or(Quantity::ZERO, |meter| meter.scale),
        };
        UnitRate { per, amount: self.credits() }
    }

    fn assumptions(&mut self, assumptions: &mut Assumptions) {
        assumptions.named = self.list(|reader| Assumption {
            id: reader.name(),
            label: reader.name(),
            unit: reader.text(),
            value: Spread {
                low: reader.quantity(),
                expected: reader.quantity(),
                high: reader.quantity(),
            },
            source: reader.text(),
            is_edited: reader.one_of(&[false, true], false),
        });
        let unknown = Spread::certain(Quantity::ZERO);
        let mut languages = self.list(|reader| LanguageRatios {
            language: reader.name(),
            name: String::new(),
            characters_ratio: unknown,
            characters_per_token_o200k: unknown,
            characters_per_token_cl100k: unknown,
        });
        for language in &mut languages {
            language.name = self.text();
        }
        let all: [Ratio; 3] = [
            |language| &mut language.characters_ratio,
            |language| &mut language.characters_per_token_o200k,
            |language| &mut language.characters_per_token_cl100k,
        ];
        for ratio in all {
            self.ratios(&mut languages, ratio);
        }
        assumptions.languages = languages;
    }

    fn ratios(&mut self, languages: &mut [LanguageRatios], of: Ratio) {
        // The expected value in thousandths, where it is a whole number of them.
        let mut thousandths = Vec::new();
        for language in &mut *languages {
            let (expected, whole) = self.ratio(Some(0), false);
            of(language).expected = expected;
            thousandths.push(whole);
        }
        for (language, expected) in languages.iter_mut().zip(&thousandths) {
            of(language).low = self.ratio(*expected, true).0;
        }
        for (language, expected) in languages.iter_mut().zip(&thousandths) {
            of(language).high = self.ratio(*expected, false).0;
        }
    }
}
