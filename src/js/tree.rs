//! A request as a tree of plain values, each taken out by its key. What is left over was misspelt.
//! It is also what a tariff is read from, with the place of whatever does not fit.

use core::fmt;

use one_credit_engine::money::Quantity;
use serde::{
    Deserialize, Deserializer,
    de::{self, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor},
};

use super::error::{Refusal, shorten, under};

/// A plain value, as `index.js` leaves it: numbers are texts.
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Truth(bool),
    /// A text, or a number by its text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// Keys and values, in their order.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Truth(_) => "true or false",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// A value of a request, and where it stands.
pub struct Place {
    path: String,
    tree: Tree,
}

/// An object of a request, from which values are taken one by one.
pub struct Entries {
    path: String,
    entries: Vec<(String, Tree)>,
}

impl Place {
    /// A whole request.
    pub const fn whole(tree: Tree) -> Self {
        Self { path: String::new(), tree }
    }

    /// The same value, whose place is called so.
    pub fn called(self, path: String) -> Self {
        Self { path, ..self }
    }

    /// Its place: `usage.characters`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it is a text, or a number.
    pub const fn is_text(&self) -> bool {
        matches!(self.tree, Tree::Text(_))
    }

    fn refuse(&self, wanted: &str) -> Refusal {
        let found = self.tree.kind();
        Refusal::request(format!("{found} cannot stand here; {wanted} is needed"), &*self.path)
    }

    /// A text, or a number by its text.
    ///
    /// # Errors
    /// `bad_request` for anything else.
    pub fn text(self) -> Result<String, Refusal> {
        match self.tree {
            Tree::Text(text) => Ok(text),
            _ => Err(self.refuse("a text")),
        }
    }

    /// A figure of 0 or more.
    ///
    /// # Errors
    /// `bad_request`, `bad_figure` or `out_of_range`.
    pub fn quantity(self) -> Result<Quantity, Refusal> {
        match &self.tree {
            Tree::Text(text) => {
                Quantity::parse(text).map_err(|error| Refusal::figure(&error, &*self.path))
            }
            _ => Err(self.refuse("a figure")),
        }
    }

    /// The values of a list.
    ///
    /// # Errors
    /// `bad_request` for anything else.
    pub fn list(self) -> Result<Vec<Self>, Refusal> {
        match self.tree {
            Tree::List(list) => Ok(list
                .into_iter()
                .enumerate()
                .map(|(place, tree)| Self { path: format!("{}[{place}]", self.path), tree })
                .collect()),
            _ => Err(self.refuse("a list")),
        }
    }

    /// The entries of an object.
    ///
    /// # Errors
    /// `bad_request` for anything else.
    pub fn entries(self) -> Result<Entries, Refusal> {
        match self.tree {
            Tree::Object(entries) => Ok(Entries { path: self.path, entries }),
            _ => Err(self.refuse("an object")),
        }
    }

    /// Reads a type that knows its own shape.
    ///
    /// # Errors
    /// The sentence, and the place within this one.
    pub fn read<T: for<'de> Deserialize<'de>>(self) -> Result<T, (String, String)> {
        T::deserialize(self.tree)
            .map_err(|misfit| (misfit.message, under(&self.path, &misfit.path)))
    }
}

impl Entries {
    /// Takes the value of a key, if there is one.
    pub fn take(&mut self, key: &str) -> Option<Place> {
        let place = self.entries.iter().position(|(own, _)| own == key)?;
        let (_, tree) = self.entries.swap_remove(place);
        Some(Place { path: under(&self.path, key), tree })
    }

    /// Takes a value that must be there.
    ///
    /// # Errors
    /// `bad_request` with what it would be.
    pub fn need(&mut self, key: &str, what: &str) -> Result<Place, Refusal> {
        let message = || format!("{key} is missing: {what}");
        self.take(key).ok_or_else(|| Refusal::request(message(), under(&self.path, key)))
    }

    /// Takes a text, if there is one.
    ///
    /// # Errors
    /// `bad_request` when it is something else.
    pub fn text(&mut self, key: &str) -> Result<Option<String>, Refusal> {
        self.take(key).map(Place::text).transpose()
    }

