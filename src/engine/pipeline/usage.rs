//! From the volume at a node to the usage that its tariff asks for, meter by meter.

use crate::{
    assumption::Spread,
    catalog::Flow,
    meter::{MeterId, Usage},
    tariff::Tariff,
};

use super::{
    flow::{Batch, Deriver, Halt, Task},
    volume::{Measure, Volume, whole},
};

/// What one request of a node consumes, as far as its tariff asks.
pub(super) struct Consumption {
    pub(super) usage: Spread<Usage>,
    /// The meters whose quantity had to be rounded.
    pub(super) rounded: Vec<MeterId>,
    /// The meters that are charged for but cannot be told from the volume.
    pub(super) unknown: Vec<MeterId>,
}

impl<'a> Deriver<'a> {
    /// What one request of a batch consumes of the meters in a tariff. A part of another priced meter
    /// (cached tokens) that nobody gave is 0; any other that cannot be derived is unknown.
    pub(super) fn consumption(
        &mut self,
        task: Task<'a>,
        tariff: &Tariff,
        volume: &Volume,
        batch: &Batch,
    ) -> Result<Consumption, Halt> {
        let meters = &self.catalog.meters;
        let asked = tariff.meters();
        let mut consumption =
            Consumption { usage: Spread::default(), rounded: Vec::new(), unknown: Vec::new() };
        for meter in &asked {
            let is_part = asked.iter().any(|whole| meters.is_part_of(*meter, *whole));
            let Some(measure) = self.measure(task, *meter, volume, batch)? else {
                if !is_part && tariff.charges.iter().any(|charge| charge.meter == *meter) {
                    consumption.unknown.push(*meter);
                }
                continue;
            };
            let usage = &mut consumption.usage;
            usage.low.set(*meter, measure.amount.low);
            usage.expected.set(*meter, measure.amount.expected);
            usage.high.set(*meter, measure.amount.high);
            if measure.is_rounded {
                consumption.rounded.push(*meter);
            }
        }
        Ok(consumption)
    }

    fn measure(
        &mut self,
        task: Task<'a>,
        meter: MeterId,
        volume: &Volume,
        batch: &Batch,
    ) -> Result<Option<Measure>, Halt> {
        let ids = self.ids;
        if meter == ids.characters || Some(meter) == ids.utf16 {
            return self.characters(task, meter, volume, batch);
        }
        if Some(meter) == ids.cjk_twice {
            return self.characters_cjk_twice(task, volume);
        }
        if meter == ids.tokens_read {
            let tokens = self.tokens(task, volume)?.into_iter().map(|(_, measure)| measure);
            return Ok(Measure::sum(tokens)?);
        }
        if meter == ids.tokens_written {
            return self.tokens_written(task, volume, batch);
        }
        if meter == ids.audio {
            // A voice is billed for what it says, everything else for what it hears.
            let spoken = batch.output.total(ids.audio)?.filter(|_| task.flow == Flow::Synthesise);
            return Ok(spoken.map_or_else(|| self.seconds(volume), |spoken| Ok(Some(spoken)))?);
        }
        if meter == ids.images {
            let drawn = batch.output.total(ids.images)?.filter(|_| task.flow == Flow::Image);
            return Ok(match (drawn, task.flow) {
                (Some(drawn), _) => Some(drawn),
                (None, Flow::Ocr) => self.pages(volume)?,
                (None, _) => volume.total(ids.images)?,
            });
        }
        if meter == ids.pages {
            return self.document_pages(task, volume);
        }
        if meter == ids.requests {
            let given = volume.total(ids.requests)?;
            return Ok(Some(given.unwrap_or_else(|| Measure::certain(volume.pieces))));
        }
        Ok(volume.total(meter)?)
    }

    /// The characters that reach a node; of the text that it makes when only sound or pages do.
    fn characters(
        &mut self,
        task: Task<'a>,
        meter: MeterId,
        volume: &Volume,
        batch: &Batch,
    ) -> Result<Option<Measure>, Halt> {
        if let Some(given) = volume.total(meter)? {
            return Ok(Some(given));
        }
        let texts = self.texts(task, volume)?.into_iter().map(|text| text.measure);
        match Measure::sum(texts)? {
            None if matches!(task.flow, Flow::Transcribe | Flow::Ocr) => {
                Ok(batch.output.total(self.ids.characters)?)
            }
            total => Ok(total),
        }
    }

    /// Text in Chinese, Japanese or Korean counts twice, all of it: an upper bound.
    fn characters_cjk_twice(
        &mut self,
        task: Task<'a>,
        volume: &Volume,
    ) -> Result<Option<Measure>, Halt> {
        if let Some(given) =
            self.ids.cjk_twice.map(|meter| volume.total(meter)).transpose()?.flatten()
        {
            return Ok(Some(given));
        }
        let mut measures = Vec::new();
        for text in self.texts(task, volume)? {
            let ratios = text.language.and_then(|id| self.catalog.assumptions.ratios(id));
            let language = ratios.map_or("", |ratios| ratios.language.as_str());
            let is_cjk = ["zh", "zh-Hant", "ja", "ko"].contains(&language);
            measures.push(if is_cjk { text.measure.times(whole(2))? } else { text.measure });
        }
        Ok(Measure::sum(measures)?)
    }

    fn tokens_written(
        &mut self,
        task: Task<'a>,
        volume: &Volume,
        batch: &Batch,
    ) -> Result<Option<Measure>, Halt> {
        if let Some(given) = volume.total(self.ids.tokens_written)? {
            return Ok(Some(given));
        }
        if batch.written.is_some() {
            return Ok(batch.written);
        }
        match task.flow {
            Flow::Translate | Flow::Transcribe | Flow::Summarise | Flow::Ocr => {
                let mut measures = Vec::new();
                for text in batch.output.of_meter(self.ids.characters) {
                    measures.push(self.tokens_of(task, text)?);
                }
                Ok(Measure::sum(measures)?)
            }
            // What is passed on as it came was not written.
            Flow::Pass | Flow::Embed | Flow::Label | Flow::Metric => Ok(Some(Measure::default())),
            Flow::Generate | Flow::Synthesise | Flow::Image => Ok(None),
        }
    }

    fn document_pages(&mut self, task: Task<'a>, volume: &Volume) -> Result<Option<Measure>, Halt> {
        let given = if task.flow == Flow::Ocr {
            self.pages(volume)?
        } else {
            volume.total(self.ids.pages)?
        };
        if given.is_some() {
            return Ok(given);
        }
        let texts = self.texts(task, volume)?.into_iter().map(|text| text.measure);
        let Some(characters) = Measure::sum(texts)? else { return Ok(None) };
        let per_page = self.book.named("page.characters");
        let per_page = per_page.ok_or(Halt::NoAssumption("page.characters"))?;
        Ok(Some(characters.over(per_page)?))
    }
}
