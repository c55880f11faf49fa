//! Random lines of jobs, for what must hold of all of them.

use proptest::prelude::*;

use super::{JobLine, Name};
use crate::{
    money::{Credits, Quantity},
    tariff::UnitRate,
    time::Date,
};

/// A line whose parts come from these, each figure of it or none.
pub fn line<N: Strategy<Value = Name>, C: Strategy<Value = Credits>>(
    name: impl Fn() -> N,
    credits: impl Fn() -> C,
    quantity: impl Strategy<Value = Quantity>,
    rate: impl Strategy<Value = UnitRate>,
    day: impl Strategy<Value = Date>,
) -> impl Strategy<Value = JobLine> {
    let figures = (
        prop::option::of(quantity),
        prop::option::of(rate),
        prop::option::of(day),
        prop::option::of(credits()),
        prop::option::of(credits()),
    );
    ((name(), name(), name(), name(), name(), name()), figures).prop_map(
        |((step, label, model, supplier, function, meter), figures)| {
            let (quantity, rate, rate_from, credits, estimated) = figures;
            JobLine {
                step,
                label,
                model,
                supplier,
                function,
                meter,
                quantity,
                rate,
                rate_from,
                credits,
                estimated,
            }
        },
    )
}
