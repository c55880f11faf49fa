//! The names in a pipeline and the places in the catalog to which they lead, each looked up once: a file
//! of 100,000 nodes mostly repeats a few of them.

use std::collections::BTreeMap;

use crate::catalog::FunctionId;

/// A name and what it is looked up as.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name<'a> {
    Model(&'a str),
    Function(&'a str),
    Language(&'a str),
    /// A supplier, for a model that does this.
    StandIn(&'a str, FunctionId),
}

/// What names were found to be.
#[derive(Default)]
pub(super) struct Names<'a>(BTreeMap<Name<'a>, Option<u32>>);

impl<'a> Names<'a> {
    /// The place to which a name leads, which `find` finds the first time.
    pub(super) fn place(&mut self, name: Name<'a>, find: &dyn Fn() -> Option<u32>) -> Option<u32> {
        *self.0.entry(name).or_insert_with(find)
    }
}
