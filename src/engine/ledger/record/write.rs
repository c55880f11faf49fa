//! Entries as JSON. What is empty or absent is left out.

use core::fmt::{Display, Write as _};

use crate::{
    json::{write_comma, write_key, write_text},
    ledger::{Entry, Job, JobLine, Transaction},
    money::Credits,
    time::Timestamp,
};

/// Writes an entry as a JSON object.
pub(crate) fn entry_json(entry: &Entry, out: &mut String) {
    out.push('{');
    match entry {
        Entry::Opening(opening) => {
            begin("opening", opening.time, out);
            figure("credits", opening.credits, out);
        }
        Entry::Transaction(transaction) => transaction_fields(transaction, out),
        Entry::Reservation(reservation) => {
            begin("reservation", reservation.time, out);
            figure("credits", reservation.credits, out);
            write_key("job", out);
            job_json(&reservation.job, out);
        }
        Entry::Release(release) => {
            begin("release", release.time, out);
            write_key("job", out);
            out.push('{');
            text("id", &release.job, out);
            text("name", &release.name, out);
            out.push('}');
            text("reason", &release.reason, out);
        }
        Entry::Recurring(change) => {
            begin("recurring", change.time, out);
            write_key("on", out);
            out.push_str(if change.rule.is_on { "true" } else { "false" });
            figure("threshold", change.rule.threshold, out);
            figure("amount", change.rule.amount, out);
            figure("monthlyCap", change.rule.monthly_cap, out);
        }
    }
    out.push('}');
}

/// Writes a transaction as the JSON object of its entry.
pub(crate) fn transaction_json(transaction: &Transaction, out: &mut String) {
    out.push('{');
    transaction_fields(transaction, out);
    out.push('}');
}

fn transaction_fields(transaction: &Transaction, out: &mut String) {
    begin(transaction.kind.name(), transaction.time, out);
    text("id", &transaction.id, out);
    figure("credits", transaction.credits, out);
    figure("balance", transaction.balance, out);
    text("note", &transaction.note, out);
    if transaction.is_recurring {
        write_key("recurring", out);
        out.push_str("true");
    }
    if let Some(job) = &transaction.job {
        write_key("job", out);
        job_json(job, out);
    }
}

fn job_json(job: &Job, out: &mut String) {
    out.push('{');
    text("id", &job.id, out);
    text("name", &job.name, out);
    credits("estimated", job.estimated, out);
    write_key("lines", out);
    out.push('[');
    for line in &job.lines {
        write_comma(out);
        line_json(line, out);
    }
    out.push_str("]}");
}

fn line_json(line: &JobLine, out: &mut String) {
    out.push('{');
    for (key, value) in [
        ("step", &line.step),
        ("label", &line.label),
        ("model", &line.model),
        ("supplier", &line.supplier),
        ("function", &line.function),
        ("meter", &line.meter),
    ] {
        text(key, value, out);
    }
    if let Some(quantity) = line.quantity {
        figure("quantity", quantity, out);
    }
    if let Some(rate) = line.rate {
        write_key("rate", out);
        out.push('{');
        figure("amount", rate.amount, out);
        figure("per", rate.per, out);
        out.push('}');
    }
    if let Some(day) = line.rate_from {
        figure("rateFrom", day, out);
    }
    credits("credits", line.credits, out);
    credits("estimated", line.estimated, out);
    out.push('}');
}

fn begin(kind: &str, time: Timestamp, out: &mut String) {
    text("kind", kind, out);
    figure("time", time, out);
}

fn credits(key: &str, credits: Option<Credits>, out: &mut String) {
    if let Some(credits) = credits {
        figure(key, credits, out);
    }
}

fn text(key: &str, value: &str, out: &mut String) {
    if !value.is_empty() {
        write_key(key, out);
        write_text(value, out);
    }
}

/// What is written in digits and signs alone, which need no escape.
fn figure(key: &str, value: impl Display, out: &mut String) {
    write_key(key, out);
    // A String takes whatever is written.
    let _always_ok = write!(out, "\"{value}\"");
}
