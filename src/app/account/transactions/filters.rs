//! The filters of the history: what is asked for, how it stands in links, and the fields.

use one_credit_engine::{
    ledger::{Filter, Kind, Ledger},
    money::Credits,
    time::Date,
};
use yew::prelude::*;

use super::{
    TransactionsAction,
    history::HistoryAction,
    row::{kind_title, model_name},
};
use crate::app::{
    address::Address,
    entry::Entry,
    field,
    part::{all, maybe},
    send::Send,
    state::{Action, Page},
};

/// What is asked for.
#[derive(Clone, Default)]
pub struct Filters {
    /// As the engine takes it.
    pub wanted: Filter,
    least: Entry<Credits>,
    most: Entry<Credits>,
}

/// What can be changed.
pub enum FilterAction {
    /// The words to look for.
    Search(String),
    /// The words of a model or supplier.
    Model(String),
    /// The first day, `YYYY-MM-DD` or nothing.
    From(String),
    /// The last day, likewise.
    To(String),
    /// A kind is wanted, or no longer.
    Kind(Kind),
    /// The least amount.
    Least(String),
    /// The highest amount.
    Most(String),
    /// Everything is wanted.
    Clear,
}

impl Filters {
    /// Carries an action out.
    pub fn apply(&mut self, action: FilterAction) {
        match action {
            FilterAction::Search(text) => self.wanted.search = text,
            FilterAction::Model(text) => self.wanted.model = text,
            FilterAction::From(day) => self.wanted.from = Date::parse(&day).ok(),
            FilterAction::To(day) => self.wanted.to = Date::parse(&day).ok(),
            FilterAction::Kind(kind) => {
                let kinds = &mut self.wanted.kinds;
                if kinds.contains(&kind) {
                    kinds.retain(|wanted| *wanted != kind);
                } else {
                    kinds.push(kind);
                    kinds.sort_unstable();
                }
            }
            FilterAction::Least(text) => {
                self.least.type_in_or_nothing(&text);
                self.wanted.least = given(&self.least);
            }
            FilterAction::Most(text) => {
                self.most.type_in_or_nothing(&text);
                self.wanted.most = given(&self.most);
            }
            FilterAction::Clear => *self = Self::default(),
        }
    }

    /// The fields of the least and of the highest amount.
    pub const fn amounts(&self) -> [&Entry<Credits>; 2] {
        [&self.least, &self.most]
    }

    /// The fields of a link.
    pub fn write(&self, address: &mut Address) {
        let wanted = &self.wanted;
        let days = [("from", wanted.from), ("to", wanted.to)];
        for (name, day) in days {
            if let Some(day) = day {
                address.push(name, day.to_string());
            }
        }
        for kind in &wanted.kinds {
            address.push("kind", kind.name());
        }
        for (name, text) in [("model", &wanted.model), ("search", &wanted.search)] {
            if !text.trim().is_empty() {
                address.push(name, text.trim());
            }
        }
        for (name, amount) in [("least", wanted.least), ("most", wanted.most)] {
            if let Some(amount) = amount {
                address.push(name, amount.to_string());
            }
        }
    }

    /// What a link asks for; what it does not name is not asked for.
    pub fn read(address: &Address) -> Self {
        let mut filters = Self::default();
        for (name, value) in &address.fields {
            let make = match name.as_str() {
                "from" => FilterAction::From,
                "to" => FilterAction::To,
                "model" => FilterAction::Model,
                "search" => FilterAction::Search,
                "least" => FilterAction::Least,
                "most" => FilterAction::Most,
                "kind" => {
                    if let Some(kind) = Kind::find(value)
                        && !filters.wanted.kinds.contains(&kind)
                    {
                        filters.apply(FilterAction::Kind(kind));
                    }
                    continue;
                }
                _ => continue,
            };
            filters.apply(make(value.clone()));
        }
        filters
    }

    /// Whether anything is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.least.text.is_empty() && self.most.text.is_empty()
    }
}

fn given(entry: &Entry<Credits>) -> Option<Credits> {
    (!entry.text.trim().is_empty()).then_some(entry.value)
}

/// The action of a filter.
pub fn filter(action: FilterAction) -> Action {
    Action::Transactions(TransactionsAction::History(HistoryAction::Filter(action)))
}

/// The fields.
pub fn filters(page: &Page) -> Html {
    let history = &page.transactions.history;
    let filters = &history.filters;
    let models = history.models.iter().map(|(id, name)| {
        html! { <option key={id.clone()} value={id.clone()} label={name.clone()} /> }
    });
    let wanted = &filters.wanted;
    let day = |id: &'static str,
               label: &'static str,
               day: Option<Date>,
               make: fn(String) -> FilterAction| {
        html! {
            <div class="field">
                <label for={id}>{ label }</label>
                <input {id} type="date" min="0001-01-01" max="9999-12-31"
                    value={day.map(|day| day.to_string()).unwrap_or_default()}
                    oninput={page.typed(move |text| filter(make(text)))} />
            </div>
        }
    };
    let words = |id: &'static str,
                 label: &'static str,
                 text: &str,
                 make: fn(String) -> FilterAction| {
        html! {
            <div class="field wide">
                <label for={id}>{ label }</label>
                <input {id} type="search" autocomplete="off" spellcheck="false" value={text.to_owned()}
                    list={(id == "model").then_some("models")}
                    oninput={page.typed(move |text| filter(make(text)))} />
            </div>
        }
    };
    let amount = |id: &'static str,
                  label: &'static str,
                  entry: &Entry<Credits>,
                  make: fn(String) -> FilterAction| {
        field::field(id, label, entry, page.typed(move |text| filter(make(text))))
    };
    let kinds = Kind::ALL.map(|kind| {
        html! {
            <button key={kind.name()} type="button" class="chip"
                aria-pressed={wanted.kinds.contains(&kind).to_string()}
                onclick={page.press(move || filter(FilterAction::Kind(kind)))}>{ kind_title(kind) }</button>
        }
    });
    let clear = (!filters.is_empty()).then(|| {
        html! {
            <button type="button" class="quiet" onclick={page.press(|| filter(FilterAction::Clear))}>
                { "Clear filters" }
            </button>
        }
    });
    html! {
        <search class="history-filters no-print" aria-label="Filters">
            { words("search", "Job, note or id", &wanted.search, FilterAction::Search) }
            { words("model", "Model or supplier", &wanted.model, FilterAction::Model) }
            { day("from", "From (UTC)", wanted.from, FilterAction::From) }
            { day("to", "To (UTC)", wanted.to, FilterAction::To) }
            { amount("least", "Least, C", &filters.least, FilterAction::Least) }
            { amount("most", "Most, C", &filters.most, FilterAction::Most) }
            <div class="row whole">
                <div class="row" role="group" aria-label="Kind">{ all(kinds) }</div>
                { maybe(clear) }
            </div>
            <datalist id="models">{ all(models) }</datalist>
        </search>
    }
}

/// The models and suppliers that were used, to be offered while one is typed: what is looked for, and its name.
pub fn models(ledger: &Ledger) -> Vec<(String, String)> {
    let mut offers: Vec<(String, String)> = Vec::new();
    for (model, supplier) in ledger.models() {
        for (id, name) in [(&**model, model_name(model)), (&**supplier, supplier.to_string())] {
            if !id.is_empty() && !offers.iter().any(|(known, _)| known == id) {
                offers.push((id.to_owned(), name));
            }
        }
    }
    offers.sort_unstable();
    offers
}
