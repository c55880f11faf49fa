//! What flows along links: characters of text by language, seconds of sound or film, images, pages.
//! A derived figure that does not end is kept to 28 digits and flagged.

use crate::{
    Decimal,
    assumption::{LanguageId, Spread},
    decimal::{self, FigureError},
    meter::{MeterId, Meters},
    money::Quantity,
};

use super::{DataType, PipelineProblem};

/// Low, expected and high of a volume, and whether any of them had to be rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) amount: Spread<Quantity>,
    pub(super) is_rounded: bool,
}

impl Measure {
    pub(super) const fn new(amount: Spread<Quantity>) -> Self {
        Self { amount, is_rounded: false }
    }

    pub(super) fn certain(amount: Quantity) -> Self {
        Self::new(Spread::certain(amount))
    }

    /// Every low by the low factor, through the low divisor, and so on; rounded at most once.
    pub(super) fn scaled(
        self,
        factor: Spread<Quantity>,
        divisor: Spread<Quantity>,
    ) -> Result<Self, FigureError> {
        let mut is_rounded = self.is_rounded;
        let ratios =
            factor.try_zip(divisor, |a, b| Ok::<_, FigureError>((a.value(), b.value())))?;
        let amount = self.amount.try_zip(ratios, |quantity, (factor, divisor)| {
            let scaled = quantity.scaled(factor, divisor)?;
            is_rounded |= scaled.is_rounded;
            Ok::<_, FigureError>(scaled.value)
        })?;
        Ok(Self { amount, is_rounded })
    }

    pub(super) fn times(self, factor: Spread<Quantity>) -> Result<Self, FigureError> {
        self.scaled(factor, Spread::certain(Quantity::ONE))
    }

    /// The low volume through the high divisor, so that low stays the low end.
    pub(super) fn over(self, divisor: Spread<Quantity>) -> Result<Self, FigureError> {
        self.scaled(Spread::certain(Quantity::ONE), divisor.swapped())
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, FigureError> {
        let mut is_rounded = self.is_rounded || other.is_rounded;
        let amount = self.amount.try_zip(other.amount, |a, b| {
            let sum = decimal::add_nearest(a.value(), b.value())?;
            is_rounded |= sum.is_rounded;
            Quantity::new(sum.value)
        })?;
        Ok(Self { amount, is_rounded })
    }

    /// The sum of several; none when there are none.
    pub(super) fn sum(
        measures: impl IntoIterator<Item = Self>,
    ) -> Result<Option<Self>, FigureError> {
        Self::sum_of(&mut measures.into_iter())
    }

    fn sum_of(measures: &mut dyn Iterator<Item = Self>) -> Result<Option<Self>, FigureError> {
        let mut sum: Option<Self> = None;
        for measure in measures {
            sum = Some(sum.map_or(Ok(measure), |sum| sum.plus(measure))?);
        }
        Ok(sum)
    }
}

/// One thing that flows, in the meter that counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) meter: MeterId,
    /// The language of a text or of speech, where it is known.
    pub(super) language: Option<LanguageId>,
    pub(super) measure: Measure,
}

/// Everything that flows along a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Volume {
    /// At most one for each meter and language.
    pub(super) parts: Vec<Part>,
    /// How many separate pieces it comes in: a text translated into three languages comes in three.
    pub(super) pieces: Quantity,
}

impl Default for Volume {
    fn default() -> Self {
        Self { parts: Vec::new(), pieces: Quantity::ONE }
    }
}

impl Volume {
    pub(super) fn of(part: Part, pieces: Quantity) -> Self {
        Self { parts: vec![part], pieces }
    }

    /// Puts a part in, beside those of other meters and languages.
    pub(super) fn put(&mut self, part: Part) -> Result<(), FigureError> {
        let is_same = |own: &&mut Part| own.meter == part.meter && own.language == part.language;
        match self.parts.iter_mut().find(is_same) {
            Some(own) => own.measure = own.measure.plus(part.measure)?,
            None => self.parts.push(part),
        }
        Ok(())
    }

    /// Joins what another link brings to the same node: amounts add up, and the node runs as often as
    /// the link with the most pieces asks.
    pub(super) fn join(&mut self, other: &Self) -> Result<(), FigureError> {
        for part in &other.parts {
            self.put(*part)?;
        }
        self.pieces = self.pieces.max(other.pieces);
        Ok(())
    }

    /// Puts `count` more volumes like `other` beside this one.
    pub(super) fn put_copies(&mut self, other: &Self, count: Quantity) -> Result<(), FigureError> {
        for part in &other.parts {
            // A single copy keeps every digit that was given.
            let measure = if count == Quantity::ONE {
                part.measure
            } else {
                part.measure.times(Spread::certain(count))?
            };
            self.put(Part { measure, ..*part })?;
        }
        Ok(())
    }

    pub(super) fn of_meter(&self, meter: MeterId) -> impl Iterator<Item = Part> + '_ {
        self.parts.iter().copied().filter(move |part| part.meter == meter)
    }

    /// All of a meter, in whatever language; none when there is no such part.
    pub(super) fn total(&self, meter: MeterId) -> Result<Option<Measure>, FigureError> {
        Measure::sum(self.of_meter(meter).map(|part| part.measure))
    }
}

/// The meters in which volumes flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids {
    pub(super) characters: MeterId,
    pub(super) audio: MeterId,
    pub(super) video: MeterId,
    pub(super) images: MeterId,
    pub(super) pages: MeterId,
    pub(super) tokens_read: MeterId,
    pub(super) tokens_written: MeterId,
    pub(super) requests: MeterId,
    pub(super) utf16: Option<MeterId>,
    pub(super) cjk_twice: Option<MeterId>,
}

impl Ids {
    pub(super) fn new(meters: &Meters) -> Result<Self, PipelineProblem> {
        let find = |name: &'static str| meters.find(name).ok_or(PipelineProblem::NoMeter(name));
        Ok(Self {
            characters: find("characters")?,
            audio: find("seconds.audio")?,
            video: find("seconds.video")?,
            images: find("images")?,
            pages: find("pages")?,
            tokens_read: find("tokens.input")?,
            tokens_written: find("tokens.output")?,
            requests: find("requests")?,
            utf16: meters.find("characters.utf16"),
            cjk_twice: meters.find("characters.cjk2"),
        })
    }

    /// Whether a meter counts data of this type.
    pub(super) fn is_of(&self, meter: MeterId, data_type: DataType, meters: &Meters) -> bool {
        let family = meters.get(meter).map_or("", |meter| meter.family.as_str());
        match data_type {
            DataType::Text => family == "text",
            DataType::Audio => family == "audio",
            DataType::Video => family == "video",
            DataType::Image => family == "image",
            DataType::Document => family == "document",
            DataType::Label => false,
        }
    }
}

/// Seconds in a minute, characters in a page and such enter as quantities.
pub(super) fn whole(number: u32) -> Spread<Quantity> {
    Spread::certain(Quantity::new(Decimal::from(number)).unwrap_or_default())
}
