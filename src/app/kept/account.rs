//! What is kept of adding credits, of *Transactions*, and of the run that ended last.

use one_credit::catalog;

use super::Kept;
use crate::app::{
    account::{
        order::{Method, OrderAction, Step},
        running::Ended,
        transactions::{FilterAction, Part, RuleAction, Tab},
    },
    address::Address,
    entry::Entry,
    state::{State, View},
};

/// The tabs whose links together hold what was set in all of them.
const TABS: [Tab; 2] = [Tab::Usage, Tab::History];
const RULE: [(Part, &str); 3] =
    [(Part::Threshold, "threshold"), (Part::Amount, "amount"), (Part::Cap, "cap")];

/// Puts all of it down.
pub fn put(state: &State, kept: &mut Kept) {
    let order = &state.order;
    kept.put("order", "from", order.from.name());
    kept.put("order", "method", order.method.name());
    if !order.text.is_empty() {
        kept.put("order", "text", order.text.clone());
    }
    if let Some(step) = order.step {
        kept.put("order", "step", if step == Step::Review { "review" } else { "amount" });
    }
    if let Some(added) = order.added {
        kept.put("order", "added", added.to_string());
    }

    let transactions = &state.transactions;
    for tab in TABS {
        let mut address = Address::default();
        transactions.write(tab, &mut address);
        kept.put_all(tab.name(), address);
    }
    let [least, most] = transactions.history.filters.amounts();
    kept.put_text("amounts", "least", least);
    kept.put_text("amounts", "most", most);
    kept.put("transactions", "tab", transactions.tab.name());
    if transactions.rule.is_touched {
        for (part, name) in RULE {
            kept.put("rule", name, transactions.rule.field(part).text.clone());
        }
    }

    if let Some(ended) = &state.run.ended {
        kept.put("run", if ended.is_done { "done" } else { "failed" }, ended.told.clone());
    }
}

/// Takes all of it up again.
pub fn take(state: &mut State, part: impl Fn(&str) -> Address) {
    let top_up = &catalog().policy.top_up;
    take_order(state, &part("order"));

    let transactions = &mut state.transactions;
    for tab in TABS {
        transactions.read(&part(tab.name()));
    }
    let amounts = part("amounts");
    let texts = [
        ("least", FilterAction::Least as fn(String) -> FilterAction),
        ("most", FilterAction::Most),
    ];
    for (name, action) in texts {
        if let Some(text) = amounts.get(name) {
            transactions.history.filters.apply(action(text.to_owned()));
        }
    }
    transactions.tab = Tab::default();
    transactions.take_tab(&part("transactions"));
    let rule = part("rule");
    for (part, name) in RULE {
        if let Some(text) = rule.get(name) {
            transactions.rule.apply(top_up, RuleAction::Type(part, text.to_owned()));
        }
    }

    let run = part("run");
    let ended = [("done", true), ("failed", false)]
        .into_iter()
        .find_map(|(name, is_done)| Some(Ended { is_done, told: run.get(name)?.to_owned() }));
    if state.run.ended.is_none() {
        state.run.ended = ended;
    }
}

fn take_order(state: &mut State, kept: &Address) {
    let top_up = &catalog().policy.top_up;
    let view = state.view;
    let order = &mut state.order;
    let named = |name: &str| View::ALL.into_iter().find(|view| kept.get(name) == Some(view.name()));
    order.from = named("from").unwrap_or_default();
    let method = kept.get("method");
    if let Some(method) = Method::ALL.into_iter().find(|known| Some(known.name()) == method) {
        order.method = method;
    }
    if let Some(text) = kept.get("text") {
        order.apply(top_up, view, OrderAction::Type(text.to_owned()));
    }
    let order = &mut state.order;
    order.step = match kept.get("step") {
        Some("review") if order.credits().is_some() => Some(Step::Review),
        Some(_) => Some(Step::Amount),
        None => None,
    };
    order.added = kept.get("added").and_then(|added| {
        let entry: Entry<one_credit_engine::money::Credits> = Entry::read_or_default(added);
        entry.problem.is_none().then_some(entry.value)
    });
}
