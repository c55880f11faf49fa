//! *Recurring*: the rule of recurring top-ups, in one sentence; what is left of its cap, and what it did.

use one_credit_engine::{
    ledger::{Entry, Ledger, Name, Recurring, RecurringChange, Transaction},
    money::Credits,
    show,
    time::{Date, Timestamp},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    TransactionsAction,
    rule::{Field, Part, RuleAction, RuleForm},
};
use crate::app::{
    account::{
        order::sentence,
        standing::{Standing, standing},
        store,
    },
    browser::{chance, clock, host, number::number},
    figure,
    icon::Icon,
    note,
    part::{all, maybe},
    send::Send,
    state::{Action, Page, State},
};

/// How many entries of its history are shown.
const MOST: usize = 50;

/// The tab.
pub fn view(page: &Page) -> Html {
    match standing(page) {
        Standing::Known(_) => {}
        Standing::Loading => {
            return html! { <p class="soft waits">{ "The wallet is loading." }</p> };
        }
        Standing::Unknown(why) => return note::warning(html! { <p>{ why }</p> }, None),
    }
    let is_offered = page.host.is_demo() || host::at("recurring").is_some();
    if !is_offered {
        return note::warning(
            html! { <p>{ "The site of this page offers no recurring top-ups." }</p> },
            None,
        );
    }
    let now = clock::now().unwrap_or(page.at);
    let ledger = page.account.ledger();
    html! {
        <>
            { form(page, &ledger, now) }
            { past(&ledger) }
        </>
    }
}

fn form(page: &Page, ledger: &Ledger, now: Timestamp) -> Html {
    let form = &page.transactions.rule;
    let in_force = ledger.recurring();
    let read = form.rule();
    let problem = read.as_ref().err().cloned().flatten();
    let rule = read.ok();
    let state = if in_force.is_on {
        html! { <p class="done">{ Icon::Done.draw() }{ "On" }</p> }
    } else {
        html! { <p class="soft">{ "Off: nothing is added without you." }</p> }
    };
    let told = match rule {
        Some(rule) => html! { <p class="says">{ says(page, rule) }</p> },
        None => html! { <p class="says soft">{ "Three amounts make the rule." }</p> },
    };
    let at_once = rule.and_then(|rule| at_once(page, ledger, rule, now));
    let is_same = rule == Some(in_force);
    let words = if in_force.is_on { "Save" } else { "Switch on" };
    let submit = save(page, rule);
    let first = (!is_same).then(|| {
        html! {
            <button type="submit" class="button first" disabled={form.is_busy || rule.is_none()}>{ words }</button>
        }
    });
    let off = in_force.is_on.then(|| {
        let rule = Recurring { is_on: false, ..in_force };
        let press = save(page, Some(rule));
        let press = Callback::from(move |_: MouseEvent| press.emit(()));
        html! {
            <button type="button" class="button" disabled={form.is_busy} onclick={press}>{ "Switch off" }</button>
        }
    });
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        submit.emit(());
    });
    let trouble = form.trouble.as_ref().map(|why| {
        let told = html! { <><p><b>{ "The rule was not saved." }</b></p><p>{ why }</p></> };
        note::trouble(told, None)
    });
    html! {
        <section class="panel" aria-labelledby="rule-title">
            <div class="row apart">
                <h2 id="rule-title">{ "Recurring top-ups" }</h2>
                { state }
            </div>
            <form class="stack" novalidate=true onsubmit={submit}>
                <div class="quantities">
                    { field(page, form, Part::Threshold) }
                    { field(page, form, Part::Amount) }
                    { field(page, form, Part::Cap) }
                </div>
                { maybe(problem.map(|problem| html! { <p class="problem">{ problem }</p> })) }
                { told }
                { maybe(at_once.map(|told| html! { <p>{ told }</p> })) }
                <div class="row">{ maybe(first) }{ maybe(off) }</div>
            </form>
            { maybe(trouble) }
            { maybe(in_force.is_on.then(|| month(ledger, in_force, now))) }
        </section>
    }
}

