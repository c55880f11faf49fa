//! Credits: what there is, adding them, paying for them, and where they went.

pub mod checkout;
pub mod settings;
pub mod transactions;
