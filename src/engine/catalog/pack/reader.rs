//! The columns of a packed catalog while they are read, and the kinds of values in them. The bytes are not
//! trusted: every length is checked against what is left, and nothing is reserved on their word.

use crate::{
    Decimal,
    meter::{MeterId, Meters},
    money::{Credits, Quantity},
    time::Date,
};

use super::{
    Columns, END_OF_TEXT, MAGIC, MAX_SCALE, NAMES, NEGATIVE, PackError, USUAL, VERSION, WIDE,
};

/// The most text that a catalog may unfold to, in bytes. A repeated text takes one byte packed and
/// its whole length unfolded, so the length of the input alone would not bound it.
const MAX_TEXT: usize = 16 << 20;

/// Room reserved before anything has been read; more grows as it is filled.
const RESERVED: usize = 64;

pub(super) const NO_METER: &str = "a meter is not in the registry";

/// What is left of one column.
pub(super) struct Column<'a> {
    name: &'static str,
    rest: &'a [u8],
}

impl<'a> Column<'a> {
    pub(super) const fn wrong(&self, message: &'static str) -> PackError {
        PackError::Wrong { column: self.name, message }
    }

    fn byte(&mut self) -> Result<u8, PackError> {
        let (byte, rest) = self.rest.split_first().ok_or(PackError::Cut { column: self.name })?;
        self.rest = rest;
        Ok(*byte)
    }

    pub(super) fn varint(&mut self) -> Result<u64, PackError> {
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

    pub(super) fn text(&mut self) -> Result<&'a str, PackError> {
        let end = self.rest.iter().position(|byte| *byte == END_OF_TEXT);
        let (text, rest) = end
            .and_then(|end| self.rest.split_at_checked(end))
            .ok_or(PackError::Cut { column: self.name })?;
        self.rest = rest.get(1..).unwrap_or_default();
        str::from_utf8(text).map_err(|_| self.wrong("a text is not UTF-8"))
    }

    /// The value one step after the one before; from 0 to 2^32 - 1.
    pub(super) fn difference(&mut self, before: &mut u32) -> Result<u32, PackError> {
        let packed = self.varint()?;
        let step = (packed >> 1) as i64 ^ -((packed & 1) as i64);
        *before = i64::from(*before)
            .checked_add(step)
            .and_then(|value| u32::try_from(value).ok())
            .ok_or_else(|| self.wrong("a step leads out of range"))?;
        Ok(*before)
    }

