//! Assumptions: named, sourced, editable numbers that derive one volume from another.
//! `Spread` carries low, expected and high side by side.

use core::fmt;
use std::collections::BTreeMap;

use crate::{
    catalog::Tokenizer,
    decimal::{self, FigureError},
    money::Quantity,
};

/// A low, an expected and a high value of the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread<T> {
    /// The low value; for a range measured on texts, the 5th percentile.
    pub low: T,
    /// The expected value.
    pub expected: T,
    /// The high value; for a range measured on texts, the 95th percentile.
    pub high: T,
}

impl<T> Spread<T> {
    /// The same value three times: something that is known.
    pub fn certain(value: T) -> Self
    where
        T: Clone,
    {
        Self { low: value.clone(), expected: value.clone(), high: value }
    }

    /// Each value changed in the same way.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Spread<U> {
        Spread { low: change(self.low), expected: change(self.expected), high: change(self.high) }
    }

    /// Each value changed in the same way, or the first error.
    ///
    /// # Errors
    /// What `change` returns.
    pub fn try_map<U, E>(self, mut change: impl FnMut(T) -> Result<U, E>) -> Result<Spread<U>, E> {
        Ok(Spread {
            low: change(self.low)?,
            expected: change(self.expected)?,
            high: change(self.high)?,
        })
    }

    /// Low with low, expected with expected, high with high.
    ///
    /// # Errors
    /// What `join` returns.
    pub fn try_zip<U, V, E>(
        self,
        other: Spread<U>,
        mut join: impl FnMut(T, U) -> Result<V, E>,
    ) -> Result<Spread<V>, E> {
        Ok(Spread {
            low: join(self.low, other.low)?,
            expected: join(self.expected, other.expected)?,
            high: join(self.high, other.high)?,
        })
    }

    /// Low and high exchanged: what a divisor does to a range.
    #[must_use]
    pub fn swapped(self) -> Self {
        Self { low: self.high, expected: self.expected, high: self.low }
    }
}

/// A named number that derives one volume from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// `speech.characters_per_minute`, `language.es.characters_ratio`.
    pub id: String,
    /// What it says, in words.
    pub label: String,
    /// `characters per minute`.
    pub unit: String,
    /// Its value and range.
    pub value: Spread<Quantity>,
    /// Where the figure comes from.
    pub source: String,
    /// True when the user replaced the value.
    pub is_edited: bool,
}

/// The three measured ratios of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRatios {
    /// BCP 47 primary tag: `es`.
    pub language: String,
    /// Its name in English.
    pub name: String,
    /// Characters against the same text in English.
    pub characters_ratio: Spread<Quantity>,
    /// Characters per token of `o200k_base`.
    pub characters_per_token_o200k: Spread<Quantity>,
    /// Characters per token of `cl100k_base`.
    pub characters_per_token_cl100k: Spread<Quantity>,
}

/// Everything the propagation of volumes assumes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// Those of `pricing/assumptions.toml`.
    pub named: Vec<Assumption>,
    /// Those of `pricing/language_ratios.csv`.
    pub languages: Vec<LanguageRatios>,
}

impl Spread<Quantity> {
    /// Low with low and so on, multiplied.
    ///
    /// # Errors
    /// [`FigureError`] when a product does not fit.
    pub fn times(self, factor: Self) -> Result<Self, FigureError> {
        self.try_zip(factor, |a, b| Ok(a.scaled(b.value(), crate::Decimal::ONE)?.value))
    }

    /// Divided by a range: the low volume by the high divisor, so that low stays the low end.
    ///
    /// # Errors
    /// [`FigureError`] when a divisor is 0.
    pub fn over(self, divisor: Self) -> Result<Self, FigureError> {
        self.try_zip(divisor.swapped(), |a, b| Ok(a.scaled(crate::Decimal::ONE, b.value())?.value))
    }

    /// Low with low and so on, added, to the nearest digit.
    ///
    /// # Errors
    /// [`FigureError`] when a sum does not fit.
    pub fn plus(self, other: Self) -> Result<Self, FigureError> {
        self.try_zip(other, |a, b| {
            decimal::add_nearest(a.value(), b.value()).and_then(|sum| Quantity::new(sum.value))
        })
    }
}

/// One of the measured figures of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageFigure {
    /// Characters against the same text in English.
    CharactersRatio,
    /// Characters per token.
    CharactersPerToken(Tokenizer),
}

/// A language's place in [`Assumptions::languages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u16);

