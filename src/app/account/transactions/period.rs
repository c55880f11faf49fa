//! The choice of a period, above the tabs that depend on it; and what stands there while there is no report.

use std::rc::Rc;

use one_credit_engine::ledger::statistics::{Period, Report};
use yew::prelude::*;

use super::{
    TransactionsAction,
    spend::{Choice, Spend, SpendAction},
};
use crate::app::{
    browser::clock,
    figure, note,
    part::{all, maybe},
    send::Send,
    state::{Action, Page, State},
};

/// The choice, and below it what `tell` makes of the report.
pub fn with_report(page: &Page, tell: impl FnOnce(&Rc<Report>) -> Html) -> Html {
    let spend = &page.transactions.spend;
    let told = match (&spend.trouble, &spend.report) {
        (Some(trouble), _) => note::trouble(
            html! {
                <>
                    <p><b>{ "The usage cannot be added up." }</b></p>
                    <p>{ trouble }</p>
                </>
            },
            None,
        ),
        (None, Some(report)) => tell(report),
        (None, None) => {
            html! { <p class="soft">{ format!("Adding up: {} so far…", figure::count(spend.taken, "transaction", "transactions")) }</p> }
        }
    };
    html! { <>{ choice(page, spend) }{ told }</> }
}

/// The periods on offer.
fn choice(page: &Page, spend: &Spend) -> Html {
    let chips = Choice::ALL.map(|choice| {
        let choose = page.press(move || spend_action(SpendAction::Choose(choice)));
        html! {
            <button key={choice.name()} type="button" class="chip"
                aria-pressed={(choice == spend.choice).to_string()} onclick={choose}>{ choice.title() }</button>
        }
    });
    let own = (spend.choice == Choice::Own).then(|| own(page, spend));
    let days = spend.report.as_ref().filter(|_| spend.problem.is_none()).map(|report| {
        html! { <p class="soft small">{ days(report) }</p> }
    });
    html! {
        <div class="period no-print">
            <div class="chips" role="group" aria-label="Period">{ all(chips) }</div>
            { maybe(own) }
            { maybe(days) }
        </div>
    }
}

/// The visitor's own days.
fn own(page: &Page, spend: &Spend) -> Html {
    let first = page.typed(|day| spend_action(SpendAction::First(day)));
    let last = page.typed(|day| spend_action(SpendAction::Last(day)));
    let wrong = spend.problem.map(|_| "own-problem");
    let problem = spend.problem.map(|problem| {
        html! { <p id="own-problem" class="problem" role="alert">{ problem }</p> }
    });
    let is_wrong = spend.problem.map(|_| "true");
    html! {
        <div class="own">
            <div class="field">
                <label for="own-first">{ "From" }</label>
                <input id="own-first" type="date" value={spend.first.clone()} oninput={first}
                    aria-invalid={is_wrong} aria-describedby={wrong} />
            </div>
            <div class="field">
                <label for="own-last">{ "To" }</label>
                <input id="own-last" type="date" value={spend.last.clone()} oninput={last}
                    aria-invalid={is_wrong} aria-describedby={wrong} />
            </div>
            { maybe(problem) }
        </div>
    }
}

/// "24 Oct 2026 – 22 Nov 2026, 30 days (UTC); transactions since 2 Nov 2026".
fn days(report: &Report) -> String {
    let mut text = format!("{} (UTC)", range(report.period));
    if let Some(known) = report.known.filter(|known| known.first() > report.period.first()) {
        let first = clock::day(&known.first().to_string());
        text.push_str(&format!("; the first transaction is of {first}"));
    }
    text
}

/// "7.02 C spent, 24 Oct 2026 – 22 Nov 2026, 30 days".
pub fn spoken(state: &State) -> String {
    let spend = &state.transactions.spend;
    match &spend.report {
        Some(report) if spend.problem.is_none() => {
            let spent = figure::credits_text(report.spent);
            format!("{spent} spent, {}", range(report.period))
        }
        _ => String::new(),
    }
}

/// "24 Oct 2026 – 22 Nov 2026, 30 days".
pub fn range(period: Period) -> String {
    let first = clock::day(&period.first().to_string());
    let days = figure::count(period.days() as usize, "day", "days");
    if period.days() == 1 {
        return format!("{first}, {days}");
    }
    format!("{first} – {}, {days}", clock::day(&period.last().to_string()))
}

/// The next part of the transactions is added up.
pub fn go_on() -> Action {
    spend_action(SpendAction::GoOn)
}

/// An action of the period and its report.
pub fn spend_action(action: SpendAction) -> Action {
    Action::Transactions(TransactionsAction::Spend(action))
}
