//! What a finished job would cost at the prices of another day.

use super::{CHARGED, Job, JobLine, run::BOUNDS};
use crate::{
    assumption::Spread,
    catalog::Catalog,
    decimal::{self, FigureError},
    equivalents::no_price,
    estimate::{Estimate, Line},
    meter::{MeterId, Usage},
    money::Quantity,
    quote::Subject,
    tariff::{BillError, Context, one_request},
    time::Timestamp,
};

impl Job {
    /// The job's quantities at the prices that hold at `at`: each step's model is charged for what its lines count.
    /// What has no figure is a gap with its reason: a model that no card has, a line without a quantity.
    /// Each step is one standard request, and a warning says so where that makes a difference.
    ///
    /// # Errors
    /// [`BillError`] when quantities contradict each other or a figure leaves the range.
    pub fn reprice(&self, catalog: &Catalog, at: Timestamp) -> Result<Estimate, BillError> {
        let context = Context::at(at);
        let mut steps = self.steps();
        // The charge of the whole counts nothing itself; alone, it leaves nothing to price.
        if steps.iter().any(|step| step.iter().any(|line| line.quantity.is_some())) {
            steps.retain(|step| !step.iter().all(|line| is_charge_of_all(line)));
        }
        let (mut lines, mut warnings) = (Vec::new(), Vec::new());
        for (place, step) in steps.iter().enumerate() {
            let own = step_lines(catalog, &context, place, step, &mut warnings)?;
            lines.extend(own);
        }
        if steps.is_empty() {
            let subject = Subject { label: self.name.to_string(), ..Subject::default() };
            lines.push(subject.gap(
                None,
                Spread::default(),
                "the job has no lines that say what was counted",
            ));
        }
        let mut estimate = Estimate::new(lines, at).map_err(BillError::Total)?;
        estimate.warnings = warnings;
        Ok(estimate)
    }

    /// The lines of each step and model, in the order in which they first appear.
    fn steps(&self) -> Vec<Vec<&JobLine>> {
        let mut places = std::collections::BTreeMap::new();
        let mut steps: Vec<Vec<&JobLine>> = Vec::new();
        for line in &self.lines {
            let place = *places.entry((&line.step, &line.model)).or_insert(steps.len());
            match steps.get_mut(place) {
                Some(step) => step.push(line),
                None => steps.push(vec![line]),
            }
        }
        steps
    }
}

fn is_charge_of_all(line: &JobLine) -> bool {
    *line.label == *CHARGED
        && line.quantity.is_none()
        && line.step.is_empty()
        && line.model.is_empty()
        && line.meter.is_empty()
}

/// What a step costs at the prices of the context.
fn step_lines(
    catalog: &Catalog,
    context: &Context,
    place: usize,
    step: &[&JobLine],
    warnings: &mut Vec<String>,
) -> Result<Vec<Line>, BillError> {
    let Some(first) = step.first() else { return Ok(Vec::new()) };
    let subject = subject_of(catalog, place, first);
    let gap = |reason: String| Ok(vec![subject.gap(None, Spread::default(), reason)]);
    let label = &subject.label;
    if first.model.is_empty() {
        return gap(format!("{label}: the job does not say which model it was"));
    }
    let Some(model) = subject.model.and_then(|id| catalog.get(id)) else {
        return gap(format!("no rate card has a model \"{}\"", decimal::shorten(&first.model)));
    };
    let Some(price) = model.price_at(context.at) else { return gap(no_price(model, context)) };
    let mut counted: Vec<(MeterId, Quantity)> = Vec::new();
    let mut gaps = Vec::new();
    for line in step {
        let (Some(quantity), false) = (line.quantity, BOUNDS.contains(&&*line.meter)) else {
            continue;
        };
        let Some(meter) = catalog.meters.find(&line.meter) else {
            let name = decimal::shorten(&line.meter);
            let reason = if name.is_empty() {
                format!("{label}: the job does not say what was counted")
            } else {
                format!("{label}: \"{name}\" is not a meter of the rate cards")
            };
            let id = format!("{}/{name}", subject.id);
            gaps.push(Line { id, ..subject.gap(None, Spread::default(), reason) });
            continue;
        };
        counted.push((meter, quantity));
    }
    if counted.is_empty() {
        return match gaps.is_empty() {
            true => gap(format!("{label}: the job does not say how much was counted")),
            false => Ok(gaps),
        };
    }
    let mut usage = usage_of(catalog, &counted).map_err(BillError::Total)?;
    let asked = price.tariff.meters();
    let requests = catalog.meters.find("requests").filter(|requests| asked.contains(requests));
    let is_request_missing = requests.is_some_and(|requests| usage.get(requests).is_none());
    if is_request_missing {
        usage = one_request(&catalog.meters, usage);
    }
    let usage = Spread::certain(usage);
    let quote = subject.quote(&catalog.meters, &price.tariff, &usage, Quantity::ONE, context)?;
    if is_request_missing || price.tariff.is_by_request() {
        warnings.push(format!(
            "{label} has prices that depend on each request; the job counts as one request"
        ));
    }
    let mut lines = quote.lines;
    lines.append(&mut gaps);
    Ok(lines)
}

fn subject_of(catalog: &Catalog, place: usize, line: &JobLine) -> Subject {
    let model = catalog.model(&line.model);
    let known = model.map(|(id, model)| Subject::of(catalog, id, model)).unwrap_or_default();
    let label = [&*line.label, known.label.as_str(), &*line.model, &*line.step]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("A step");
    Subject {
        id: place.to_string(),
        label: label.to_owned(),
        node: line.step.parse().ok(),
        supplier: known
            .supplier
            .or_else(|| Some(line.supplier.to_string()).filter(|name| !name.is_empty())),
        model: known.model,
    }
}

/// The usage whose exclusive leaves these quantities are: a meter holds what was counted as it and as its parts.
fn usage_of(catalog: &Catalog, counted: &[(MeterId, Quantity)]) -> Result<Usage, FigureError> {
    let mut usage = Usage::new();
    for (meter, quantity) in counted {
        let wholes = catalog.meters.get(*meter).map_or(&[][..], |meter| &meter.part_of);
        for holder in core::iter::once(meter).chain(wholes) {
            usage.set(*holder, usage.quantity(*holder).checked_add(*quantity)?);
        }
    }
    Ok(usage)
}
