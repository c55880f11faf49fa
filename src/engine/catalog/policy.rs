//! What `pricing/policy.toml` says: how figures are shown, what can be added at once, and who may take over a checkout.

use super::ModelId;
use crate::money::{Credits, Quantity};

/// Rules that are data, from `pricing/policy.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The models of the headline cards, in order.
    pub headlines: Vec<ModelId>,
    /// From a figure on, the step to which it is rounded down; ordered by `from`.
    pub steps: Vec<Step>,
    /// What can be added at once.
    pub top_up: TopUp,
    /// The origins, beside the page's own, that may take over a checkout: `https://pay.example`, as browsers write
    /// them.
    pub checkout_origins: Vec<String>,
    /// How many days before its end a payment method is shown as expiring.
    pub expiring_days: u16,
    /// Prices that were last checked longer ago than this are called old. In days, above 0.
    pub old_days: u16,
}

/// From `from` on, figures are rounded down to a multiple of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The least figure it applies to.
    pub from: Quantity,
    /// Above 0.
    pub step: Quantity,
}

/// What can be added at once. The amounts are whole cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopUp {
    /// The least, above 0.
    pub minimum: Credits,
    /// The most, at least the least.
    pub maximum: Credits,
    /// What is offered to be chosen, ascending, each within the limits.
    pub presets: Vec<Credits>,
    /// Available credits below this are called low. 0 or more.
    pub low_balance: Credits,
}

impl Policy {
    /// Whether a page of the origin `own` may hand a checkout over to `origin`: to its own, and to those of the
    /// build. Both as the browser writes the origin of an address; one without an origin ("null") is no one's own.
    pub fn allows_checkout_at(&self, origin: &str, own: &str) -> bool {
        origin != "null"
            && (origin == own || self.checkout_origins.iter().any(|allowed| allowed == origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_stays_on_known_origins() {
        let policy = Policy {
            checkout_origins: vec!["https://pay.example".to_owned()],
            ..Policy::default()
        };
        let own = "http://127.0.0.1:8080";
        assert!(policy.allows_checkout_at(own, own));
        assert!(policy.allows_checkout_at("https://pay.example", own));
        for origin in [
            "https://pay.example:444",
            "http://pay.example",
            "https://pay.example.net",
            "http://127.0.0.1:8081",
            "null",
            "",
        ] {
            assert!(!policy.allows_checkout_at(origin, own), "{origin}");
        }
        assert!(!policy.allows_checkout_at("null", "null"), "a page from a file has no origin");
    }
}
