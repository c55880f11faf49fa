//! What there is to spend.

use super::RecordError;
use super::record::fields::Field;
use crate::{
    decimal::FigureError,
    json::{Document, Json},
    money::Credits,
};

/// What there is to spend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wallet {
    /// Everything that was added less everything that was used. Below 0 when a run cost more than there was.
    pub total: Credits,
    /// Set aside for runs that have not ended: 0 or more.
    pub reserved: Credits,
}

impl Wallet {
    /// Reads a wallet as platforms give it: `{"totalBalance": 12.5, "reservedBalance": "0.25"}`, numbers or texts,
    /// to their last digit. What else is in it is passed over; without `reservedBalance` nothing is reserved.
    ///
    /// # Errors
    /// [`RecordError`] names the field.
    pub fn parse(text: &str) -> Result<Self, RecordError> {
        let document = Document::read(text).map_err(RecordError::flaw)?;
        Self::read(document.root())
    }

    /// As [`Wallet::parse`], from within a document.
    pub(crate) fn read(json: Json<'_>) -> Result<Self, RecordError> {
        let [total, reserved] = Field::find(json, ["totalBalance", "reservedBalance"])?;
        let wallet = Self {
            total: total.credits()?,
            reserved: reserved.credits_if_given()?.unwrap_or_default(),
        };
        if wallet.reserved < Credits::ZERO {
            return Err(
                reserved.wrong(FigureError::Negative(wallet.reserved.to_string()).to_string())
            );
        }
        wallet.available().map_err(|error| RecordError::new(error.to_string(), "totalBalance"))?;
        Ok(wallet)
    }

    /// What a new run may take: total - reserved. Below 0 when more is bound than there is.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn available(self) -> Result<Credits, FigureError> {
        self.total.checked_sub(self.reserved)
    }

    /// How much more a run needs than is available; none when there is enough.
    ///
    /// # Errors
    /// [`FigureError::TooLarge`] when it needs more than 28 digits.
    pub fn missing(self, needed: Credits) -> Result<Option<Credits>, FigureError> {
        let missing = needed.checked_sub(self.available()?)?;
        // What costs nothing needs nothing, even of a balance below 0.
        let is_missing = needed > Credits::ZERO && missing > Credits::ZERO;
        Ok(is_missing.then_some(missing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_platforms_wallet_is_read_to_its_last_digit() {
        let wallet = |text| Wallet::parse(text).unwrap();
        let exact =
            wallet(r#"{"totalBalance": 12.10000000000000000000000001, "reservedBalance": "0.1"}"#);
        assert_eq!(exact.total.to_string(), "12.10000000000000000000000001");
        assert_eq!(exact.available().unwrap().to_string(), "12.00000000000000000000000001");
        let text = wallet(r#"{"id": 7, "totalBalance": "1e-7", "reservedBalance": null}"#);
        assert_eq!(text.available().unwrap().to_string(), "0.0000001");
        for (text, sentence) in [
            ("{}", "totalBalance is missing (totalBalance)"),
            ("[]", "there should be an object, not a list"),
            ("{", "the text is no JSON: EOF in the middle of a value (byte 1)"),
            (
                r#"{"totalBalance": "NaN"}"#,
                "\"NaN\" is not a decimal number such as 12.5 (totalBalance)",
            ),
            (
                r#"{"totalBalance": 1, "totalBalance": 2}"#,
                "totalBalance is given twice (totalBalance)",
            ),
            (
                r#"{"totalBalance": 1, "reservedBalance": "-0.5"}"#,
                "-0.5 is negative; it must be 0 or more (reservedBalance)",
            ),
            (
                r#"{"totalBalance": true}"#,
                "there should be a number, not true or false (totalBalance)",
            ),
        ] {
            assert_eq!(Wallet::parse(text).unwrap_err().to_string(), sentence, "{text}");
        }
    }

    #[test]
    fn what_a_run_needs_more_is_said() {
        let credits = |text: &str| Credits::parse(text).unwrap();
        let wallet = Wallet { total: credits("10"), reserved: credits("8.5") };
        assert_eq!(wallet.missing(credits("3.02")), Ok(Some(credits("1.52"))));
        assert_eq!(wallet.missing(credits("1.5")), Ok(None));
        let overdrawn = Wallet { total: credits("-1"), reserved: Credits::ZERO };
        assert_eq!(overdrawn.missing(credits("3")), Ok(Some(credits("4"))));
        assert_eq!(overdrawn.missing(Credits::ZERO), Ok(None));
    }
}
