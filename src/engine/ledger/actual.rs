//! What a run really cost, as hosts and platforms report it. Never what a preview expected.

use super::{Name, Names, RecordError, record::fields::Field};
use crate::{
    decimal::FigureError,
    json::{Document, Json},
    money::{Credits, Quantity},
};

/// What a run cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actual {
    /// The cost of the whole; nobody said what each step cost.
    Total(Credits),
    /// The cost of each step; together they are the cost of the run.
    Lines(Vec<ActualLine>),
}

/// What a step of a run cost. A text that is not known is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActualLine {
    /// The node's number, the place in a benchmark.
    pub step: Name,
    /// What the line is about, where no preview said it.
    pub label: Name,
    /// The model's id.
    pub model: Name,
    /// The supplier's name.
    pub supplier: Name,
    /// What was counted; empty for the cost of a step as a whole.
    pub meter: Name,
    /// How much of it was counted.
    pub quantity: Option<Quantity>,
    /// What it cost; negative for a discount.
    pub credits: Credits,
}

/// The fields in which platforms report what a result cost.
const TOTALS: [&str; 3] = ["usedCredits", "used_credits", "credits_used"];

impl Actual {
    /// Reads what a host reports of a run: `lines` with `credits` each (and `step`, `label`, `model`, `supplier`,
    /// `meter`, `quantity` as far as they are known), or the total in one of the fields of
    /// a platform's result, or both when they agree. What else is in it is passed over.
    ///
    /// # Errors
    /// [`RecordError`] names the field.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let document = Document::read(text).map_err(RecordError::flaw)?;
        let json = document.root();
        let [lines] = Field::find(json, ["lines"])?;
        let total = actual_credits(json)?;
        let Some(list) = lines.given() else {
            return total.map(Self::Total).ok_or_else(|| {
                RecordError::new("usedCredits is missing: what the run cost", "usedCredits")
            });
        };
        let items = list.items().ok_or_else(|| RecordError::wanted(list, "lines", "a list"))?;
        let mut names = Names::default();
        let mut lines = Vec::new();
        for (place, item) in items.enumerate() {
            let line = ActualLine::read(&mut names, item);
            lines.push(line.map_err(|error| error.within(&format!("lines[{place}].")))?);
        }
        let sum = Credits::sum(lines.iter().map(|line| line.credits))
            .map_err(|error| RecordError::new(error.to_string(), "lines"))?;
        match total {
            Some(total) if total != sum => Err(RecordError::new(
                format!("the lines add up to {sum}, but the run cost {total}"),
                "lines",
            )),
            _ => Ok(Self::Lines(lines)),
        }
    }
}

impl ActualLine {
    fn read(names: &mut Names, json: Json<'_>) -> Result<Self, RecordError> {
        let [step, label, model, supplier, meter, quantity, credits] = Field::find(
            json,
            ["step", "label", "model", "supplier", "meter", "quantity", "credits"],
        )?;
        Ok(Self {
            step: step.name(names)?,
            label: label.name(names)?,
            model: model.name(names)?,
            supplier: supplier.name(names)?,
            meter: meter.name(names)?,
            quantity: quantity.quantity_if_given()?,
            credits: credits.credits()?,
        })
    }
}

