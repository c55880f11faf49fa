//! What the visitor typed of the rule of recurring top-ups, until it is saved.

use one_credit_engine::{
    amount,
    catalog::TopUp,
    ledger::{Ledger, Recurring},
    money::Credits,
};

use crate::app::{
    account::order::sentence,
    browser::number::{number, separators},
};

/// The form.
#[derive(Clone, Default)]
pub struct RuleForm {
    /// Below how many available credits some are added.
    pub threshold: Field,
    /// How many.
    pub amount: Field,
    /// How many at most in a month.
    pub cap: Field,
    /// Whether it differs from the rule in force by the visitor's hand.
    pub is_touched: bool,
    /// Whether it is being saved; nothing can be pressed meanwhile.
    pub is_busy: bool,
    /// Why it could not be saved, as a sentence.
    pub trouble: Option<String>,
}

/// A field of the form.
#[derive(Clone, Default)]
pub struct Field {
    /// What stands in it.
    pub text: String,
    /// The amount in it, or why there is none, as a sentence.
    pub value: Option<Result<Credits, String>>,
}

/// Which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `threshold`
    Threshold,
    /// `amount`
    Amount,
    /// `cap`
    Cap,
}

/// What can happen to it.
pub enum RuleAction {
    /// A field changed.
    Type(Part, String),
    /// It is being saved.
    Busy,
    /// It is saved.
    Done,
    /// It is not: why.
    Fail(String),
}

impl RuleForm {
    /// Carries an action out.
    pub fn apply(&mut self, top_up: &TopUp, action: RuleAction) {
        match action {
            RuleAction::Type(part, text) => {
                self.is_touched = true;
                let separators = separators();
                let value = match part {
                    Part::Amount => top_up.read(&text, separators),
                    Part::Threshold | Part::Cap => amount::read(&text, separators),
                };
                let value = value.map_err(|problem| sentence(&problem.to_string()));
                let field = match part {
                    Part::Threshold => &mut self.threshold,
                    Part::Amount => &mut self.amount,
                    Part::Cap => &mut self.cap,
                };
                *field = Field { text, value: Some(value) };
            }
            RuleAction::Busy => {
                self.is_busy = true;
                self.trouble = None;
            }
            // What is in force is shown from now on.
            RuleAction::Done => *self = Self::default(),
            RuleAction::Fail(why) => {
                self.is_busy = false;
                self.trouble = Some(why);
            }
        }
    }

    /// Shows the rule that was set last, or one to begin with, until the visitor types.
    pub fn refresh(&mut self, top_up: &TopUp, ledger: &Ledger) {
        if self.is_touched {
            return;
        }
        let mut rule = ledger.recurring();
        if rule.amount <= Credits::ZERO {
            let presets = &top_up.presets;
            let middle = presets.get(presets.len() / 2).copied().unwrap_or(top_up.minimum);
            rule.threshold = top_up.low_balance;
            rule.amount = middle;
            rule.monthly_cap = presets.last().copied().unwrap_or(middle);
        }
        let field = |credits: Credits| Field {
            text: number(&credits.to_string()),
            value: Some(Ok(credits)),
        };
        self.threshold = field(rule.threshold);
        self.amount = field(rule.amount);
        self.cap = field(rule.monthly_cap);
    }

    /// A field.
    pub const fn field(&self, part: Part) -> &Field {
        match part {
            Part::Threshold => &self.threshold,
            Part::Amount => &self.amount,
            Part::Cap => &self.cap,
        }
    }

    /// The rule that the fields are, switched on.
    ///
    /// # Errors
    /// Why they are none together, as a sentence; nothing where a field has its own problem.
    pub fn rule(&self) -> Result<Recurring, Option<String>> {
        let value = |field: &Field| match &field.value {
            Some(Ok(credits)) => Ok(*credits),
            _ => Err(None),
        };
        let rule = Recurring {
            is_on: true,
            threshold: value(&self.threshold)?,
            amount: value(&self.amount)?,
            monthly_cap: value(&self.cap)?,
        };
        rule.check().map_err(|problem| Some(sentence(&problem.to_string())))?;
        Ok(rule)
    }
}

impl Field {
    /// What is wrong with it, as a sentence.
    pub fn problem(&self) -> Option<&str> {
        self.value.as_ref()?.as_ref().err().map(String::as_str)
    }
}
