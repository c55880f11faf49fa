//! What may be kept of a pipeline's file: exactly what `read` looks at. Keys of accounts, and whatever else a file
//! carries, are left behind.

use crate::json::{Document, Json, Kind, write_comma, write_key};

use super::{Pipeline, read_node::LanguageRole};

/// A place in a file, for which is known what is read there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    File,
    Node,
    Model,
    Pricing,
    Parameter,
    /// A parameter whose values are languages.
    Language,
    Route,
    Link,
    Mapping,
    /// A text, an object that names something, or a list of them.
    Name,
    /// A text or a number.
    Text,
}

impl Place {
    /// What is read of an object here, and what stands there.
    const fn read(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::File => &[("name", Self::Text), ("nodes", Self::Node), ("links", Self::Link)],
            Self::Node => &[
                ("number", Self::Text),
                ("label", Self::Text),
                ("type", Self::Text),
                ("function", Self::Name),
                ("functionType", Self::Text),
                ("assetId", Self::Text),
                ("supplier", Self::Name),
                ("dataType", Self::Name),
                ("inputValues", Self::Parameter),
                ("outputValues", Self::Parameter),
                ("routes", Self::Route),
                ("pricing", Self::Pricing),
                ("model", Self::Model),
            ],
            Self::Model => &[
                ("id", Self::Text),
                ("name", Self::Text),
                ("supplier", Self::Name),
                ("function", Self::Name),
                ("pricing", Self::Pricing),
            ],
            Self::Pricing => {
                &[("price", Self::Text), ("unitType", Self::Text), ("unitTypeScale", Self::Text)]
            }
            Self::Parameter => &[("code", Self::Name), ("dataType", Self::Name)],
            Self::Language => &[
                ("code", Self::Name),
                ("dataType", Self::Name),
                ("value", Self::Name),
                ("values", Self::Name),
            ],
            Self::Route => &[("type", Self::Text), ("value", Self::Name), ("path", Self::Name)],
            Self::Link => {
                &[("from", Self::Text), ("to", Self::Text), ("paramMapping", Self::Mapping)]
            }
            Self::Mapping => &[("from", Self::Name), ("to", Self::Name)],
            Self::Name => &[
                ("value", Self::Text),
                ("id", Self::Text),
                ("code", Self::Text),
                ("name", Self::Text),
            ],
            Self::Text => &[],
        }
    }
}

/// How deep lists and names may lie in each other; nothing that is read lies deeper.
const DEPTH: u8 = 12;

impl Pipeline {
    /// The text of a pipeline without anything that [`Pipeline::read`] does not look at; it reads as the same pipeline.
    /// `None` where the text is no JSON object.
    pub fn kept_text(json: &str) -> Option<String> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        let document = Document::read(json).ok()?;
        let root = Some(document.root()).filter(|root| root.is_object())?;
        let mut out = String::new();
        write(root, Place::File, DEPTH, &mut out);
        Some(out)
    }
}

fn write(json: Json<'_>, place: Place, depth: u8, out: &mut String) {
    let Some(depth) = depth.checked_sub(1) else { return out.push_str("null") };
    if let Some(items) = json.items() {
        out.push('[');
        for item in items {
            write_comma(out);
            write(item, place, depth, out);
        }
        return out.push(']');
    }
    let Some(mut members) = json.members() else {
        return out.push_str(json.written().unwrap_or("null"));
    };
    let place = if place == Place::Parameter { parameter(json) } else { place };
    out.push('{');
    while let (Some(key), Some(value)) = (members.next(), members.next()) {
        let Some(name) = key.text() else { continue };
        let read = place.read().iter().find(|(known, _)| *known == name);
        let Some((name, inner)) = read else { continue };
        write_key(name, out);
        write(value, *inner, depth, out);
    }
    out.push('}');
}

/// Values of a parameter are read where they are languages; others may be anything, a password too.
fn parameter(json: Json<'_>) -> Place {
    let mut code = [None];
    json.pick(&["code"], &mut code);
    let [code] = code;
    let code = code.filter(|code| code.kind() != Kind::Null).and_then(Json::text);
    match code.and_then(|code| LanguageRole::of(&code)) {
        Some(_) => Place::Language,
        None => Place::Parameter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_is_left_behind() {
        let file = r#"{
            "id": 7, "name": "Talk", "subscription": {"apiKey": "k-1", "name": "mine"}, "apiKey": "k-2",
            "nodes": [
                {"number": 0, "type": "INPUT", "label": "In", "position": {"x": 1}, "headers": {"value": "k-3"},
                 "outputValues": [{"code": "input", "dataType": "text", "value": "k-4"}]},
                {"number": 1, "type": "ASSET", "function": {"id": "translation", "token": "k-5"},
                 "inputValues": [
                    {"code": "text", "value": {"code": "k-6"}},
                    {"code": "targetlanguages", "values": [{"value": "es", "label": "Spanish"}], "secret": "k-7"}],
                 "model": {"id": "m", "pricing": {"price": 0.0001, "unitType": "CHAR", "key": "k-8"}, "apiKey": "k-9"}}
            ],
            "links": [{"from": 0, "to": 1, "note": "k-10", "paramMapping": [{"from": "input", "to": "text", "x": "k-11"}]}]
        }"#;
        assert_eq!(
            Pipeline::kept_text(file).as_deref(),
            Some(
                "{\"name\":\"Talk\",\"nodes\":[\
                 {\"number\":0,\"type\":\"INPUT\",\"label\":\"In\",\
                 \"outputValues\":[{\"code\":\"input\",\"dataType\":\"text\"}]},\
                 {\"number\":1,\"type\":\"ASSET\",\"function\":{\"id\":\"translation\"},\"inputValues\":[\
                 {\"code\":\"text\"},{\"code\":\"targetlanguages\",\"values\":[{\"value\":\"es\"}]}],\
                 \"model\":{\"id\":\"m\",\"pricing\":{\"price\":0.0001,\"unitType\":\"CHAR\"}}}],\
                 \"links\":[{\"from\":0,\"to\":1,\"paramMapping\":[{\"from\":\"input\",\"to\":\"text\"}]}]}"
            )
        );
    }

    #[test]
    fn what_is_no_object_is_not_kept() {
        for text in ["", "[]", "\"k\"", "{\"apiKey\": \"k-1\"", "{\"nodes\": [}"] {
            assert_eq!(Pipeline::kept_text(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_recurses_without_end() {
        let deep = format!("{{\"nodes\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
        let kept = Pipeline::kept_text(&deep).unwrap();
        assert!(kept.len() < 100, "{kept}");
    }
}
