//! What platforms give of a run: benchmark jobs with `iterations`, and results of models and agents.

use crate::{
    json::{Json, Kind as JsonKind},
    ledger::{
        Job, JobLine, Kind, Name, Names, RecordError, Transaction, actual::actual_credits,
        record::fields::Field,
    },
    money::Credits,
    share::fingerprint::Fingerprint,
    time::Timestamp,
};

/// What an object says of a run.
pub(super) enum Run {
    /// It ended and cost this; `has_time` tells whether it says when.
    Ended { transaction: Box<Transaction>, has_time: bool },
    /// It goes on.
    Goes,
    /// Nothing: it is no run.
    None,
}

type Read<T> = Result<T, RecordError>;

/// Whether an object looks like a run.
pub(super) fn is_one(json: Json<'_>) -> bool {
    let mut found = [None; 6];
    json.pick(
        &["iterations", "usedCredits", "used_credits", "credits_used", "executionStats", "data"],
        &mut found,
    );
    let [iterations, first, second, third, statistics, data] = found;
    let is_result = |json: Option<Json<'_>>| json.is_some_and(|json| json.is_object());
    iterations.is_some()
        || first.is_some()
        || second.is_some()
        || third.is_some()
        || is_result(statistics)
        || is_result(data)
}

/// Reads a run; what it does not say when it happened is put at `now`.
pub(super) fn read(json: Json<'_>, names: &mut Names, now: Timestamp) -> Read<Run> {
    if !json.is_object() {
        return Ok(Run::None);
    }
    let [iterations, status] = Field::find(json, ["iterations", "status"])?;
    let mut lines = Vec::new();
    let total = total(json)?;
    match iterations.given() {
        Some(list) => {
            let items =
                list.items().ok_or_else(|| RecordError::wanted(list, "iterations", "a list"))?;
            for (place, item) in items.enumerate() {
                let line = iteration(item, place, names);
                let within = |error: RecordError| error.within(&format!("iterations[{place}]."));
                lines.push(line.map_err(within)?);
            }
        }
        None if total.is_none() => return Ok(Run::None),
        None => lines.push(line(json, names)?),
    }
    if status.given().is_some_and(goes_on) {
        return Ok(Run::Goes);
    }
    let charged = match iterations.given() {
        Some(_) => settle(&mut lines, total, names)?,
        None => {
            let total = total.unwrap_or_default();
            if let Some(line) = lines.first_mut() {
                line.credits = Some(total);
            }
            total
        }
    };
    let id = id(json)?;
    let time = moment(json);
    let is_benchmark = iterations.given().is_some();
    let job =
        Job { id: Name::clone(&id), name: name(json, is_benchmark, names), estimated: None, lines };
    let credits = Credits::ZERO
        .checked_sub(charged)
        .map_err(|error| RecordError::new(error.to_string(), ""))?;
    let transaction = Transaction {
        id,
        time: time.unwrap_or(now),
        kind: Kind::Usage,
        credits,
        balance: Credits::ZERO,
        note: names.share(""),
        is_recurring: false,
        job: Some(Box::new(job)),
    };
    Ok(Run::Ended { transaction: Box::new(transaction), has_time: time.is_some() })
}

/// What the run cost as a whole; an agent says it within `data`.
fn total(json: Json<'_>) -> Read<Option<Credits>> {
    if let Some(total) = actual_credits(json)? {
        return Ok(Some(total));
    }
    let [data] = Field::find(json, ["data"])?;
    match data.given().filter(|data| data.is_object()) {
        Some(data) => actual_credits(data).map_err(|error| error.within("data.")),
        None => Ok(None),
    }
}

/// A line for one model of a benchmark.
fn iteration(json: Json<'_>, place: usize, names: &mut Names) -> Read<JobLine> {
    let [credits] = Field::find(json, ["credits"])?;
    let mut line = line(json, names)?;
    line.credits = credits.credits_if_given()?;
    if line.credits.is_some_and(|credits| credits < Credits::ZERO) {
        return Err(credits.wrong("what an iteration cost is below 0"));
    }
    line.step = names.share(&(place + 1).to_string());
    Ok(line)
}

