//! What finds the wanted rows among a hundred thousand within a frame: prepared as rows are appended, so that a
//! filter reads a few bytes of each and allocates nothing for it.

use std::collections::BTreeMap;

use super::{
    Filter, JobLine, Kind, Ledger, Name, Transaction,
    filter::{model_of, model_words, text_of, words},
};
use crate::{
    Decimal,
    decimal::{self, FigureError},
    money::Credits,
    show,
    time::Date,
};

/// What several rows add up to, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Everything that was added.
    pub added: Credits,
    /// Everything that was taken; 0 or below.
    pub taken: Credits,
    /// Both together.
    pub net: Credits,
    /// Digits after the point that show each of the rows: 2 to 6.
    pub digits: u32,
}

/// Beside the transactions, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    rows: Vec<Brief>,
    /// Places by time, oldest first; rows of one moment in the order in which they were appended.
    by_time: Vec<u32>,
    /// What searches look through, one row after the other.
    text: String,
    /// Models with their suppliers, and what a search for them looks through.
    models: Vec<(Name, Name, String)>,
    /// The models of a row; many rows have the same.
    groups: Vec<Vec<u32>>,
    /// Finds them by the addresses of their names, which live as long as the ledger.
    known_models: BTreeMap<(usize, usize), u32>,
    known_groups: BTreeMap<Vec<u32>, u32>,
}

/// It follows from the transactions beside it, which are compared.
impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Index {}

/// What a filter reads of a row.
#[derive(Clone, Copy, Debug)]
struct Brief {
    credits: Credits,
    /// Where the row's text ends.
    text_end: u32,
    group: u32,
    /// A bit for the kind.
    kind: u8,
    digits: u8,
}

impl Ledger {
    /// The places of the rows that are wanted, newest first; of one moment the last appended first.
    pub fn rows(&self, filter: &Filter) -> Vec<u32> {
        self.index.find(filter, |place| self.at(place).map(|row| row.time.date()))
    }

    /// Every row, newest first; of one moment the last appended first.
    pub fn newest(&self) -> impl Iterator<Item = &Transaction> {
        self.index.by_time.iter().rev().filter_map(|place| self.at(*place))
    }

    /// The place of the transaction with this id.
    pub fn place(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// What these rows add up to.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when a sum needs more than 28 digits.
    pub fn sums(&self, rows: &[u32]) -> Result<Sums, FigureError> {
        self.index.sums(rows)
    }

    /// The model and the supplier of every line, each pair once, in the order in which they were first used.
    pub fn models(&self) -> impl Iterator<Item = (&Name, &Name)> {
        self.index.models.iter().map(|(model, supplier, _)| (model, supplier))
    }
}

impl Index {
    /// Whether there is room for one more row's text.
    pub(super) fn has_room(&self, row: &Transaction) -> bool {
        // Small letters may take more bytes than large ones, at most twice as many.
        let job = row.job.as_ref().map_or(0, |job| job.id.len() + job.name.len());
        let more = (row.id.len() + row.note.len() + job).saturating_mul(2).saturating_add(4);
        u32::try_from(self.text.len().saturating_add(more)).is_ok()
    }

    /// Takes the row that is appended at this place; `earlier` are the rows before it.
    pub(super) fn add(&mut self, place: u32, row: &Transaction, earlier: &[Transaction]) {
        self.text.push_str(&text_of(row));
        let lines = row.job.as_ref().map_or(&[][..], |job| &job.lines);
        let group = self.group_of(lines);
        self.rows.push(Brief {
            credits: row.credits,
            text_end: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            group,
            kind: bit(row.kind),
            digits: u8::try_from(show::digits([row.credits])).unwrap_or(u8::MAX),
        });
        let is_earlier = |other: &u32| {
            let other = usize::try_from(*other).ok().and_then(|place| earlier.get(place));
            other.is_none_or(|other| other.time <= row.time)
        };
        if self.by_time.last().is_none_or(is_earlier) {
            self.by_time.push(place);
        } else {
            let at = self.by_time.partition_point(is_earlier);
            self.by_time.insert(at, place);
        }
    }