fn field(page: &Page, form: &RuleForm, part: Part) -> Html {
    let (id, label, entry): (_, _, &Field) = match part {
        Part::Threshold => ("rule-threshold", "When fewer are available than, C", &form.threshold),
        Part::Amount => ("rule-amount", "Add, C", &form.amount),
        Part::Cap => ("rule-cap", "At most in a month, C", &form.cap),
    };
    let typed = page.typed(move |text| rule_action(RuleAction::Type(part, text)));
    let problem = entry.problem().map(|problem| {
        html! { <p id={format!("{id}-problem")} class="problem">{ problem }</p> }
    });
    let is_wrong = problem.is_some();
    html! {
        <div class="field" key={id}>
            <label for={id}>{ label }</label>
            <input {id} class="num" inputmode="decimal" autocomplete="off" value={entry.text.clone()}
                aria-invalid={is_wrong.then_some("true")}
                aria-describedby={is_wrong.then(|| format!("{id}-problem"))}
                oninput={typed} />
            { maybe(problem) }
        </div>
    }
}

/// What the rule on screen will do; nothing where it is not offered.
pub fn spoken(state: &State) -> String {
    let is_offered = state.host.is_demo() || host::at("recurring").is_some();
    let rule = state.transactions.rule.rule().ok().filter(|_| is_offered);
    rule.map(|rule| says(state, rule)).unwrap_or_default()
}

/// What will happen, in one sentence.
fn says(state: &State, rule: Recurring) -> String {
    let who = if state.host.is_demo() {
        "in this demo no payment is taken"
    } else {
        "the site of this page adds them and takes the payment"
    };
    format!("{}: {who}.", rule_words(rule))
}

/// "When fewer than 5 C are available, 20 C are added, at most 60 C in a calendar month (UTC)".
fn rule_words(rule: Recurring) -> String {
    format!(
        "When fewer than {} are available, {} are added, at most {} in a calendar month (UTC)",
        short(rule.threshold),
        short(rule.amount),
        short(rule.monthly_cap)
    )
}

/// An amount that people typed: whole credits without cents.
fn short(credits: Credits) -> String {
    if credits.amount().normalize().scale() == 0 {
        format!("{}\u{a0}C", number(&credits.to_string()))
    } else {
        figure::credits_text(credits)
    }
}

/// What saving the rule brings about at once.
fn at_once(page: &Page, ledger: &Ledger, rule: Recurring, now: Timestamp) -> Option<String> {
    if !page.host.is_demo() || rule == ledger.recurring() {
        return None;
    }
    let wallet = ledger.wallet();
    let available = wallet.available().ok().filter(|available| *available < rule.threshold)?;
    let top_ups = rule.top_ups(ledger, wallet, now, &mut || Name::from("")).ok()?;
    let added = Credits::sum(top_ups.iter().filter_map(|entry| match entry {
        Entry::Transaction(row) => Some(row.credits),
        _ => None,
    }));
    let added = added.ok().filter(|added| *added > Credits::ZERO)?;
    Some(format!(
        "{} are available now, so {} are added as soon as this is saved.",
        figure::credits_text(available),
        short(added)
    ))
}

/// What is left of this month's cap.
fn month(ledger: &Ledger, rule: Recurring, now: Timestamp) -> Html {
    let (Ok(added), Ok(left)) = (ledger.added_this_month(now), ledger.left_of_cap(now)) else {
        return Html::default();
    };
    let name = clock::written(&now.date().to_string(), clock::Written::Month);
    let digits = show::digits([added, left, rule.monthly_cap]);
    let line = |key: &'static str, credits: Credits| {
        html! { <div {key}><dt>{ key }</dt><dd class="num">{ figure::figure(show::amount(credits, digits)) }</dd></div> }
    };
    let waits = (left < rule.amount).then(|| {
        html! {
            <p>{ format!("The cap holds no other top-up before {}.", clock::day(&next_month(now.date()).to_string())) }</p>
        }
    });
    html! {
        <>
            <h3>{ name }</h3>
            <dl class="figures month">
                { line("Added, C", added) }
                { line("Left of the cap, C", left) }
                { line("Cap, C", rule.monthly_cap) }
            </dl>
            { maybe(waits) }
        </>
    }
}

/// The first day of the month after that of a day.
fn next_month(day: Date) -> Date {
    let after = day.month_start().ordinal().saturating_add(31);
    Date::from_ordinal(after).map_or(day, Date::month_start)
}

