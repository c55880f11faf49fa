//! What a model does to the volume that reaches it: audio becomes characters, characters become
//! characters of another language, tokens or speech. Every figure behind it is an assumption.

use crate::{
    assumption::{AssumptionBook, LanguageFigure, LanguageId, Spread},
    catalog::{Catalog, Flow, Tokenizer},
    decimal::FigureError,
    money::Quantity,
};

use super::{
    DataType, Node, PipelineProblem,
    names::{Name, Names},
    volume::{Ids, Measure, Part, Volume, whole},
};

/// Derives volumes from one another, and notes with what.
pub(super) struct Deriver<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) ids: Ids,
    pub(super) book: AssumptionBook<'a>,
    pub(super) warnings: Vec<String>,
    names: Names<'a>,
    english: Option<LanguageId>,
}

/// The node whose volume is derived.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) node: &'a Node,
    pub(super) flow: Flow,
    /// How its model splits text; none when that is not known.
    pub(super) tokenizer: Option<Tokenizer>,
}

/// Requests of a node that are all alike, with what comes out of one.
pub(super) struct Batch {
    pub(super) output: Volume,
    /// The tokens that one writes, where it writes text.
    pub(super) written: Option<Measure>,
    pub(super) count: Quantity,
}

/// Why a volume cannot be derived.
pub(super) enum Halt {
    Figure(FigureError),
    NoAssumption(&'static str),
}

impl From<FigureError> for Halt {
    fn from(error: FigureError) -> Self {
        Self::Figure(error)
    }
}

impl Halt {
    pub(super) fn at(self, node: &Node) -> PipelineProblem {
        match self {
            Self::Figure(error) => PipelineProblem::Flow { node: node.title(), error },
            Self::NoAssumption(id) => PipelineProblem::NoAssumption(id),
        }
    }
}

impl<'a> Deriver<'a> {
    pub(super) fn new(catalog: &'a Catalog, ids: Ids, book: AssumptionBook<'a>) -> Self {
        let english = catalog.assumptions.language("en");
        Self { catalog, ids, book, warnings: Vec::new(), names: Names::default(), english }
    }

    /// The requests that a node makes of its model for a volume. Each target language is a request of
    /// its own, which reads the whole volume; everything else is one.
    pub(super) fn batches(&mut self, task: Task<'a>, volume: &Volume) -> Result<Vec<Batch>, Halt> {
        let one = |output: Volume| Batch { output, written: None, count: Quantity::ONE };
        let nothing = || Volume { parts: Vec::new(), pieces: volume.pieces };
        match task.flow {
            Flow::Pass => Ok(vec![one(volume.clone())]),
            Flow::Embed | Flow::Label | Flow::Metric => Ok(vec![one(nothing())]),
            Flow::Transcribe => {
                let texts = self.transcript(task, volume)?;
                self.per_target(task, texts, volume.pieces)
            }
            Flow::Translate => {
                let texts = self.texts(task, volume)?;
                self.per_target(task, texts, volume.pieces)
            }
            Flow::Synthesise => {
                let mut output = nothing();
                for text in self.texts(task, volume)? {
                    let pace = self.pace(task, text.language)?;
                    let seconds = text.measure.scaled(whole(60), pace.swapped())?;
                    output.put(Part { meter: self.ids.audio, measure: seconds, ..text })?;
                }
                Ok(vec![one(output)])
            }
            Flow::Generate => {
                let ratio = self.named("generate.output_tokens_per_input_token")?;
                let given = volume.total(self.ids.tokens_written)?;
                let texts = self.tokens(task, volume)?;
                let mut output = nothing();
                let mut total = given;
                for (language, tokens) in &texts {
                    let written = match given {
                        // One figure for all: it cannot be shared out between languages.
                        Some(given) if texts.len() == 1 => given,
                        Some(_) | None => tokens.times(ratio)?,
                    };
                    if given.is_none() {
                        total = Measure::sum(total.into_iter().chain([written]))?;
                    }
                    let measure = written.times(self.per_token(task, *language))?;
                    let meter = self.ids.characters;
                    output.put(Part { meter, language: *language, measure })?;
                }
                Ok(vec![Batch { output, written: total, count: Quantity::ONE }])
            }
            Flow::Summarise => {
                let ratio = self.named("summarise.output_ratio")?;
                let mut output = nothing();
                for text in self.texts(task, volume)? {
                    output.put(Part { measure: text.measure.times(ratio)?, ..text })?;
                }
                Ok(vec![one(output)])
            }
            Flow::Ocr => {
                let mut output = nothing();
                if let Some(pages) = self.pages(volume)? {
                    let measure = pages.times(self.named("page.characters")?)?;
                    let language = self.declared(task);
                    output.put(Part { meter: self.ids.characters, language, measure })?;
                }
                Ok(vec![one(output)])
            }
            Flow::Image => {
                let images = Measure::certain(volume.pieces)
                    .times(self.named("image.images_per_request")?)?;
                let part = Part { meter: self.ids.images, language: None, measure: images };
                Ok(vec![one(Volume::of(part, volume.pieces))])
            }
        }
    }

