//! What a column can be counted as, and what its name says about that.

use super::column::{Column, Kind};

/// What a column is counted as.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name in forms.
    pub id: &'static str,
    /// What a cell says: `milliseconds of audio`.
    pub words: &'static str,
    /// The meter that it feeds; of a text, the first of several.
    pub meter: &'static str,
    /// How much of the meter one of it is.
    pub factor: &'static str,
}

impl Reading {
    /// Whether it counts texts and not figures.
    pub fn is_text(&self) -> bool {
        core::ptr::eq(self, TEXT)
    }

    /// The readings of a kind of column.
    pub fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Text => READINGS.get(..1).unwrap_or_default(),
            Kind::Figures => READINGS.get(1..).unwrap_or_default(),
            Kind::Nested | Kind::Empty => &[],
        }
    }

    /// The reading of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        READINGS.iter().find(|reading| reading.id == id)
    }
}

const fn reading(
    id: &'static str,
    words: &'static str,
    meter: &'static str,
    factor: &'static str,
) -> Reading {
    Reading { id, words, meter, factor }
}

static TEXT: &Reading = &READINGS[0];

/// The text first, then the figures.
static READINGS: [Reading; 18] = [
    reading("text", "characters of its text", "characters", "1"),
    reading("audio-s", "seconds of audio", "seconds.audio", "1"),
    reading("audio-ms", "milliseconds of audio", "seconds.audio", "0.001"),
    reading("audio-min", "minutes of audio", "seconds.audio", "60"),
    reading("audio-h", "hours of audio", "seconds.audio", "3600"),
    reading("video-s", "seconds of video", "seconds.video", "1"),
    reading("video-ms", "milliseconds of video", "seconds.video", "0.001"),
    reading("video-min", "minutes of video", "seconds.video", "60"),
    reading("video-h", "hours of video", "seconds.video", "3600"),
    reading("input", "input tokens", "tokens.input", "1"),
    reading("cached", "cached input tokens", "tokens.input.cached", "1"),
    reading("output", "output tokens", "tokens.output", "1"),
    reading("reasoning", "reasoning tokens", "tokens.output.reasoning", "1"),
    reading("characters", "characters", "characters", "1"),
    reading("bytes", "bytes", "bytes.utf8", "1"),
    reading("pages", "pages", "pages", "1"),
    reading("images", "images", "images", "1"),
    reading("requests", "requests", "requests", "1"),
];

/// What columns are most likely counted as: each figure by its name, and one text.
pub(super) fn guess(columns: &[Column]) -> Vec<Option<&'static Reading>> {
    let mut guesses: Vec<Option<&'static Reading>> = Vec::with_capacity(columns.len());
    for column in columns {
        let guess = match column.kind() {
            Kind::Figures => by_name(&words(&column.name)).and_then(Reading::find),
            _ => None,
        };
        // Of two columns for one meter the second mostly says the same in another unit.
        let is_new =
            |guess: &&Reading| !guesses.iter().flatten().any(|had| had.meter == guess.meter);
        guesses.push(guess.filter(is_new));
    }
    let has_characters = guesses.iter().flatten().any(|guess| guess.meter == TEXT.meter);
    let texts = columns.iter().enumerate().filter(|(_, column)| column.kind() == Kind::Text);
    let likeliest = texts.max_by_key(|(place, column)| {
        let rank = rank(&words(&column.name));
        let sum = column.texts(0).next().map(|(_, held)| held.sum);
        (rank, sum, core::cmp::Reverse(*place))
    });
    if let Some((place, _)) = likeliest.filter(|_| !has_characters)
        && let Some(guess) = guesses.get_mut(place)
    {
        *guess = Some(TEXT);
    }
    guesses
}

impl Column {
    /// Whether its name says that it holds figures, which it does not.
    pub fn is_named_as_figures(&self) -> bool {
        self.kind() == Kind::Text && by_name(&words(&self.name)).is_some()
    }
}

/// The words of a name in small letters: `audioDuration_ms` has three.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for sign in name.chars() {
        let is_new = sign.is_uppercase() && was_small || !sign.is_alphanumeric();
        if is_new && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| sign.is_alphanumeric()) {
            word.extend(sign.to_lowercase());
        }
        was_small = sign.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The id of the reading that a column of figures with these words in its name has.