/// Codes under which measured languages are known too: of the registry's older or wider codes (BCP 47),
/// and of the regions that write Chinese in traditional characters.
const ALIASES: [(&str, &str); 8] = [
    ("iw", "he"),
    ("in", "id"),
    ("no", "nb"),
    ("nn", "nb"),
    ("fil", "tl"),
    ("zh-TW", "zh-Hant"),
    ("zh-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
];

/// Whether two codes are the same but for case and the sign between their parts.
fn is_same_code(a: &str, b: &str) -> bool {
    let is_sign = |byte| matches!(byte, b'-' | b'_');
    let is_same = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (is_sign(a) && is_sign(b));
    a.len() == b.len() && a.bytes().zip(b.bytes()).all(is_same)
}

/// Where the figures of `pricing/language_ratios.csv` were measured.
const MEASURED: &str = "Measured on FLORES-200, 163 passages of about 1,500 English characters; range: 5th to 95th percentile.";

impl LanguageFigure {
    const ALL: [Self; 3] = [
        Self::CharactersRatio,
        Self::CharactersPerToken(Tokenizer::O200k),
        Self::CharactersPerToken(Tokenizer::Cl100k),
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::CharactersRatio => "characters_ratio",
            Self::CharactersPerToken(Tokenizer::O200k) => "characters_per_token_o200k",
            Self::CharactersPerToken(Tokenizer::Cl100k) => "characters_per_token_cl100k",
        }
    }

    const fn of(self, ratios: &LanguageRatios) -> Spread<Quantity> {
        match self {
            Self::CharactersRatio => ratios.characters_ratio,
            Self::CharactersPerToken(Tokenizer::O200k) => ratios.characters_per_token_o200k,
            Self::CharactersPerToken(Tokenizer::Cl100k) => ratios.characters_per_token_cl100k,
        }
    }

    fn assumption(self, ratios: &LanguageRatios) -> Assumption {
        let LanguageRatios { language, name, .. } = ratios;
        let (label, unit) = match self {
            Self::CharactersRatio => (
                format!("Characters of a text in {name} against the same text in English"),
                "characters per English character",
            ),
            Self::CharactersPerToken(tokenizer) => (
                format!("Characters in a token of {} in {name}", tokenizer.name()),
                "characters per token",
            ),
        };
        Assumption {
            id: format!("language.{language}.{}", self.key()),
            label,
            unit: unit.to_owned(),
            value: self.of(ratios),
            source: MEASURED.to_owned(),
            is_edited: false,
        }
    }
}

impl Tokenizer {
    /// The name under which its ratios were measured: `o200k_base`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::O200k => "o200k_base",
            Self::Cl100k => "cl100k_base",
        }
    }
}

impl Assumptions {
    /// The language of a code: `es`, `es-MX`, `zh_Hant_TW`; in any case, and without its last parts when
    /// the longer code was not measured.
    pub fn language(&self, code: &str) -> Option<LanguageId> {
        let mut code = code;
        loop {
            let alias = ALIASES.iter().find(|(alias, _)| is_same_code(alias, code));
            let wanted = alias.map_or(code, |(_, language)| language);
            let is_wanted = |ratios: &LanguageRatios| is_same_code(&ratios.language, wanted);
            if let Some(place) = self.languages.iter().position(is_wanted) {
                return u16::try_from(place).ok().map(LanguageId);
            }
            code = code.get(..code.rfind(['-', '_'])?)?;
        }
    }

    /// The ratios at this place.
    pub fn ratios(&self, language: LanguageId) -> Option<&LanguageRatios> {
        self.languages.get(usize::from(language.0))
    }

    /// The assumption of this id: a named one, or a language's such as `language.es.characters_ratio`.
    pub fn find(&self, id: &str) -> Option<Assumption> {
        if let Some(named) = self.named.iter().find(|assumption| assumption.id == id) {
            return Some(named.clone());
        }
        let (language, key) = id.strip_prefix("language.")?.split_once('.')?;
        let figure = LanguageFigure::ALL.into_iter().find(|figure| figure.key() == key)?;
        let ratios = self.languages.iter().find(|ratios| ratios.language == language)?;
        Some(figure.assumption(ratios))
    }
}

/// The values that a user set in place of assumptions, by id.
pub type AssumptionEdits = BTreeMap<String, Spread<Quantity>>;

/// Why the values that replace assumptions cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssumptionError {
    /// There is no assumption of this id.
    Unknown(String),
    /// Low, expected and high are out of order.
    OutOfOrder(String),
    /// Other volumes are divided by this figure, or would vanish.
    Zero(String),
}

