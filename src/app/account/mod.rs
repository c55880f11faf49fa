//! Credits: what there is, adding them, paying for them, and where they went.

pub mod add;
mod book;
pub mod checkout;
mod hand_over;
pub mod host;
pub mod menu;
mod methods;
pub mod order;
mod review;
pub mod run;
pub mod running;
pub mod settings;
mod standing;
pub mod state;
pub mod store;
pub mod transactions;
