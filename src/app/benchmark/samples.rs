//! Benchmarks that are one click away.

/// A benchmark to start from.
#[derive(PartialEq, Eq)]
pub struct Sample {
    /// What it compares.
    pub title: &'static str,
    /// With what.
    pub about: &'static str,
    /// Ids of the catalog.
    pub models: &'static [&'static str],
    /// How many rows.
    pub rows: &'static str,
    /// What one row holds: meters and quantities.
    pub row: &'static [(&'static str, &'static str)],
}

/// In the order in which they are shown.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        title: "Answer 1,000 questions",
        about: "Four language models; 500 tokens in and 200 out for each question",
        models: &[
            "openai/gpt-5-mini",
            "google/gemini-2.5-flash",
            "anthropic/claude-haiku-4-5",
            "aws/nova-pro",
        ],
        rows: "1000",
        row: &[("tokens.input", "500"), ("tokens.output", "200")],
    },
    Sample {
        title: "Translate 5,000 sentences",
        about: "Four translation suppliers; 120 characters for each sentence",
        models: &["azure/translator", "google/translate", "modernmt/translation", "aws/translate"],
        rows: "5000",
        row: &[("characters", "120")],
    },
    Sample {
        title: "Transcribe 200 calls",
        about: "Three speech recognisers; 5 minutes for each call",
        models: &["aws/transcribe", "openai/whisper-1", "azure/speech-to-text"],
        rows: "200",
        row: &[("seconds.audio", "300")],
    },
];