/// What a platform says that a result cost: in `usedCredits`, `used_credits`, `credits_used` or
/// `executionStats.credits`; none where it says nothing.
///
/// # Errors
/// [`RecordError`] for a figure below 0, and for two fields that contradict each other, with both.
pub(crate) fn actual_credits(json: Json<'_>) -> Result<Option<Credits>, RecordError> {
    let mut found: Option<(&'static str, Credits)> = None;
    let mut take = |name: &'static str, credits: Option<Credits>| {
        let Some(credits) = credits else { return Ok(()) };
        if credits < Credits::ZERO {
            let error = FigureError::Negative(credits.to_string());
            return Err(RecordError::new(error.to_string(), name));
        }
        match found {
            Some((other, first)) if first != credits => {
                Err(RecordError::new(format!("{name} is {credits}, but {other} is {first}"), name))
            }
            _ => {
                found = Some((name, credits));
                Ok(())
            }
        }
    };
    for (field, name) in Field::find(json, TOTALS)?.into_iter().zip(TOTALS) {
        take(name, field.credits_if_given()?)?;
    }
    let [statistics] = Field::find(json, ["executionStats"])?;
    if let Some(statistics) = statistics.given().filter(|statistics| statistics.is_object()) {
        let inside = |error: RecordError| error.within("executionStats.");
        let [credits] = Field::find(statistics, ["credits"]).map_err(inside)?;
        take("executionStats.credits", credits.credits_if_given().map_err(inside)?)?;
    }
    Ok(found.map(|(_, credits)| credits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(text: &str) -> Credits {
        Credits::parse(text).unwrap()
    }

    fn actual(text: &str) -> Result<Option<Credits>, String> {
        let document = Document::read(text).unwrap();
        actual_credits(document.root()).map_err(|error| error.to_string())
    }

    #[test]
    fn each_of_the_four_fields_is_read() {
        for text in [
            r#"{"usedCredits": 0.5442}"#,
            r#"{"used_credits": "0.5442"}"#,
            r#"{"credits_used": 5.442e-1, "data": "Hola"}"#,
            r#"{"executionStats": {"runTime": 3.5, "credits": 0.54420}}"#,
            r#"{"usedCredits": null, "used_credits": "0.5442", "executionStats": {"credits": 0.5442}}"#,
        ] {
            assert_eq!(actual(text), Ok(Some(credits("0.5442"))), "{text}");
        }
        assert_eq!(actual("{}"), Ok(None));
        assert_eq!(actual(r#"{"executionStats": "none"}"#), Ok(None));
        assert_eq!(actual(r#"{"usedCredits": 0}"#), Ok(Some(Credits::ZERO)));
    }

    #[test]
    fn a_contradiction_names_both_fields() {
        let wrong = |text: &str| actual(text).unwrap_err();
        assert_eq!(
            wrong(r#"{"usedCredits": 1, "executionStats": {"credits": 2}}"#),
            "executionStats.credits is 2, but usedCredits is 1 (executionStats.credits)"
        );
        assert_eq!(
            wrong(r#"{"used_credits": -1}"#),
            "-1 is negative; it must be 0 or more (used_credits)"
        );
        assert_eq!(
            wrong(r#"{"executionStats": {"credits": "a lot"}}"#),
            "\"a lot\" is not a decimal number such as 12.5 (executionStats.credits)"
        );
    }

    #[test]
    fn a_hosts_report_is_a_total_or_lines() {
        assert_eq!(Actual::parse(r#"{"usedCredits": "2.5"}"#), Ok(Actual::Total(credits("2.5"))));
        let report = r#"{"usedCredits": 2.5, "lines": [
            {"step": "2", "meter": "characters", "quantity": 1000, "credits": "2"},
            {"step": "3", "credits": 0.5}]}"#;
        let Ok(Actual::Lines(lines)) = Actual::parse(report) else { panic!("two lines") };
        assert_eq!(lines.len(), 2);
        assert_eq!(*lines[0].meter, *"characters");
        assert_eq!(lines[0].quantity, Quantity::parse("1000").ok());
        assert_eq!(lines[1].credits, credits("0.5"));
        let wrong = |text: &str| Actual::parse(text).unwrap_err().to_string();
        assert_eq!(
            wrong(&report.replace("2.5", "3")),
            "the lines add up to 2.5, but the run cost 3 (lines)"
        );
        assert_eq!(wrong(r#"{"lines": [{"step": "2"}]}"#), "credits is missing (lines[0].credits)");
        assert_eq!(
            wrong(r#"{"status": "done"}"#),
            "usedCredits is missing: what the run cost (usedCredits)"
        );
    }
}
