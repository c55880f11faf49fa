//! The units in which people say how much of a type of data they have.

use one_credit_engine::pipeline::{DataType, Node, Pipeline};

/// A unit: `per` units of a meter.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// Several of them: `minutes`.
    pub many: &'static str,
    /// The meter's name.
    pub meter: &'static str,
    /// How many units of the meter it is.
    pub per: &'static str,
}

/// What is asked for one type of data at an INPUT.
#[derive(Debug, PartialEq, Eq)]
pub struct Ask {
    /// The type's name; `data` where the file declares none.
    pub what: &'static str,
    /// The units to choose from; the first is proposed.
    pub units: &'static [Unit],
    /// How many of the first unit are proposed.
    pub proposed: &'static str,
}

const TEXT: Ask = Ask {
    what: "text",
    units: &[
        Unit { many: "characters", meter: "characters", per: "1" },
        Unit { many: "pages of 2,000 characters", meter: "characters", per: "2000" },
    ],
    proposed: "10000",
};
const AUDIO: Ask = Ask {
    what: "audio",
    units: &[
        Unit { many: "minutes", meter: "seconds.audio", per: "60" },
        Unit { many: "hours", meter: "seconds.audio", per: "3600" },
        Unit { many: "seconds", meter: "seconds.audio", per: "1" },
    ],
    proposed: "60",
};
const VIDEO: Ask = Ask {
    what: "video",
    units: &[
        Unit { many: "minutes", meter: "seconds.video", per: "60" },
        Unit { many: "hours", meter: "seconds.video", per: "3600" },
        Unit { many: "seconds", meter: "seconds.video", per: "1" },
    ],
    proposed: "60",
};
const IMAGE: Ask = Ask {
    what: "images",
    units: &[Unit { many: "images", meter: "images", per: "1" }],
    proposed: "100",
};
const DOCUMENT: Ask = Ask {
    what: "documents",
    units: &[Unit { many: "pages", meter: "pages", per: "1" }],
    proposed: "100",
};
const ANY: Ask = Ask {
    what: "data",
    units: &[
        Unit { many: "characters", meter: "characters", per: "1" },
        Unit { many: "pages of 2,000 characters", meter: "characters", per: "2000" },
        Unit { many: "minutes of audio", meter: "seconds.audio", per: "60" },
        Unit { many: "minutes of video", meter: "seconds.video", per: "60" },
        Unit { many: "images", meter: "images", per: "1" },
        Unit { many: "pages of documents", meter: "pages", per: "1" },
    ],
    proposed: "10000",
};

/// What is asked at an INPUT: one volume for each type of data that can be measured. Where it declares
/// none, the types that the ROUTERs behind it tell apart.
pub fn asks(graph: &Pipeline, place: usize, input: &Node) -> Vec<&'static Ask> {
    let mut types = input.data_types.clone();
    if types.is_empty() {
        let behind = graph.outgoing(place).filter_map(|link| graph.nodes().get(link.to));
        for route in behind.flat_map(|node| &node.routes) {
            if !types.contains(&route.data_type) {
                types.push(route.data_type);
            }
        }
    }
    if types.is_empty() {
        return vec![&ANY];
    }
    types.into_iter().filter_map(ask).collect()
}

const fn ask(data_type: DataType) -> Option<&'static Ask> {
    match data_type {
        DataType::Text => Some(&TEXT),
        DataType::Audio => Some(&AUDIO),
        DataType::Video => Some(&VIDEO),
        DataType::Image => Some(&IMAGE),
        DataType::Document => Some(&DOCUMENT),
        DataType::Label => None,
    }
}
