//! *Overview*: what there is, what was spent, how long it lasts, what it is enough for, and what happened last.

use one_credit::catalog;
use one_credit_engine::{
    equivalents::Amount,
    ledger::{
        Transaction, Wallet,
        statistics::{Before, Lasts, Report},
    },
    money::Credits,
    show,
    tariff::Context,
};
use yew::prelude::*;

use super::{Tab, period::with_report, row::title};
use crate::app::{
    account::standing::{Standing, standing},
    browser::clock,
    figure,
    head::head,
    link, note,
    part::{all, maybe},
    state::Page,
};

/// How many of the last transactions are shown.
const LATEST: usize = 5;

/// The tab.
pub fn view(page: &Page) -> Html {
    let wallet = match standing(page) {
        Standing::Known(wallet) => wallet,
        Standing::Loading => {
            return html! { <p class="soft waits">{ "The wallet is loading." }</p> };
        }
        Standing::Unknown(why) => return note::warning(html! { <p>{ why }</p> }, None),
    };
    with_report(page, |report| {
        html! {
            <>
                <div class="tiles">
                    { balance(wallet) }
                    { spent(report) }
                    { lasts(report, wallet) }
                </div>
                <div class="halves">
                    { latest(page) }
                    { enough(page, wallet) }
                </div>
            </>
        }
    })
}

fn tile(id: &'static str, title: &'static str, figure: Html, about: Html) -> Html {
    html! {
        <section class="panel tile" aria-labelledby={id}>
            <h2 {id}>{ title }</h2>
            <p class="big">{ figure }</p>
            <div class="soft small">{ about }</div>
        </section>
    }
}

/// An amount to the last digit, of which those after the cents stand back.
fn hero(credits: Credits) -> Html {
    let digits = show::digits([credits]);
    let text = figure::plain(credits, digits);
    // Whatever the language, the last signs are the last digits.
    let fine = usize::try_from(digits.saturating_sub(2)).unwrap_or_default();
    let cut = text.char_indices().rev().take(fine).last().map_or(text.len(), |(place, _)| place);
    let (head, tail) = text.split_at_checked(cut).unwrap_or((&text, ""));
    html! { <bdi>{ head }<span class="fine">{ tail }</span><span class="unit">{ "\u{a0}C" }</span></bdi> }
}

fn balance(wallet: Wallet) -> Html {
    let available = wallet.available().unwrap_or_default();
    let digits = show::digits([wallet.total, wallet.reserved, available]);
    let line = |name: &'static str, credits: Credits| {
        html! { <div key={name}><dt>{ name }</dt><dd class="num"><bdi>{ figure::plain(credits, digits) }</bdi></dd></div> }
    };
    let about = html! {
        <dl class="figures">
            { line("Total, C", wallet.total) }
            { line("Reserved for runs, C", wallet.reserved) }
        </dl>
    };
    tile("available-title", "Available", hero(available), about)
}

fn spent(report: &Report) -> Html {
    let jobs = figure::count(report.jobs as usize, "job", "jobs");
    let refunds = (report.refunds > Credits::ZERO)
        .then(|| html! { <p>{ "Refunds: " }{ figure::credits(report.refunds) }</p> });
    let about = html! {
        <>
            <p>{ jobs }{ maybe(report.before.map(|before| against(report.spent, &before))) }</p>
            { maybe(refunds) }
        </>
    };
    tile("spent-title", "Spent in this period", hero(report.spent), about)
}

/// ", 1.20 C more than in the 30 days before (5.82 C)".
fn against(spent: Credits, before: &Before) -> Html {
    let Ok(change) = spent.checked_sub(before.spent) else { return Html::default() };
    let days = figure::count(before.period.days() as usize, "day", "days");
    let known = if before.is_partial { ", not all of them known" } else { "" };
    let size = Credits::new(change.amount().abs());
    let than = if change == Credits::ZERO {
        html! { { ", as much as in the " } }
    } else {
        let word = if change > Credits::ZERO { " more" } else { " less" };
        html! { <>{ ", " }{ figure::credits(size) }{ word }{ " than in the " }</> }
    };
    html! { <>{ than }{ format!("{days} before{known} (") }{ figure::credits(before.spent) }{ ")" }</> }
}

