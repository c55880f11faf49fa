//! Which rows of a long list are in sight while the page scrolls.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

/// Rows in sight, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The first.
    pub first: usize,
    /// The one after the last.
    pub end: usize,
}

/// The rows in sight of the list with this id. All are as high as the first that fits the selector `row`, but for one
/// part more that fits `between`, where there is one.
pub fn rows(list: &str, row: &str, between: &str) -> Option<Sight> {
    let document = web_sys::window()?.document()?;
    let list = document.get_element_by_id(list)?;
    let find = |selector: &str| -> Option<HtmlElement> {
        list.query_selector(selector).ok()??.dyn_into().ok()
    };
    let height = find(row)?.offset_height();
    if height <= 0 {
        return None;
    }
    let start = top(&list);
    let between =
        find(between).map(|part| (top(&part).saturating_sub(start), part.offset_height()));
    let number = |pixels: i32| {
        let pixels = match between {
            Some((at, more)) if pixels > at => pixels.saturating_sub(more).max(at),
            _ => pixels,
        };
        usize::try_from(pixels / height).unwrap_or(0)
    };
    let seen = document.document_element()?.client_height();
    let from = 0_i32.saturating_sub(start).max(0);
    let to = seen.saturating_sub(start).max(0);
    Some(Sight { first: number(from), end: number(to).saturating_add(1) })
}

/// Where an element begins, in whole pixels below the top of the window.
fn top(element: &Element) -> i32 {
    // The browser hands places over as floats.
    element.get_bounding_client_rect().top() as i32
}

/// Calls `changed` whenever the page scrolls or the window gets another size, for as long as the page is open.
pub fn watch(changed: impl Fn() + 'static) {
    let call = Closure::<dyn Fn()>::new(changed).into_js_value();
    if let Some(window) = web_sys::window() {
        for event in ["scroll", "resize"] {
            // A browser that refuses shows the first rows.
            let _ = window.add_event_listener_with_callback(event, call.unchecked_ref());
        }
    }
}
