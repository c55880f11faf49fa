//! What there is to spend, as far as it is known: the host's figures win over those that this browser keeps.

use one_credit_engine::{ledger::Wallet, money::Credits};

use super::state::Status;
use crate::app::{
    browser::host::Presence,
    state::{State, View},
};

/// How far the wallet is known.
pub enum Standing {
    /// It is being read.
    Loading,
    /// This is it.
    Known(Wallet),
    /// It cannot be read: why and what to do, as sentences.
    Unknown(String),
}

/// The wallet that counts.
pub fn standing(state: &State) -> Standing {
    if let Presence::Broken(why) = &state.host.presence {
        return Standing::Unknown(why.clone());
    }
    if state.host.has_wallet {
        return match &state.host.wallet {
            None => Standing::Loading,
            Some(Ok(wallet)) => Standing::Known(*wallet),
            Some(Err(why)) => Standing::Unknown(why.clone()),
        };
    }
    match &state.account.status {
        Status::Loading { .. } => Standing::Loading,
        Status::Ready | Status::NotKept(_) => Standing::Known(state.account.ledger().wallet()),
        Status::Closed { why, .. } => Standing::Unknown(why.clone()),
    }
}

/// The wallet, where it is known.
pub fn wallet(state: &State) -> Option<Wallet> {
    match standing(state) {
        Standing::Known(wallet) => Some(wallet),
        Standing::Loading | Standing::Unknown(_) => None,
    }
}

/// What is available, where it is known.
pub fn available(state: &State) -> Option<Credits> {
    wallet(state)?.available().ok()
}

/// What the estimate needs above what is available: that on screen, or that from which the visitor came to the checkout.
pub fn missing(state: &State) -> Option<Credits> {
    let view = if state.view == View::Checkout { state.order.from } else { state.view };
    let needed = state.estimate_of(view)?.total.expected;
    wallet(state)?.missing(needed).ok()?
}
