//! The lines of an estimate as one text, which crosses over at once: an object for each would take longer than the
//! estimate itself. `www/package/lines.js` takes it apart.

use core::fmt::Write;

use one_credit_engine::{
    Decimal,
    assumption::Spread,
    catalog::Catalog,
    decimal,
    estimate::{Line, LineCost},
};

/// Ends a field. No label needs it; in the label of a hostile file it is replaced.
const END: char = '\0';

/// Sixteen fields a line, in the order of `lines.js`; an empty one stands for what there is not.
pub fn text(catalog: &Catalog, lines: &[Line]) -> String {
    let mut fields = Fields(String::with_capacity(lines.len().saturating_mul(128)));
    for line in lines {
        fields.line(catalog, line);
    }
    fields.0
}

struct Fields(String);

impl Fields {
    fn line(&mut self, catalog: &Catalog, line: &Line) {
        let model = line.model.and_then(|id| catalog.get(id));
        self.text(&line.id);
        self.text(&line.label);
        if let Some(node) = line.node {
            // Writing to a text cannot fail.
            let _ = write!(self.0, "{node}");
        }
        self.end();
        self.text(model.map_or("", |model| &model.id));
        self.text(line.supplier.as_deref().unwrap_or_default());
        self.text(line.meter.map_or("", |meter| catalog.meters.name(meter)));
        self.spread(line.quantity.map(|quantity| quantity.value()));
        match line.rate {
            Some(rate) => {
                self.figure(rate.amount.amount());
                self.figure(rate.per.value());
            }
            None => self.none(2),
        }
        match &line.cost {
            LineCost::Priced(cost) => {
                self.spread(cost.value.map(|credits| credits.amount()));
                self.text(if cost.is_rounded { "rounded" } else { "" });
                self.none(1);
            }
            LineCost::Gap(gap) => {
                self.none(4);
                self.text(&gap.0);
            }
        }
    }

    /// Expected, then low and high where they differ from it.
    fn spread(&mut self, spread: Spread<Decimal>) {
        self.figure(spread.expected);
        for other in [spread.low, spread.high] {
            if other == spread.expected {
                self.end();
            } else {
                self.figure(other);
            }
        }
    }

    fn figure(&mut self, value: Decimal) {
        decimal::write(&mut self.0, value);
        self.end();
    }

    fn text(&mut self, text: &str) {
        if text.contains(END) {
            self.0.push_str(&text.replace(END, "\u{FFFD}"));
        } else {
            self.0.push_str(text);
        }
        self.end();
    }

    fn none(&mut self, fields: u32) {
        for _ in 0..fields {
            self.end();
        }
    }

    fn end(&mut self) {
        self.0.push(END);
    }
}
