//! The account as views see it: the ledger, and how it is kept.

use std::{
    cell::{Ref, RefCell},
    rc::Rc,
};

use one_credit_engine::ledger::Ledger;

/// The wallet of this browser. Only `store.rs` changes the ledger in it.
#[derive(Clone, Default)]
pub struct Account {
    ledger: Shared,
    /// Grows whenever the ledger changed, here or in another tab: what is computed from the ledger is good for as
    /// long as this stays.
    pub revision: u64,
    /// How the ledger is kept.
    pub status: Status,
}

/// The one ledger of the page, held by its state and by the store.
pub(super) type Shared = Rc<RefCell<Ledger>>;

/// How the ledger is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is being read; what is there so far is not the whole. `of` is 0 until it is known.
    Loading {
        /// Records that were read.
        read: u32,
        /// Records there are.
        of: u32,
    },
    /// All of it is here, and every change is on the disk before it is shown.
    Ready,
    /// It lives in this tab alone and is gone when the tab closes: why, as a sentence.
    NotKept(String),
    /// What is kept cannot be used, and nothing is written. The ledger is what was read before, if anything.
    Closed {
        /// Why and what to do, as sentences.
        why: String,
        /// Whether a restore from a backup mends it.
        can_restore: bool,
    },
}

impl Default for Status {
    fn default() -> Self {
        Self::Loading { read: 0, of: 0 }
    }
}

/// What can happen to the account.
pub enum AccountAction {
    /// How the ledger is kept.
    Status(Status),
    /// The ledger changed, and all of it is here.
    Changed(Status),
}

impl Account {
    /// The ledger as it is now. While `status` is `Loading` a part of it is missing.
    pub fn ledger(&self) -> Ref<'_, Ledger> {
        self.ledger.borrow()
    }

    /// The ledger that all clones of this account share.
    pub(super) fn shared(&self) -> Shared {
        Rc::clone(&self.ledger)
    }

    /// Carries out an action.
    pub fn apply(&mut self, action: AccountAction) {
        match action {
            AccountAction::Status(status) => self.status = status,
            AccountAction::Changed(status) => {
                self.status = status;
                self.revision = self.revision.wrapping_add(1);
            }
        }
    }
}