    /// The pages that are looked at; an image counts as one.
    pub(super) fn pages(&self, volume: &Volume) -> Result<Option<Measure>, FigureError> {
        let of = |meter| volume.of_meter(meter).map(|part| part.measure);
        Measure::sum(of(self.ids.pages).chain(of(self.ids.images)))
    }

    /// The sound that is heard; a film is as long as its sound track.
    pub(super) fn seconds(&self, volume: &Volume) -> Result<Option<Measure>, FigureError> {
        Measure::sum(self.sounds(volume).into_iter().map(|part| part.measure))
    }

    fn sounds(&self, volume: &Volume) -> Vec<Part> {
        let of = |meter| volume.of_meter(meter);
        of(self.ids.audio).chain(of(self.ids.video)).collect()
    }

    /// The texts of a volume with their languages, from characters or else from what was counted instead.
    pub(super) fn texts(&mut self, task: Task<'a>, volume: &Volume) -> Result<Vec<Part>, Halt> {
        let mut texts = Vec::new();
        let utf16 = self.ids.utf16;
        for meter in [Some(self.ids.characters), utf16, Some(self.ids.tokens_read)] {
            let Some(meter) = meter else { continue };
            for part in volume.of_meter(meter) {
                let language = self.language(task, part.language);
                let measure = if meter == self.ids.tokens_read {
                    part.measure.times(self.per_token(task, language))?
                } else {
                    // Characters beyond 16 bits are taken not to occur: text is letters, mostly.
                    part.measure
                };
                texts.push(Part { meter: self.ids.characters, language, measure });
            }
            if !texts.is_empty() {
                break;
            }
        }
        Ok(texts)
    }

    /// The tokens that a model reads, by language, as given or else from the characters.
    pub(super) fn tokens(
        &mut self,
        task: Task<'a>,
        volume: &Volume,
    ) -> Result<Vec<(Option<LanguageId>, Measure)>, Halt> {
        let given: Vec<_> = volume.of_meter(self.ids.tokens_read).collect();
        if !given.is_empty() {
            let given = given.into_iter();
            return Ok(given
                .map(|part| (self.language(task, part.language), part.measure))
                .collect());
        }
        let mut tokens = Vec::new();
        for text in self.texts(task, volume)? {
            tokens.push((text.language, self.tokens_of(task, text)?));
        }
        Ok(tokens)
    }

    /// The tokens of a text.
    pub(super) fn tokens_of(&mut self, task: Task<'a>, text: Part) -> Result<Measure, FigureError> {
        text.measure.over(self.per_token(task, text.language))
    }

    fn transcript(&mut self, task: Task<'a>, volume: &Volume) -> Result<Vec<Part>, Halt> {
        let mut texts = Vec::new();
        for sound in self.sounds(volume) {
            let language = self.language(task, sound.language);
            let pace = self.pace(task, language)?;
            let measure = sound.measure.scaled(pace, whole(60))?;
            texts.push(Part { meter: self.ids.characters, language, measure });
        }
        Ok(texts)
    }

    /// The texts, once for each target language; as they are when there is none.
    fn per_target(
        &mut self,
        task: Task<'a>,
        texts: Vec<Part>,
        pieces: Quantity,
    ) -> Result<Vec<Batch>, Halt> {
        let mut targets: Vec<(Option<LanguageId>, u32)> = Vec::new();
        for code in &task.node.target_languages {
            let target = self.code(task, code);
            match targets.iter_mut().find(|(known, _)| *known == target) {
                Some((_, count)) => *count += 1,
                None => targets.push((target, 1)),
            }
        }
        if targets.is_empty() {
            if task.flow == Flow::Translate {
                self.warn(
                    task,
                    "its target language is not given; the text is taken to keep its length",
                );
            }
            let mut output = Volume { parts: Vec::new(), pieces };
            for text in texts {
                let language = if task.flow == Flow::Translate { None } else { text.language };
                output.put(Part { language, ..text })?;
            }
            return Ok(vec![Batch { output, written: None, count: Quantity::ONE }]);
        }
        let mut batches = Vec::with_capacity(targets.len());
        for (target, count) in targets {
            let mut output = Volume { parts: Vec::new(), pieces };
            for text in &texts {
                let measure = if target.is_some() && target == text.language {
                    text.measure
                } else {
                    let into = self.ratio(task, target);
                    let from = self.ratio(task, text.language).expected;
                    text.measure.scaled(into, Spread::certain(from))?
                };
                output.put(Part { language: target, measure, ..*text })?;
            }
            let count = Quantity::new(count.into())?;
            batches.push(Batch { output, written: None, count });
        }
        Ok(batches)
    }

