//! When a variant of a tariff applies: thresholds, hours, service, region and free attributes.

use crate::{
    meter::{MeterId, Usage},
    money::Quantity,
    time::Timestamp,
};

use super::Context;

/// When a variant applies: everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// The usage of a meter against a figure.
    pub threshold: Option<Threshold>,
    /// The time of the request, UTC.
    pub hours: Option<Hours>,
    /// `standard`, `batch`, `flex`, `priority`.
    pub service: Option<String>,
    /// Where the request is served.
    pub region: Option<String>,
    /// Anything else a supplier prices by: `resolution = "1080p"`.
    pub attributes: Vec<(String, String)>,
}

/// The usage of a meter against a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Whose usage is compared; 0 when the usage does not name it.
    pub meter: MeterId,
    /// How.
    pub operator: Operator,
    /// With what.
    pub value: Quantity,
}

/// Suppliers differ in whether a threshold includes its figure, so it is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `<=`
    AtMost,
}

impl Operator {
    /// Every operator with its sign in rate cards.
    pub const SIGNS: [(Self, &'static str); 4] =
        [(Self::Above, ">"), (Self::AtLeast, ">="), (Self::Below, "<"), (Self::AtMost, "<=")];
}

/// A window of the day, UTC; it may wrap midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minutes since midnight, 0 to 1439, inclusive.
    pub from: u16,
    /// Minutes since midnight, 0 to 1440, exclusive.
    pub to: u16,
    /// The days on which the window opens: bit 0 is Monday. At least one.
    pub days: u8,
}

impl Hours {
    /// Every day of the week.
    pub const EVERY_DAY: u8 = 0b0111_1111;

    fn hold(&self, at: Timestamp) -> bool {
        let minute = at.minute_of_day();
        let opened_on = |weekday: u8| self.days & (1 << weekday) != 0;
        let today = at.weekday();
        if self.from < self.to {
            return (self.from..self.to).contains(&minute) && opened_on(today);
        }
        // A window that wraps belongs to the day on which it opened.
        (minute >= self.from && opened_on(today))
            || (minute < self.to && opened_on((today + 6) % 7))
    }
}

impl Condition {
    /// Whether the condition holds for a request.
    pub fn holds(&self, usage: &Usage, context: &Context) -> bool {
        self.may_hold(context)
            && self.threshold.is_none_or(|threshold| {
                let quantity = usage.quantity(threshold.meter);
                match threshold.operator {
                    Operator::Above => quantity > threshold.value,
                    Operator::AtLeast => quantity >= threshold.value,
                    Operator::Below => quantity < threshold.value,
                    Operator::AtMost => quantity <= threshold.value,
                }
            })
    }

    /// Whether the condition holds for a request of some usage: everything but the threshold does.
    pub fn may_hold(&self, context: &Context) -> bool {
        self.hours.is_none_or(|hours| hours.hold(context.at))
            && self
                .service
                .as_ref()
                .is_none_or(|service| context.service.as_deref().unwrap_or("standard") == service)
            && self.region.as_ref().is_none_or(|region| context.region.as_ref() == Some(region))
            && self.attributes.iter().all(|wanted| context.attributes.contains(wanted))
    }
}
