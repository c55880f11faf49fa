//! The price that a host gives with a model: `pricing` is `{price, unitType, unitTypeScale}`.
//! It holds for ONE unit; what has no unit, or an unknown one, is a gap and never free.

use crate::{
    meter::Meters,
    money::{Credits, Quantity},
    tariff::{Charge, Tariff, UnitRate},
};

/// A price given by a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPrice {
    /// So many credits for one unit.
    Known {
        /// Credits for one unit; 0 or more.
        amount: Credits,
        /// What is counted.
        unit: HostUnit,
    },
    /// It says nothing; the reason completes "node 4 ...".
    Unknown(String),
}

/// What a host's price counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostUnit {
    /// A character, as a Unicode code point.
    Character,
    /// A token. The host does not tell tokens read from tokens written, so both are counted.
    Token,
    /// A second of audio or video.
    Second,
    /// A minute of it.
    Minute,
    /// An hour of it.
    Hour,
    /// A request.
    Request,
}

impl HostUnit {
    /// The meters that are counted and how many of their units make one.
    fn meters(self) -> (&'static [&'static str], u32) {
        match self {
            Self::Character => (&["characters"], 1),
            Self::Token => (&["tokens.input", "tokens.output"], 1),
            Self::Second => (&["seconds.audio"], 1),
            Self::Minute => (&["seconds.audio"], 60),
            Self::Hour => (&["seconds.audio"], 3600),
            Self::Request => (&["requests"], 1),
        }
    }
}

impl HostPrice {
    /// The price of a unit type and scale, as hosts name them, in any case.
    pub(super) fn new(amount: Option<Credits>, unit: Option<&str>, scale: Option<&str>) -> Self {
        let given =
            amount.map_or_else(|| "no price".to_owned(), |amount| format!("a price of {amount}"));
        let Some(unit) = unit.map(str::trim).filter(|unit| !unit.is_empty()) else {
            return Self::Unknown(format!("its host gives {given} without a unit"));
        };
        let Some(amount) = amount else {
            return Self::Unknown("its host gives a unit without a price".to_owned());
        };
        let scale = scale.map(str::trim).unwrap_or_default();
        let is = |name: &str| unit.eq_ignore_ascii_case(name);
        let is_scale = |name: &str| scale.eq_ignore_ascii_case(name);
        let known = if is("CHAR") {
            Some(HostUnit::Character)
        } else if is("TOKEN") {
            Some(HostUnit::Token)
        } else if is("REQUEST") {
            // Hosts write a scale here too; it means nothing.
            Some(HostUnit::Request)
        } else if !is("TIME") {
            None
        } else if is_scale("SECOND") {
            Some(HostUnit::Second)
        } else if is_scale("MINUTE") {
            Some(HostUnit::Minute)
        } else if is_scale("HOUR") {
            Some(HostUnit::Hour)
        } else {
            None
        };
        let shown = |text: &str| crate::decimal::shorten(text);
        match known {
            Some(unit) => Self::Known { amount, unit },
            None if is("TIME") && scale.is_empty() => Self::Unknown(format!(
                "its host gives {given} for TIME without saying second, minute or hour"
            )),
            None if is("TIME") => Self::Unknown(format!(
                "its host gives {given} for TIME by \"{}\", which is not SECOND, MINUTE or HOUR",
                shown(scale)
            )),
            None => Self::Unknown(format!(
                "its host gives {given} for each \"{}\", which is not CHAR, TOKEN, TIME or REQUEST",
                shown(unit)
            )),
        }
    }

    /// The tariff of a known price; none when the registry lacks a meter.
    pub(super) fn tariff(amount: Credits, unit: HostUnit, meters: &Meters) -> Option<Tariff> {
        let (names, per) = unit.meters();
        let per = Quantity::new(per.into()).ok()?;
        let charge = |name: &&str| Some(Charge::flat(meters.find(name)?, UnitRate { amount, per }));
        let charges = names.iter().map(charge).collect::<Option<_>>()?;
        Some(Tariff { charges, ..Tariff::default() })
    }
}
