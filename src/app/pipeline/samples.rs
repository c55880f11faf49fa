//! Pipelines that are one click away, in the same JSON that a visitor would drop.

/// A pipeline to start from.
#[derive(PartialEq, Eq)]
pub struct Sample {
    /// Its name in links.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What it does.
    pub about: &'static str,
    /// The file.
    pub json: &'static str,
}

/// In the order in which they are shown.
pub static SAMPLES: [Sample; 5] = [
    Sample {
        id: "dub",
        title: "Dub a talk into Spanish",
        about: "Audio to text, text to Spanish, Spanish to speech",
        json: include_str!("samples/dub.json"),
    },
    Sample {
        id: "subtitles",
        title: "Subtitles in four languages",
        about: "One transcript, translated four times",
        json: include_str!("samples/subtitles.json"),
    },
    Sample {
        id: "brief",
        title: "A spoken brief of scans",
        about: "Pages are read, summed up by a language model and read aloud",
        json: include_str!("samples/brief.json"),
    },
    Sample {
        id: "route",
        title: "Route text and speech",
        about: "A router sends text and audio their own ways",
        json: include_str!("samples/route.json"),
    },
    Sample {
        id: "decide",
        title: "Translate what is bad news",
        about: "A decision sends bad reviews one way, good ones another",
        json: include_str!("samples/decide.json"),
    },
];

/// The sample of this id.
pub fn find(id: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.id == id)
}
