//! From packed bytes to a [`Catalog`]. The bytes are not trusted: every length is checked against what is left,
//! and whatever the rest of the engine relies on is checked here.

use crate::{
    Decimal,
    assumption::{Assumption, Assumptions, LanguageRatios, Spread},
    catalog::{
        Catalog, Flow, Function, FunctionId, HeadlineUnit, Model, ModelId, Policy, Price, Step,
        Supplier, SupplierId, Tokenizer,
    },
    meter::{Meter, MeterId, Meters},
    money::{Credits, Quantity},
    tariff::{
        Charge, Condition, Hours, Increment, Operator, Rate, Rounding, Tariff, Threshold, Tier,
        UnitRate, Variant,
    },
    time::Date,
};

use super::{
    Columns, END_OF_TEXT, FULL_ID, MAGIC, MAX_SCALE, NEGATIVE, PackError, USUAL, VERSION, WIDE,
    charge, condition, tariff,
};

/// The most text that a catalog may unfold to, in bytes. A repeated text takes one byte packed and
/// its whole length unfolded, so the length of the input alone would not bound it.
const MAX_TEXT: usize = 16 << 20;

/// Room reserved before anything has been read; more grows as it is filled.
const RESERVED: usize = 64;

/// The catalog in its packed form.
///
/// # Errors
/// [`PackError`] when the bytes are cut, too many, or hold what no catalog contains.
pub fn decode(bytes: &[u8]) -> Result<Catalog, PackError> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(PackError::NotACatalog)?;
    let (version, rest) = rest.split_first().ok_or(PackError::Cut { column: "version" })?;
    if *version != VERSION {
        return Err(PackError::Version(*version));
    }
    let mut head = Column { name: "lengths", rest };
    let lengths = Columns::try_new(|name| Ok((name, head.varint()?)))?;
    let mut rest = head.rest;
    let mut lengths = lengths.in_order().into_iter();
    let columns = Columns::try_new(|name| {
        let length = lengths.next().and_then(|(_, length)| usize::try_from(*length).ok());
        let (column, after) = length
            .and_then(|length| rest.split_at_checked(length))
            .ok_or(PackError::Cut { column: name })?;
        rest = after;
        Ok(Column { name, rest: column })
    })?;
    if !rest.is_empty() {
        return Err(PackError::Excess { column: "last column", bytes: rest.len() });
    }
    let mut reader = Reader {
        columns,
        size: bytes.len(),
        texts: Vec::new(),
        text_left: MAX_TEXT,
        meters: Meters::default(),
        supplier: 0,
        start: 0,
        look: 0,
    };
    let catalog = reader.catalog()?;
    for column in reader.columns.in_order() {
        if !column.rest.is_empty() {
            return Err(PackError::Excess { column: column.name, bytes: column.rest.len() });
        }
    }
    Ok(catalog)
}

/// What is left of one column.
struct Column<'a> {
    name: &'static str,
    rest: &'a [u8],
}

impl<'a> Column<'a> {
    const fn wrong(&self, message: &'static str) -> PackError {
        PackError::Wrong { column: self.name, message }
    }

    fn byte(&mut self) -> Result<u8, PackError> {
        let (byte, rest) = self.rest.split_first().ok_or(PackError::Cut { column: self.name })?;
        self.rest = rest;
        Ok(*byte)
    }

    fn varint(&mut self) -> Result<u64, PackError> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7F);
            // The tenth byte has room for one bit.
            if part << shift >> shift != part {
                break;
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.wrong("a number is larger than any that is packed"))
    }

    fn text(&mut self) -> Result<&'a str, PackError> {
        let end = self.rest.iter().position(|byte| *byte == END_OF_TEXT);
        let (text, rest) = end
            .and_then(|end| self.rest.split_at_checked(end))
            .ok_or(PackError::Cut { column: self.name })?;
        self.rest = rest.get(1..).unwrap_or_default();
        str::from_utf8(text).map_err(|_| self.wrong("a text is not UTF-8"))
    }

    /// The value one step after the one before; from 0 to 2^32 - 1.
    fn difference(&mut self, before: &mut u32) -> Result<u32, PackError> {
        let packed = self.varint()?;
        let step = (packed >> 1) as i64 ^ -((packed & 1) as i64);
        *before = i64::from(*before)
            .checked_add(step)
            .and_then(|value| u32::try_from(value).ok())
            .ok_or_else(|| self.wrong("a step leads out of range"))?;
        Ok(*before)
    }

    /// A place in a list of `length`.
    fn place<T: TryFrom<u64>>(
        &mut self,
        length: usize,
        message: &'static str,
    ) -> Result<T, PackError> {
        let place = self.varint()?;
        if place >= length as u64 {
            return Err(self.wrong(message));
        }
        T::try_from(place).map_err(|_| self.wrong(message))
    }
}