    /// Takes a figure, if there is one.
    ///
    /// # Errors
    /// As [`Place::quantity`].
    pub fn quantity(&mut self, key: &str) -> Result<Option<Quantity>, Refusal> {
        self.take(key).map(Place::quantity).transpose()
    }

    /// Every entry that is left: key and value.
    pub fn rest(self) -> impl Iterator<Item = (String, Place)> {
        self.entries.into_iter().map(move |(key, tree)| {
            let path = under(&self.path, &shorten(&key));
            (key, Place { path, tree })
        })
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// `bad_request` with the first key that is left.
    pub fn done(self) -> Result<(), Refusal> {
        match self.rest().next() {
            Some((key, place)) => {
                let message = format!("\"{}\" is not a key that is known here", shorten(&key));
                Err(Refusal::request(message, place.path))
            }
            None => Ok(()),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Plain;
        impl<'de> Visitor<'de> for Plain {
            type Value = Tree;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a plain value")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Tree, E> {
                Ok(Tree::Null)
            }
            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<Tree, E> {
                Ok(Tree::Truth(truth))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Tree, E> {
                Ok(Tree::Text(text.to_owned()))
            }
            fn visit_string<E: de::Error>(self, text: String) -> Result<Tree, E> {
                Ok(Tree::Text(text))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
                let mut trees = Vec::new();
                while let Some(tree) = list.next_element()? {
                    trees.push(tree);
                }
                Ok(Tree::List(trees))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Tree, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = object.next_entry()? {
                    entries.push(entry);
                }
                Ok(Tree::Object(entries))
            }
        }
        deserializer.deserialize_any(Plain)
    }
}

/// What does not fit, and where.
#[derive(Debug)]
pub struct Misfit {
    message: String,
    path: String,
}

impl Misfit {
    fn within(mut self, whole: &str) -> Self {
        self.path = if self.path.starts_with('[') {
            format!("{whole}{}", self.path)
        } else {
            under(whole, &self.path)
        };
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), path: String::new() }
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Str(_) => "a text",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "null",
        };
        let wanted = wanted.to_string();
        // Derived shapes call themselves by their names in Rust.
        let wanted = if wanted.starts_with("struct ") { "an object" } else { &wanted };
        Self::custom(format_args!("{found} cannot stand here; {wanted} is needed"))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let known = known.join(", ");
        let mut misfit = Self::custom(format_args!(
            "\"{}\" is not a key that is known here; the keys are {known}",
            shorten(field)
        ));
        misfit.path = shorten(field);
        misfit
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("{field} is missing"))
    }
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Truth(truth) => visitor.visit_bool(truth),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(list) => visitor.visit_seq(Elements { list: list.into_iter(), place: 0 }),
            Self::Object(entries) => {
                visitor.visit_map(Members { entries: entries.into_iter(), value: None })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Null => visitor.visit_none(),
            found => visitor.visit_some(found),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Misfit> for Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Elements {
    list: std::vec::IntoIter<Tree>,
    place: usize,
}

impl<'de> SeqAccess<'de> for Elements {
    type Error = Misfit;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(tree) = self.list.next() else { return Ok(None) };
        let place = self.place;
        self.place += 1;
        seed.deserialize(tree).map(Some).map_err(|misfit| misfit.within(&format!("[{place}]")))
    }
}

struct Members {
    entries: std::vec::IntoIter<(String, Tree)>,
    value: Option<(String, Tree)>,
}

impl<'de> MapAccess<'de> for Members {
    type Error = Misfit;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((key, tree)) = self.entries.next() else { return Ok(None) };
        let known = seed.deserialize(key.as_str().into_deserializer())?;
        self.value = Some((key, tree));
        Ok(Some(known))
    }

    fn next_value_seed<V: de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Misfit> {
        let (key, tree) = self.value.take().unwrap_or((String::new(), Tree::Null));
        seed.deserialize(tree).map_err(|misfit| misfit.within(&shorten(&key)))
    }
}
