//! The static pages: what stands on screen before the program is there, and where it never comes. A native build of the
//! page writes them, in English and at the prices of the day of the last look; `cargo xtask` runs it.

mod calculator;
mod prices;
mod terms;

pub use calculator::notes;

use one_credit::catalog;
use one_credit_engine::time::Timestamp;
use yew::{BaseComponent, ServerRenderer, prelude::*};

/// What every static page is written with.
#[derive(Clone, Copy, PartialEq, Properties)]
pub struct Written {
    /// The moment whose prices are shown. Not now: the same sources make the same page.
    pub at: Timestamp,
}

/// What stands in the body of `index` or `prices`, as HTML.
///
/// # Errors
/// A sentence, where there is no such page or nothing to show.
pub fn html(name: &str) -> Result<String, String> {
    let day = catalog().verified().ok_or("The rate cards hold no price")?;
    let written = Written { at: Timestamp::from(day) };
    match name {
        "index" => write::<calculator::Calculator>(written),
        "prices" => write::<prices::Prices>(written),
        _ => Err(format!("There is no static page named \"{name}\", but index and prices")),
    }
}

fn write<Page: BaseComponent<Properties = Written>>(written: Written) -> Result<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|why| format!("Writing a static page failed: {why}"))?;
    let page = ServerRenderer::<Page>::with_props(move || written).hydratable(false);
    Ok(runtime.block_on(page.render()))
}
