//! Names that many rows share, each kept once.

use std::collections::BTreeSet;

use crate::ledger::Name;

/// The names met so far; equal ones become one allocation.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeSet<Name>);

impl Names {
    /// The name with this text.
    pub fn share(&mut self, text: &str) -> Name {
        if let Some(known) = self.0.get(text) {
            return Name::clone(known);
        }
        let name = Name::from(text);
        self.0.insert(Name::clone(&name));
        name
    }
}
