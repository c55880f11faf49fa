//! What the visitor set in *Transactions*, and how it stands in links.

use one_credit::catalog;
use one_credit_engine::catalog::TopUp;

use super::{
    history::{History, HistoryAction},
    rule::{RuleAction, RuleForm},
    spend::{Spend, SpendAction},
};
use crate::app::{
    account::state::{Account, Status},
    address::Address,
    browser::clock,
    later::Later,
    state::State,
};

/// The view's state.
#[derive(Clone, Default)]
pub struct Transactions {
    /// The tab on screen.
    pub tab: Tab,
    /// The period, and its usage.
    pub spend: Spend,
    /// The rule of recurring top-ups, as it is typed.
    pub rule: RuleForm,
    /// Every transaction, filtered.
    pub history: History,
}

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The balance, and how long it lasts.
    #[default]
    Overview,
    /// What was used, by model, supplier and function.
    Usage,
    /// What was used, by day.
    Statistics,
    /// Every transaction.
    History,
    /// The rule of recurring top-ups.
    Recurring,
    /// The host's payment methods.
    Methods,
}

impl Tab {
    /// In the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Usage,
        Self::Statistics,
        Self::History,
        Self::Recurring,
        Self::Methods,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Usage => "usage",
            Self::Statistics => "statistics",
            Self::History => "history",
            Self::Recurring => "recurring",
            Self::Methods => "methods",
        }
    }

    /// Whether it is about a period.
    const fn has_period(self) -> bool {
        matches!(self, Self::Overview | Self::Usage | Self::Statistics)
    }

    /// Its name on the page.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Usage => "Usage",
            Self::Statistics => "Statistics",
            Self::History => "History",
            Self::Recurring => "Recurring",
            Self::Methods => "Payment methods",
        }
    }
}

/// What can happen in the view.
pub enum TransactionsAction {
    /// Something with the period or its usage.
    Spend(SpendAction),
    /// Something with the rule of recurring top-ups.
    Rule(RuleAction),
    /// Something in the history.
    History(HistoryAction),
}

impl Transactions {
    /// Carries an action out.
    pub fn apply(&mut self, top_up: &TopUp, account: &Account, action: TransactionsAction) {
        match action {
            TransactionsAction::Spend(action) => self.spend.apply(action),
            TransactionsAction::Rule(action) => self.rule.apply(top_up, action),
            TransactionsAction::History(action) => self.history.apply(&account.ledger(), action),
        }
    }

    /// The fields of a tab's link.
    pub fn write(&self, tab: Tab, address: &mut Address) {
        address.push("tab", tab.name());
        if tab.has_period() {
            self.spend.write(tab, address);
        }
        if tab == Tab::History {
            self.history.write(address);
        }
    }

    /// Takes the tab that a link names.
    pub fn take_tab(&mut self, address: &Address) {
        let named = |tab: &Tab| address.get("tab") == Some(tab.name());
        if let Some(tab) = Tab::ALL.into_iter().find(named) {
            self.tab = tab;
        }
    }

    /// Takes what a link says; a tab that does not exist leaves the one on screen.
    pub fn read(&mut self, address: &Address) {
        self.take_tab(address);
        if self.tab.has_period() {
            self.spend.read(address);
        }
        if self.tab == Tab::History {
            self.history.read(address);
        }
    }
}

/// Brings what is added up to where the ledger is.
pub fn refresh(state: &mut State) {
    let today = clock::now().unwrap_or(state.at).date();
    let Later { account, transactions, .. } = &mut **state;
    let is_whole = !matches!(account.status, Status::Loading { .. });
    let ledger = account.ledger();
    transactions.rule.refresh(&catalog().policy.top_up, &ledger);
    // The history shows nothing of the sums; both in one turn would hold the page for longer than a frame.
    if transactions.tab != Tab::History {
        transactions.spend.refresh(&ledger, is_whole, account.revision, today);
    } else if is_whole {
        transactions.history.refresh(&ledger, account.revision);
    }
}
