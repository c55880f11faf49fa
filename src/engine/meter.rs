//! What is counted: meters, their registry, and the usage of one job.
//! A meter may be part of others; a usage is priced over exclusive leaves, so nothing is billed twice.

use core::fmt;

use crate::{
    decimal::{self, FigureError},
    money::Quantity,
};

/// A meter's place in its [`Meters`] registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeterId(pub u16);

/// Something that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Its name in rate cards and usages: `tokens.input.cached`.
    pub name: String,
    /// One of what it counts: `token`.
    pub unit: String,
    /// Several of them: `tokens`.
    pub units: String,
    /// How many units people quote prices for: 1,000,000 tokens, 60 seconds. Above 0.
    pub scale: Quantity,
    /// The words for one scale: `1M tokens`, `minute`.
    pub scale_unit: String,
    /// What kind of thing it counts: `text`, `audio`, `image`, `video`, `document`, `request`.
    pub family: String,
    /// Every meter that already contains it, however far up.
    pub part_of: Vec<MeterId>,
}

/// All meters of a catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meters(Vec<Meter>);

impl Meters {
    /// A registry of these meters; a meter's place is its [`MeterId`]. `part_of` must be transitive.
    pub const fn new(meters: Vec<Meter>) -> Self {
        Self(meters)
    }

    /// The meter of this name.
    pub fn find(&self, name: &str) -> Option<MeterId> {
        let place = self.0.iter().position(|meter| meter.name == name)?;
        u16::try_from(place).ok().map(MeterId)
    }

    /// The meter at this place.
    pub fn get(&self, id: MeterId) -> Option<&Meter> {
        self.0.get(usize::from(id.0))
    }

    /// The name of a meter, for messages.
    pub fn name(&self, id: MeterId) -> &str {
        self.get(id).map_or("unknown meter", |meter| meter.name.as_str())
    }

    /// Every meter with its id, in the order of the registry.
    pub fn iter(&self) -> impl Iterator<Item = (MeterId, &Meter)> {
        (0..).map(MeterId).zip(&self.0)
    }

    /// Whether `part` is counted by `whole` as well.
    pub fn is_part_of(&self, part: MeterId, whole: MeterId) -> bool {
        self.get(part).is_some_and(|meter| meter.part_of.contains(&whole))
    }
}

/// What one job consumes: a quantity for each meter named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage(Vec<(MeterId, Quantity)>);

/// A usage that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    /// A part is larger than the whole that contains it.
    PartExceedsWhole {
        /// The part's meter and quantity.
        part: (String, Quantity),
        /// The whole's meter and quantity.
        whole: (String, Quantity),
    },
    /// The parts of a whole overlap so that together they exceed it.
    PartsExceedWhole {
        /// The parts' meters.
        parts: Vec<String>,
        /// The whole's meter and quantity.
        whole: (String, Quantity),
    },
    /// The figures are too large to work with.
    Figure(FigureError),
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PartExceedsWhole { part, whole } => write!(
                f,
                "{} ({}) is more than {} ({}), of which it is a part",
                part.0, part.1, whole.0, whole.1
            ),
            Self::PartsExceedWhole { parts, whole } => write!(
                f,
                "{} together are more than {} ({}), of which they are parts",
                parts.join(" and "),
                whole.0,
                whole.1
            ),
            Self::Figure(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UsageError {}

impl From<FigureError> for UsageError {
    fn from(error: FigureError) -> Self {
        Self::Figure(error)
    }
}

impl Usage {
    /// No usage.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets the quantity of a meter.
    pub fn set(&mut self, meter: MeterId, quantity: Quantity) {
        match self.0.iter_mut().find(|(id, _)| *id == meter) {
            Some(entry) => entry.1 = quantity,
            None => self.0.push((meter, quantity)),
        }
    }

    /// The same usage with one more meter set.
    #[must_use]
    pub fn with(mut self, meter: MeterId, quantity: Quantity) -> Self {
        self.set(meter, quantity);
        self
    }

    /// The quantity of a meter, if the usage names it.
    pub fn get(&self, meter: MeterId) -> Option<Quantity> {
        self.0.iter().find(|(id, _)| *id == meter).map(|(_, quantity)| *quantity)
    }

    /// The quantity of a meter, 0 when the usage does not name it.
    pub fn quantity(&self, meter: MeterId) -> Quantity {
        self.get(meter).unwrap_or(Quantity::ZERO)
    }

    /// Every meter named, with its quantity.
    pub fn iter(&self) -> impl Iterator<Item = (MeterId, Quantity)> + '_ {
        self.0.iter().copied()
    }

    /// Whether no part exceeds its whole.
    ///
    /// # Errors
    /// [`UsageError::PartExceedsWhole`] with both.
    pub fn check(&self, meters: &Meters) -> Result<(), UsageError> {
        for (part, quantity) in self.iter() {
            for whole in meters.get(part).into_iter().flat_map(|meter| &meter.part_of) {
                let whole_quantity = self.quantity(*whole);
                if quantity > whole_quantity {
                    return Err(UsageError::PartExceedsWhole {
                        part: (meters.name(part).to_owned(), quantity),
                        whole: (meters.name(*whole).to_owned(), whole_quantity),
                    });
                }
            }
        }
        Ok(())
    }

    /// What is left of `meter` when the leaves of the priced meters strictly below it are taken out:
    /// `leaf(m) = usage(m) - sum of leaf(d)`.
    ///
    /// # Errors
    /// [`UsageError`] when the parts exceed the whole.
    #[cfg_attr(feature = "fast", optimize(speed))]
    pub fn leaf(
        &self,
        meters: &Meters,
        priced: &[MeterId],
        meter: MeterId,
    ) -> Result<Quantity, UsageError> {
        let below = || priced.iter().copied().filter(|part| meters.is_part_of(*part, meter));
        let mut rest = self.quantity(meter).value();
        for part in below() {
            rest = decimal::sub(rest, self.leaf(meters, priced, part)?.value())?;
        }
        Quantity::new(rest).map_err(|_| UsageError::PartsExceedWhole {
            parts: below().map(|part| meters.name(part).to_owned()).collect(),
            whole: (meters.name(meter).to_owned(), self.quantity(meter)),
        })
    }

    /// What no priced meter counts: of each meter that is neither priced nor part of a priced one,
    /// the quantity beside its priced parts, where that is above 0.
    pub fn unpriced<'a>(
        &'a self,
        meters: &'a Meters,
        priced: &'a [MeterId],
    ) -> impl Iterator<Item = (MeterId, Quantity)> + 'a {
        self.iter()
            .filter(|(meter, _)| {
                !priced.iter().any(|whole| whole == meter || meters.is_part_of(*meter, *whole))
            })
            // Priced parts that overlap may exceed an unpriced whole; then nothing is left of it.
            .filter_map(|(meter, _)| Some((meter, self.leaf(meters, priced, meter).ok()?)))
            .filter(|(_, rest)| !rest.is_zero())
    }
}
