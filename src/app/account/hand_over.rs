//! Paying: an order is handed over to the host, to the browser's payment sheet or to the host's page; without a host it
//! ends in the demo wallet. What a payment sheet answers goes to the host as it is and is never looked at or kept.

use one_credit_engine::{
    ledger::{Entry, Kind, Name, Transaction},
    money::Credits,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    host as known,
    order::{Order, OrderAction, sentence},
    review, store,
};
use crate::app::{
    address::Address,
    browser::{
        chance, clock, host, location,
        payment::{self, Asked},
        timer,
    },
    state::{Action, Page, State, View},
};

/// How long the page waits to be left for another, in milliseconds.
const LEAVING_MILLIS: i32 = 5000;

/// The press that pays.
pub fn pay(page: &Page, credits: Credits) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |_| {
        let id = chance::id();
        if page.host.is_demo() {
            tell(&page.dispatcher(), OrderAction::Busy("Adding the credits…"));
            let page = page.dispatcher();
            spawn_local(async move {
                let action = match add_to_demo(id, credits).await {
                    Ok(()) => OrderAction::Added(credits),
                    Err(why) => OrderAction::Fail(format!("{why} {KEPT}")),
                };
                tell(&page, action);
            });
            return;
        }
        let order = plain(&page.order, &id, credits);
        // The sheet opens only on a press: the host is asked at once.
        let sheet = host::call("checkout.payment", &[&order]);
        let page = page.dispatcher();
        tell(&page, OrderAction::Busy("Waiting for the payment…"));
        spawn_local(async move {
            let action = match sheet {
                None => leave(&page, &order).await,
                Some(methods) => match host::answer(methods).await {
                    Ok(methods) if !methods.is_object() => leave(&page, &order).await,
                    Ok(methods) => by_sheet(&page, methods, &order, credits).await,
                    Err(why) => Err(format!("The site could not begin the payment: {why}.")),
                },
            };
            let action = match action {
                Ok(true) => {
                    known::ask_again(&page).await;
                    OrderAction::Added(credits)
                }
                // The page was to be left and is still here, or is here again.
                Ok(false) => {
                    known::ask_again(&page).await;
                    OrderAction::Rest
                }
                Err(why) => OrderAction::Fail(format!("{why} {KEPT}")),
            };
            tell(&page, action);
        });
    })
}

/// What is true of every payment that was not made.
const KEPT: &str = "Nothing was charged here; the amount is kept.";

/// A top-up of the wallet in this browser.
async fn add_to_demo(id: String, credits: Credits) -> Result<(), String> {
    let time = clock::now().ok_or("The clock of this device stands outside the calendar.")?;
    store::append(move |ledger| {
        let balance = ledger.wallet().total.checked_add(credits);
        Ok(vec![Entry::Transaction(Transaction {
            id: Name::from(id),
            time,
            kind: Kind::TopUp,
            credits,
            balance: balance.map_err(|error| sentence(&error.to_string()))?,
            note: Name::from("Demo top-up"),
            is_recurring: false,
            job: None,
        })])
    })
    .await
}

/// The order as the host gets it: texts, and `version: 1`.
fn plain(order: &Order, id: &str, credits: Credits) -> JsValue {
    let credits_text = credits.to_string();
    let mut back = Address { view: View::Checkout.name().to_owned(), fields: Vec::new() };
    Order { returned: Some(id.to_owned()), ..order.clone() }.write(&mut back);
    let back = format!("{}{}", location::here(), back.write());
    host::plain(&[
        ("id", id),
        ("credits", &credits_text),
        ("currency", "USD"),
        ("amount", &review::cents(credits)),
        ("fee", "0"),
        ("method", order.method.name()),
        ("return", &back),
    ])
}

/// By the browser's payment sheet; where it has none for this method, by the host's page.
async fn by_sheet(
    page: &UseReducerDispatcher<State>,
    methods: JsValue,
    order: &JsValue,
    credits: Credits,
) -> Result<bool, String> {
    let label = format!("{} credits", review::cents(credits));
    match payment::ask(methods, &label, &review::cents(credits)).await {
        Asked::Unavailable => leave(page, order).await,
        Asked::Cancelled => Err("The payment was cancelled.".to_owned()),
        Asked::Failed(why) => Err(format!("The payment failed: {why}.")),
        Asked::Given(response) => {
            let ended = match host::call("checkout.complete", &[order, &response]) {
                Some(ended) => host::answer(ended).await,
                None => Err("the site has nothing that takes it".to_owned()),
            };
            payment::end(&response, ended.is_ok()).await;
            match ended {
                Ok(_) => Ok(true),
                Err(why) => Err(format!("The payment failed: {why}.")),
            }
        }
    }
}

/// By the host's page: the order travels behind `#`, so that no server on the way sees it.
async fn leave(page: &UseReducerDispatcher<State>, order: &JsValue) -> Result<bool, String> {
    let url = host::text("checkout.url").ok_or("This site offers no page to pay on.")?;
    let destination = known::destination(&url)?;
    let order = host::json(order).ok_or("The order could not be written.")?;
    tell(page, OrderAction::Busy("Opening the payment page…"));
    location::go(&format!("{destination}#order={}", location::encoded(&order)));
    // A page that is left stands still; if it comes back from the history, this goes on.
    timer::pause(LEAVING_MILLIS).await;
    Ok(false)
}

fn tell(page: &UseReducerDispatcher<State>, action: OrderAction) {
    page.dispatch(Action::Order(action));
}