    /// Characters in a minute of speech.
    fn pace(
        &mut self,
        task: Task<'a>,
        language: Option<LanguageId>,
    ) -> Result<Spread<Quantity>, Halt> {
        let pace = self.named("speech.characters_per_minute")?;
        Ok(pace.times(self.ratio(task, language))?)
    }

    /// Characters of a language against English; those of English where it is not known.
    fn ratio(&mut self, task: Task<'a>, language: Option<LanguageId>) -> Spread<Quantity> {
        self.figure(task, language, LanguageFigure::CharactersRatio)
    }

    fn per_token(&mut self, task: Task<'a>, language: Option<LanguageId>) -> Spread<Quantity> {
        if task.tokenizer.is_none() {
            self.warn(
                task,
                "its tokens are counted as o200k_base counts them; its own tokenizer is not known",
            );
        }
        let tokenizer = task.tokenizer.unwrap_or(Tokenizer::O200k);
        self.figure(task, language, LanguageFigure::CharactersPerToken(tokenizer))
    }

    fn figure(
        &mut self,
        task: Task<'a>,
        language: Option<LanguageId>,
        figure: LanguageFigure,
    ) -> Spread<Quantity> {
        if language.is_none() {
            self.warn(
                task,
                "a language is not given or not measured; the figures of English are used",
            );
        }
        language
            .or(self.english)
            .and_then(|language| self.book.language(language, figure))
            .unwrap_or_else(|| Spread::certain(Quantity::ONE))
    }

    fn named(&mut self, id: &'static str) -> Result<Spread<Quantity>, Halt> {
        self.book.named(id).ok_or(Halt::NoAssumption(id))
    }

    /// The language of what reaches a node: as it was transcribed or translated, else as the node says.
    fn language(&mut self, task: Task<'a>, carried: Option<LanguageId>) -> Option<LanguageId> {
        let declared = self.declared(task);
        if let (Some(carried), Some(declared)) = (carried, declared)
            && carried != declared
        {
            let name = |id| {
                let ratios = self.catalog.assumptions.ratios(id);
                ratios.map_or("another language", |ratios| ratios.language.as_str())
            };
            let (carried, declared) = (name(carried), name(declared));
            self.warn(
                task,
                &format!("it is set to {declared}, but {carried} reaches it; {carried} is used"),
            );
        }
        carried.or(declared)
    }

    fn declared(&mut self, task: Task<'a>) -> Option<LanguageId> {
        let code = task.node.language.as_deref()?;
        self.code(task, code)
    }

    fn code(&mut self, task: Task<'a>, code: &'a str) -> Option<LanguageId> {
        let assumptions = &self.catalog.assumptions;
        let find = || Some(assumptions.language(code)?.0.into());
        let place = self.names.place(Name::Language(code), &find);
        let known = place.and_then(|place| u16::try_from(place).ok()).map(LanguageId);
        if known.is_none() {
            let code = crate::decimal::shorten(code);
            self.warn(task, &format!("no ratios were measured for the language \"{code}\""));
        }
        known
    }

    /// Notes a warning, once for each node.
    pub(super) fn warn(&mut self, task: Task<'a>, sentence: &str) {
        let warning = format!("{}: {sentence}", task.node.title());
        // The same warning can only come from the same node, whose warnings are the last ones.
        if !self.warnings.iter().rev().take(8).any(|known| *known == warning) {
            self.warnings.push(warning);
        }
    }
}

/// What a model of an unknown function does, to judge by the types of data around it.
pub(super) fn implied_flow(ids: &Ids, volume: &Volume, declared: &[DataType]) -> Flow {
    let has = |meters: &[_]| volume.parts.iter().any(|part| meters.contains(&part.meter));
    let (has_text, has_sound) =
        (has(&[ids.characters, ids.tokens_read]), has(&[ids.audio, ids.video]));
    let has_pages = has(&[ids.pages, ids.images]);
    let gives = |data_type| declared.contains(&data_type);
    if gives(DataType::Text) && !has_text && has_sound {
        Flow::Transcribe
    } else if gives(DataType::Text) && !has_text && has_pages {
        Flow::Ocr
    } else if gives(DataType::Audio) && has_text && !has_sound {
        Flow::Synthesise
    } else {
        Flow::Pass
    }
}