    fn group_of(&mut self, lines: &[JobLine]) -> u32 {
        let mut models = Vec::with_capacity(lines.len());
        for line in lines {
            let address = |name: &Name| name.as_ptr() as usize;
            let addresses = (address(&line.model), address(&line.supplier));
            let model = match self.known_models.get(&addresses) {
                Some(model) => *model,
                None => {
                    let model = self.model_named(line);
                    self.known_models.insert(addresses, model);
                    model
                }
            };
            if !models.contains(&model) {
                models.push(model);
            }
        }
        if let Some(group) = self.known_groups.get(&models) {
            return *group;
        }
        let group = number(self.groups.len());
        self.groups.push(models.clone());
        self.known_groups.insert(models, group);
        group
    }

    /// The place of a line's model. A run of this page brings names of its own, equal to those that were read.
    fn model_named(&mut self, line: &JobLine) -> u32 {
        let is_same = |(model, supplier, _): &(Name, Name, String)| {
            *model == line.model && *supplier == line.supplier
        };
        let place = self.models.iter().position(is_same).unwrap_or(self.models.len());
        if place == self.models.len() {
            self.models.push((line.model.clone(), line.supplier.clone(), model_of(line)));
        }
        number(place)
    }

    fn find(&self, filter: &Filter, day: impl Fn(u32) -> Option<Date>) -> Vec<u32> {
        let is_before = |place: &u32, end: Date, is_in: bool| {
            day(*place).is_some_and(|day| day < end || is_in && day == end)
        };
        let first = filter
            .from
            .map_or(0, |from| self.by_time.partition_point(|place| is_before(place, from, false)));
        let last = filter.to.map_or(self.by_time.len(), |to| {
            self.by_time.partition_point(|place| is_before(place, to, true))
        });
        let places = self.by_time.get(first..last).unwrap_or_default();
        let kinds = filter.kinds.iter().fold(0, |kinds, kind| kinds | bit(*kind));
        let kinds = if filter.kinds.is_empty() { u8::MAX } else { kinds };
        let groups = self.groups_with(&filter.model);
        let found = self.rows_with(&filter.search);
        let has_bounds = filter.least.is_some() || filter.most.is_some();
        let mut rows = Vec::with_capacity(places.len());
        for place in places.iter().rev() {
            let at = usize::try_from(*place).unwrap_or(usize::MAX);
            let Some(row) = self.rows.get(at) else { continue };
            if row.kind & kinds != 0
                && is_set(groups.as_deref(), usize::try_from(row.group).unwrap_or(usize::MAX))
                && is_set(found.as_deref(), at)
                && (!has_bounds || filter.has_amount(row.credits))
            {
                rows.push(*place);
            }
        }
        rows
    }

    /// Which groups hold a model of these words; none when there are no words.
    fn groups_with(&self, query: &str) -> Option<Vec<bool>> {
        let words: Vec<String> = model_words(query).collect();
        if words.is_empty() {
            return None;
        }
        let models: Vec<bool> = self
            .models
            .iter()
            .map(|(.., text)| words.iter().all(|word| text.contains(word.as_str())))
            .collect();
        let has =
            |model: &u32| is_set(Some(&models), usize::try_from(*model).unwrap_or(usize::MAX));
        Some(self.groups.iter().map(|group| group.iter().any(has)).collect())
    }

    /// Which rows hold these words; none when there are no words.
    fn rows_with(&self, query: &str) -> Option<Vec<bool>> {
        let mut found: Option<Vec<bool>> = None;
        for word in words(query) {
            let mut rows = vec![false; self.rows.len()];
            let mut row = 0;
            let mut from = 0;
            while let Some(at) = find(self.text.as_bytes(), word.as_bytes(), from) {
                let end_of = |row: usize| {
                    let end = self.rows.get(row).map_or(u32::MAX, |brief| brief.text_end);
                    usize::try_from(end).unwrap_or(usize::MAX)
                };
                while end_of(row) <= at {
                    row += 1;
                }
                if let Some(found) = rows.get_mut(row) {
                    *found = true;
                }
                // One place in a row is enough.
                from = end_of(row);
            }
            found = Some(match found {
                Some(found) => found.iter().zip(rows).map(|(one, other)| *one && other).collect(),
                None => rows,
            });
        }
        found
    }

