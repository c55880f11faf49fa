//! From packed bytes to a [`Catalog`], row by row. Whatever the rest of the engine relies on is checked here.

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

use super::{
    FULL_ID, PackError, charge, condition,
    reader::{NO_METER, Reader},
    tariff,
};

/// The catalog in its packed form.
///
/// # Errors
/// [`PackError`] when the bytes are cut, too many, or hold what no catalog contains.
pub fn decode(bytes: &[u8]) -> Result<Catalog, PackError> {
    let mut reader = Reader::new(bytes)?;
    let catalog = reader.catalog()?;
    reader.end()?;
    Ok(catalog)
}

impl Reader<'_> {
    fn catalog(&mut self) -> Result<Catalog, PackError> {
        let length = self.count()?;
        let meters = self.list_of(length, |reader| reader.meter(length))?;
        self.meters = Meters::new(meters);
        let functions = self.list(Self::function)?;
        let suppliers = self.list(|reader| {
            Ok(Supplier {
                id: reader.columns.ids.text()?.to_owned(),
                name: reader.columns.ids.text()?.to_owned(),
            })
        })?;
        let models = self.list(|reader| reader.model(&suppliers, functions.len()))?;
        if !models.is_sorted_by(|a: &Model, b| a.id < b.id) {
            return Err(self.columns.ids.wrong("the models are not in the order of their ids"));
        }
        let policy = self.policy(models.len())?;
        let assumptions = self.assumptions()?;
        Ok(Catalog {
            meters: core::mem::take(&mut self.meters),
            functions,
            suppliers,
            models,
            policy,
            assumptions,
        })
    }

    fn policy(&mut self, models: usize) -> Result<Policy, PackError> {
        Ok(Policy {
            headlines: self.list(|reader| {
                reader.columns.counts.place(models, "a headline names no model").map(ModelId)
            })?,
            steps: self
                .list(|reader| Ok(Step { from: reader.quantity()?, step: reader.positive()? }))?,
            top_up: TopUp {
                minimum: self.credits()?,
                maximum: self.credits()?,
                presets: self.list(Self::credits)?,
                low_balance: self.credits()?,
            },
            checkout_origins: self.list(Self::text)?,
            expiring_days: self
                .columns
                .counts
                .place(usize::from(u16::MAX) + 1, "a card would be expiring for too long")?,
            old_days: self
                .columns
                .counts
                .place(usize::from(u16::MAX) + 1, "prices would be new for too long")?,
        })
    }

    fn meter(&mut self, meters: usize) -> Result<Meter, PackError> {
        Ok(Meter {
            name: self.columns.ids.text()?.to_owned(),
            unit: self.text()?,
            units: self.text()?,
            scale: self.positive()?,
            scale_unit: self.text()?,
            family: self.text()?,
            part_of: self.list(|reader| reader.link(meters))?,
        })
    }

    fn function(&mut self) -> Result<Function, PackError> {
        Ok(Function {
            id: self.columns.ids.text()?.to_owned(),
            name: self.columns.ids.text()?.to_owned(),
            phrase: self.text()?,
            aliases: self.list(|reader| Ok(reader.columns.ids.text()?.to_owned()))?,
            flow: self.one_of(&Flow::NAMES.map(|(flow, _)| flow))?,
            headline: HeadlineUnit {
                meter: self.known_meter()?,
                per: self.positive()?,
                unit: self.text()?,
                units: self.text()?,
            },
        })
    }

    fn model(&mut self, suppliers: &[Supplier], functions: usize) -> Result<Model, PackError> {
        let column = &mut self.columns.suppliers;
        let place = column.difference(&mut self.supplier)?;
        let known = u16::try_from(place).ok().zip(suppliers.get(place as usize));
        let (place, supplier) =
            known.ok_or_else(|| column.wrong("a model names no supplier of the catalog"))?;
        let prefix = supplier.id.as_str();
        Ok(Model {
            supplier: SupplierId(place),
            function: self
                .columns
                .functions
                .place(functions, "a model names no function of the catalog")
                .map(FunctionId)?,
            id: self.id(prefix)?,
            name: self.columns.ids.text()?.to_owned(),
            tokenizer: self.one_of(&[None, Some(Tokenizer::O200k), Some(Tokenizer::Cl100k)])?,
            aliases: self.list(|reader| reader.id(prefix))?,
            prices: self.list(Self::price)?,
        })
    }

    fn id(&mut self, supplier: &str) -> Result<String, PackError> {
        let packed = self.columns.ids.text()?;
        if let Some(full) = packed.strip_prefix(FULL_ID) {
            return Ok(full.to_owned());
        }
        self.unfold(supplier.len())?;
        let mut id = String::with_capacity(supplier.len() + 1 + packed.len());
        id.push_str(supplier);
        id.push('/');
        id.push_str(packed);
        Ok(id)
    }

    fn price(&mut self) -> Result<Price, PackError> {
        Ok(Price {
            from: self.start()?,
            verified: self.look()?,
            source: self.text()?,
            tariff: self.tariff()?,
        })
    }

    fn tariff(&mut self) -> Result<Tariff, PackError> {
        let kind = self.kind()?;
        let mut bound = |bit| if kind & bit == 0 { Ok(None) } else { self.credits().map(Some) };
        let (minimum, maximum) = (bound(tariff::MINIMUM)?, bound(tariff::MAXIMUM)?);
        let charges = self.list(Self::charge)?;
        let variants = self.checked(kind >> tariff::VARIANTS)?;
        let variants = self.list_of(variants, |reader| {
            Ok(Variant { when: reader.condition()?, charges: reader.list(Self::charge)? })
        })?;
        Ok(Tariff { minimum, maximum, charges, variants })
    }

    fn condition(&mut self) -> Result<Condition, PackError> {
        let kind = self.kind()?;
        let has = |bit| kind & bit != 0;
        let mut when = Condition::default();
        if has(condition::THRESHOLD) {
            when.threshold = Some(Threshold {
                meter: self.known_meter()?,
                operator: self.one_of(&Operator::SIGNS.map(|(operator, _)| operator))?,
                value: self.quantity()?,
            });
        }
        if has(condition::HOURS) {
            let no_minute = "an hour is not on the clock";
            let (from, to) = (
                self.columns.counts.place(1440, no_minute)?,
                self.columns.counts.place(1441, no_minute)?,
            );
            let days = self.columns.kinds.place(128, "a day is not in the week")?;
            when.hours = Some(Hours { from, to, days });
        }
        if has(condition::SERVICE) {
            when.service = Some(self.text()?);
        }
        if has(condition::REGION) {
            when.region = Some(self.text()?);
        }
        let attributes = self.checked(kind >> condition::ATTRIBUTES)?;
        when.attributes =
            self.list_of(attributes, |reader| Ok((reader.text()?, reader.text()?)))?;
        Ok(when)
    }

    fn charge(&mut self) -> Result<Charge, PackError> {
        let meter = self.known_meter()?;
        let kind = self.kind()?;
        let has = |bit| kind & bit != 0;
        let rate = match kind & charge::RATE {
            charge::FLAT => Rate::Flat(self.rate(meter)?),
            charge::GRADUATED => Rate::Graduated(self.list(|reader| reader.tier(meter))?),
            charge::VOLUME => Rate::Volume(self.list(|reader| reader.tier(meter))?),
            _ => return Err(self.columns.kinds.wrong("a charge has an unknown kind of rate")),
        };
        let rounding = match kind >> charge::ROUNDING & 0b11 {
            0 => Rounding::Up,
            1 => Rounding::Down,
            2 => Rounding::HalfUp,
            _ => return Err(self.columns.kinds.wrong("a charge has an unknown rounding")),
        };
        if kind > charge::ALL || (!has(charge::INCREMENT) && rounding != Rounding::Up) {
            return Err(self.columns.kinds.wrong("a charge has an unknown part"));
        }
        Ok(Charge {
            meter,
            rate,
            fixed: if has(charge::FIXED) { self.credits()? } else { Credits::ZERO },
            least: if has(charge::LEAST) { self.quantity()? } else { Quantity::ZERO },
            increment: if has(charge::INCREMENT) {
                Some(Increment { step: self.positive()?, rounding })
            } else {
                None
            },
            factor: if has(charge::FACTOR) { Some(self.positive()?.value()) } else { None },
            free: if has(charge::FREE) { self.quantity()? } else { Quantity::ZERO },
            is_free_first: has(charge::FREE_FIRST),
            is_due_at_zero: has(charge::AT_ZERO),
        })
    }

    fn tier(&mut self, meter: MeterId) -> Result<Tier, PackError> {
        let up_to = self.figure_or_usual()?;
        Ok(Tier {
            up_to: up_to.map(|up_to| self.not_negative(up_to)).transpose()?,
            rate: self.rate(meter)?,
            fixed: self.figure_or_usual()?.map_or(Credits::ZERO, Credits::new),
        })
    }

    fn rate(&mut self, meter: MeterId) -> Result<UnitRate, PackError> {
        let per = match self.figure_or_usual()? {
            Some(per) => self.above_zero(per)?,
            None => self
                .meters
                .get(meter)
                .map(|meter| meter.scale)
                .ok_or_else(|| self.columns.meters.wrong(NO_METER))?,
        };
        Ok(UnitRate { per, amount: self.credits()? })
    }

    fn assumptions(&mut self) -> Result<Assumptions, PackError> {
        let named = self.list(|reader| {
            Ok(Assumption {
                id: reader.columns.ids.text()?.to_owned(),
                label: reader.columns.ids.text()?.to_owned(),
                unit: reader.text()?,
                value: Spread {
                    low: reader.quantity()?,
                    expected: reader.quantity()?,
                    high: reader.quantity()?,
                },
                source: reader.text()?,
                is_edited: reader.one_of(&[false, true])?,
            })
        })?;
        let tags = self.list(|reader| Ok(reader.columns.ids.text()?.to_owned()))?;
        let names = self.list_of(tags.len(), |reader| reader.text())?;
        let characters_ratio = self.ratios(tags.len())?;
        let o200k = self.ratios(tags.len())?;
        let cl100k = self.ratios(tags.len())?;
        let languages = tags
            .into_iter()
            .zip(names)
            .zip(characters_ratio)
            .zip(o200k.into_iter().zip(cl100k))
            .map(|(((language, name), characters_ratio), (o200k, cl100k))| LanguageRatios {
                language,
                name,
                characters_ratio,
                characters_per_token_o200k: o200k,
                characters_per_token_cl100k: cl100k,
            })
            .collect();
        Ok(Assumptions { named, languages })
    }

    fn ratios(&mut self, length: usize) -> Result<Vec<Spread<Quantity>>, PackError> {
        // The expected value in thousandths, where it is a whole number of them.
        let mut ratios = self.list_of(length, |reader| {
            let expected = reader.ratio(Some)?;
            Ok((Spread::certain(expected.0), expected.1))
        })?;
        for (ratio, expected) in &mut ratios {
            ratio.low = self.ratio(|below| u64::from(*expected.as_ref()?).checked_sub(below))?.0;
        }
        for (ratio, expected) in &mut ratios {
            ratio.high = self.ratio(|above| u64::from(*expected.as_ref()?).checked_add(above))?.0;
        }
        Ok(ratios.into_iter().map(|(ratio, _)| ratio).collect())
    }
}
