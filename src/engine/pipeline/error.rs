//! What can be wrong with a pipeline's file: every sentence, each with its place.

use core::fmt;

use crate::decimal::FigureError;

/// What is wrong with a pipeline's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PipelineError {
    /// There is no text.
    Empty,
    /// The text is longer than [`super::MAX_BYTES`].
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// The text is JSON, but not an object.
    NotAnObject,
    /// The text is not JSON.
    Syntax {
        /// What the reader stumbled over.
        problem: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// `nodes` is missing or empty.
    NoNodes,
    /// A list is longer than any pipeline's.
    TooMany {
        /// `nodes` or `links`.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many are read.
        limit: usize,
    },
    /// A field holds something else than it should.
    WrongType {
        /// `node 4 "Translate"`; nothing for the file itself.
        owner: String,
        /// The field.
        key: &'static str,
        /// What it should hold.
        wanted: &'static str,
        /// What it holds.
        found: String,
        /// Where.
        path: String,
    },
    /// A required field is missing.
    Missing {
        /// `node 4 "Translate"`.
        owner: String,
        /// The field.
        key: &'static str,
        /// What it is for.
        purpose: &'static str,
        /// Where.
        path: String,
    },
    /// Two nodes have the same number.
    DuplicateNumber {
        /// The number.
        number: u32,
        /// The first node.
        first: String,
        /// The second node.
        second: String,
        /// Where the second stands.
        path: String,
    },
    /// A node is of a type that is not known.
    UnknownType {
        /// `node 4 "Translate"`.
        owner: String,
        /// The type.
        found: String,
        /// Where.
        path: String,
    },
    /// An ASSET node names neither function nor asset.
    NoAsset {
        /// `node 4 "Translate"`.
        owner: String,
        /// Where.
        path: String,
    },
    /// An inline price is not a figure of 0 or more.
    Price {
        /// `node 4 "Translate"`.
        owner: String,
        /// Why not.
        error: FigureError,
        /// Where.
        path: String,
    },
    /// A link starts or ends at a node that does not exist.
    DanglingLink {
        /// Where it starts.
        from: String,
        /// Where it ends.
        to: String,
        /// The numbers that no node has.
        missing: Vec<u32>,
        /// Where.
        path: String,
    },
    /// No node is an INPUT.
    NoInput,
    /// Links lead in a circle.
    Cycle {
        /// The nodes in the order of the links.
        nodes: Vec<String>,
    },
    /// Errors beyond those that are listed.
    More {
        /// How many.
        count: usize,
    },
}

impl PipelineError {
    /// The sentence, without the place.
    pub fn message(&self) -> String {
        match self {
            Self::Empty => {
                "the file is empty; a pipeline is a JSON object with nodes and links".to_owned()
            }
            Self::TooLarge { bytes } => format!(
                "the file has {bytes} bytes; a pipeline of up to {} bytes is read",
                super::MAX_BYTES
            ),
            Self::NotAnObject => {
                "the file is not a pipeline; a pipeline is a JSON object with nodes and links"
                    .to_owned()
            }
            Self::Syntax { problem, line, column } => {
                format!(
                    "the file is not JSON that can be read: {problem} at line {line}, column {column}"
                )
            }
            Self::NoNodes => {
                "the pipeline has no nodes; they stand in a list named nodes".to_owned()
            }
            Self::TooMany { what, count, limit } => {
                format!("the pipeline has {count} {what}; up to {limit} are read")
            }
            Self::WrongType { owner, key, wanted, found, .. } if owner.is_empty() => {
                format!("{key} is {found}; it must be {wanted}")
            }
            Self::WrongType { owner, key, wanted, found, .. } => {
                format!("{owner}: {key} is {found}; it must be {wanted}")
            }
            Self::Missing { owner, key, purpose, .. } => format!("{owner} has no {key}: {purpose}"),
            Self::DuplicateNumber { number, first, second, .. } => {
                format!("two nodes have the number {number}: {first} and {second}")
            }
            Self::UnknownType { owner, found, .. } => format!(
                "{owner}: \"{found}\" is not a type of node; the types are {}",
                super::NodeKind::NAMES.map(|(_, name)| name).join(", ")
            ),
            Self::NoAsset { owner, .. } => {
                format!("{owner} has neither function nor assetId, so nobody knows what it does")
            }
            Self::Price { owner, error, .. } => {
                format!("{owner}: its price cannot be used: {error}")
            }
            Self::DanglingLink { from, to, missing, .. } => {
                let missing: Vec<_> =
                    missing.iter().map(|number| format!("node {number}")).collect();
                format!(
                    "the link from {from} to {to} dangles: there is no {}",
                    missing.join(" and no ")
                )
            }
            Self::NoInput => "the pipeline has no INPUT node, so nothing flows into it".to_owned(),
            Self::Cycle { nodes } => match nodes.as_slice() {
                [alone] => format!("{alone} leads back to itself; work must flow one way"),
                _ => format!("{} lead in a circle; work must flow one way", nodes.join(" -> ")),
            },
            Self::More { count } => format!("{count} more errors are not listed"),
        }
    }

    /// Where in the file: `nodes[3].pricing.price`; empty for the file as a whole.
    pub fn path(&self) -> &str {
        match self {
            Self::WrongType { path, .. }
            | Self::Missing { path, .. }
            | Self::DuplicateNumber { path, .. }
            | Self::UnknownType { path, .. }
            | Self::NoAsset { path, .. }
            | Self::Price { path, .. }
            | Self::DanglingLink { path, .. } => path,
            Self::TooMany { what, .. } => what,
            Self::NoNodes | Self::NoInput => "nodes",
            Self::Cycle { .. } => "links",
            Self::Empty
            | Self::TooLarge { .. }
            | Self::NotAnObject
            | Self::Syntax { .. }
            | Self::More { .. } => "",
        }
    }
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_path(f, &self.message(), self.path())
    }
}

impl std::error::Error for PipelineError {}

/// The message first, the path last.
pub(super) fn with_path(f: &mut fmt::Formatter<'_>, message: &str, path: &str) -> fmt::Result {
    f.write_str(message)?;
    if path.is_empty() { Ok(()) } else { write!(f, "  ({path})") }
}