struct Reader<'a> {
    columns: Columns<Column<'a>>,
    /// Bytes of the whole catalog: no list is longer.
    size: usize,
    texts: Vec<&'a str>,
    text_left: usize,
    meters: Meters,
    supplier: u32,
    start: u32,
    look: u32,
}

impl<'a> Reader<'a> {
    fn catalog(&mut self) -> Result<Catalog, PackError> {
        let length = self.count()?;
        let meters = self.list_of(length, |reader| reader.meter(length))?;
        self.meters = Meters::new(meters);
        let functions = self.list(Self::function)?;
        let suppliers = self.list(|reader| {
            Ok(Supplier {
                id: reader.columns.ids.text()?.to_owned(),
                name: reader.columns.names.text()?.to_owned(),
            })
        })?;
        let models = self.list(|reader| reader.model(&suppliers, functions.len()))?;
        if !models.is_sorted_by(|a: &Model, b| a.id < b.id) {
            return Err(self.columns.ids.wrong("the models are not in the order of their ids"));
        }
        let headlines = self.list(|reader| {
            reader.columns.counts.place(models.len(), "a headline names no model").map(ModelId)
        })?;
        let steps =
            self.list(|reader| Ok(Step { from: reader.quantity()?, step: reader.positive()? }))?;
        let assumptions = self.assumptions()?;
        Ok(Catalog {
            meters: core::mem::take(&mut self.meters),
            functions,
            suppliers,
            models,
            policy: Policy { headlines, steps },
            assumptions,
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
            name: self.columns.names.text()?.to_owned(),
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
            name: self.columns.names.text()?.to_owned(),
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
        let day = |column: &mut Column<'_>, before: &mut u32| {
            let days = column.difference(before)?;
            Date::from_ordinal(days).ok_or_else(|| column.wrong("a day is not in the calendar"))
        };
        Ok(Price {
            from: day(&mut self.columns.starts, &mut self.start)?,
            verified: day(&mut self.columns.looks, &mut self.look)?,
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
                label: reader.columns.names.text()?.to_owned(),
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
        let characters_ratio = self.ratios(tags.len())?;
        let o200k = self.ratios(tags.len())?;
        let cl100k = self.ratios(tags.len())?;
        let languages = tags
            .into_iter()
            .zip(characters_ratio)
            .zip(o200k.into_iter().zip(cl100k))
            .map(|((language, characters_ratio), (o200k, cl100k))| LanguageRatios {
                language,
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
            ratio.low = self.ratio(|below| expected.as_ref()?.checked_sub(below))?.0;
        }
        for (ratio, expected) in &mut ratios {
            ratio.high = self.ratio(|above| expected.as_ref()?.checked_add(above))?.0;
        }
        Ok(ratios.into_iter().map(|(ratio, _)| ratio).collect())
    }

    fn ratio(
        &mut self,
        thousandths: impl FnOnce(u64) -> Option<u64>,
    ) -> Result<(Quantity, Option<u64>), PackError> {
        let Some(packed) = self.columns.ratios.varint()?.checked_sub(1) else {
            return Ok((self.quantity()?, None));
        };
        thousandths(packed)
            .filter(|thousandths| *thousandths <= u64::from(u32::MAX))
            .and_then(|exact| Some((decimal(exact.into(), 3)?.normalize(), exact)))
            .and_then(|(value, exact)| Some((Quantity::new(value).ok()?, Some(exact))))
            .ok_or_else(|| self.columns.ratios.wrong("a ratio leaves its range"))
    }

    fn kind(&mut self) -> Result<u64, PackError> {
        self.columns.kinds.varint()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, PackError> {
        const MESSAGE: &str = "a value is none of those that are known";
        let place: u32 = self.columns.kinds.place(all.len(), MESSAGE)?;
        all.get(place as usize).copied().ok_or_else(|| self.columns.kinds.wrong(MESSAGE))
    }

    fn link(&mut self, meters: usize) -> Result<MeterId, PackError> {
        self.columns.meters.place(meters, NO_METER).map(MeterId)
    }

    fn known_meter(&mut self) -> Result<MeterId, PackError> {
        let meter = self.link(usize::from(u16::MAX) + 1)?;
        match self.meters.get(meter) {
            Some(_) => Ok(meter),
            None => Err(self.columns.meters.wrong(NO_METER)),
        }
    }

    fn text(&mut self) -> Result<String, PackError> {
        let repeats = &mut self.columns.repeats;
        let text = match repeats.place::<u32>(self.texts.len() + 1, "a text repeats none")? {
            0 => {
                let text = self.columns.texts.text()?;
                self.texts.push(text);
                text
            }
            back => self
                .texts
                .len()
                .checked_sub(back as usize)
                .and_then(|place| self.texts.get(place).copied())
                .unwrap_or_default(),
        };
        self.unfold(text.len())?;
        Ok(text.to_owned())
    }

    /// Accounts for text that is longer unfolded than packed.
    fn unfold(&mut self, bytes: usize) -> Result<(), PackError> {
        let left = self.text_left.checked_sub(bytes);
        self.text_left = left.ok_or_else(|| {
            self.columns.texts.wrong("repeated texts unfold to more than a catalog holds")
        })?;
        Ok(())
    }

    fn figure(&mut self) -> Result<Decimal, PackError> {
        self.figure_or_usual()?.ok_or_else(|| self.columns.forms.wrong("a figure is missing"))
    }

    fn figure_or_usual(&mut self) -> Result<Option<Decimal>, PackError> {
        let packed = self.columns.forms.byte()?;
        if packed == USUAL {
            return Ok(None);
        }
        let figures = &mut self.columns.coefficients;
        let mut coefficient = u128::from(figures.varint()?);
        if packed & WIDE != 0 {
            coefficient |= u128::from(figures.varint()?) << 64;
        }
        if coefficient == 0 && packed != 0 {
            return Err(figures.wrong("a figure is 0 in more than one way"));
        }
        let form = packed & !(WIDE | NEGATIVE);
        let zeros = form.saturating_sub(MAX_SCALE);
        let raised = 10_u128
            .checked_pow(u32::from(zeros))
            .and_then(|factor| coefficient.checked_mul(factor))
            .and_then(|raised| decimal(raised, if zeros == 0 { form } else { 0 }));
        let Some(mut value) = raised else {
            return Err(figures.wrong("a figure has more than 28 digits"));
        };
        value.set_sign_negative(packed & NEGATIVE != 0);
        Ok(Some(value))
    }

    fn credits(&mut self) -> Result<Credits, PackError> {
        self.figure().map(Credits::new)
    }

    fn quantity(&mut self) -> Result<Quantity, PackError> {
        let value = self.figure()?;
        self.not_negative(value)
    }

    fn positive(&mut self) -> Result<Quantity, PackError> {
        let value = self.figure()?;
        self.above_zero(value)
    }

    fn not_negative(&self, value: Decimal) -> Result<Quantity, PackError> {
        Quantity::new(value).map_err(|_| self.columns.forms.wrong("a quantity is below 0"))
    }

    fn above_zero(&self, value: Decimal) -> Result<Quantity, PackError> {
        let quantity = self.not_negative(value)?;
        if quantity.is_zero() {
            return Err(self.columns.coefficients.wrong("a quantity is 0 where it divides"));
        }
        Ok(quantity)
    }

    fn count(&mut self) -> Result<usize, PackError> {
        let count = self.columns.counts.varint()?;
        self.checked(count)
    }

    /// A length that the bytes may hold: everything listed takes at least one.
    fn checked(&self, count: u64) -> Result<usize, PackError> {
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= self.size)
            .ok_or_else(|| self.columns.counts.wrong("a list is longer than the whole catalog"))
    }

    fn list<T>(
        &mut self,
        item: impl FnMut(&mut Self) -> Result<T, PackError>,
    ) -> Result<Vec<T>, PackError> {
        let length = self.count()?;
        self.list_of(length, item)
    }

    fn list_of<T>(
        &mut self,
        length: usize,
        mut item: impl FnMut(&mut Self) -> Result<T, PackError>,
    ) -> Result<Vec<T>, PackError> {
        let mut list = Vec::with_capacity(length.min(RESERVED));
        for _ in 0..length {
            list.push(item(self)?);
        }
        Ok(list)
    }
}

const NO_METER: &str = "a meter is not in the registry";

fn decimal(coefficient: u128, scale: u8) -> Option<Decimal> {
    let coefficient = i128::try_from(coefficient).ok()?;
    Decimal::try_from_i128_with_scale(coefficient, u32::from(scale)).ok()
}
