//! The browser's own payment sheet (Payment Request API). The response goes to the host as it is and is not looked at.

use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::host;

#[wasm_bindgen]
extern "C" {
    type PaymentRequest;
    #[wasm_bindgen(constructor, catch)]
    fn new(methods: &JsValue, details: &JsValue) -> Result<PaymentRequest, JsValue>;
    #[wasm_bindgen(method, catch, js_name = canMakePayment)]
    async fn can_make_payment(this: &PaymentRequest) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn show(this: &PaymentRequest) -> Result<JsValue, JsValue>;

    type PaymentResponse;
    #[wasm_bindgen(method, catch)]
    async fn complete(this: &PaymentResponse, result: &str) -> Result<JsValue, JsValue>;
}

/// What came of asking for a payment.
pub enum Asked {
    /// The browser has no sheet for this method.
    Unavailable,
    /// The visitor closed the sheet.
    Cancelled,
    /// The sheet failed: why.
    Failed(String),
    /// What the host needs to take the payment.
    Given(JsValue),
}

/// Shows the sheet for an amount in US dollars, as decimal text with two digits after the point.
/// `methods` is the host's: one `PaymentMethodData`, or a list of them.
pub async fn ask(methods: JsValue, label: &str, dollars: &str) -> Asked {
    let methods = if Array::is_array(&methods) { methods } else { Array::of1(&methods).into() };
    let details = format!(
        r#"{{"total":{{"label":"{label}","amount":{{"currency":"USD","value":"{dollars}"}}}}}}"#
    );
    let Ok(details) = JSON::parse(&details) else { return Asked::Unavailable };
    // A browser without the interface, a method it does not know, or a policy of the site that forbids it.
    let Ok(request) = PaymentRequest::new(&methods, &details) else { return Asked::Unavailable };
    if request.can_make_payment().await.ok().and_then(|can| can.as_bool()) != Some(true) {
        return Asked::Unavailable;
    }
    match request.show().await {
        Ok(response) => Asked::Given(response),
        Err(cause) => {
            match host::get(&cause, "name").and_then(|name| name.as_string()).as_deref() {
                Some("AbortError") => Asked::Cancelled,
                Some("NotSupportedError") => Asked::Unavailable,
                _ => Asked::Failed(host::reason(&cause)),
            }
        }
    }
}

/// Closes the sheet and says in it how the payment ended.
pub async fn end(response: &JsValue, is_paid: bool) {
    let response: &PaymentResponse = response.unchecked_ref();
    // A host may have closed it already.
    let _ = response.complete(if is_paid { "success" } else { "fail" }).await;
}
