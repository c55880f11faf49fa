//! Everything as a file, and a file in the place of everything.

use std::rc::Rc;

use one_credit_engine::{
    ledger::Ledger,
    share::backup::{self, Backup},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::{
    import::days,
    transfer::{self, SHOWN_MILLIS, TransferAction, read, run, transfer},
};
use crate::app::{
    account::store,
    browser::{download, timer},
    figure,
    part::maybe,
    send::Send,
    state::Page,
};

/// The id of the dialog that asks before a restore.
pub const DIALOG: &str = "restore";

/// The button that saves everything.
pub fn back_up(page: &Page) -> Html {
    let at = page.at.date();
    let page = page.clone();
    let save = Callback::from(move |_: MouseEvent| {
        run(&page, "Writing the backup", async move {
            let entries = store::entries().await?;
            let name = format!("one-credit-backup-{at}.json");
            download::save(&name, "application/json", &backup::text(&entries));
            Ok(format!("Everything was saved as {name}."))
        });
    });
    html! { <button type="button" class="button" onclick={save}>{ "Back up" }</button> }
}

/// The button that brings everything back.
pub fn choose(page: &Page) -> Html {
    transfer::choose("Restore a backup", "restored", "A backup to restore", ".json", ask, page)
}

/// Reads a backup, and asks before it takes the place of everything.
fn ask(page: &Page, file: File) {
    read(page, file, |page, name, text| {
        spawn_local(async move {
            timer::pause(SHOWN_MILLIS).await;
            page.dispatch(transfer(match backup::read(&text, &name) {
                Ok(backup) => TransferAction::Ask(Box::new((name, backup))),
                Err(why) => TransferAction::Done(Err(why.to_string())),
            }));
        });
    });
}

/// The question before a restore. It is always there, so that the browser can open it over the page.
pub fn dialog(page: &Page) -> Html {
    let asked = page.transactions.history.transfer.asked.clone();
    let cancel = page.press(|| transfer(TransferAction::Cancel));
    // Escape closes it without a press.
    let closed = {
        let dispatcher = page.dispatcher();
        Callback::from(move |_: Event| dispatcher.dispatch(transfer(TransferAction::Cancel)))
    };
    let question = asked.map(|asked| {
        let (name, backup) = &*asked;
        let replace = {
            let (page, asked) = (page.clone(), Rc::clone(&asked));
            Callback::from(move |_: MouseEvent| restore(&page, &asked))
        };
        html! {
            <div class="stack">
                <h2 id="restore-title">{ "Replace everything?" }</h2>
                <p>{ format!("{name} takes the place of all that this browser keeps, in every tab.") }</p>
                <table class="lines">
                    <thead><tr>
                        <th scope="col"><span class="unseen">{ "Which" }</span></th>
                        <th scope="col" class="num">{ "Transactions" }</th>
                        <th scope="col" class="num">{ "Balance" }</th>
                    </tr></thead>
                    <tbody>
                        { stock("Now, and lost", &page.account.ledger()) }
                        { stock("In the backup", &backup.ledger) }
                    </tbody>
                </table>
                <div class="row">
                    <button type="button" class="button" onclick={cancel}>{ "Keep what is here" }</button>
                    <button type="button" class="button first" onclick={replace}>{ "Replace everything" }</button>
                </div>
            </div>
        }
    });
    html! {
        <dialog id={DIALOG} class="ask" aria-labelledby="restore-title" onclose={closed}>{ maybe(question) }</dialog>
    }
}

fn stock(name: &'static str, ledger: &Ledger) -> Html {
    let rows = ledger.transactions();
    let dates = rows.iter().map(|row| row.time).min().zip(rows.iter().map(|row| row.time).max());
    html! {
        <tr>
            <th scope="row">{ name }<span class="under">{ dates.map(days).unwrap_or_default() }</span></th>
            <td class="num" data-head="Transactions">{ figure::whole(rows.len()) }</td>
            <td class="num" data-head="Balance"><bdi>{ figure::exact(ledger.wallet().total) }</bdi></td>
        </tr>
    }
}

fn restore(page: &Page, asked: &Rc<(String, Backup)>) {
    let (name, backup) = (asked.0.clone(), asked.1.entries.clone());
    page.dispatch(transfer(TransferAction::Cancel));
    run(page, "Restoring the backup", async move {
        store::restore(backup).await?;
        Ok(format!("{name} was restored."))
    });
}
