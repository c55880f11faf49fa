//! The embedded rate cards, decoded in a browser.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_seed_s_models_are_there_with_a_price_and_a_supplier() {
    let catalog = one_credit::catalog();
    for id in ["azure/translator", "aws/transcribe", "openai/gpt-4"] {
        let (_, model) = catalog.model(id).unwrap();
        assert!(catalog.supplier(model).is_some(), "{id} has no supplier");
        let seed_day = one_credit_engine::time::Timestamp::parse("2023-10-13T00:00:00Z").unwrap();
        assert!(model.price_at(seed_day).is_some(), "{id} has no price on the seed's day");
    }
}