/// What changed, and what was added, newest first.
fn past(ledger: &Ledger) -> Html {
    let rows: Vec<&Transaction> =
        ledger.newest().filter(|row| row.is_recurring).take(MOST).collect();
    let digits = show::digits(rows.iter().map(|row| row.credits));
    let mut events: Vec<(Timestamp, String, String, Html)> = Vec::new();
    let mut before = Recurring::default();
    for (place, change) in ledger.recurring_changes().iter().enumerate() {
        let words = match (before.is_on, change.rule.is_on) {
            (_, false) => "Switched off".to_owned(),
            (false, true) => format!("Switched on: {}.", rule_words(change.rule)),
            (true, true) => format!("Changed: {}.", rule_words(change.rule)),
        };
        before = change.rule;
        events.push((change.time, format!("change-{place}"), words, Html::default()));
    }
    // Oldest first, so that of one moment the change stands before what it made.
    for row in rows.iter().rev() {
        let amount = figure::figure(show::amount(row.credits, digits));
        events.push((row.time, row.id.to_string(), "Top-up".to_owned(), amount));
    }
    events.sort_by_key(|(time, ..)| *time);
    let lines = events.into_iter().rev().take(MOST).map(|(time, key, words, amount)| {
        html! {
            <tr {key}>
                <th scope="row">{ clock::day(&time.date().to_string()) }</th>
                <td>{ words }</td>
                <td class="num">{ amount }</td>
            </tr>
        }
    });
    let lines: Vec<Html> = lines.collect();
    let told = if lines.is_empty() {
        html! { <p class="soft">{ "Nothing yet. Every change of the rule and every top-up it makes will stand here." }</p> }
    } else {
        html! {
            <table class="past" aria-labelledby="past-title">
                <thead>
                    <tr>
                        <th scope="col">{ "Day (UTC)" }</th>
                        <th scope="col">{ "What" }</th>
                        <th scope="col" class="num">{ "Added, C" }</th>
                    </tr>
                </thead>
                <tbody>{ all(lines) }</tbody>
            </table>
        }
    };
    html! {
        <section class="panel" aria-labelledby="past-title">
            <h2 id="past-title">{ "What it did" }</h2>
            { told }
        </section>
    }
}

/// Saves a rule: with a host it is the host's, in the demo its first top-ups are made in the same breath.
fn save(page: &Page, rule: Option<Recurring>) -> Callback<()> {
    let dispatcher = page.dispatcher();
    let is_demo = page.host.is_demo();
    Callback::from(move |()| {
        let Some(rule) = rule else { return };
        let page = dispatcher.clone();
        page.dispatch(rule_action(RuleAction::Busy));
        spawn_local(async move {
            let saved = match hand_over(rule, is_demo).await {
                Ok(()) => store::append(move |ledger| entries(ledger, rule, is_demo)).await,
                Err(why) => Err(why),
            };
            page.dispatch(rule_action(match saved {
                Ok(()) => RuleAction::Done,
                Err(why) => RuleAction::Fail(why),
            }));
        });
    })
}

/// Gives the rule to the host, which tops up from then on.
async fn hand_over(rule: Recurring, is_demo: bool) -> Result<(), String> {
    if is_demo {
        return Ok(());
    }
    let given = host::plain(&[
        ("threshold", &rule.threshold.to_string()),
        ("amount", &rule.amount.to_string()),
        ("monthlyCap", &rule.monthly_cap.to_string()),
    ]);
    host::set(&given, "on", &rule.is_on.into());
    let Some(answer) = host::call("recurring", &[&given]) else {
        return Err("The site of this page offers no recurring top-ups.".to_owned());
    };
    let answer = host::answer(answer).await;
    answer.map(|_| ()).map_err(|why| format!("The site refused it: {why}."))
}

/// The change, and what it adds at once.
fn entries(ledger: &Ledger, rule: Recurring, is_demo: bool) -> Result<Vec<Entry>, String> {
    let now = clock::now().ok_or("The clock of this device stands outside the calendar.")?;
    let mut entries = vec![Entry::Recurring(RecurringChange { time: now, rule })];
    if is_demo {
        let top_ups = rule.top_ups(ledger, ledger.wallet(), now, &mut || Name::from(chance::id()));
        entries.extend(top_ups.map_err(|error| sentence(&error.to_string()))?);
    }
    Ok(entries)
}

fn rule_action(action: RuleAction) -> Action {
    Action::Transactions(TransactionsAction::Rule(action))
}
