//! The short way of `price`: a usage of whole numbers in, a bill out, as 32-bit words that both sides
//! share. Whatever is not plain takes the long way, which says what is wrong.

use core::{
    cell::Cell,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use one_credit_engine::{
    Decimal,
    catalog::ModelId,
    decimal,
    meter::{MeterId, Usage},
    money::Quantity,
    tariff::{BillItem, Context},
    time::Timestamp,
};
use wasm_bindgen::prelude::*;

use super::request;
use crate::catalog;

/// Enough for a usage of every meter and a bill with as many lines.
const LENGTH: usize = 1024;

/// Atomics, because the other side writes them too; without threads they cost nothing.
static WORDS: [AtomicU32; LENGTH] = [const { AtomicU32::new(0) }; LENGTH];

thread_local! {
    static MOMENT: Cell<Option<Timestamp>> = const { Cell::new(None) };
}

/// The memory in which the words lie.
#[wasm_bindgen(skip_jsdoc)]
pub fn words_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Where in it they begin.
#[wasm_bindgen(skip_jsdoc)]
pub fn words() -> *const u32 {
    WORDS.as_ptr().cast()
}

/// Sets the moment whose prices [`bill`] uses, and returns it as estimates write it.
#[wasm_bindgen(skip_jsdoc)]
pub fn moment(text: &str) -> Result<String, JsValue> {
    let at = request::moment(text)?;
    MOMENT.set(Some(at));
    Ok(at.to_string())
}

/// The bill for `count` quantities, three words each: meter and scale << 16, low, high.
///
/// Writes the total (four words, see [`Writer::decimal`]), the number of lines, then for each line
/// its item, flags, quantity, credits and rate, then the number of meters not given, and those.
/// Returns the number of words, or 0 for what takes the long way.
#[wasm_bindgen(skip_jsdoc)]
pub fn bill(model: u32, count: usize) -> usize {
    answer(model, count).unwrap_or(0)
}

/// The item words of a line that is not for a meter.
const MINIMUM: u32 = 0xFFFF;
const MAXIMUM: u32 = 0xFFFE;

const IS_ROUNDED: u32 = 1;
const HAS_RATE: u32 = 2;

#[cfg_attr(feature = "fast", optimize(speed))]
fn answer(model: u32, count: usize) -> Option<usize> {
    let catalog = catalog();
    let at = MOMENT.get()?;
    let tariff = &catalog.get(ModelId(model))?.price_at(at)?.tariff;
    let mut usage = Usage::new();
    for entry in WORDS.get(..count * 3)?.chunks_exact(3) {
        let [meter, low, high] = entry else { return None };
        let (meter, low, high) = (meter.load(Relaxed), low.load(Relaxed), high.load(Relaxed));
        let value = Decimal::from_parts(low, high, 0, false, (meter >> 16).min(decimal::MAX_SCALE));
        usage.set(MeterId((meter & 0xFFFF) as u16), Quantity::new(value).ok()?);
    }
    let context = Context::at(at);
    let mut bill = tariff.bill(&catalog.meters, &usage, &context).ok()?;
    // A charge for the request itself counts it as one.
    let is_request = |meter: &&MeterId| catalog.meters.name(**meter) == "requests";
    if let Some(requests) = bill.not_given.iter().find(is_request) {
        usage.set(*requests, Quantity::ONE);
        bill = tariff.bill(&catalog.meters, &usage, &context).ok()?;
    }
    if !bill.unpriced.is_empty() {
        return None;
    }
    let total = bill.settle().ok()?;
    let mut writer = Writer(0);
    writer.decimal(total.amount())?;
    writer.word(u32::try_from(bill.lines.len()).ok()?)?;
    for line in &bill.lines {
        writer.word(match line.item {
            BillItem::Meter(meter) => u32::from(meter.0),
            BillItem::Minimum => MINIMUM,
            BillItem::Maximum => MAXIMUM,
        })?;
        let rounded = if line.credits.is_rounded { IS_ROUNDED } else { 0 };
        writer.word(rounded | if line.rate.is_some() { HAS_RATE } else { 0 })?;
        writer.decimal(line.quantity.value())?;
        writer.decimal(line.credits.value.amount())?;
        if let Some(rate) = line.rate {
            writer.decimal(rate.amount.amount())?;
            writer.decimal(rate.per.value())?;
        }
    }
    writer.word(u32::try_from(bill.not_given.len()).ok()?)?;
    for meter in &bill.not_given {
        writer.word(u32::from(meter.0))?;
    }
    Some(writer.0)
}

/// The next word to write.
struct Writer(usize);

impl Writer {
    fn word(&mut self, word: u32) -> Option<()> {
        WORDS.get(self.0)?.store(word, Relaxed);
        self.0 += 1;
        Some(())
    }

    /// Scale << 1 and the sign, then the coefficient from its lowest word on.
    fn decimal(&mut self, value: Decimal) -> Option<()> {
        let parts = value.unpack();
        self.word(parts.scale << 1 | u32::from(parts.negative))?;
        self.word(parts.lo)?;
        self.word(parts.mid)?;
        self.word(parts.hi)
    }
}