impl AssumptionError {
    /// The id that was given.
    pub fn id(&self) -> &str {
        match self {
            Self::Unknown(id) | Self::OutOfOrder(id) | Self::Zero(id) => id,
        }
    }
}

impl fmt::Display for AssumptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = crate::decimal::shorten(self.id());
        match self {
            Self::Unknown(_) => write!(
                f,
                "\"{id}\" is not an assumption; they are named such as \
                 speech.characters_per_minute or language.es.characters_ratio"
            ),
            Self::OutOfOrder(_) => {
                write!(f, "the values of {id} are out of order; low <= expected <= high")
            }
            Self::Zero(_) => {
                write!(f, "{id} is 0; it must be above 0, for volumes are divided by it")
            }
        }
    }
}

impl std::error::Error for AssumptionError {}

/// The assumptions of one estimate: the catalog's, with the user's values in their place, and a note
/// of which were used.
#[derive(Clone, Debug)]
pub struct AssumptionBook<'a> {
    base: &'a Assumptions,
    edits: &'a AssumptionEdits,
    /// In the order of their first use. A pipeline uses a handful, so a list is quick.
    used: Vec<(Entry, Spread<Quantity>)>,
}

/// An assumption's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Named(usize),
    Language(LanguageId, LanguageFigure),
}

impl<'a> AssumptionBook<'a> {
    /// Opens the book.
    ///
    /// # Errors
    /// Every edit that names no assumption or has values that cannot be used.
    pub fn open(
        base: &'a Assumptions,
        edits: &'a AssumptionEdits,
    ) -> Result<Self, Vec<AssumptionError>> {
        let mut errors = Vec::new();
        for (id, value) in edits {
            if base.find(id).is_none() {
                errors.push(AssumptionError::Unknown(id.clone()));
            } else if value.low > value.expected || value.expected > value.high {
                errors.push(AssumptionError::OutOfOrder(id.clone()));
            } else if value.low.is_zero() && is_divisor(id) {
                errors.push(AssumptionError::Zero(id.clone()));
            }
        }
        if errors.is_empty() { Ok(Self { base, edits, used: Vec::new() }) } else { Err(errors) }
    }

    /// The value of a named assumption, noted as used; none when the catalog has no such assumption.
    pub fn named(&mut self, id: &str) -> Option<Spread<Quantity>> {
        let place = self.base.named.iter().position(|assumption| assumption.id == id)?;
        let base = self.base.named.get(place)?.value;
        Some(self.note(Entry::Named(place), || id.to_owned(), base))
    }

    /// A figure of a language, noted as used; none when there is no such language.
    pub fn language(
        &mut self,
        language: LanguageId,
        figure: LanguageFigure,
    ) -> Option<Spread<Quantity>> {
        let ratios = self.base.ratios(language)?;
        let id = || format!("language.{}.{}", ratios.language, figure.key());
        Some(self.note(Entry::Language(language, figure), id, figure.of(ratios)))
    }

    /// What was used, each once, with edited values marked. The ratio of English to itself is left
    /// out: it is 1 by definition, unless somebody edited it.
    pub fn used(&self) -> Vec<Assumption> {
        self.used
            .iter()
            .filter_map(|(entry, value)| {
                let base = match entry {
                    Entry::Named(place) => self.base.named.get(*place)?.clone(),
                    Entry::Language(language, figure) => {
                        figure.assumption(self.base.ratios(*language)?)
                    }
                };
                let is_edited = self.edits.contains_key(&base.id);
                let is_certainly_one = *value == Spread::certain(Quantity::ONE);
                if is_certainly_one && !is_edited && matches!(entry, Entry::Language(..)) {
                    return None;
                }
                Some(Assumption { value: *value, is_edited, ..base })
            })
            .collect()
    }

    fn note(
        &mut self,
        entry: Entry,
        id: impl FnOnce() -> String,
        base: Spread<Quantity>,
    ) -> Spread<Quantity> {
        if let Some((_, value)) = self.used.iter().find(|(used, _)| *used == entry) {
            return *value;
        }
        let edit = if self.edits.is_empty() { None } else { self.edits.get(&id()).copied() };
        let value = edit.unwrap_or(base);
        self.used.push((entry, value));
        value
    }
}

/// Volumes are divided by paces, ratios and what a page or a token holds.
fn is_divisor(id: &str) -> bool {
    id.starts_with("language.") || ["speech.characters_per_minute", "page.characters"].contains(&id)
}
