//! What this browser keeps: an append-only list of texts, through `www/journal.js`. Nothing here knows what they say.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// The journal of `www/journal.js`, open.
    #[derive(Clone)]
    type Handle;

    #[wasm_bindgen(method, catch)]
    async fn read(this: &Handle, after: u32, limit: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn append(this: &Handle, after: u32, decide: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn replace(this: &Handle, texts: Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn watch(this: &Handle, changed: &JsValue);

    /// What `read` promises.
    type Read;

    #[wasm_bindgen(method, getter)]
    fn first(this: &Read) -> u32;
    #[wasm_bindgen(method, getter)]
    fn last(this: &Read) -> u32;
    #[wasm_bindgen(method, getter)]
    fn texts(this: &Read) -> Array;
}

/// An open journal. Its records are numbered: each has the number of the one before plus one.
#[derive(Clone)]
pub struct Journal(Handle);

/// A piece of the journal.
pub struct Part {
    /// The first number of this generation. When it grows, a restore took the place of everything before.
    pub first: u32,
    /// The last number there is; `first - 1` when there is none.
    pub last: u32,
    /// The number before the first of `texts`.
    pub before: u32,
    /// The records, in order.
    pub texts: Array,
}

/// Why the journal refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem it is.
    pub reason: Reason,
    /// A sentence for the visitor.
    pub message: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The browser keeps nothing for this page.
    Refused,
    /// There is no room left; nothing was written.
    Full,
    /// A newer version of the page has the data.
    Newer,
    /// Another tab holds the data with an older version.
    Busy,
    /// The storage failed, or its data is not whole.
    Damaged,
    /// The script that keeps the data did not arrive.
    Absent,
}

/// What a decision is asked with, and its answer: texts to append.
pub type Decide = Box<dyn FnOnce(Part) -> Vec<String>>;

impl Journal {
    /// Waits for the promise that `www/boot.js` hands over.
    ///
    /// # Errors
    /// [`Problem`] when it was refused.
    pub async fn open(promise: JsValue) -> Result<Self, Problem> {
        JsFuture::from(Promise::resolve(&promise))
            .await
            .map(|journal| Self(journal.unchecked_into()))
            .map_err(|cause| problem(cause, Reason::Absent))
    }

    /// Reads at most `limit` records with numbers above `after`.
    ///
    /// # Errors
    /// [`Problem`] when the browser cannot read.
    pub async fn read(&self, after: u32, limit: u32) -> Result<Part, Problem> {
        let read: Read = self.0.read(after, limit).await.map_err(failure)?.unchecked_into();
        Ok(part(after, read.first(), read.last(), read.texts()))
    }

    /// Appends what `decide` answers to the records above `after`, alone among all tabs and in one transaction.
    /// Gives the last number afterwards; all is on the disk then.
    ///
    /// # Errors
    /// [`Problem`]; nothing was written then.
    pub async fn append(&self, after: u32, decide: Decide) -> Result<u32, Problem> {
        let call = Closure::once(move |texts: Array, last: u32, first: u32| -> Array {
            array(decide(part(after, first, last, texts)))
        });
        self.0.append(after, call.as_ref()).await.map(number).map_err(failure)
    }

    /// Puts `texts` in the place of all records, in one transaction. Gives the last number afterwards.
    ///
    /// # Errors
    /// [`Problem`]; everything is as it was then.
    pub async fn replace(&self, texts: Vec<String>) -> Result<u32, Problem> {
        self.0.replace(array(texts)).await.map(number).map_err(failure)
    }

    /// Calls `changed` for as long as the page is open: without a problem when there may be something new to read,
    /// with one when the journal was closed for good.
    pub fn watch(&self, changed: impl Fn(Option<Problem>) + 'static) {
        let call = Closure::<dyn Fn(JsValue)>::new(move |cause: JsValue| {
            changed((!cause.is_undefined()).then(|| failure(cause)));
        });
        self.0.watch(&call.into_js_value());
    }
}

fn part(after: u32, first: u32, last: u32, texts: Array) -> Part {
    Part { first, last, before: after.max(first.saturating_sub(1)), texts }
}

fn array(texts: Vec<String>) -> Array {
    texts.into_iter().map(JsValue::from).collect()
}

/// Numbers of records are whole and small.
fn number(value: JsValue) -> u32 {
    value.as_f64().map_or(0, |number| number as u32)
}

/// What went wrong with an open journal.
fn failure(cause: JsValue) -> Problem {
    problem(cause, Reason::Damaged)
}

/// What the journal says is wrong; an exception of another kind means `otherwise`.
fn problem(cause: JsValue, otherwise: Reason) -> Problem {
    let text = |key: &str| Reflect::get(&cause, &key.into()).ok()?.as_string();
    let reason = match text("reason").as_deref() {
        Some("refused") => Reason::Refused,
        Some("full") => Reason::Full,
        Some("newer") => Reason::Newer,
        Some("busy") => Reason::Busy,
        Some("damaged") => Reason::Damaged,
        _ => otherwise,
    };
    let message = match reason {
        Reason::Absent => "The part of the page that keeps data did not arrive.".to_owned(),
        _ => text("message").unwrap_or_default(),
    };
    Problem { reason, message }
}
