//! The state of the second half of the program: that half alone makes it, copies it and takes it apart, so that the
//! first, which carries it about, needs no code for that.

use super::{
    account::{host::Host, order::Order, running::Run, state::Account, transactions::Transactions},
    benchmark::state::Benchmark,
    pipeline::state::Pipeline,
    update::Update,
};

/// What the views of the second half know.
#[derive(Clone)]
pub struct Later {
    /// The host of the page, as far as it is known.
    pub host: Host,
    /// The wallet that this browser keeps.
    pub account: Account,
    /// Adding credits to it.
    pub order: Order,
    /// Running what a preview shows.
    pub run: Run,
    /// What a pipeline costs.
    pub pipeline: Pipeline,
    /// What a benchmark costs.
    pub benchmark: Benchmark,
    /// Where credits went.
    pub transactions: Transactions,
    /// A newer build of the page.
    pub update: Update,
}

/// [`Later`] behind a table of methods, which stands in the second half.
pub trait Carried {
    /// What is carried.
    fn get(&self) -> &Later;
    /// What is carried, to be changed.
    fn get_mut(&mut self) -> &mut Later;
    /// Another like it.
    fn copy(&self) -> Box<dyn Carried>;
}

impl Later {
    /// As the page opens, with what the host gave.
    pub fn new(host: Host) -> Self {
        Self {
            host,
            account: Account::default(),
            order: Order::default(),
            run: Run::default(),
            pipeline: Pipeline::default(),
            benchmark: Benchmark::new(),
            transactions: Transactions::default(),
            update: Update::default(),
        }
    }
}

impl Carried for Later {
    fn get(&self) -> &Later {
        self
    }

    fn get_mut(&mut self) -> &mut Later {
        self
    }

    fn copy(&self) -> Box<dyn Carried> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn Carried> {
    fn clone(&self) -> Self {
        (**self).copy()
    }
}
