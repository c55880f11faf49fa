//! A tariff, a request and what it must come to: the words in which the tables are written.

use one_credit_engine::{
    assumption::Spread,
    estimate::{Estimate, LineCost},
    meter::Usage,
    money::Quantity,
    quote::Subject,
    tariff::{Context, TariffSource},
    time::Timestamp,
};

use crate::registry;

/// 0.00001 for a character.
pub const BY_CHARACTER: &str =
    r#"{"charges": [{"meter": "characters", "per": 1, "amount": "1e-5"}]}"#;

/// A tariff in JSON and the usage of a request: `"tokens.input=100, tokens.output=20"`.
pub fn charge(tariff: &str, usage: &str) -> Request {
    Request {
        tariff: tariff.to_owned(),
        usage: usage.to_owned(),
        requests: "1".to_owned(),
        context: Context::at(Timestamp::parse("2026-11-16T12:00:00Z").unwrap()),
    }
}

pub struct Request {
    tariff: String,
    usage: String,
    requests: String,
    context: Context,
}

impl Request {
    pub fn times(mut self, requests: &str) -> Self {
        self.requests = requests.to_owned();
        self
    }

    pub fn at(mut self, moment: &str) -> Self {
        self.context.at = Timestamp::parse(moment).unwrap();
        self
    }

    pub fn service(mut self, service: &str) -> Self {
        self.context.service = Some(service.to_owned());
        self
    }

    pub fn region(mut self, region: &str) -> Self {
        self.context.region = Some(region.to_owned());
        self
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.context.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn estimate(&self) -> Result<Estimate, String> {
        let meters = registry::meters();
        let source: TariffSource = serde_json::from_str(&self.tariff).map_err(|e| e.to_string())?;
        let tariff = source.read(&meters).map_err(|errors| format!("{errors:?}"))?;
        let mut usage = Usage::new();
        for entry in self.usage.split(", ").filter(|entry| !entry.is_empty()) {
            let (meter, quantity) = entry.split_once('=').unwrap();
            let quantity = Quantity::parse(quantity).map_err(|error| error.to_string())?;
            usage.set(meters.find(meter).unwrap(), quantity);
        }
        let requests = Quantity::parse(&self.requests).map_err(|error| error.to_string())?;
        let subject = Subject { label: "It".to_owned(), ..Subject::default() };
        let usage = Spread::certain(usage);
        let quote = subject
            .quote(&meters, &tariff, &usage, requests, &self.context)
            .map_err(|error| error.to_string())?;
        Estimate::new(quote.lines, self.context.at).map_err(|error| error.to_string())
    }

    #[track_caller]
    fn comes_to(&self, total: &str, is_rounded: bool) {
        let estimate = self.estimate().unwrap();
        assert_eq!(estimate.total.expected.to_string(), total, "{} of {}", self.usage, self.tariff);
        let flags = estimate
            .lines
            .iter()
            .any(|line| matches!(&line.cost, LineCost::Priced(credits) if credits.is_rounded));
        assert_eq!(flags, is_rounded, "whether {total} is flagged as rounded");
    }

    /// Exactly this, with nothing left unpriced.
    #[track_caller]
    pub fn costs(&self, total: &str) {
        self.comes_to(total, false);
        let gaps: Vec<_> = self.estimate().unwrap().gaps().map(|(_, gap)| gap.0.clone()).collect();
        assert!(gaps.is_empty(), "{gaps:?}");
    }

    /// This, flagged as rounded at its last digit.
    #[track_caller]
    pub fn costs_rounded(&self, total: &str) {
        self.comes_to(total, true);
    }

    /// This, and a gap with this sentence and quantity.
    #[track_caller]
    pub fn costs_with_gap(&self, total: &str, reason: &str, quantity: &str) {
        self.comes_to(total, false);
        let estimate = self.estimate().unwrap();
        assert!(!estimate.is_complete());
        let gaps: Vec<_> = estimate
            .gaps()
            .map(|(line, gap)| (gap.0.as_str(), line.quantity.expected.to_string()))
            .collect();
        assert_eq!(gaps, [(reason, quantity.to_owned())]);
    }

    #[track_caller]
    pub fn is_refused(&self, sentence: &str) {
        assert_eq!(self.estimate().unwrap_err(), sentence);
    }
}
