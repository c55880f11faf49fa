//! The columns of a packed catalog while they are read, and the kinds of values in them. The bytes are not
//! trusted: every length is checked against what is left, and nothing is reserved on their word.
//! The first problem is kept; from then on nothing is left to read, and every value is the plainest of its kind.

use crate::{
    Decimal,
    meter::{MeterId, Meters},
    money::{Credits, Quantity},
    time::Date,
};

use super::{
    Column, END_OF_TEXT, MAGIC, MAX_SCALE, NAMES, NEGATIVE, PackError, USUAL, VERSION, WIDE,
};

/// The most text that a catalog may unfold to, in bytes. A repeated text takes one byte packed and
/// its whole length unfolded, so the length of the input alone would not bound it.
const MAX_TEXT: usize = 16 << 20;

/// Room reserved before anything has been read; more grows as it is filled.
const RESERVED: usize = 64;

const NO_METER: &str = "a meter is not in the registry";

/// What is left of all columns, and what later values refer to.
pub(super) struct Reader<'a> {
    /// What is left of each column.
    rest: [&'a [u8]; NAMES.len()],
    /// The first that was met.
    problem: Option<PackError>,
    /// Bytes of the whole catalog: no list is longer.
    size: usize,
    texts: Vec<&'a str>,
    text_left: usize,
    pub(super) meters: Meters,
    pub(super) supplier: u32,
    pub(super) start: u32,
    pub(super) look: u32,
}

