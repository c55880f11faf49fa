//! The shape of a pipeline's JSON, read leniently in one pass over the text.
//! Keys that are not named here are skipped without a copy, `subscription` with its key among them.

use core::{fmt, marker::PhantomData};
use std::borrow::Cow;

use serde::{
    Deserialize, Deserializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess, value::MapAccessDeserializer},
};
use serde_json::value::RawValue;

/// A field that may be missing, and may hold something else than what is looked for.
#[derive(Clone, Debug, Default)]
pub(super) enum Field<T> {
    /// Missing, or `null`.
    #[default]
    Absent,
    Found(T),
    /// What was found instead, in words.
    Wrong(&'static str),
}

/// What can be read from a JSON value; whatever is not, is skipped.
pub(super) trait Shape<'de>: Sized {
    /// What is looked for, in words.
    const WANTED: &'static str;

    fn text(_: Cow<'de, str>) -> Option<Self> {
        None
    }

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn object<A: MapAccess<'de>>(mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

impl<'de, T: Shape<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor(PhantomData))
    }
}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Shape<'de>> de::Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::WANTED)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Field<T>, E> {
        Ok(Field::Wrong("true or false"))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Field<T>, E> {
        Ok(Field::Wrong("a number"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Field<T>, E> {
        Ok(Field::Wrong("a number"))
    }

    // Figures are read from their text; here it only matters that this is one.
    #[allow(
        clippy::disallowed_types,
        reason = "serde's visitor names the type; its value is dropped"
    )]
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Field<T>, E> {
        Ok(Field::Wrong("a number"))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Field<T>, E> {
        Ok(T::text(Cow::Borrowed(text)).map_or(Field::Wrong("a text"), Field::Found))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Field<T>, E> {
        Ok(T::text(Cow::Owned(text.to_owned())).map_or(Field::Wrong("a text"), Field::Found))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Field<T>, E> {
        Ok(Field::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Field<T>, A::Error> {
        Ok(T::list(list)?.map_or(Field::Wrong("a list"), Field::Found))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Field<T>, A::Error> {
        Ok(T::object(object)?.map_or(Field::Wrong("an object"), Field::Found))
    }
}

impl<'de: 'a, 'a> Shape<'de> for Cow<'a, str> {
    const WANTED: &'static str = "a text";

    fn text(text: Cow<'de, str>) -> Option<Self> {
        Some(text)
    }
}

/// One text, or several in a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts<'a>(pub(super) Vec<Field<Word<'a>>>);

impl<'de: 'a, 'a> Shape<'de> for Texts<'a> {
    const WANTED: &'static str = "a text, or a list of texts";

    fn text(text: Cow<'de, str>) -> Option<Self> {
        Some(Self(vec![Field::Found(Word(text))]))
    }

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            if texts.len() < MAX_FEW && matches!(text, Field::Found(_)) {
                texts.push(text);
            }
        }
        Ok(Some(Self(texts)))
    }
}

/// A text, or an object that has it as its `value`, `id` or `code`: `"en"`, `{"value": "en", "label": "English"}`.
#[derive(Clone, Debug, Default)]
pub(super) struct Word<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Shape<'de> for Word<'a> {
    const WANTED: &'static str = "a text";

    fn text(text: Cow<'de, str>) -> Option<Self> {
        Some(Self(text))
    }

    fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        let named = Named::deserialize(MapAccessDeserializer::new(object))?;
        let found = [named.value, named.id, named.code].into_iter().find_map(Field::found);
        Ok(found.map(Self))
    }
}

impl<T> Field<T> {
    pub(super) fn found(self) -> Option<T> {
        match self {
            Self::Found(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }
}

/// Who supplies a model: a text, or an object that may name it in three ways.
#[derive(Clone, Debug, Default)]
pub(super) struct SupplierSource<'a> {
    /// What is asked for in the catalog, the most telling first.
    pub(super) names: [Option<Cow<'a, str>>; 3],
}

impl<'de: 'a, 'a> Shape<'de> for SupplierSource<'a> {
    const WANTED: &'static str = "a text, or an object with id, name or code";

    fn text(text: Cow<'de, str>) -> Option<Self> {
        Some(Self { names: [Some(text), None, None] })
    }

    fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        let named = Named::deserialize(MapAccessDeserializer::new(object))?;
        // An id that is a number says nothing outside of the host's database.
        Ok(Some(Self { names: [named.code, named.id, named.name].map(Field::found) }))
    }
}

/// An object; its keys are those of `T`.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Shape<'de> for Object<T> {
    const WANTED: &'static str = "an object";

    fn object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(object)).map(|value| Some(Self(value)))
    }
}

/// A list of nodes or links, kept up to a length that no pipeline reaches.
#[derive(Clone, Debug, Default)]
pub(super) struct List<T> {
    pub(super) items: Vec<Field<T>>,
    /// How many there were.
    pub(super) length: usize,
}

