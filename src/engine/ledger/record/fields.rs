//! The fields of an object that is read strictly: one that is missing, given twice or not known is an error.

use std::borrow::Cow;

use crate::{
    Decimal, decimal,
    json::{Json, Kind},
    ledger::{Name, RecordError},
    money::{Credits, Quantity},
    time::{Date, TimeError, Timestamp},
};

use super::Names;

type Read<T> = Result<T, RecordError>;

/// A field by its key, and its value where it is given.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a> {
    key: &'static str,
    json: Option<Json<'a>>,
}

impl<'a> Field<'a> {
    /// Finds the values of these fields in an object that has no others.
    pub(super) fn pick<const N: usize>(json: Json<'a>, keys: [&'static str; N]) -> Read<[Self; N]> {
        let mut fields = keys.map(|key| Self { key, json: None });
        fill(json, &mut fields, false)?;
        Ok(fields)
    }

    /// Finds the values of these fields in an object that may have others.
    pub(crate) fn find<const N: usize>(json: Json<'a>, keys: [&'static str; N]) -> Read<[Self; N]> {
        let mut fields = keys.map(|key| Self { key, json: None });
        fill(json, &mut fields, true)?;
        Ok(fields)
    }

    /// The value, if it is given and not null.
    pub(crate) const fn given(self) -> Option<Json<'a>> {
        self.json
    }

    pub(crate) fn needed(self) -> Read<Json<'a>> {
        self.json.ok_or_else(|| self.wrong(format!("{} is missing", self.key)))
    }

    /// An id: a text that few entries share.
    pub(crate) fn id(self) -> Read<Name> {
        Ok(Name::from(self.text_of(self.needed()?)?.as_ref()))
    }

    /// A text, empty where none is given.
    pub(crate) fn name(self, names: &mut Names) -> Read<Name> {
        Ok(match self.json {
            Some(json) => names.share(&self.text_of(json)?),
            None => names.share(""),
        })
    }

    /// True where it says so; false where it is not given.
    pub(super) fn flag(self) -> Read<bool> {
        match self.json.map(|json| (json, json.written())) {
            None | Some((_, Some("false"))) => Ok(false),
            Some((_, Some("true"))) => Ok(true),
            Some((json, _)) => Err(RecordError::wanted(json, self.key, "true or false")),
        }
    }

    pub(crate) fn moment(self) -> Read<Timestamp> {
        let text = self.text_of(self.needed()?)?;
        Timestamp::parse(&text).map_err(|error: TimeError| self.wrong(error.to_string()))
    }

    pub(super) fn day(self) -> Read<Option<Date>> {
        let Some(json) = self.json else { return Ok(None) };
        let day = Date::parse(&self.text_of(json)?);
        day.map(Some).map_err(|error: TimeError| self.wrong(error.to_string()))
    }

    pub(crate) fn credits(self) -> Read<Credits> {
        self.figure_of(self.needed()?).map(Credits::new)
    }

    pub(crate) fn credits_if_given(self) -> Read<Option<Credits>> {
        self.json.map(|json| self.figure_of(json).map(Credits::new)).transpose()
    }

    pub(super) fn quantity(self) -> Read<Quantity> {
        let figure = self.figure_of(self.needed()?)?;
        Quantity::new(figure).map_err(|error| self.wrong(error.to_string()))
    }

    pub(crate) fn quantity_if_given(self) -> Read<Option<Quantity>> {
        self.json.map(|_| self.quantity()).transpose()
    }

    /// An error about this field.
    pub(crate) fn wrong(self, problem: impl Into<String>) -> RecordError {
        RecordError::new(problem, self.key)
    }

    fn text_of(self, json: Json<'a>) -> Read<Cow<'a, str>> {
        json.text().ok_or_else(|| RecordError::wanted(json, self.key, "a text"))
    }

    /// A number, or a text that holds one.
    fn figure_of(self, json: Json<'a>) -> Read<Decimal> {
        figure(json).map_err(|error| error.within(self.key))
    }
}

/// Finds the values of fields.
fn fill<'a>(json: Json<'a>, fields: &mut [Field<'a>], may_have_others: bool) -> Read<()> {
    let mut members = json.members().ok_or_else(|| RecordError::wanted(json, "", "an object"))?;
    // Fields mostly come in the order in which they are written, so the search goes on behind the last one.
    let mut next = 0;
    while let (Some(key), Some(value)) = (members.next(), members.next()) {
        let name = key.text().unwrap_or_default();
        let found = (next..fields.len())
            .chain(0..next)
            .find(|place| fields.get(*place).is_some_and(|field| field.key == name));
        let Some((place, field)) = found.and_then(|place| Some((place, fields.get_mut(place)?)))
        else {
            if may_have_others {
                continue;
            }
            let problem = format!("\"{}\" is no field here", decimal::shorten(&name));
            return Err(RecordError::new(problem, ""));
        };
        if field.json.is_some() {
            return Err(RecordError::new(format!("{} is given twice", field.key), field.key));
        }
        field.json = Some(value);
        next = place + 1;
    }
    for field in fields {
        field.json = field.json.filter(|value| value.kind() != Kind::Null);
    }
    Ok(())
}

/// The decimal that a JSON number or text says, exactly.
fn figure(json: Json<'_>) -> Read<Decimal> {
    let text = match json.kind() {
        Kind::Number => json.written().map(Cow::Borrowed),
        _ => json.text(),
    };
    let text = text.ok_or_else(|| RecordError::wanted(json, "", "a number"))?;
    decimal::parse(&text).map_err(|error| RecordError::new(error.to_string(), ""))
}