impl<'a> Reader<'a> {
    /// The columns of a packed catalog.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, PackError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(PackError::NotACatalog)?;
        let (version, mut rest) = rest.split_first().ok_or(PackError::Cut { column: "version" })?;
        if *version != VERSION {
            return Err(PackError::Version(*version));
        }
        let mut lengths = [0; NAMES.len()];
        for length in &mut lengths {
            *length = varint(&mut rest).map_err(|problem| problem.of("lengths"))?;
        }
        let mut columns = [&[][..]; NAMES.len()];
        for ((column, length), name) in columns.iter_mut().zip(lengths).zip(NAMES) {
            let split =
                usize::try_from(length).ok().and_then(|length| rest.split_at_checked(length));
            (*column, rest) = split.ok_or(PackError::Cut { column: name })?;
        }
        if !rest.is_empty() {
            return Err(PackError::Excess { column: "last column", bytes: rest.len() });
        }
        Ok(Self {
            rest: columns,
            problem: None,
            size: bytes.len(),
            texts: Vec::new(),
            text_left: MAX_TEXT,
            meters: Meters::default(),
            supplier: 0,
            start: 0,
            look: 0,
        })
    }

    /// Whether everything has been read, and nothing was wrong.
    pub(super) fn end(self) -> Result<(), PackError> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        for (rest, column) in self.rest.iter().zip(NAMES) {
            if !rest.is_empty() {
                return Err(PackError::Excess { column, bytes: rest.len() });
            }
        }
        Ok(())
    }

    /// Notes what is wrong, unless something was before.
    pub(super) fn wrong(&mut self, column: Column, message: &'static str) {
        self.stop(PackError::Wrong { column: column.name(), message });
    }

    fn stop(&mut self, problem: PackError) {
        self.problem.get_or_insert(problem);
        // So that whatever is asked for afterwards ends at once.
        self.rest = [&[]; NAMES.len()];
    }

    fn byte(&mut self, column: Column) -> u8 {
        let rest = self.rest.get(column as usize).and_then(|rest| rest.split_first());
        if let Some((byte, after)) = rest {
            self.set(column, after);
            return *byte;
        }
        self.stop(PackError::Cut { column: column.name() });
        0
    }

    fn set(&mut self, column: Column, rest: &'a [u8]) {
        if let Some(own) = self.rest.get_mut(column as usize) {
            *own = rest;
        }
    }

    pub(super) fn varint(&mut self, column: Column) -> u64 {
        let mut rest = self.rest.get(column as usize).copied().unwrap_or_default();
        match varint(&mut rest) {
            Ok(value) => {
                self.set(column, rest);
                value
            }
            Err(problem) => {
                self.stop(problem.of(column.name()));
                0
            }
        }
    }

    /// The next text of a column.
    pub(super) fn own_text(&mut self, column: Column) -> &'a str {
        let rest = self.rest.get(column as usize).copied().unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == END_OF_TEXT);
        let Some((text, rest)) = end.and_then(|end| rest.split_at_checked(end)) else {
            self.stop(PackError::Cut { column: column.name() });
            return "";
        };
        self.set(column, rest.get(1..).unwrap_or_default());
        str::from_utf8(text).unwrap_or_else(|_| {
            self.wrong(column, "a text is not UTF-8");
            ""
        })
    }

    /// The next id or name.
    pub(super) fn name(&mut self) -> String {
        self.own_text(Column::Ids).to_owned()
    }

    /// The value one step after the one before; from 0 to 2^32 - 1.
    pub(super) fn after(&mut self, column: Column, before: u32) -> u32 {
        let packed = self.varint(column);
        let step = (packed >> 1) as i64 ^ -((packed & 1) as i64);
        let value = i64::from(before).checked_add(step).and_then(|value| u32::try_from(value).ok());
        value.unwrap_or_else(|| {
            self.wrong(column, "a step leads out of range");
            0
        })
    }

    /// A place in a list of `length`, which is at most 2^32.
    pub(super) fn place(&mut self, column: Column, length: usize, message: &'static str) -> u32 {
        let place = self.varint(column);
        if place >= length as u64 {
            self.wrong(column, message);
            return 0;
        }
        place as u32
    }

    /// The same in a list of at most 2^16.
    pub(super) fn short(&mut self, column: Column, length: usize, message: &'static str) -> u16 {
        self.place(column, length.min(1 << 16), message) as u16
    }

    /// The day after the one before in its column.
    pub(super) fn day(&mut self, column: Column, ordinal: u32) -> Date {
        Date::from_ordinal(ordinal).unwrap_or_else(|| {
            self.wrong(column, "a day is not in the calendar");
            Date::FIRST
        })
    }

    pub(super) fn kind(&mut self) -> u64 {
        self.varint(Column::Kinds)
    }

    /// One of `all`; `first` is the first of them.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T], first: T) -> T {
        let place = self.place(Column::Kinds, all.len(), "a value is none of those that are known");
        all.get(place as usize).copied().unwrap_or(first)
    }

    pub(super) fn link(&mut self, meters: usize) -> MeterId {
        MeterId(self.short(Column::Meters, meters, NO_METER))
    }

    pub(super) fn known_meter(&mut self) -> MeterId {
        let meter = self.link(usize::from(u16::MAX) + 1);
        if self.meters.get(meter).is_none() {
            self.wrong(Column::Meters, NO_METER);
        }
        meter
    }

    pub(super) fn text(&mut self) -> String {
        let known = self.texts.len();
        let back = self.place(Column::Repeats, known + 1, "a text repeats none") as usize;
        let place = known.checked_sub(back);
        let old = place.and_then(|place| self.texts.get(place).copied());
        let text = old.unwrap_or_else(|| {
            let text = self.own_text(Column::Texts);
            self.texts.push(text);
            text
        });
        self.unfold(text.len());
        text.to_owned()
    }

    /// Accounts for text that is longer unfolded than packed.
    pub(super) fn unfold(&mut self, bytes: usize) {
        match self.text_left.checked_sub(bytes) {
            Some(left) => self.text_left = left,
            None => {
                self.wrong(Column::Texts, "repeated texts unfold to more than a catalog holds");
            }
        }
    }

    pub(super) fn figure(&mut self) -> Decimal {
        self.figure_or_usual().unwrap_or_else(|| {
            self.wrong(Column::Forms, "a figure is missing");
            Decimal::ZERO
        })
    }

    pub(super) fn figure_or_usual(&mut self) -> Option<Decimal> {
        let packed = self.byte(Column::Forms);
        if packed == USUAL {
            return None;
        }
        let mut coefficient = u128::from(self.varint(Column::Coefficients));
        if packed & WIDE != 0 {
            coefficient |= u128::from(self.varint(Column::Coefficients)) << 64;
        }
        if coefficient == 0 && packed != 0 {
            self.wrong(Column::Coefficients, "a figure is 0 in more than one way");
        }
        let form = packed & !(WIDE | NEGATIVE);
        let zeros = form.saturating_sub(MAX_SCALE);
        let scale = if zeros == 0 { u32::from(form) } else { 0 };
        for _ in 0..zeros {
            // Once it is too large it stays so: the largest has room for the factor.
            coefficient = coefficient.min(1 << 96) * 10;
        }
        if coefficient >> 96 != 0 {
            self.wrong(Column::Coefficients, "a figure has more than 28 digits");
        }
        let [low, mid, high] =
            [coefficient, coefficient >> 32, coefficient >> 64].map(|part| part as u32);
        Some(Decimal::from_parts(low, mid, high, packed & NEGATIVE != 0, scale))
    }

    /// A quantity in thousandths, which lies as far above or below `from` as is packed, together with them;
    /// or, without them, any other quantity.
    pub(super) fn ratio(&mut self, from: Option<u32>, is_below: bool) -> (Quantity, Option<u32>) {
        let Some(packed) = self.varint(Column::Ratios).checked_sub(1) else {
            return (self.quantity(), None);
        };
        let thousandths = from.and_then(|from| {
            let from = u64::from(from);
            let sum = if is_below { from.checked_sub(packed) } else { from.checked_add(packed) };
            u32::try_from(sum?).ok()
        });
        if thousandths.is_none() {
            self.wrong(Column::Ratios, "a ratio leaves its range");
        }
        let thousandths = thousandths.unwrap_or_default();
        let (mut coefficient, mut scale) = (thousandths, 3);
        while scale > 0 && coefficient.is_multiple_of(10) {
            coefficient /= 10;
            scale -= 1;
        }
        let value = Decimal::from_parts(coefficient, 0, 0, false, scale);
        (self.not_negative(value), Some(thousandths))
    }

    pub(super) fn credits(&mut self) -> Credits {
        Credits::new(self.figure())
    }

    pub(super) fn quantity(&mut self) -> Quantity {
        let value = self.figure();
        self.not_negative(value)
    }

    pub(super) fn positive(&mut self) -> Quantity {
        let value = self.figure();
        self.above_zero(value)
    }

    pub(super) fn not_negative(&mut self, value: Decimal) -> Quantity {
        Quantity::new(value).unwrap_or_else(|_| {
            self.wrong(Column::Forms, "a quantity is below 0");
            Quantity::ZERO
        })
    }

    pub(super) fn above_zero(&mut self, value: Decimal) -> Quantity {
        let quantity = self.not_negative(value);
        if quantity.is_zero() {
            self.wrong(Column::Coefficients, "a quantity is 0 where it divides");
        }
        quantity
    }

    pub(super) fn count(&mut self) -> usize {
        let count = self.varint(Column::Counts);
        self.checked(count)
    }

    /// A length that the bytes may hold: everything listed takes at least one.
    pub(super) fn checked(&mut self, count: u64) -> usize {
        if count > self.size as u64 {
            self.wrong(Column::Counts, "a list is longer than the whole catalog");
            return 0;
        }
        count as usize
    }

    pub(super) fn list<T>(&mut self, item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let length = self.count();
        self.list_of(length, item)
    }

    pub(super) fn list_of<T>(
        &mut self,
        length: usize,
        mut item: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let mut list = Vec::with_capacity(length.min(RESERVED));
        for _ in 0..length {
            if self.problem.is_some() {
                break;
            }
            list.push(item(self));
        }
        list
    }
}

/// Why a number cannot be read.
enum NoNumber {
    Cut,
    TooLarge,
}

impl NoNumber {
    const fn of(self, column: &'static str) -> PackError {
        match self {
            Self::Cut => PackError::Cut { column },
            Self::TooLarge => {
                PackError::Wrong { column, message: "a number is larger than any that is packed" }
            }
        }
    }
}

/// Seven bits a byte, the lowest first.
fn varint(rest: &mut &[u8]) -> Result<u64, NoNumber> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().ok_or(NoNumber::Cut)?;
        *rest = after;
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
    Err(NoNumber::TooLarge)
}
