//! Entries from JSON.

use crate::{
    decimal,
    json::Json,
    ledger::{
        Entry, Job, JobLine, Kind, Opening, Recurring, RecurringChange, Release, Reservation,
        Transaction,
    },
    money::Credits,
    tariff::UnitRate,
};

use super::{Names, RecordError, fields::Field};

type Read<T> = Result<T, RecordError>;

/// How strictly entries are read.
struct Reading<'n> {
    names: &'n mut Names,
    /// Whether the entries are those of others: fields that no entry has are passed over, and a transaction may
    /// lack its balance, which is then 0.
    is_foreign: bool,
}

impl Reading<'_> {
    fn pick<'a, const N: usize>(
        &self,
        json: Json<'a>,
        keys: [&'static str; N],
    ) -> Read<[Field<'a>; N]> {
        if self.is_foreign { Field::find(json, keys) } else { Field::pick(json, keys) }
    }
}

/// Reads an entry from its JSON object: one of this program's own, which has no fields but those.
pub(crate) fn read_entry(names: &mut Names, json: Json<'_>) -> Read<Entry> {
    entry_of(&mut Reading { names, is_foreign: false }, json)
}

/// Reads an entry that somebody else wrote: fields that no entry has are passed over, and a transaction without
/// a balance gets 0.
pub(crate) fn read_foreign_entry(names: &mut Names, json: Json<'_>) -> Read<Entry> {
    entry_of(&mut Reading { names, is_foreign: true }, json)
}

fn entry_of(reading: &mut Reading<'_>, json: Json<'_>) -> Read<Entry> {
    let mut kind = [None];
    json.pick(&["kind"], &mut kind);
    let [kind] = kind;
    let kind = match kind {
        Some(kind) => kind.text().ok_or_else(|| RecordError::wanted(kind, "kind", "a text"))?,
        None if json.is_object() => return Err(RecordError::new("kind is missing", "kind")),
        None => return Err(RecordError::wanted(json, "", "an object")),
    };
    match kind.as_ref() {
        "opening" => {
            let [_, time, credits] = reading.pick(json, ["kind", "time", "credits"])?;
            Ok(Entry::Opening(Opening { time: time.moment()?, credits: credits.credits()? }))
        }
        "reservation" => {
            let [_, time, credits, job] = reading.pick(json, ["kind", "time", "credits", "job"])?;
            Ok(Entry::Reservation(Reservation {
                time: time.moment()?,
                credits: credits.credits()?,
                job: Box::new(read_job(reading, job.needed()?)?),
            }))
        }
        "release" => read_release(reading, json).map(Entry::Release),
        "recurring" => read_rule(reading, json).map(Entry::Recurring),
        name => match Kind::find(name) {
            Some(kind) => read_transaction(reading, json, kind).map(Entry::Transaction),
            None => {
                let problem = format!("\"{}\" is no kind of entry", decimal::shorten(name));
                Err(RecordError::new(problem, "kind"))
            }
        },
    }
}

fn read_transaction(reading: &mut Reading<'_>, json: Json<'_>, kind: Kind) -> Read<Transaction> {
    let [_, time, id, credits, balance, note, recurring, job] = reading
        .pick(json, ["kind", "time", "id", "credits", "balance", "note", "recurring", "job"])?;
    Ok(Transaction {
        id: id.id()?,
        time: time.moment()?,
        kind,
        credits: credits.credits()?,
        balance: match balance.credits_if_given()? {
            None if reading.is_foreign => Credits::ZERO,
            _ => balance.credits()?,
        },
        note: note.name(reading.names)?,
        is_recurring: recurring.flag()?,
        job: match job.given() {
            Some(job) => Some(Box::new(read_job(reading, job)?)),
            None => None,
        },
    })
}

fn read_release(reading: &mut Reading<'_>, json: Json<'_>) -> Read<Release> {
    let [_, time, job, reason] = reading.pick(json, ["kind", "time", "job", "reason"])?;
    let in_job = |error: RecordError| error.within("job.");
    let [id, name] = reading.pick(job.needed()?, ["id", "name"]).map_err(in_job)?;
    Ok(Release {
        job: id.id().map_err(in_job)?,
        name: name.name(reading.names).map_err(in_job)?,
        time: time.moment()?,
        reason: reason.name(reading.names)?,
    })
}

fn read_rule(reading: &Reading<'_>, json: Json<'_>) -> Read<RecurringChange> {
    let [_, time, on, threshold, amount, monthly_cap] =
        reading.pick(json, ["kind", "time", "on", "threshold", "amount", "monthlyCap"])?;
    on.needed()?;
    Ok(RecurringChange {
        time: time.moment()?,
        rule: Recurring {
            is_on: on.flag()?,
            threshold: threshold.credits()?,
            amount: amount.credits()?,
            monthly_cap: monthly_cap.credits()?,
        },
    })
}

fn read_job(reading: &mut Reading<'_>, json: Json<'_>) -> Read<Job> {
    job_of(reading, json).map_err(|error| error.within("job."))
}

fn job_of(reading: &mut Reading<'_>, json: Json<'_>) -> Read<Job> {
    let [id, name, estimated, lines] = reading.pick(json, ["id", "name", "estimated", "lines"])?;
    let list = lines.needed()?;
    let items = list.items().ok_or_else(|| RecordError::wanted(list, "lines", "a list"))?;
    let mut job = Job {
        id: id.id()?,
        name: name.name(reading.names)?,
        estimated: estimated.credits_if_given()?,
        lines: Vec::with_capacity(items.clone().count()),
    };
    for (place, item) in items.enumerate() {
        job.lines.push(
            read_line(reading, item).map_err(|error| error.within(&format!("lines[{place}].")))?,
        );
    }
    Ok(job)
}

fn read_line(reading: &mut Reading<'_>, json: Json<'_>) -> Read<JobLine> {
    let [
        step,
        label,
        model,
        supplier,
        function,
        meter,
        quantity,
        rate,
        rate_from,
        credits,
        estimated,
    ] = reading.pick(
        json,
        [
            "step",
            "label",
            "model",
            "supplier",
            "function",
            "meter",
            "quantity",
            "rate",
            "rateFrom",
            "credits",
            "estimated",
        ],
    )?;
    Ok(JobLine {
        step: step.name(reading.names)?,
        label: label.name(reading.names)?,
        model: model.name(reading.names)?,
        supplier: supplier.name(reading.names)?,
        function: function.name(reading.names)?,
        meter: meter.name(reading.names)?,
        quantity: quantity.quantity_if_given()?,
        rate: read_rate(reading, rate)?,
        rate_from: rate_from.day()?,
        credits: credits.credits_if_given()?,
        estimated: estimated.credits_if_given()?,
    })
}

fn read_rate(reading: &Reading<'_>, field: Field<'_>) -> Read<Option<UnitRate>> {
    let Some(json) = field.given() else { return Ok(None) };
    let in_rate = |error: RecordError| error.within("rate.");
    let [amount, per] = reading.pick(json, ["amount", "per"]).map_err(in_rate)?;
    let rate = UnitRate {
        amount: amount.credits().map_err(in_rate)?,
        per: per.quantity().map_err(in_rate)?,
    };
    if rate.per.is_zero() {
        return Err(in_rate(per.wrong("a rate is for more than 0 units")));
    }
    Ok(Some(rate))
}
