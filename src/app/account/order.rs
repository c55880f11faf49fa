//! What the visitor set to add credits: the step on screen, the amount, the method, and how it ended.

use one_credit_engine::{amount::Separators, catalog::TopUp, money::Credits};

use crate::app::{
    address::Address,
    browser::number::{number, separators},
    state::View,
};

/// Adding credits, from the amount to the end.
#[derive(Clone, Default)]
pub struct Order {
    /// The step of the dialog; none while it is closed.
    pub step: Option<Step>,
    /// What stands in the field.
    pub text: String,
    /// The amount in it, or why there is none; nothing before anything was typed.
    pub amount: Option<Result<Credits, String>>,
    /// Whether the visitor tried to go on: only then is an empty field wrong.
    pub is_tried: bool,
    /// How it is to be paid.
    pub method: Method,
    /// The view that the visitor came from.
    pub from: View,
    /// What is going on, as a sentence; nothing can be pressed meanwhile.
    pub busy: Option<&'static str>,
    /// Why it was not paid, and what is kept.
    pub trouble: Option<String>,
    /// The order that the visitor came back from the host's page with.
    pub returned: Option<String>,
    /// What was added.
    pub added: Option<Credits>,
}

/// A step of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// How many credits.
    Amount,
    /// What will happen.
    Review,
}

/// How an order is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// By credit card.
    #[default]
    Card,
    /// By Google Pay.
    GooglePay,
}

/// What can happen to it.
pub enum OrderAction {
    /// The dialog opens, with an amount or with the one that is there.
    Open(Option<Credits>),
    /// The field changed.
    Type(String),
    /// An amount was chosen.
    Choose(Credits),
    /// On to the review.
    Review,
    /// Back to the amount.
    Back,
    /// The dialog closes; the amount is kept.
    Close,
    /// The method was chosen.
    Method(Method),
    /// Something that takes a while begins.
    Busy(&'static str),
    /// It ended without a payment: why. Back to the review.
    Fail(String),
    /// Nobody knows whether it was paid: the page was left for it, and is here again.
    Rest,
    /// So many credits were added.
    Added(Credits),
}

impl Method {
    /// In the order of the page.
    pub const ALL: [Self; 2] = [Self::Card, Self::GooglePay];

    /// Its name in links and in orders.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::GooglePay => "google-pay",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Card => "Credit card",
            Self::GooglePay => "Google Pay",
        }
    }
}

impl Order {
    /// The amount, where there is one that can be added.
    pub fn credits(&self) -> Option<Credits> {
        self.amount.as_ref()?.as_ref().ok().copied()
    }

    /// What is wrong with the amount, where it is time to say so.
    pub fn problem(&self) -> Option<&str> {
        let problem = self.amount.as_ref()?.as_ref().err()?;
        (self.is_tried || !self.text.trim().is_empty()).then_some(problem.as_str())
    }

    /// Carries an action out. `view` is the one on screen.
    pub fn apply(&mut self, top_up: &TopUp, view: View, action: OrderAction) {
        match action {
            OrderAction::Open(credits) => {
                if view != View::Checkout {
                    self.from = view;
                }
                self.step = Some(Step::Amount);
                self.trouble = None;
                self.added = None;
                self.returned = None;
                if let Some(credits) = credits {
                    self.set(top_up, credits);
                }
            }
            OrderAction::Type(text) => self.read(top_up, text, separators()),
            OrderAction::Choose(credits) => self.set(top_up, credits),
            OrderAction::Review => {
                if self.credits().is_some() {
                    self.step = Some(Step::Review);
                } else {
                    self.is_tried = true;
                    let text = core::mem::take(&mut self.text);
                    self.read(top_up, text, separators());
                }
            }
            OrderAction::Back => {
                self.step = Some(Step::Amount);
                self.trouble = None;
            }
            OrderAction::Close => {
                self.step = None;
                self.trouble = None;
            }
            OrderAction::Method(method) => self.method = method,
            OrderAction::Busy(what) => {
                self.busy = Some(what);
                self.trouble = None;
            }
            OrderAction::Fail(why) => {
                self.busy = None;
                self.trouble = Some(why);
                self.step = Some(Step::Review);
            }
            OrderAction::Rest => self.busy = None,
            OrderAction::Added(credits) => {
                *self = Self {
                    from: self.from,
                    method: self.method,
                    added: Some(credits),
                    ..Self::default()
                };
            }
        }
    }

    /// Takes what was typed, with the visitor's separators.
    fn read(&mut self, top_up: &TopUp, text: String, separators: Separators) {
        self.amount =
            Some(top_up.read(&text, separators).map_err(|problem| sentence(&problem.to_string())));
        self.text = text;
    }

    /// Sets an amount as if it had been typed.
    pub fn set(&mut self, top_up: &TopUp, credits: Credits) {
        self.text = number(&credits.to_string());
        self.amount = Some(
            top_up
                .check(credits)
                .map(|()| credits)
                .map_err(|problem| sentence(&problem.to_string())),
        );
    }

    /// The view changes: the dialog closes, and what was added has been read.
    pub fn leave(&mut self, to: View) {
        self.step = None;
        if to != View::Checkout {
            self.added = None;
        }
    }

    /// What a link to the checkout holds.
    pub fn write(&self, address: &mut Address) {
        if let Some(credits) = self.credits() {
            address.push("credits", credits.to_string());
            address.push("method", self.method.name());
        }
        if let Some(order) = &self.returned {
            address.push("order", order.clone());
        }
    }

    /// Takes what a link to the checkout says. It fills the fields in and does nothing else.
    pub fn follow(&mut self, top_up: &TopUp, address: &Address) {
        self.added = None;
        self.trouble = None;
        if let Some(text) = address.get("credits") {
            // A link is written with a point, wherever it is opened.
            let separators = Separators { decimal: '.', group: ',' };
            self.read(top_up, text.to_owned(), separators);
            if let Some(credits) = self.credits() {
                self.set(top_up, credits);
            }
        }
        let method = address.get("method");
        if let Some(method) = Method::ALL.into_iter().find(|m| Some(m.name()) == method) {
            self.method = method;
        }
        self.returned = address.get("order").map(str::to_owned);
    }
}

/// What the engine says, as a sentence that stands by itself.
pub fn sentence(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", signs.as_str())
}
