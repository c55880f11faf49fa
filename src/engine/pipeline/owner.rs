//! Who owns a field of a pipeline's file, for messages; put into words only when something is wrong.

use crate::decimal;

use super::title;

/// Who owns a field.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// The file itself.
    File,
    /// The node at this place, as far as it is known.
    Node { number: Option<u32>, label: &'a str, place: usize },
    /// The link at this place.
    Link { place: usize },
}

impl Owner<'_> {
    /// `node 4 "Translate"`; nothing for the file.
    pub(super) fn title(self) -> String {
        match self {
            Self::File => String::new(),
            Self::Node { number: Some(number), label: "", .. } => format!("node {number}"),
            Self::Node { number: Some(number), label, .. } => title(number, label),
            Self::Node { label: "", place, .. } => format!("the node at place {place}"),
            Self::Node { label, .. } => format!("the node \"{}\"", decimal::shorten(label)),
            Self::Link { place } => format!("the link at place {place}"),
        }
    }

    /// Where a field of it stands: `nodes[3].pricing`.
    pub(super) fn path(self, key: &str) -> String {
        match self {
            Self::File => key.to_owned(),
            Self::Node { place, .. } => format!("nodes[{place}].{key}"),
            Self::Link { place } => format!("links[{place}].{key}"),
        }
    }
}