    fn sums(&self, rows: &[u32]) -> Result<Sums, FigureError> {
        let briefs =
            || rows.iter().filter_map(|place| self.rows.get(usize::try_from(*place).ok()?));
        let (mut added, mut taken) = (Scales::default(), Scales::default());
        let mut digits = None;
        for row in briefs() {
            let amount = row.credits.amount();
            if amount.is_sign_negative() { &mut taken } else { &mut added }.add(amount);
            digits = digits.max(Some(row.digits));
        }
        // Where a part has too many digits the whole may still fit.
        let slowly = |is_taken: bool| {
            let amounts = briefs().map(|row| row.credits);
            Credits::sum(amounts.filter(|credits| (*credits < Credits::ZERO) == is_taken))
        };
        let added = added.sum().map_or_else(|| slowly(false), Ok)?;
        let taken = taken.sum().map_or_else(|| slowly(true), Ok)?;
        Ok(Sums {
            added,
            taken,
            net: added.checked_add(taken)?,
            digits: digits.map_or_else(|| show::digits([]), u32::from),
        })
    }
}

/// A sum of very many amounts: a whole number for each count of digits after the point; they come together at the end.
struct Scales([Option<i128>; decimal::MAX_SCALE as usize + 1]);

impl Default for Scales {
    fn default() -> Self {
        Self([Some(0); decimal::MAX_SCALE as usize + 1])
    }
}

impl Scales {
    fn add(&mut self, amount: Decimal) {
        if let Some(sum) = self.0.get_mut(amount.scale() as usize) {
            *sum = sum.and_then(|sum| sum.checked_add(amount.mantissa()));
        }
    }

    /// None where a part of it has too many digits.
    fn sum(&self) -> Option<Credits> {
        let mut parts = Vec::new();
        for (scale, sum) in (0_u32..).zip(self.0) {
            parts.push(Credits::new(Decimal::try_from_i128_with_scale(sum?, scale).ok()?));
        }
        Credits::sum(parts).ok()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

/// Without a list everything is in it.
fn is_set(list: Option<&[bool]>, place: usize) -> bool {
    list.is_none_or(|list| list.get(place).copied().unwrap_or(false))
}

/// Where `word` stands in `text`, from a place on. Its first two bytes are looked for in eight places at a time:
/// the library's search takes several times as long in WebAssembly.
fn find(text: &[u8], word: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let (first, second) = match word {
        [] => return Some(from).filter(|from| *from <= text.len()),
        [only] => (*only, None),
        [first, second, ..] => (*first, Some(*second)),
    };
    let eight = |at: usize| {
        let bytes: Option<[u8; 8]> = text.get(at..at.checked_add(8)?)?.try_into().ok();
        bytes.map(u64::from_le_bytes)
    };
    let mut at = from;
    while at < text.len() {
        if let Some(here) = eight(at)
            && let Some(next) = eight(at + 1)
        {
            // A byte of `off` is 0 where both fit.
            let off = (here ^ (ONES * u64::from(first)))
                | second.map_or(0, |second| next ^ (ONES * u64::from(second)));
            let zeros = off.wrapping_sub(ONES) & !off & HIGH;
            if zeros == 0 {
                at += 8;
                continue;
            }
            // The lowest mark is never wrong; those above it may be.
            at += usize::try_from(zeros.trailing_zeros() / 8).unwrap_or(0);
        }
        if text.get(at..).is_some_and(|rest| rest.starts_with(word)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    /// Every place, by the search here and by the library's.
    #[track_caller]
    fn finds(text: &str, word: &str) {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = find(text.as_bytes(), word.as_bytes(), from) {
            places.push(at);
            from = at + 1;
        }
        let expected: Vec<_> = (0..text.len())
            .filter(|at| text.as_bytes()[*at..].starts_with(word.as_bytes()))
            .collect();
        assert_eq!(places, expected, "{word} in {text}");
    }

    #[test]
    fn a_word_is_found_wherever_it_stands() {
        for word in ["a", "ab", "abc", "ba", "bb", "b\u{1}", "\u{1}", "ä", "äb"] {
            for before in 0..20 {
                for after in 0..12 {
                    finds(&format!("{}{word}{}", "b".repeat(before), "a".repeat(after)), word);
                    finds(
                        &format!("{}{word}{}", "\u{0}\u{1}".repeat(before), "ä".repeat(after)),
                        word,
                    );
                }
            }
        }
        finds("", "a");
        finds("a", "ab");
        // A byte just above the one looked for, beside one that fits.
        finds("xxabacadaeaaabxxxxxxxx", "ab");
        finds(&"ab\u{1}`a".repeat(9), "`a");
    }
}
