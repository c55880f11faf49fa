//! What a link means: the address's fields as a function of the state, and back.
//! A link triggers nothing; it only sets what the visitor could have set.

use one_credit_engine::catalog::{Catalog, FunctionId};

use super::{
    account::transactions::Tab,
    address::Address,
    benchmark::state::Benchmark,
    can::state::CanAction,
    state::{State, View},
};

/// The link (with its `#`) that leads to a view as it stands.
pub fn of(state: &State, view: View) -> String {
    match &state.unread {
        Some((of, hash)) if *of == view => format!("#{hash}"),
        _ => fields(state, view).write(),
    }
}

/// A view as it stands, in the fields of its link.
pub fn fields(state: &State, view: View) -> Address {
    let mut address = Address { view: view.name().to_owned(), fields: Vec::new() };
    match (view, state.rest.here()) {
        (View::Can, _) => can(state, &mut address),
        (_, Some(rest)) => (rest.write)(state, view, &mut address),
        (_, None) => {}
    }
    address
}

/// The link that leads to a tab of *Transactions* as it stands.
pub fn of_tab(state: &State, tab: Tab) -> String {
    let view = View::Transactions.name().to_owned();
    let mut address = Address { view, fields: Vec::new() };
    state.transactions.write(tab, &mut address);
    address.write()
}

/// Brings the state to what a hash says. A hash without fields only changes the view; one that
/// cannot be understood leaves everything as it is, with a sentence.
pub fn follow(state: &mut State, catalog: &Catalog, hash: &str) {
    let address = match Address::read(hash) {
        Ok(address) => address,
        Err(problem) => {
            state.notice = Some(problem);
            return;
        }
    };
    let Some(view) = View::ALL.into_iter().find(|view| view.name() == address.view) else {
        state.notice = Some(
            "This link names a view that does not exist. Choose one of those above.".to_owned(),
        );
        return;
    };
    state.notice = None;
    state.view = view;
    if let Some(rest) = state.rest.here() {
        (rest.leave)(state);
    }
    if address.fields.is_empty() {
        return;
    }
    match (view, state.rest.here()) {
        (View::Can, _) => take_can(state, catalog, &address),
        (_, Some(rest)) => (rest.read)(state, view, &address),
        (_, None) => state.unread = Some((view, hash.to_owned())),
    }
}

/// Brings *What can one credit do* to what an address says.
pub fn take_can(state: &mut State, catalog: &Catalog, address: &Address) {
    let fields = [
        ("credits", CanAction::Credits as fn(String) -> CanAction),
        ("need", CanAction::Need),
        ("work", CanAction::Work),
        ("search", CanAction::Query),
        ("function", CanAction::Function),
        ("supplier", CanAction::Supplier),
    ];
    for (name, action) in fields {
        if let Some(value) = address.get(name) {
            state.can.apply(catalog, action(value.to_owned()));
        }
    }
}

fn can(state: &State, address: &mut Address) {
    let catalog = one_credit::catalog();
    let function = |id: FunctionId| catalog.functions.get(usize::from(id.0)).map(|f| f.id.clone());
    let can = &state.can;
    address.push("credits", can.credits.value.to_string());
    address.push("need", can.need.value.to_string());
    if let Some(work) = function(can.work) {
        address.push("work", work);
    }
    if !can.query.is_empty() {
        address.push("search", can.query.clone());
    }
    if let Some(function) = can.function.and_then(function) {
        address.push("function", function);
    }
    let supplier = can.supplier.and_then(|id| catalog.suppliers.get(usize::from(id.0)));
    if let Some(supplier) = supplier {
        address.push("supplier", supplier.id.clone());
    }
}

/// The address's fields of *Benchmark*.
pub fn write_benchmark(state: &State, address: &mut Address) {
    let catalog = one_credit::catalog();
    let benchmark = &state.benchmark;
    if benchmark.models.is_empty() {
        return;
    }
    for model in benchmark.models.iter().filter_map(|id| catalog.get(*id)) {
        address.push("model", model.id.clone());
    }
    address.push("rows", benchmark.rows.value.to_string());
    for (meter, entry) in benchmark.row.iter().filter(|(_, entry)| !entry.text.is_empty()) {
        address.push(format!("row.{}", catalog.meters.name(*meter)), entry.value.to_string());
    }
}

/// Brings *Benchmark* to what an address says.
pub fn read_benchmark(state: &mut State, catalog: &Catalog, address: &Address) {
    let mut benchmark = Benchmark::new();
    for (name, value) in &address.fields {
        match name.as_str() {
            "model" => match catalog.model(value) {
                Some((id, _)) if !benchmark.models.contains(&id) => benchmark.models.push(id),
                Some(_) => {}
                None => {
                    state.notice = Some(
                        "This link names a model that no rate card has; it was left out."
                            .to_owned(),
                    );
                }
            },
            "rows" => benchmark.rows.type_in(value),
            _ => {
                let meter = name.strip_prefix("row.").and_then(|name| catalog.meters.find(name));
                if let Some(meter) = meter {
                    benchmark.take_row(meter, value);
                }
            }
        }
    }
    benchmark.estimate(catalog, state.at);
    state.benchmark = benchmark;
}
