//! A request as a tree of plain values, each taken out by its key. What is left over was misspelt.

use super::error::Refusal;
use one_credit_engine::{
    money::Quantity,
    tree::{Tree, shorten, under},
};

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
        Refusal::request(self.tree.misfit(wanted).message, &*self.path)
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

    /// The value itself.
    pub fn into_tree(self) -> Tree {
        self.tree
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
