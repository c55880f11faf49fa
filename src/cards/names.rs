//! The ids and aliases under which something is found: each means one thing.

use std::collections::HashMap;

use crate::problem::{Place, Problems};

/// All ids and aliases of one kind so far. They are looked up in any case.
pub(crate) struct Names {
    kind: &'static str,
    taken: HashMap<String, (String, Place)>,
}

impl Names {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self { kind, taken: HashMap::new() }
    }

    /// Adds an id; false, with a complaint, when it cannot be one.
    pub(crate) fn add_id(&mut self, id: &str, place: Place, problems: &mut Problems) {
        if id.is_empty() || !id.bytes().all(is_id_byte) {
            let message = format!(
                "\"{id}\" cannot be the id of a {}; ids are made of a-z, 0-9, . / _ and -",
                self.kind
            );
            problems.add(place.clone(), message);
        }
        if let Some((owner, at)) = self.taken.get(&id.to_ascii_lowercase()) {
            let message = if owner.eq_ignore_ascii_case(id) {
                format!("the id {id} is given twice; the other {} stands at {at}", self.kind)
            } else {
                format!("the id {id} is an alias of {owner} already, at {at}")
            };
            problems.add(place, message);
            return;
        }
        self.taken.insert(id.to_ascii_lowercase(), (id.to_owned(), place));
    }

    /// Adds another name of `owner`.
    pub(crate) fn add_alias(
        &mut self,
        owner: &str,
        alias: &str,
        place: Place,
        problems: &mut Problems,
    ) {
        if alias.is_empty() || alias.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let message = format!("{owner}: \"{alias}\" cannot be an alias; it has no spaces");
            problems.add(place.clone(), message);
        }
        if let Some((other, at)) = self.taken.get(&alias.to_ascii_lowercase()) {
            let message = if other == owner {
                format!("{owner}: the alias {alias} is one of its names already, at {at}")
            } else if other.eq_ignore_ascii_case(alias) {
                format!("{owner}: the alias {alias} is the id of another {}, at {at}", self.kind)
            } else {
                format!("{owner}: the alias {alias} is an alias of {other} already, at {at}")
            };
            problems.add(place, message);
            return;
        }
        self.taken.insert(alias.to_ascii_lowercase(), (owner.to_owned(), place));
    }
}

const fn is_id_byte(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'/' | b'_' | b'-')
}