fn by_name(words: &[String]) -> Option<&'static str> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["token", "tokens", "ntokens", "toks"]) {
        return match () {
            // The sum of what is read and written has no price of its own.
            () if has(&["total", "all"]) => None,
            () if has(&["cached", "cache"]) => Some("cached"),
            () if has(&["reasoning", "thinking", "thoughts"]) => Some("reasoning"),
            () if has(&[
                "output",
                "out",
                "completion",
                "response",
                "answer",
                "generated",
                "target",
                "written",
            ]) =>
            {
                Some("output")
            }
            () => Some("input"),
        };
    }
    let is_count = words.len() == 1 || has(&["count", "num", "number", "n", "length", "len", "of"]);
    if has(&["characters", "chars", "nchars", "char", "character"]) && is_count {
        return Some("characters");
    }
    if has(&["bytes", "nbytes"]) && is_count && has(&["utf8", "text"]) {
        return Some("bytes");
    }
    if has(&["pages"]) || has(&["page"]) && has(&["count", "num"]) {
        return Some("pages");
    }
    if has(&["images"]) || has(&["image"]) && has(&["count", "num"]) {
        return Some("images");
    }
    if has(&["requests"]) {
        return Some("requests");
    }
    let duration = by_duration(words)?;
    let is_video = has(&["video", "clip", "film"]);
    let place =
        ["audio-s", "audio-ms", "audio-min", "audio-h"].iter().position(|id| *id == duration)?;
    let ids = if is_video {
        ["video-s", "video-ms", "video-min", "video-h"]
    } else {
        ["audio-s", "audio-ms", "audio-min", "audio-h"]
    };
    ids.get(place).copied()
}

/// The unit of a duration.
fn by_duration(words: &[String]) -> Option<&'static str> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    // Moments, and how long somebody computed.
    if has(&[
        "start",
        "end",
        "offset",
        "timestamp",
        "at",
        "latency",
        "elapsed",
        "processing",
        "inference",
        "response",
        "timeout",
        "begin",
    ]) {
        return None;
    }
    let is_duration =
        has(&["duration", "dur", "audio", "video", "length", "runtime", "playtime", "speech"]);
    let is_named = has(&["duration", "dur", "runtime", "playtime"]);
    match () {
        () if has(&["ms", "msec", "msecs", "millis", "milliseconds", "millisecond"])
            && is_duration =>
        {
            Some("audio-ms")
        }
        () if has(&["milliseconds", "millis"]) => Some("audio-ms"),
        () if has(&["seconds", "secs"]) || has(&["s", "sec", "second"]) && is_duration => {
            Some("audio-s")
        }
        () if has(&["minutes", "mins"]) || has(&["m", "min", "minute"]) && is_duration => {
            Some("audio-min")
        }
        () if has(&["hours", "hrs"]) || has(&["h", "hr", "hour"]) && is_duration => Some("audio-h"),
        () if is_named => Some("audio-s"),
        () => None,
    }
}

/// How likely a column of texts is what models read.
fn rank(words: &[String]) -> u8 {
    const READ: [&str; 20] = [
        "text",
        "source",
        "src",
        "sentence",
        "input",
        "prompt",
        "question",
        "content",
        "body",
        "transcript",
        "utterance",
        "review",
        "comment",
        "message",
        "document",
        "passage",
        "query",
        "article",
        "original",
        "description",
    ];
    const NOT_READ: [&str; 22] = [
        "id",
        "uuid",
        "guid",
        "url",
        "uri",
        "link",
        "path",
        "file",
        "filename",
        "label",
        "lang",
        "language",
        "locale",
        "date",
        "time",
        "target",
        "reference",
        "translation",
        "answer",
        "expected",
        "output",
        "hash",
    ];
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    match () {
        () if has(&NOT_READ) => 0,
        () if has(&READ) => 2,
        () => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_figures_are() {
        for (name, expected) in [
            ("duration", Some("audio-s")),
            ("Duration (s)", Some("audio-s")),
            ("duration_ms", Some("audio-ms")),
            ("durationMs", Some("audio-ms")),
            ("audio_length_min", Some("audio-min")),
            ("seconds", Some("audio-s")),
            ("minutes", Some("audio-min")),
            ("hours", Some("audio-h")),
            ("video.duration", Some("video-s")),
            ("input_tokens", Some("input")),
            ("prompt_tokens", Some("input")),
            ("tokens", Some("input")),
            ("completionTokens", Some("output")),
            ("usage.output_tokens", Some("output")),
            ("cached_input_tokens", Some("cached")),
            ("reasoning tokens", Some("reasoning")),
            ("total_tokens", None),
            ("num_chars", Some("characters")),
            ("characters", Some("characters")),
            ("page_count", Some("pages")),
            ("page", None),
            ("images", Some("images")),
            ("start_seconds", None),
            ("latency_ms", None),
            ("rating", None),
            ("id", None),
            ("min", None),
            ("", None),
        ] {
            assert_eq!(by_name(&words(name)), expected, "{name}");
        }
    }

    #[test]
    fn every_guess_is_a_reading() {
        for id in READINGS.iter().map(|reading| reading.id) {
            assert_eq!(Reading::find(id).map(|reading| reading.id), Some(id));
        }
        assert_eq!(
            Reading::of(Kind::Text).len() + Reading::of(Kind::Figures).len(),
            READINGS.len()
        );
        assert!(Reading::of(Kind::Text).iter().all(Reading::is_text));
    }
}
