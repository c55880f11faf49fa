//! What stands around every view: header, notices, total, the live region and the footer.

use super::part::{all, maybe};
use js_sys::Function;
use one_credit_engine::time::Timestamp;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{
    browser::{document, hash, timer},
    guard,
    icon::Icon,
    link, note, rest,
    send::Send,
    state::{Action, Page, State, View},
    total,
};

/// How long the address and the live region wait for the visitor to pause, in milliseconds.
const PAUSE_MILLIS: i32 = 400;

/// What the page is opened with.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// The moment whose prices are used.
    pub at: Timestamp,
    /// Where what the second half is given stands, once that is here.
    pub late: JsValue,
    /// Fetches the second half of the program.
    pub fetch: Function,
}

/// The whole page.
#[component]
pub fn Frame(props: &FrameProps) -> Html {
    let at = props.at;
    let page: Page = use_reducer(|| State::at_start(at));

    {
        let dispatcher = page.dispatcher();
        let (late, fetch) = (props.late.clone(), props.fetch.clone());
        use_effect_with((), move |()| {
            rest::fetch_for(dispatcher.clone(), late, fetch);
            let watch = hash::watch(move || dispatcher.dispatch(Action::Follow(hash::take())));
            move || drop(watch)
        });
    }
    use_effect_with((link::of(&page, page.view), total::spoken(&page)), |(link, said)| {
        let (link, said) = (link.clone(), said.clone());
        let timer = timer::after(PAUSE_MILLIS, move || {
            hash::replace(&link);
            document::say("spoken", &said);
        });
        move || drop(timer)
    });
    {
        let is_first = use_mut_ref(|| true);
        use_effect_with((page.view, page.scene), move |(view, _)| {
            document::title(&format!("{} · One Credit", view.title()));
            // The first view has the focus of the page itself.
            if !is_first.replace(false) {
                document::focus("main");
            }
        });
    }

    {
        let page = page.clone();
        use_effect(move || {
            if let Some(rest) = page.rest.here() {
                (rest.drawn)(&page);
            }
        });
    }

    layout(&page)
}

/// Everything that stands on the page.
pub fn layout(page: &Page) -> Html {
    let skip = Callback::from(|event: MouseEvent| {
        // The hash belongs to the views.
        event.prevent_default();
        document::focus("main");
    });
    let tabs = View::HEADER.map(|view| {
        let current = (view == page.view).then_some("page");
        html! {
            <li key={view.name()}>
                <a href={link::of(page, view)} aria-current={current}>{ view.title() }</a>
            </li>
        }
    });
    let notice = page.notice.as_ref().map(|text| {
        let dismiss = page.press(|| Action::DismissNotice);
        note::warning(html! { <p>{ text }</p> }, Some(dismiss))
    });
    // A dialog that is open says it itself: what lies behind it is not reached.
    let refusal = guard::refusal(page)
        .filter(|_| !page.rest.here().is_some_and(|rest| (rest.is_asking)(page)));
    let view = match page.view {
        View::Can => super::can::view(page),
        _ => page.rest.here().map_or_else(
            || html! { <><h1>{ page.view.title() }</h1>{ rest::wait(page) }</> },
            |rest| (rest.view)(page),
        ),
    };
    let around = rest::around(page);
    html! {
        <>
            <a class="skip" href="#main" onclick={skip}>{ "Skip to content" }</a>
            <header class="top">
                <div class="page">
                    <a class="wordmark" href="#/">{ Icon::Coin.draw() }{ "One Credit" }</a>
                    <nav aria-label="Views"><ul>{ all(tabs) }</ul></nav>
                    { around.menu }
                </div>
            </header>
            <main id="main" tabindex="-1" onpaste={guard::pasted(page)}>
                <div class="page stack wide">{ maybe(notice) }{ around.runs }{ maybe(refusal) }{ view }</div>
            </main>
            { around.total }
            { around.dialog }
            // The one live region; its text is set beside the rendering, when the visitor pauses.
            <output id="spoken" class="unseen" aria-live="polite"></output>
            <footer class="bottom">
                <div class="page">
                    <p>{ "1 credit (C) = US$1. Each price is its supplier’s; the platform adds no fee." }</p>
                    <p class="beside"><a href="prices.html">{ "All prices on one page" }</a></p>
                    <p>{ "Every figure is computed in your browser. Nothing you open leaves it." }</p>
                </div>
            </footer>
        </>
    }
}