/// A line without its credits: which model it is about.
fn line(json: Json<'_>, names: &mut Names) -> Read<JobLine> {
    let [model, model_id, other_id, pipeline, name, supplier, function] = Field::find(
        json,
        ["model", "modelId", "model_id", "pipeline", "modelName", "supplier", "function"],
    )?;
    let given = |fields: &[Field<'_>], keys: [&'static str; 2]| {
        fields.iter().find_map(|field| word(field.given()?, keys)).unwrap_or_default()
    };
    let by_id = ["id", "name"];
    let by_name = ["name", "id"];
    let id = given(&[model, model_id, other_id, pipeline], by_id);
    let label = given(&[name, model, pipeline], by_name);
    Ok(JobLine {
        step: names.share(""),
        label: names.share(&label),
        model: names.share(&id),
        supplier: names.share(&given(&[supplier], by_name)),
        function: names.share(&given(&[function], by_id)),
        meter: names.share(""),
        quantity: None,
        rate: None,
        rate_from: None,
        credits: None,
        estimated: None,
    })
}

/// What a benchmark cost: the sum of its iterations, and a further line for what was charged above them.
fn settle(lines: &mut Vec<JobLine>, total: Option<Credits>, names: &mut Names) -> Read<Credits> {
    let wrong = |problem: String| RecordError::new(problem, "iterations");
    let sum = Credits::sum(lines.iter().filter_map(|line| line.credits))
        .map_err(|error| wrong(error.to_string()))?;
    let Some(total) = total.filter(|total| *total != sum) else { return Ok(sum) };
    if total < sum {
        return Err(wrong(format!("the iterations add up to {sum}, but the job cost {total}")));
    }
    let rest = total.checked_sub(sum).map_err(|error| wrong(error.to_string()))?;
    let empty = names.share("");
    lines.push(JobLine {
        step: Name::clone(&empty),
        label: names.share("Beside the iterations"),
        model: Name::clone(&empty),
        supplier: Name::clone(&empty),
        function: Name::clone(&empty),
        meter: empty,
        quantity: None,
        rate: None,
        rate_from: None,
        credits: Some(rest),
        estimated: None,
    });
    Ok(total)
}

/// A text, a whole number as it is written, or what an object says under one of these keys.
fn word(json: Json<'_>, keys: [&'static str; 2]) -> Option<String> {
    match json.kind() {
        JsonKind::Number => json.written().map(str::to_owned),
        JsonKind::Object => {
            let mut values = [None; 2];
            json.pick(&keys, &mut values);
            values.into_iter().flatten().find_map(|value| match value.kind() {
                JsonKind::Number => value.written().map(str::to_owned),
                _ => value.text().map(|text| text.into_owned()),
            })
        }
        _ => json.text().map(|text| text.into_owned()),
    }
}

/// The id of a run, or a fingerprint of all that it says.
fn id(json: Json<'_>) -> Read<Name> {
    let ids = Field::find(json, ["jobId", "requestId", "request_id", "id"])?;
    let given = ids.into_iter().filter_map(|field| field.given());
    let given = given.filter(|value| !value.is_object()).find_map(|value| word(value, ["", ""]));
    if let Some(id) = given.filter(|id| !id.is_empty()) {
        return Ok(Name::from(id));
    }
    let mut fingerprint = Fingerprint::default();
    for value in json.all() {
        // How many values a list or object has within it, and every other value as it is written.
        match value.written() {
            Some(written) => fingerprint.add(written),
            None => fingerprint.add(&format!("{}{}", value.kind().name(), value.all().count())),
        }
    }
    Ok(Name::from(format!("content-{fingerprint}")))
}

/// When a run ended, or as near to it as it says.
fn moment(json: Json<'_>) -> Option<Timestamp> {
    let mut times = [None; 10];
    let keys = [
        "completedAt",
        "completed_at",
        "endedAt",
        "finishedAt",
        "updatedAt",
        "createdAt",
        "created_at",
        "startedAt",
        "timestamp",
        "time",
    ];
    json.pick(&keys, &mut times);
    times.into_iter().flatten().find_map(|time| Timestamp::parse(&time.text()?).ok())
}

fn name(json: Json<'_>, is_benchmark: bool, names: &mut Names) -> Name {
    let mut values = [None; 2];
    json.pick(&["name", "benchmark"], &mut values);
    let name = values.into_iter().flatten().find_map(|value| match value.kind() {
        JsonKind::Object => {
            let mut name = [None];
            value.pick(&["name"], &mut name);
            let [name] = name;
            name.and_then(Json::text)
        }
        _ => value.text(),
    });
    match name.filter(|name| !name.trim().is_empty()) {
        Some(name) => names.share(&name),
        None => names.share(if is_benchmark { "Benchmark" } else { "Run on the platform" }),
    }
}

/// Whether a status says that the run has not ended.
fn goes_on(status: Json<'_>) -> bool {
    let plain: String = status
        .text()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    ["inprogress", "running", "queued", "pending", "started", "scheduled"].contains(&plain.as_str())
}
