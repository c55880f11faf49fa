//! A sample history: put in where there is none, marked everywhere, taken out with one press.

use one_credit_engine::ledger::{self, Ledger, is_sample, without_sample};
use yew::prelude::*;

use super::transfer::{self, TransferAction};
use crate::app::{account::store, browser::clock, icon::Icon, part::maybe, state::Page};

/// Says that there are rows of the sample, and takes them out.
pub fn banner(page: &Page, ledger: &Ledger) -> Html {
    // The sample only goes where nothing was before.
    let has_sample = ledger.transactions().first().is_some_and(is_sample);
    maybe(has_sample.then(|| {
        let page = page.clone();
        let remove = Callback::from(move |_: MouseEvent| remove(&page));
        html! {
            <div class="note warn sample-note">
                { Icon::Warning.draw() }
                <div>
                    <p><b>{ "This is a sample history." }</b></p>
                    <p>{ "Its runs never took place, and its credits cannot be spent anywhere. The prices are the catalog’s." }</p>
                </div>
                <button type="button" class="button" onclick={remove}>{ "Remove the sample" }</button>
            </div>
        }
    }))
}

/// Fills an empty ledger.
pub fn fill(page: &Page) {
    let at = clock::now().unwrap_or(page.at);
    let written = store::append(move |ledger| {
        if !ledger.transactions().is_empty() {
            return Err(
                "There are transactions now; the sample only goes where there are none.".to_owned()
            );
        }
        ledger::sample(one_credit::catalog(), at).map_err(|why| why.to_string())
    });
    transfer::run(page, "Making a sample history", async move {
        written.await?;
        // The rows say it.
        Ok(String::new())
    });
}

fn remove(page: &Page) {
    transfer::run(page, "Taking the sample out", async move {
        let entries = without_sample(store::entries().await?).map_err(|why| why.to_string())?;
        store::restore(entries).await?;
        Ok("The sample history was taken out.".to_owned())
    });
    page.dispatch(transfer::transfer(TransferAction::Dismiss));
}
