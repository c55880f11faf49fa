//! What the visitor set in *What can one credit do*.

use std::rc::Rc;

use one_credit_engine::{
    catalog::{Catalog, FunctionId, SupplierId},
    meter::MeterId,
    money::{Credits, Quantity},
    time::Timestamp,
};

use super::{
    ladder,
    prices::{self, Group},
};
use crate::app::entry::Entry;

/// The view's state.
#[derive(Clone)]
pub struct Can {
    /// The budget.
    pub credits: Entry<Credits>,
    /// An amount of work, in the unit of its function.
    pub need: Entry<Quantity>,
    /// Which work.
    pub work: FunctionId,
    /// Only models whose name, supplier or function holds this.
    pub query: String,
    /// Only models of this function.
    pub function: Option<FunctionId>,
    /// Only models of this supplier.
    pub supplier: Option<SupplierId>,
    /// The tables that are shown in full.
    pub opened: Vec<Table>,
    /// What passes the filters; none until it is sorted out. It does not depend on the budget: a key press in its field
    /// sorts nothing.
    pub groups: Option<Rc<Vec<Group>>>,
}

/// A table of models: one function, one meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// What the work of `need` costs.
    Work,
    /// The prices of a function by a meter.
    Prices(FunctionId, MeterId),
}

/// What can happen in the view.
pub enum CanAction {
    /// The budget's field changed.
    Credits(String),
    /// The slider moved to a place.
    Slide(usize),
    /// The amount of work changed.
    Need(String),
    /// The kind of work changed: a function's id.
    Work(String),
    /// The search changed.
    Query(String),
    /// A function's id, or nothing for all.
    Function(String),
    /// A supplier's id, or nothing for all.
    Supplier(String),
    /// A table is to be shown in full.
    Open(Table),
}

impl Can {
    /// One credit, and 25 pages translated.
    pub fn new(catalog: &Catalog) -> Self {
        let work = catalog.function("translation").map_or(FunctionId(0), |(id, _)| id);
        Self {
            credits: Entry::read_or_default("1"),
            need: Entry::read_or_default("25"),
            work,
            query: String::new(),
            function: None,
            supplier: None,
            opened: Vec::new(),
            groups: None,
        }
    }

    /// Carries an action out.
    pub fn apply(&mut self, catalog: &Catalog, action: CanAction) {
        match action {
            CanAction::Credits(text) => self.credits.type_in(&text),
            CanAction::Slide(place) => self.credits = Entry::of(ladder::amount(place)),
            CanAction::Need(text) => self.need.type_in(&text),
            CanAction::Work(id) => {
                if let Some((function, _)) = catalog.function(&id) {
                    self.work = function;
                }
            }
            CanAction::Query(text) => {
                self.query = text;
                self.groups = None;
            }
            CanAction::Function(id) => {
                self.function = catalog.function(&id).map(|(function, _)| function);
                self.groups = None;
            }
            CanAction::Supplier(id) => {
                self.supplier = supplier(catalog, &id);
                self.groups = None;
            }
            CanAction::Open(table) => self.opened.push(table),
        }
    }

    /// Sorts out what passes the filters, unless that is done.
    pub fn sort_out(&mut self, catalog: &Catalog, at: Timestamp) {
        if self.groups.is_none() {
            let query = self.query.trim().to_ascii_lowercase();
            let groups = prices::groups(catalog, at, &query, self.function, self.supplier);
            self.groups = Some(Rc::new(groups));
        }
    }
}

/// The supplier with this id.
fn supplier(catalog: &Catalog, id: &str) -> Option<SupplierId> {
    let place = catalog.suppliers.iter().position(|supplier| supplier.id == id)?;
    u16::try_from(place).ok().map(SupplierId)
}