fn lasts(report: &Report, wallet: Wallet) -> Html {
    let pace = report.pace();
    let lasts = wallet.available().and_then(|available| match pace {
        Some(pace) => pace.lasts(available),
        None if available <= Credits::ZERO => Ok(Lasts::Empty),
        None => Ok(Lasts::NoSpend),
    });
    let daily = pace.and_then(|pace| {
        let daily = pace.daily().ok()?.value;
        let days = figure::count(pace.days as usize, "day", "days");
        Some(html! { <>{ figure::credits(daily) }{ format!(" a day over {days}") }</> })
    });
    let (figure, about) = match lasts {
        Ok(Lasts::Days { whole, exact }) => (
            html! { <bdi>{ figure::count(whole as usize, "day", "days") }</bdi> },
            html! { <p>{ format!("exactly {} at ", figure::cut(exact)) }{ maybe(daily) }</p> },
        ),
        Ok(Lasts::TenYears) => {
            (html! { "More than 10 years" }, html! { <p>{ "at " }{ maybe(daily) }</p> })
        }
        Ok(Lasts::NoSpend) => {
            (html! { "—" }, html! { <p>{ "No spend in this period, so nobody can tell." }</p> })
        }
        Ok(Lasts::Empty) => (
            html! { <bdi>{ figure::count(0, "day", "days") }</bdi> },
            html! { <p>{ "Nothing is available." }</p> },
        ),
        Err(error) => (html! { "—" }, html! { <p class="problem">{ error.to_string() }</p> }),
    };
    tile("lasts-title", "Left at this pace", figure, about)
}

/// What the available credits buy of the headline models, rounded down.
fn enough(page: &Page, wallet: Wallet) -> Html {
    let catalog = catalog();
    let available = wallet.available().unwrap_or_default();
    let context = Context::at(page.at);
    let items = catalog.policy.headlines.iter().filter_map(|id| {
        let model = catalog.get(*id)?;
        let function = catalog.function_of(model)?;
        let buys = catalog.buys(*id, model, available, &context).ok()??;
        let Amount::UpTo { headline, exact } = buys.amount else { return None };
        let figure = figure::headline(headline);
        let unit = if figure == "1" { buys.unit.one } else { buys.unit.many };
        let words = figure::phrase(function, &unit);
        let supplier = catalog.supplier(model).map_or("", |supplier| supplier.name.as_str());
        Some(html! {
            <li key={model.id.clone()}>
                <b><bdi>{ figure }</bdi>{ "\u{a0}" }</b>{ words }
                <span class="under">{ format!("exactly {} · {}, {supplier}", figure::cut(exact), model.name) }</span>
            </li>
        })
    });
    let told = if available > Credits::ZERO {
        html! { <ul class="enough">{ all(items) }</ul> }
    } else {
        html! { <p>{ "Nothing is available. Add credits to run something." }</p> }
    };
    html! {
        <section class="panel" aria-labelledby="enough-title">
            <h2 id="enough-title">{ "Enough for up to" }</h2>
            { told }
            { super::ways(page) }
        </section>
    }
}

fn latest(page: &Page) -> Html {
    let ledger = page.account.ledger();
    let rows: Vec<&Transaction> = ledger.newest().take(LATEST).collect();
    let amounts = show::digits(rows.iter().map(|row| row.credits));
    let balances = show::digits(rows.iter().map(|row| row.balance));
    let lines = rows.iter().map(|row| {
        html! {
            <tr key={row.id.to_string()}>
                <th scope="row">
                    { title(row) }
                    <span class="under">{ clock::day(&row.time.date().to_string()) }</span>
                </th>
                <td class="num"><bdi>{ figure::signed(row.credits, amounts) }</bdi></td>
                <td class="num"><bdi>{ figure::plain(row.balance, balances) }</bdi></td>
            </tr>
        }
    });
    let table = html! {
        <table aria-labelledby="latest-title">
            { head("What", &["Amount, C", "Balance after, C"]) }
            <tbody>{ all(lines) }</tbody>
        </table>
    };
    let told = if rows.is_empty() {
        html! { <p>{ "Nothing has happened yet: add credits, run a preview, or import a history." }</p> }
    } else {
        table
    };
    html! {
        <section class="panel" aria-labelledby="latest-title">
            <div class="row apart">
                <h2 id="latest-title">{ "Latest transactions" }</h2>
                <a href={link::of_tab(page, Tab::History)}>{ "All transactions" }</a>
            </div>
            { told }
        </section>
    }
}
