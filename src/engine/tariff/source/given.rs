//! A tariff as a host's code gives it, read without serde: what that makes of these few types for one more
//! source of values takes 50 KB of WebAssembly.

use crate::tree::{Misfit, Tree};

use super::{
    ChargeSource, ConditionSource, Figure, HoursSource, TariffSource, TierSource, VariantSource,
};

const STRING: &str = "a string";

impl TryFrom<Tree> for TariffSource {
    type Error = Misfit;

    fn try_from(tree: Tree) -> Result<Self, Misfit> {
        const KEYS: [&str; 8] =
            ["from", "source", "verified", "minimum", "maximum", "charges", "variant", "variants"];
        let mut own = Self::default();
        let (mut charges, mut variants) = (None, None);
        tree.each(&KEYS, false, &mut |key, _, value| match key {
            Some(0) => text(&mut own.from, value),
            Some(1) => text(&mut own.source, value),
            Some(2) => text(&mut own.verified, value),
            Some(3) => figure(&mut own.minimum, value),
            Some(4) => figure(&mut own.maximum, value),
            Some(5) => list(&mut charges, value, charge),
            _ if variants.is_some() => {
                Err(Misfit::new("variant and variants mean the same; give one of them"))
            }
            _ => list(&mut variants, value, variant),
        })?;
        own.charges = charges.ok_or_else(|| Misfit::missing("charges"))?;
        own.variant = variants.unwrap_or_default();
        Ok(own)
    }
}

fn variant(tree: Tree) -> Result<VariantSource, Misfit> {
    let (mut when, mut charges) = (None, None);
    tree.each(&["when", "charges"], false, &mut |key, _, value| match key {
        Some(0) => {
            when = Some(condition(value)?);
            Ok(())
        }
        _ => list(&mut charges, value, charge),
    })?;
    Ok(VariantSource {
        when: when.ok_or_else(|| Misfit::missing("when"))?,
        charges: charges.ok_or_else(|| Misfit::missing("charges"))?,
    })
}

fn charge(tree: Tree) -> Result<ChargeSource, Misfit> {
    const KEYS: [&str; 13] = [
        "meter",
        "per",
        "amount",
        "fixed",
        "tiers",
        "tiering",
        "factor",
        "increment",
        "rounding",
        "least",
        "free",
        "free_first",
        "at_zero",
    ];
    let mut own = ChargeSource::default();
    let mut meter = None;
    tree.each(&KEYS, false, &mut |key, _, value| {
        let slot = match key {
            Some(0) => {
                meter = Some(value.text(STRING)?);
                return Ok(());
            }
            Some(4) if matches!(value, Tree::Null) => return Ok(()),
            Some(4) => return list(&mut own.tiers, value, tier),
            Some(5) => return text(&mut own.tiering, value),
            Some(8) => return text(&mut own.rounding, value),
            Some(11) => {
                let Tree::Truth(truth) = value else { return Err(value.misfit("a boolean")) };
                own.free_first = truth;
                return Ok(());
            }
            Some(12) => return text(&mut own.at_zero, value),
            Some(1) => &mut own.per,
            Some(2) => &mut own.amount,
            Some(3) => &mut own.fixed,
            Some(6) => &mut own.factor,
            Some(7) => &mut own.increment,
            Some(9) => &mut own.least,
            _ => &mut own.free,
        };
        figure(slot, value)
    })?;
    own.meter = meter.ok_or_else(|| Misfit::missing("meter"))?;
    Ok(own)
}

fn tier(tree: Tree) -> Result<TierSource, Misfit> {
    let mut own = TierSource::default();
    tree.each(&["up_to", "per", "amount", "fixed"], false, &mut |key, _, value| {
        let slot = match key {
            Some(0) => &mut own.up_to,
            Some(1) => &mut own.per,
            Some(2) => &mut own.amount,
            _ => &mut own.fixed,
        };
        figure(slot, value)
    })?;
    Ok(own)
}

fn condition(tree: Tree) -> Result<ConditionSource, Misfit> {
    const KEYS: [&str; 6] = ["meter", "op", "value", "hours", "service", "region"];
    let mut own = ConditionSource::default();
    tree.each(&KEYS, true, &mut |place, key, value| match place {
        Some(0) => text(&mut own.meter, value),
        Some(1) => text(&mut own.op, value),
        Some(2) => figure(&mut own.value, value),
        Some(3) if matches!(value, Tree::Null) => Ok(()),
        Some(3) => {
            own.hours = Some(hours(value)?);
            Ok(())
        }
        Some(4) => text(&mut own.service, value),
        Some(5) => text(&mut own.region, value),
        _ => {
            let place = own.attributes.partition_point(|(known, _)| **known < *key);
            own.attributes.insert(place, (key.to_owned(), value.text(STRING)?));
            Ok(())
        }
    })?;
    Ok(own)
}

fn hours(tree: Tree) -> Result<HoursSource, Misfit> {
    let (mut from, mut to, mut days) = (None, None, None);
    tree.each(&["from", "to", "days"], false, &mut |key, _, value| match key {
        Some(0) => {
            from = Some(value.text(STRING)?);
            Ok(())
        }
        Some(1) => {
            to = Some(value.text(STRING)?);
            Ok(())
        }
        _ if matches!(value, Tree::Null) => Ok(()),
        _ => list(&mut days, value, |day| day.text(STRING)),
    })?;
    Ok(HoursSource {
        from: from.ok_or_else(|| Misfit::missing("from"))?,
        to: to.ok_or_else(|| Misfit::missing("to"))?,
        days,
    })
}

/// A text; null is as good as none.
fn text(slot: &mut Option<String>, value: Tree) -> Result<(), Misfit> {
    if !matches!(value, Tree::Null) {
        *slot = Some(value.text(STRING)?);
    }
    Ok(())
}

/// A figure; null is as good as none.
fn figure(slot: &mut Option<Figure>, value: Tree) -> Result<(), Misfit> {
    if !matches!(value, Tree::Null) {
        *slot = Some(Figure(value.text("a number, or a string that holds one")?));
    }
    Ok(())
}

fn list<T>(
    slot: &mut Option<Vec<T>>,
    value: Tree,
    read: fn(Tree) -> Result<T, Misfit>,
) -> Result<(), Misfit> {
    let list = slot.insert(Vec::new());
    value.items(&mut |item| {
        list.push(read(item)?);
        Ok(())
    })
}
