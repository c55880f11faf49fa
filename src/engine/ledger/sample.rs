//! A history to look around in: runs of the last ninety days, charged at the catalog's prices of their days. Every
//! row and job of it is known by its id, so that it can be told from what really happened, and be taken out.

use super::{Entry, Kind, Ledger, LedgerError, Name, RunEnd, RunStart, Transaction, demo_actual};
use crate::{
    Decimal,
    assumption::Spread,
    benchmark::{BenchmarkRequest, Entrant},
    catalog::Catalog,
    estimate::Estimate,
    meter::Usage,
    money::{Credits, Quantity},
    rates::Rates,
    tariff::Context,
    time::{Date, Timestamp},
};

/// What the ids of the sample begin with.
const MARK: &str = "one-credit-sample-";
/// How many days it covers, today aside.
const DAYS: u32 = 90;
/// Credits are added below this.
const LOW: u32 = 10;

/// What is run again and again: its name, its models, and what the smallest run of it holds of each meter.
type Work = (&'static str, &'static [&'static str], &'static [(&'static str, u32)]);

const WORKS: [Work; 6] = [
    ("Support calls to text", &["aws/transcribe"], &[("seconds.audio", 1900)]),
    (
        "Webinar to Spanish speech",
        &["aws/transcribe", "azure/translator", "google/text-to-speech"],
        &[("seconds.audio", 1500), ("characters", 24_300)],
    ),
    ("Product pages in German", &["azure/translator"], &[("characters", 61_000)]),
    (
        "Answers to tickets",
        &["openai/gpt-5-mini"],
        &[("tokens.input", 410_000), ("tokens.input.cached", 120_000), ("tokens.output", 96_000)],
    ),
    (
        "Summaries of reports",
        &["anthropic/claude-haiku-4-5"],
        &[("tokens.input", 640_000), ("tokens.output", 38_000)],
    ),
    (
        "Benchmark: three translators",
        &["azure/translator", "aws/translate", "deepl/translate"],
        &[("characters", 18_400)],
    ),
];

/// Numbers that are the same on every run.
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % limit
    }
}

/// A ledger while the sample is put into it.
struct Story<'a> {
    catalog: &'a Catalog,
    ledger: Ledger,
    entries: Vec<Entry>,
}

/// The sample for an empty ledger: entries that end before `now`. What the catalog has no price for is left out.
///
/// # Errors
/// [`LedgerError`] when a figure leaves the range.
pub fn sample(catalog: &Catalog, now: Timestamp) -> Result<Vec<Entry>, LedgerError> {
    let mut story = Story { catalog, ledger: Ledger::default(), entries: Vec::new() };
    let mut chance = Chance(20_231_013);
    let today = now.date().ordinal();
    for ago in (1..=DAYS).rev() {
        let Some(date) = Date::from_ordinal(today.saturating_sub(ago)) else { continue };
        if ago == DAYS {
            story.move_credits(
                Timestamp::at(date, 8, 0),
                Kind::TopUp,
                credits(40),
                "Credit card",
            )?;
            story.move_credits(
                Timestamp::at(date, 8, 1),
                Kind::Adjustment,
                credits(5),
                "Trial credits",
            )?;
        }
        let is_weekend = Timestamp::from(date).weekday() >= 5;
        let runs = if is_weekend { chance.below(2) } else { 1 + chance.below(4) };
        for run in 0..runs {
            let work = WORKS.get(chance.below(6) as usize);
            let size = 1 + chance.below(6);
            let begins = Timestamp::at(date, 8 + run * 3, chance.below(60));
            let ends = Timestamp::at(date, 9 + run * 3, chance.below(60));
            if let Some(work) = work {
                story.run(work, size, (begins, ends), &mut chance)?;
            }
        }
        if ago == DAYS / 3 {
            story.move_credits(
                Timestamp::at(date, 22, 0),
                Kind::Expiry,
                credits(-2),
                "Trial credits ended",
            )?;
        }
        if ago == DAYS / 2 {
            story.give_back(Timestamp::at(date, 22, 30))?;
        }
    }
    Ok(story.entries)
}

/// Whether a row belongs to the sample.
pub fn is_sample(row: &Transaction) -> bool {
    row.id.starts_with(MARK)
}

/// Everything else, with the balances that follow without the sample.
///
/// # Errors
/// [`LedgerError`] when a balance leaves the range.
pub fn without_sample(entries: Vec<Entry>) -> Result<Vec<Entry>, LedgerError> {
    let mut total = Credits::ZERO;
    let mut kept = Vec::new();
    for mut entry in entries {
        let is_sample = match &mut entry {
            Entry::Opening(opening) => {
                total = opening.credits;
                false
            }
            Entry::Transaction(row) => {
                let is_sample = is_sample(row);
                if !is_sample {
                    total = total.checked_add(row.credits)?;
                    row.balance = total;
                }
                is_sample
            }
            Entry::Reservation(reservation) => reservation.job.id.starts_with(MARK),
            Entry::Release(release) => release.job.starts_with(MARK),
            Entry::Recurring(_) => false,
        };
        if !is_sample {
            kept.push(entry);
        }
    }
    Ok(kept)
}

impl Story<'_> {
    fn push(&mut self, entry: Entry) -> Result<(), LedgerError> {
        self.ledger.append(entry.clone())?;
        self.entries.push(entry);
        Ok(())
    }

    fn id(&self, of: &str) -> Name {
        Name::from(format!("{MARK}{of}-{:04}", self.entries.len()))
    }

    fn move_credits(
        &mut self,
        time: Timestamp,
        kind: Kind,
        credits: Credits,
        note: &str,
    ) -> Result<(), LedgerError> {
        let balance = self.ledger.wallet().total.checked_add(credits)?;
        self.push(Entry::Transaction(Transaction {
            id: self.id("row"),
            time,
            kind,
            credits,
            balance,
            note: Name::from(note),
            is_recurring: false,
            job: None,
        }))
    }

    /// Gives the last charge back.
    fn give_back(&mut self, time: Timestamp) -> Result<(), LedgerError> {
        let last = self.ledger.transactions().iter().rev().find(|row| row.kind == Kind::Usage);
        let Some((amount, Some(job))) = last.map(|row| (row.credits, &row.job)) else {
            return Ok(());
        };
        let note = format!("{}: given back", job.name);
        self.move_credits(time, Kind::Refund, Credits::ZERO.checked_sub(amount)?, &note)
    }

    fn run(
        &mut self,
        (name, models, row): &Work,
        size: u32,
        (begins, ends): (Timestamp, Timestamp),
        chance: &mut Chance,
    ) -> Result<(), LedgerError> {
        let Some(estimate) = self.estimate(models, row, size, begins) else { return Ok(()) };
        let left = self.ledger.wallet().available()?.checked_sub(estimate.total.expected)?;
        if left < credits(LOW.into()) {
            self.move_credits(begins, Kind::TopUp, credits(25), "Credit card")?;
        }
        let job = self.id("job");
        let (name, catalog) = (Name::from(*name), self.catalog);
        let start =
            RunStart { job: Name::clone(&job), name, estimate: &estimate, catalog, at: begins };
        self.push(self.ledger.reserve_for(start)?)?;
        if chance.below(24) == 0 {
            return self.push(self.ledger.fail(
                &job,
                ends,
                Name::from("The model gave no answer."),
            )?);
        }
        // Between the low and the high end, as runs come out.
        let percent = 20 + u8::try_from(chance.below(61)).unwrap_or(0);
        let end = RunEnd {
            job,
            name: Name::from(""),
            actual: demo_actual(catalog, &estimate, percent)?,
            at: ends,
            transaction: self.id("row"),
        };
        self.push(self.ledger.settle(end)?.entry)
    }

    /// What a run is expected to cost; none where nothing of it has a price.
    fn estimate(
        &self,
        models: &[&str],
        row: &[(&str, u32)],
        size: u32,
        at: Timestamp,
    ) -> Option<Estimate> {
        let of = |percent: u32| {
            let mut usage = Usage::new();
            for (meter, units) in row {
                let quantity = Decimal::from(units * size * percent / 100);
                if let Some(meter) = self.catalog.meters.find(meter)
                    && let Ok(quantity) = Quantity::new(quantity)
                {
                    usage.set(meter, quantity);
                }
            }
            usage
        };
        let entrant = |id: &&str| Entrant { model: (*id).to_owned(), ..Entrant::default() };
        let has_price = |id: &&&str| {
            self.catalog.model(id).is_some_and(|(_, model)| model.price_at(at).is_some())
        };
        let request = BenchmarkRequest {
            models: models.iter().filter(has_price).map(entrant).collect(),
            metrics: Vec::new(),
            rows: Quantity::ONE,
            row: Spread { low: of(85), expected: of(100), high: of(115) },
            context: Context::at(at),
            rates: Rates::NONE,
        };
        let costs = self.catalog.benchmark(&request).ok()?;
        (costs.estimate.total.expected > Credits::ZERO).then_some(costs.estimate)
    }
}

fn credits(amount: i64) -> Credits {
    Credits::new(Decimal::from(amount))
}
