//! Decimal text as the visitor's language writes it: through `Intl`, digit by digit, never as a float.

use std::cell::RefCell;

use js_sys::{Array, Function, Intl, Object, Reflect};
use one_credit_engine::amount::Separators;
use wasm_bindgen::JsValue;

thread_local! {
    /// One formatter for each number of decimals; making one costs far more than using it.
    static FORMATS: RefCell<Vec<Option<Function>>> = const { RefCell::new(Vec::new()) };
    static COMPACT: Function = compact_formatter();
}

/// `16000` as `16K`. `Intl` rounds what it shortens, so the text must have no more than two digits that
/// count, as headline figures have; they are rounded down before.
pub fn compact(text: &str) -> String {
    COMPACT.with(|format| written(format, text)).unwrap_or_else(|| text.to_owned())
}

/// `12345.60` as `12,345.60`: every digit that is given, and no other.
pub fn number(text: &str) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    FORMATS
        .with_borrow_mut(|formats| {
            if formats.len() <= decimals {
                formats.resize(decimals.saturating_add(1), None);
            }
            let format = formats.get_mut(decimals)?.get_or_insert_with(|| formatter(decimals));
            written(format, text)
        })
        // Plain decimal text is understood everywhere.
        .unwrap_or_else(|| text.to_owned())
}

/// The separators with which the visitor's language writes figures.
pub fn separators() -> Separators {
    let mut separators = Separators { decimal: '.', group: ',' };
    let format = Intl::NumberFormat::new(&Array::new(), &Object::new());
    // Five digits before the point: some languages part thousands only from there on.
    for part in format.format_to_parts(12_345.5) {
        let text = |name: &str| Reflect::get(&part, &name.into()).ok()?.as_string();
        let sign = text("value").and_then(|value| value.chars().next());
        match (text("type").as_deref(), sign) {
            (Some("decimal"), Some(sign)) => separators.decimal = sign,
            (Some("group"), Some(sign)) => separators.group = sign,
            _ => {}
        }
    }
    separators
}

fn written(format: &Function, text: &str) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, &JsValue::from_str(text)).ok()?.as_string()
}

fn compact_formatter() -> Function {
    let options = Object::new();
    // Setting a key of a fresh object cannot fail.
    let _ = Reflect::set(&options, &"notation".into(), &"compact".into());
    let _ = Reflect::set(&options, &"maximumSignificantDigits".into(), &JsValue::from(2));
    Intl::NumberFormat::new(&Array::new(), &options).format()
}

fn formatter(decimals: usize) -> Function {
    let options = Object::new();
    let decimals = JsValue::from(u32::try_from(decimals).unwrap_or(0));
    for key in ["minimumFractionDigits", "maximumFractionDigits"] {
        // Setting a key of a fresh object cannot fail.
        let _ = Reflect::set(&options, &key.into(), &decimals);
    }
    Intl::NumberFormat::new(&Array::new(), &options).format()
}
