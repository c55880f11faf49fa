//! Credits: what there is, adding them, paying for them, and where they went.

mod book;
pub mod checkout;
pub mod settings;
pub mod state;
pub mod store;
pub mod transactions;
