//! Entries from JSON.

use crate::{
    decimal,
    json::Json,
    ledger::{
        Entry, Job, JobLine, Kind, Opening, Recurring, RecurringChange, Release, Reservation,
        Transaction,
    },
    tariff::UnitRate,
};

use super::{Names, RecordError, fields::Field};

type Read<T> = Result<T, RecordError>;

/// Reads an entry from its JSON object.
pub(crate) fn read_entry(names: &mut Names, json: Json<'_>) -> Read<Entry> {
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
            let [_, time, credits] = Field::pick(json, ["kind", "time", "credits"])?;
            Ok(Entry::Opening(Opening { time: time.moment()?, credits: credits.credits()? }))
        }
        "reservation" => {
            let [_, time, credits, job] = Field::pick(json, ["kind", "time", "credits", "job"])?;
            Ok(Entry::Reservation(Reservation {
                time: time.moment()?,
                credits: credits.credits()?,
                job: Box::new(read_job(names, job.needed()?)?),
            }))
        }
        "release" => read_release(names, json).map(Entry::Release),
        "recurring" => read_rule(json).map(Entry::Recurring),
        name => match Kind::find(name) {
            Some(kind) => read_transaction(names, json, kind).map(Entry::Transaction),
            None => {
                let problem = format!("\"{}\" is no kind of entry", decimal::shorten(name));
                Err(RecordError::new(problem, "kind"))
            }
        },
    }
}

fn read_transaction(names: &mut Names, json: Json<'_>, kind: Kind) -> Read<Transaction> {
    let [_, time, id, credits, balance, note, recurring, job] = Field::pick(
        json,
        ["kind", "time", "id", "credits", "balance", "note", "recurring", "job"],
    )?;
    Ok(Transaction {
        id: id.id()?,
        time: time.moment()?,
        kind,
        credits: credits.credits()?,
        balance: balance.credits()?,
        note: note.name(names)?,
        is_recurring: recurring.flag()?,
        job: match job.given() {
            Some(job) => Some(Box::new(read_job(names, job)?)),
            None => None,
        },
    })
}

fn read_release(names: &mut Names, json: Json<'_>) -> Read<Release> {
    let [_, time, job, reason] = Field::pick(json, ["kind", "time", "job", "reason"])?;
    let in_job = |error: RecordError| error.within("job.");
    let [id, name] = Field::pick(job.needed()?, ["id", "name"]).map_err(in_job)?;
    Ok(Release {
        job: id.id().map_err(in_job)?,
        name: name.name(names).map_err(in_job)?,
        time: time.moment()?,
        reason: reason.name(names)?,
    })
}

fn read_rule(json: Json<'_>) -> Read<RecurringChange> {
    let [_, time, on, threshold, amount, monthly_cap] =
        Field::pick(json, ["kind", "time", "on", "threshold", "amount", "monthlyCap"])?;
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

fn read_job(names: &mut Names, json: Json<'_>) -> Read<Job> {
    job_of(names, json).map_err(|error| error.within("job."))
}

fn job_of(names: &mut Names, json: Json<'_>) -> Read<Job> {
    let [id, name, estimated, lines] = Field::pick(json, ["id", "name", "estimated", "lines"])?;
    let list = lines.needed()?;
    let items = list.items().ok_or_else(|| RecordError::wanted(list, "lines", "a list"))?;
    let mut job = Job {
        id: id.id()?,
        name: name.name(names)?,
        estimated: estimated.credits_if_given()?,
        lines: Vec::with_capacity(items.clone().count()),
    };
    for (place, item) in items.enumerate() {
        job.lines.push(
            read_line(names, item).map_err(|error| error.within(&format!("lines[{place}].")))?,
        );
    }
    Ok(job)
}

fn read_line(names: &mut Names, json: Json<'_>) -> Read<JobLine> {
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
    ] = Field::pick(
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
        step: step.name(names)?,
        label: label.name(names)?,
        model: model.name(names)?,
        supplier: supplier.name(names)?,
        function: function.name(names)?,
        meter: meter.name(names)?,
        quantity: quantity.quantity_if_given()?,
        rate: read_rate(rate)?,
        rate_from: rate_from.day()?,
        credits: credits.credits_if_given()?,
        estimated: estimated.credits_if_given()?,
    })
}

fn read_rate(field: Field<'_>) -> Read<Option<UnitRate>> {
    let Some(json) = field.given() else { return Ok(None) };
    let in_rate = |error: RecordError| error.within("rate.");
    let [amount, per] = Field::pick(json, ["amount", "per"]).map_err(in_rate)?;
    let rate = UnitRate {
        amount: amount.credits().map_err(in_rate)?,
        per: per.quantity().map_err(in_rate)?,
    };
    if rate.per.is_zero() {
        return Err(in_rate(per.wrong("a rate is for more than 0 units")));
    }
    Ok(Some(rate))
}