    /// A place in a list of `length`.
    pub(super) fn place<T: TryFrom<u64>>(
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

/// The day before in its column; most days are that one again.
#[derive(Default)]
struct Day {
    ordinal: u32,
    date: Option<Date>,
}

impl Day {
    fn next(&mut self, column: &mut Column<'_>) -> Result<Date, PackError> {
        let before = self.ordinal;
        let ordinal = column.difference(&mut self.ordinal)?;
        if self.date.is_none() || ordinal != before {
            self.date = Date::from_ordinal(ordinal);
        }
        self.date.ok_or_else(|| column.wrong("a day is not in the calendar"))
    }
}

/// What is left of all columns, and what later values refer to.
pub(super) struct Reader<'a> {
    pub(super) columns: Columns<Column<'a>>,
    /// Bytes of the whole catalog: no list is longer.
    size: usize,
    texts: Vec<&'a str>,
    text_left: usize,
    pub(super) meters: Meters,
    pub(super) supplier: u32,
    start: Day,
    look: Day,
}

impl<'a> Reader<'a> {
    /// The columns of a packed catalog.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, PackError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(PackError::NotACatalog)?;
        let (version, rest) = rest.split_first().ok_or(PackError::Cut { column: "version" })?;
        if *version != VERSION {
            return Err(PackError::Version(*version));
        }
        let mut head = Column { name: "lengths", rest };
        let mut columns = NAMES.map(|name| Column { name, rest: &[] });
        let mut lengths = [0; NAMES.len()];
        for length in &mut lengths {
            *length = head.varint()?;
        }
        let mut rest = head.rest;
        for (column, length) in columns.iter_mut().zip(lengths) {
            let split =
                usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length));
            (column.rest, rest) = split.ok_or(PackError::Cut { column: column.name })?;
        }
        if !rest.is_empty() {
            return Err(PackError::Excess { column: "last column", bytes: rest.len() });
        }
        Ok(Self {
            columns: Columns::of(columns),
            size: bytes.len(),
            texts: Vec::new(),
            text_left: MAX_TEXT,
            meters: Meters::default(),
            supplier: 0,
            start: Day::default(),
            look: Day::default(),
        })
    }

    /// Whether everything has been read.
    pub(super) fn end(&self) -> Result<(), PackError> {
        for column in self.columns.in_order() {
            if !column.rest.is_empty() {
                return Err(PackError::Excess { column: column.name, bytes: column.rest.len() });
            }
        }
        Ok(())
    }

    pub(super) fn kind(&mut self) -> Result<u64, PackError> {
        self.columns.kinds.varint()
    }

    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, PackError> {
        const MESSAGE: &str = "a value is none of those that are known";
        let place: u32 = self.columns.kinds.place(all.len(), MESSAGE)?;
        all.get(place as usize).copied().ok_or_else(|| self.columns.kinds.wrong(MESSAGE))
    }

    pub(super) fn link(&mut self, meters: usize) -> Result<MeterId, PackError> {
        self.columns.meters.place(meters, NO_METER).map(MeterId)
    }

    pub(super) fn known_meter(&mut self) -> Result<MeterId, PackError> {
        let meter = self.link(usize::from(u16::MAX) + 1)?;
        match self.meters.get(meter) {
            Some(_) => Ok(meter),
            None => Err(self.columns.meters.wrong(NO_METER)),
        }
    }

    pub(super) fn text(&mut self) -> Result<String, PackError> {
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
    pub(super) fn unfold(&mut self, bytes: usize) -> Result<(), PackError> {
        let left = self.text_left.checked_sub(bytes);
        self.text_left = left.ok_or_else(|| {
            self.columns.texts.wrong("repeated texts unfold to more than a catalog holds")
        })?;
        Ok(())
    }

    pub(super) fn figure(&mut self) -> Result<Decimal, PackError> {
        self.figure_or_usual()?.ok_or_else(|| self.columns.forms.wrong("a figure is missing"))
    }

    pub(super) fn figure_or_usual(&mut self) -> Result<Option<Decimal>, PackError> {
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
        let zeros = u32::from(form.saturating_sub(MAX_SCALE));
        let scale = if zeros == 0 { u32::from(form) } else { 0 };
        let coefficient = 10_u128
            .checked_pow(zeros)
            .and_then(|factor| coefficient.checked_mul(factor))
            .filter(|coefficient| *coefficient >> 96 == 0)
            .ok_or_else(|| figures.wrong("a figure has more than 28 digits"))?;
        let [low, mid, high] =
            [coefficient, coefficient >> 32, coefficient >> 64].map(|part| part as u32);
        Ok(Some(Decimal::from_parts(low, mid, high, packed & NEGATIVE != 0, scale)))
    }

    /// A quantity in thousandths, which `thousandths` makes of what is packed, together with them;
    /// or, without them, any other quantity.
    pub(super) fn ratio(
        &mut self,
        thousandths: impl FnOnce(u64) -> Option<u64>,
    ) -> Result<(Quantity, Option<u32>), PackError> {
        let Some(packed) = self.columns.ratios.varint()?.checked_sub(1) else {
            return Ok((self.quantity()?, None));
        };
        let thousandths = thousandths(packed)
            .and_then(|thousandths| u32::try_from(thousandths).ok())
            .ok_or_else(|| self.columns.ratios.wrong("a ratio leaves its range"))?;
        let (mut coefficient, mut scale) = (thousandths, 3);
        while scale > 0 && coefficient.is_multiple_of(10) {
            coefficient /= 10;
            scale -= 1;
        }
        let value = Decimal::from_parts(coefficient, 0, 0, false, scale);
        Ok((self.not_negative(value)?, Some(thousandths)))
    }

    /// The first day of a price.
    pub(super) fn start(&mut self) -> Result<Date, PackError> {
        self.start.next(&mut self.columns.starts)
    }

    /// The day of the last look at a price.
    pub(super) fn look(&mut self) -> Result<Date, PackError> {
        self.look.next(&mut self.columns.looks)
    }

    pub(super) fn credits(&mut self) -> Result<Credits, PackError> {
        self.figure().map(Credits::new)
    }

    pub(super) fn quantity(&mut self) -> Result<Quantity, PackError> {
        let value = self.figure()?;
        self.not_negative(value)
    }

    pub(super) fn positive(&mut self) -> Result<Quantity, PackError> {
        let value = self.figure()?;
        self.above_zero(value)
    }

    pub(super) fn not_negative(&self, value: Decimal) -> Result<Quantity, PackError> {
        Quantity::new(value).map_err(|_| self.columns.forms.wrong("a quantity is below 0"))
    }

    pub(super) fn above_zero(&self, value: Decimal) -> Result<Quantity, PackError> {
        let quantity = self.not_negative(value)?;
        if quantity.is_zero() {
            return Err(self.columns.coefficients.wrong("a quantity is 0 where it divides"));
        }
        Ok(quantity)
    }

    pub(super) fn count(&mut self) -> Result<usize, PackError> {
        let count = self.columns.counts.varint()?;
        self.checked(count)
    }

    /// A length that the bytes may hold: everything listed takes at least one.
    pub(super) fn checked(&self, count: u64) -> Result<usize, PackError> {
        usize::try_from(count)
            .ok()
            .filter(|count| *count <= self.size)
            .ok_or_else(|| self.columns.counts.wrong("a list is longer than the whole catalog"))
    }

    pub(super) fn list<T>(
        &mut self,
        item: impl FnMut(&mut Self) -> Result<T, PackError>,
    ) -> Result<Vec<T>, PackError> {
        let length = self.count()?;
        self.list_of(length, item)
    }

    pub(super) fn list_of<T>(
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
