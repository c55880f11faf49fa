//! The meters that the tests price with: names and containment as in `pricing/meters.toml`.

use one_credit_engine::{
    meter::{Meter, MeterId, Meters},
    money::Quantity,
};

/// Every meter with the meters that directly contain it; a part stands after its wholes.
pub const METERS: [(&str, &[&str]); 13] = [
    ("characters", &[]),
    ("tokens.input", &[]),
    ("tokens.input.cached", &["tokens.input"]),
    ("tokens.input.cache_write", &["tokens.input"]),
    ("tokens.input.audio", &["tokens.input"]),
    ("tokens.input.audio.cached", &["tokens.input.audio", "tokens.input.cached"]),
    ("tokens.output", &[]),
    ("tokens.output.reasoning", &["tokens.output"]),
    ("seconds.audio", &[]),
    ("seconds.video", &[]),
    ("pages", &[]),
    ("images", &[]),
    ("requests", &[]),
];

/// The names of every meter that contains this one, however far up.
pub fn wholes(name: &str) -> Vec<&'static str> {
    let direct =
        METERS.iter().find(|(meter, _)| *meter == name).map_or(&[][..], |(_, direct)| *direct);
    let mut all: Vec<&'static str> = Vec::new();
    for whole in direct {
        all.push(whole);
        all.extend(wholes(whole));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The engine's registry of [`METERS`].
pub fn meters() -> Meters {
    let place = |name: &str| {
        let place =
            METERS.iter().position(|(meter, _)| *meter == name).expect("a whole is a meter");
        MeterId(u16::try_from(place).expect("few meters"))
    };
    let meter = |(name, _): &(&str, &[&str])| Meter {
        name: (*name).to_owned(),
        unit: "unit".to_owned(),
        units: "units".to_owned(),
        scale: Quantity::ONE,
        scale_unit: "unit".to_owned(),
        family: "any".to_owned(),
        part_of: wholes(name).into_iter().map(place).collect(),
    };
    Meters::new(METERS.iter().map(meter).collect())
}
