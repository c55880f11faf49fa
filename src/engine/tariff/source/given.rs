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

#[cfg(test)]
mod tests {
    use super::*;

    fn given(json: &str) -> Result<TariffSource, Misfit> {
        TariffSource::try_from(Tree::read(json).unwrap())
    }

    #[test]
    fn every_key_is_read_as_serde_reads_it() {
        let json = r#"{
            "from": "2026-01-01", "source": "x", "verified": null, "minimum": "0.01", "maximum": 5,
            "charges": [
                {
                    "meter": "characters", "per": 1000, "amount": "1.25", "fixed": "0.1", "factor": 2,
                    "increment": 100, "rounding": "up", "least": 5, "free": "3", "free_first": true,
                    "at_zero": "charge", "tiers": null, "tiering": null
                },
                {
                    "meter": "tokens.input", "tiering": "graduated",
                    "tiers": [{ "up_to": 100, "per": 10, "amount": "2", "fixed": 1 }, { "per": 3 }]
                }
            ],
            "variants": [
                {
                    "when": {
                        "z": "last", "meter": "images", "op": ">", "value": 200, "service": "batch",
                        "hours": { "from": "16:30", "to": "00:30", "days": ["mon"] }, "region": "eu", "a": "1"
                    },
                    "charges": [{ "meter": "images", "per": 1, "amount": "0.5" }]
                },
                { "when": { "quality": "hd", "hours": null }, "charges": [] }
            ]
        }"#;
        assert_eq!(given(json).unwrap(), serde_json::from_str(json).unwrap());
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        for (json, message, path) in [
            ("[]", "a list cannot stand here; an object is needed", ""),
            ("{}", "charges is missing", ""),
            (r#"{"charges": null}"#, "null cannot stand here; a sequence is needed", "charges"),
            (
                r#"{"charges": [{"meter": "a"}, 5]}"#,
                "a text cannot stand here; an object is needed",
                "charges[1]",
            ),
            (
                r#"{"charges": [{"meter": true}]}"#,
                "true or false cannot stand here; a string is needed",
                "charges[0].meter",
            ),
            (r#"{"charges": [{"per": 1}]}"#, "meter is missing", "charges[0]"),
            (
                r#"{"charges": [{"meter": "a", "tiers": [{"up_to": []}]}]}"#,
                "a list cannot stand here; a number, or a string that holds one is needed",
                "charges[0].tiers[0].up_to",
            ),
            (
                r#"{"charges": [{"meter": "a", "free_first": "yes"}]}"#,
                "a text cannot stand here; a boolean is needed",
                "charges[0].free_first",
            ),
            (
                r#"{"variant": [{"if": 1}], "charges": []}"#,
                "\"if\" is not a key that is known here; the keys are when, charges",
                "variant[0].if",
            ),
            (
                r#"{"variant": [{"when": {"quality": false}}], "charges": []}"#,
                "true or false cannot stand here; a string is needed",
                "variant[0].when.quality",
            ),
            (
                r#"{"variant": [{"when": {"hours": {"from": "1:00"}}}], "charges": []}"#,
                "to is missing",
                "variant[0].when.hours",
            ),
            (
                r#"{"variant": [], "variants": [], "charges": []}"#,
                "variant and variants mean the same; give one of them",
                "variants",
            ),
        ] {
            let misfit = given(json).unwrap_err();
            assert_eq!((&*misfit.message, &*misfit.path), (message, path), "{json}");
        }
    }
}
