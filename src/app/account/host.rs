//! What the host of the page knows: its wallet, its payment methods, and whom it wants to hand a visitor over to.

use one_credit::catalog;
use one_credit_engine::{ledger::Wallet, share};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::UseReducerDispatcher;

use super::{
    methods::{self, PaymentMethod},
    store,
};
use crate::app::{
    browser::{
        clock,
        host::{self, Presence},
        location,
    },
    state::{Action, State},
};

/// What a host's history is called where something is wrong with it.
const HISTORY: &str = "transactions of host.js";

/// The host, as far as it is known.
#[derive(Clone, Default)]
pub struct Host {
    /// Whether there is one.
    pub presence: Presence,
    /// Whether it keeps the wallet; this browser's own is of no account then.
    pub has_wallet: bool,
    /// Whether credits can be added here: at its checkout, or at that of the demo.
    pub can_add: bool,
    /// Its wallet; nothing before it answered, or where it has none to give.
    pub wallet: Option<Result<Wallet, String>>,
    /// Why its history could not be taken over, as a sentence.
    pub history: Option<String>,
    /// Its payment methods and what could not be shown of them; nothing as above.
    pub methods: Option<Result<Methods, String>>,
}

/// Payment methods, and a sentence for each kind of thing that could not be shown.
#[derive(Clone)]
pub struct Methods {
    /// What can be shown.
    pub known: Vec<PaymentMethod>,
    /// What cannot.
    pub refusals: Vec<String>,
}

/// What is learned of the host.
pub enum HostAction {
    /// Its wallet.
    Wallet(Result<Wallet, String>),
    /// Its history was taken over, or could not be: why, as a sentence.
    History(Option<String>),
    /// Its payment methods.
    Methods(Result<Methods, String>),
}

impl Host {
    /// The host that `host.js` gave, before it was asked anything.
    pub fn new(given: JsValue) -> Self {
        let presence = host::keep(given);
        Self {
            can_add: presence == Presence::Demo || host::at("checkout").is_some(),
            has_wallet: host::at("wallet").is_some(),
            presence,
            ..Self::default()
        }
    }

    /// Takes what was learned.
    pub fn apply(&mut self, action: HostAction) {
        match action {
            HostAction::Wallet(wallet) => self.wallet = Some(wallet),
            HostAction::History(problem) => self.history = problem,
            HostAction::Methods(methods) => self.methods = Some(methods),
        }
    }

    /// Whether there is no host.
    pub fn is_demo(&self) -> bool {
        self.presence == Presence::Demo
    }
}

/// Asks the host for its wallet, its history and its payment methods.
pub fn ask(page: UseReducerDispatcher<State>) {
    ask_for_methods(page.clone());
    spawn_local(async move { ask_again(&page).await });
}

/// Asks again for what a payment or a run may have changed.
pub async fn ask_again(page: &UseReducerDispatcher<State>) {
    ask_for_wallet(page).await;
    ask_for_history(page).await;
}

/// Takes over what the host's history has and this browser's has not. Asking twice changes nothing more.
async fn ask_for_history(page: &UseReducerDispatcher<State>) {
    let Some(answer) = host::call("transactions", &[]) else { return };
    let taken = match (host::answer(answer).await, clock::now()) {
        (Ok(given), Some(now)) => {
            let text = given.as_string().or_else(|| host::json(&given)).unwrap_or_default();
            store::append(move |ledger| {
                share::read(&text, HISTORY, ledger, now).map(|import| import.entries).map_err(
                    |problem| {
                        format!("The site’s history was not taken over: {problem}. Tell the site.")
                    },
                )
            })
            .await
        }
        (Ok(_), None) => Ok(()),
        (Err(why), _) => {
            Err(format!("The site could not give its history: {why}. Reload the page."))
        }
    };
    page.dispatch(Action::Host(HostAction::History(taken.err())));
}

fn ask_for_methods(page: UseReducerDispatcher<State>) {
    let Some(answer) = host::call("paymentMethods", &[]) else { return };
    spawn_local(async move {
        let methods = match host::answer(answer).await {
            Ok(given) => {
                let (known, refusals) = methods::read(&given);
                Ok(Methods { known, refusals })
            }
            Err(why) => Err(format!(
                "The site could not say which payment methods it has: {why}. Reload the page."
            )),
        };
        page.dispatch(Action::Host(HostAction::Methods(methods)));
    });
}

async fn ask_for_wallet(page: &UseReducerDispatcher<State>) {
    let Some(answer) = host::call("wallet", &[]) else { return };
    let wallet = match host::answer(answer).await {
        Ok(given) => {
            let text = host::json(&given).unwrap_or_default();
            Wallet::parse(&text).map_err(|error| {
                format!("The site gave a wallet that cannot be read: {error}. Tell the site.")
            })
        }
        Err(why) => Err(format!("The site could not give its wallet: {why}. Reload the page.")),
    };
    page.dispatch(Action::Host(HostAction::Wallet(wallet)));
}

/// Where a visitor may be handed over to: an address of the page's own origin, or of one on the build's list.
///
/// # Errors
/// A sentence that names the origin.
pub fn destination(url: &str) -> Result<String, String> {
    let refused = |origin: &str| {
        format!(
            "The site’s page at {origin} is not on the list of origins that this page hands over to, so nothing was sent. Tell the site."
        )
    };
    let address =
        location::resolve(url).ok_or_else(|| refused("an address that cannot be read"))?;
    if catalog().policy.allows_checkout_at(&address.origin, &location::origin()) {
        Ok(address.href)
    } else {
        Err(refused(&address.origin))
    }
}
