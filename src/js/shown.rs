//! Figures as the page shows them, for those who draw in JavaScript: `www/package/shown.js` takes an answer apart
//! and gives its figures as lines of a text; what is shown of them goes back, a line each.

use core::str::Lines;

use one_credit_engine::{
    catalog::Catalog,
    decimal::{self, FigureError, Rounded},
    ledger::Wallet,
    meter::Meter,
    money::{Credits, Quantity},
    show::{self, Shown},
    tariff::UnitRate,
};

use super::error::Refusal;

/// What a task needs.
struct Desk<'a> {
    catalog: &'a Catalog,
    given: Lines<'a>,
    /// How many lines were taken.
    taken: u32,
    said: String,
}

/// Carries a task out; the numbers of the tasks are those of `shown.js`.
///
/// # Errors
/// `bad_figure` or `out_of_range`, with the number of the line, counted from 1.
pub fn shown(catalog: &Catalog, task: u32, given: &str) -> Result<String, Refusal> {
    let mut desk = Desk { catalog, given: given.lines(), taken: 0, said: String::new() };
    match task {
        0 => desk.differences(),
        1 => desk.columns(),
        2 => desk.volumes(),
        3 => desk.rates(),
        4 => desk.bought(),
        5 => desk.phrases(),
        _ => desk.wallet(),
    }
    .map_err(|error| Refusal::figure(&error, desk.taken.to_string()))?;
    Ok(desk.said)
}

impl<'a> Desk<'a> {
    /// Pairs of amounts: each first less its second, all with the digits that the longest needs.
    fn differences(&mut self) -> Result<(), FigureError> {
        let mut differences = Vec::new();
        while let Some(amount) = self.more() {
            let amount = Credits::parse(amount)?;
            differences.push(amount.checked_sub(self.credits()?)?);
        }
        let digits = show::digits(differences.iter().copied());
        for difference in differences {
            self.show(show::change(difference, digits));
        }
        Ok(())
    }

    /// Rows of a group, counted from 0, low, expected and high. Answers column by column: the rows, their sum, and
    /// what the groups come to; at last the groups' shares of the expected sum.
    fn columns(&mut self) -> Result<(), FigureError> {
        let mut groups = Vec::new();
        let mut columns = [const { Vec::new() }; 3];
        while let Some(group) = self.more() {
            groups.push(group.parse().unwrap_or_default());
            for column in &mut columns {
                column.push(self.credits()?);
            }
        }
        let digits = show::digits(columns.iter().flatten().copied());
        let mut expected = Vec::new();
        for (place, lines) in columns.iter().enumerate() {
            let column = show::column(lines, digits)?;
            for line in &column.lines {
                self.show(*line);
            }
            self.show(column.total);
            for (exact, shown) in show::subtotals(lines, &column, &groups)? {
                self.show(shown);
                if place == 1 {
                    expected.push(exact);
                }
            }
        }
        for share in show::shares(&expected)?.unwrap_or_default() {
            self.show(share);
        }
        Ok(())
    }

    /// Pairs of a meter and a quantity: figure and unit.
    fn volumes(&mut self) -> Result<(), FigureError> {
        while let Some(meter) = self.meter() {
            let (shown, unit) = show::volume(self.quantity()?, meter)?;
            self.show(shown);
            self.say(&unit);
        }
        Ok(())
    }

    /// A meter, an amount and for how many units it is, over and over: figure and unit.
    fn rates(&mut self) -> Result<(), FigureError> {
        while let Some(meter) = self.meter() {
            let rate = UnitRate { amount: self.credits()?, per: self.quantity()? };
            let credits = rate.of(meter.scale)?.value;
            self.show(show::amount(credits, show::digits([credits])));
            self.say(&meter.scale_unit);
        }
        Ok(())
    }

    /// Pairs of a function and a quantity that is bought: cut by itself, and cut for the table of the function.
    fn bought(&mut self) -> Result<(), FigureError> {
        let mut bought = Vec::new();
        while let Some(function) = self.more() {
            bought.push((function, self.quantity()?));
        }
        for (function, exact) in &bought {
            let column = bought.iter().filter(|(other, _)| other == function);
            let digits = show::quantity_digits(column.map(|(_, exact)| *exact));
            let cut = show::cut(Rounded::exact(*exact));
            self.said.push_str(if cut.is_rounded { "…" } else { "" });
            self.show(Shown::Amount(cut.value));
            self.show(show::at_most(*exact, digits)?);
        }
        Ok(())
    }

    /// Functions: what is said of their work, with a place for the amount.
    fn phrases(&mut self) -> Result<(), FigureError> {
        while let Some(function) = self.more() {
            let function = self.catalog.function(function);
            self.say(function.map_or("{amount}", |(_, function)| &function.phrase));
        }
        Ok(())
    }

    /// What is in a wallet, reserved, needed, and the threshold: the first two, what is available, left and
    /// missing, 0 for nothing, and how much the threshold is above what is available.
    fn wallet(&mut self) -> Result<(), FigureError> {
        let total = self.credits()?;
        let wallet = Wallet { total, reserved: Credits::new(self.quantity()?.value()) };
        let needed = Credits::new(self.quantity()?.value());
        let threshold = Credits::new(self.quantity()?.value());
        let available = wallet.available()?;
        let left = available.checked_sub(needed)?;
        let missing = wallet.missing(needed)?.unwrap_or_default();
        let above = threshold.checked_sub(available)?;
        for exact in [total, wallet.reserved, available, left, missing, above] {
            self.say(&decimal::to_text(exact.amount()));
        }
        Ok(())
    }

    fn more(&mut self) -> Option<&'a str> {
        self.taken = self.taken.saturating_add(1);
        self.given.next()
    }

    fn credits(&mut self) -> Result<Credits, FigureError> {
        Credits::parse(self.more().unwrap_or_default())
    }

    fn quantity(&mut self) -> Result<Quantity, FigureError> {
        Quantity::new(self.credits()?.amount())
    }

    /// The meter of the next line, which `shown.js` knows.
    fn meter(&mut self) -> Option<&'a Meter> {
        let meters = &self.catalog.meters;
        meters.get(meters.find(self.more()?)?)
    }

    fn show(&mut self, shown: Shown) {
        let (figure, mark) = match shown {
            Shown::Amount(amount) => (amount, ""),
            Shown::Below(least) => (least, "<"),
        };
        self.said.push_str(mark);
        self.say(&decimal::with_zeros(figure));
    }

    fn say(&mut self, text: &str) {
        self.said.push_str(text);
        self.said.push('\n');
    }
}