/// The most nodes or links that are kept.
pub(super) const MAX_LIST: usize = 100_000;

impl<'de, T: Shape<'de>> Shape<'de> for List<T> {
    const WANTED: &'static str = "a list";

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut items = Vec::new();
        while items.len() < MAX_LIST {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok(Some(Self { length: items.len(), items })),
            }
        }
        let mut length = items.len();
        while list.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        Ok(Some(Self { items, length }))
    }
}

/// A list of objects inside a node or link. Items that say nothing are dropped at once, so that a
/// file of three-byte items cannot grow to a hundred times its size.
#[derive(Clone, Debug, Default)]
pub(super) struct Few<T> {
    /// With their places in the list.
    pub(super) items: Vec<(usize, T)>,
    /// How many there were.
    pub(super) length: usize,
    /// The place of the first item that is no object, and what it is.
    pub(super) wrong: Option<(usize, &'static str)>,
}

/// The most items of a list inside a node or link that are kept.
pub(super) const MAX_FEW: usize = 1_000;

/// Whether an item says anything that is asked for.
pub(super) trait Telling {
    fn is_telling(&self) -> bool;
}

impl<'de, T: Deserialize<'de> + Telling> Shape<'de> for Few<T> {
    const WANTED: &'static str = "a list";

    fn list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut few = Self { items: Vec::new(), length: 0, wrong: None };
        while let Some(item) = list.next_element::<Field<Object<T>>>()? {
            match item {
                Field::Found(Object(item)) if item.is_telling() && few.items.len() < MAX_FEW => {
                    few.items.push((few.length, item));
                }
                Field::Wrong(found) if few.wrong.is_none() => few.wrong = Some((few.length, found)),
                Field::Found(_) | Field::Wrong(_) | Field::Absent => {}
            }
            few.length += 1;
        }
        Ok(Some(few))
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    value: Field<Cow<'a, str>>,
    #[serde(borrow)]
    id: Field<Cow<'a, str>>,
    #[serde(borrow)]
    code: Field<Cow<'a, str>>,
    #[serde(borrow)]
    name: Field<Cow<'a, str>>,
}

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DocumentSource<'a> {
    #[serde(borrow)]
    pub(super) name: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) nodes: Field<List<Object<NodeSource<'a>>>>,
    #[serde(borrow)]
    pub(super) links: Field<List<Object<LinkSource<'a>>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct NodeSource<'a> {
    #[serde(borrow)]
    pub(super) number: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) label: Field<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) function: Field<Word<'a>>,
    #[serde(borrow)]
    pub(super) function_type: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) asset_id: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) supplier: Field<SupplierSource<'a>>,
    #[serde(borrow)]
    pub(super) data_type: Field<Texts<'a>>,
    #[serde(borrow)]
    pub(super) input_values: Field<Few<ParameterSource<'a>>>,
    #[serde(borrow)]
    pub(super) output_values: Field<Few<ParameterSource<'a>>>,
    #[serde(borrow)]
    pub(super) routes: Field<Few<RouteSource<'a>>>,
    #[serde(borrow)]
    pub(super) pricing: Field<Object<PricingSource<'a>>>,
    #[serde(borrow)]
    pub(super) model: Field<Object<ModelSource<'a>>>,
}

/// The model inside a node of the designer's export.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ModelSource<'a> {
    #[serde(borrow)]
    pub(super) id: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) name: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) supplier: Field<SupplierSource<'a>>,
    #[serde(borrow)]
    pub(super) function: Field<Word<'a>>,
    #[serde(borrow)]
    pub(super) pricing: Field<Object<PricingSource<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PricingSource<'a> {
    #[serde(borrow)]
    pub(super) price: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) unit_type: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) unit_type_scale: Field<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ParameterSource<'a> {
    #[serde(borrow)]
    pub(super) code: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) data_type: Field<Texts<'a>>,
    #[serde(borrow)]
    pub(super) value: Field<Texts<'a>>,
    #[serde(borrow)]
    pub(super) values: Field<Texts<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RouteSource<'a> {
    #[serde(borrow)]
    pub(super) value: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) path: Option<&'a RawValue>,
    #[serde(borrow, rename = "type")]
    pub(super) kind: Field<Cow<'a, str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct LinkSource<'a> {
    #[serde(borrow)]
    pub(super) from: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) to: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) param_mapping: Field<Few<MappingSource<'a>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MappingSource<'a> {
    #[serde(borrow)]
    pub(super) from: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) to: Field<Cow<'a, str>>,
}

impl Telling for ParameterSource<'_> {
    fn is_telling(&self) -> bool {
        matches!(self.code, Field::Found(_))
    }
}

impl Telling for RouteSource<'_> {
    fn is_telling(&self) -> bool {
        self.path.is_some()
    }
}

impl Telling for MappingSource<'_> {
    fn is_telling(&self) -> bool {
        matches!((&self.from, &self.to), (Field::Found(_), _) | (_, Field::Found(_)))
    }
}
