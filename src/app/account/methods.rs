//! Payment methods as the host gave them: brand, last four digits, expiry. What holds more than that is not shown.

use one_credit_engine::{card_number::holds_card_number, time::Date};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::app::{
    browser::host,
    icon::Icon,
    note,
    part::{all, maybe},
};

/// A way to pay that the host knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethod {
    /// `Visa`.
    pub brand: String,
    /// The last four digits of its number.
    pub last4: String,
    /// Its last month.
    pub expiry: Month,
    /// Whether it is used where no other is chosen.
    pub is_default: bool,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    year: u16,
    /// 1 to 12.
    month: u8,
}

/// How far a method is from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Good for a while.
    Valid,
    /// It ends within the days of the policy.
    Expiring,
    /// It has ended.
    Expired,
}

/// The longest name of a brand, in characters.
const LONGEST_BRAND: usize = 40;

/// The most digits in the name of a brand: a name such as `Carte 123` has few.
const MOST_DIGITS: usize = 4;

/// What is said in the place of a method that holds the number of a card.
const TOO_MUCH: &str = "The site handed over more of a payment method than its last four digits. It was dropped and is not shown; tell the site.";

impl PaymentMethod {
    /// Checks what a host gave.
    ///
    /// # Errors
    /// A sentence that quotes nothing of it.
    fn read(brand: &str, last4: &str, expiry: &str, is_default: bool) -> Result<Self, String> {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let texts = [brand, last4, expiry];
        if texts.into_iter().any(holds_card_number)
            || digits(last4) > 4
            || digits(brand) > MOST_DIGITS
        {
            return Err(TOO_MUCH.to_owned());
        }
        let wrong = |what: &str| format!("A payment method of the site is not shown: {what}.");
        let brand = brand.trim();
        if brand.is_empty() || brand.chars().count() > LONGEST_BRAND {
            return Err(wrong("its brand is missing or too long"));
        }
        if last4.len() != 4 || digits(last4) != 4 {
            return Err(wrong("its last four digits are not four digits"));
        }
        let expiry =
            Month::read(expiry).ok_or_else(|| wrong("its expiry is no month such as 2027-03"))?;
        Ok(Self { brand: brand.to_owned(), last4: last4.to_owned(), expiry, is_default })
    }

    /// How far it is from its end today.
    pub fn life(&self, today: Date, expiring_days: u16) -> Life {
        let Some(end) = self.expiry.end() else { return Life::Valid };
        if today.ordinal() >= end.ordinal() {
            Life::Expired
        } else if end.ordinal().saturating_sub(today.ordinal()) <= u32::from(expiring_days) {
            Life::Expiring
        } else {
            Life::Valid
        }
    }
}

impl Month {
    /// `2027-03`, `03/27` or `03/2027`.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (year, month) = match text.split_once('-') {
            Some((year, month)) if year.len() == 4 => (year.parse().ok()?, month),
            Some(_) => return None,
            None => {
                let (month, year) = text.split_once('/')?;
                let (month, year) = (month.trim(), year.trim());
                let full: u16 = year.parse().ok()?;
                match year.len() {
                    2 => (full.checked_add(2000)?, month),
                    4 => (full, month),
                    _ => return None,
                }
            }
        };
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Self { year, month })
    }

    /// The first day after it.
    fn end(self) -> Option<Date> {
        let (year, month) = match self.month {
            12 => (self.year.checked_add(1)?, 1),
            month => (self.year, month.saturating_add(1)),
        };
        Date::parse(&format!("{year:04}-{month:02}-01")).ok()
    }

    /// As it stands on a card: `03/2027`.
    fn text(self) -> String {
        format!("{:02}/{:04}", self.month, self.year)
    }
}

/// Reads the list that a host gave: what can be shown, and a sentence for each kind of thing that cannot.
pub fn read(given: &JsValue) -> (Vec<PaymentMethod>, Vec<String>) {
    let mut methods = Vec::new();
    let mut refusals: Vec<String> = Vec::new();
    if !js_sys::Array::is_array(given) {
        refusals.push("The site gave no list of payment methods. Tell the site.".to_owned());
        return (methods, refusals);
    }
    for item in js_sys::Array::from(given) {
        let text = |name: &str| {
            host::get(&item, name).and_then(|value| host::written(&value)).unwrap_or_default()
        };
        let is_default = host::get(&item, "isDefault").and_then(|is| is.as_bool()) == Some(true);
        match PaymentMethod::read(&text("brand"), &text("last4"), &text("expiry"), is_default) {
            Ok(method) => methods.push(method),
            Err(refusal) if refusals.contains(&refusal) => {}
            Err(refusal) => refusals.push(refusal),
        }
    }
    (methods, refusals)
}

/// The methods as a list, each with its life in words.
pub fn list(methods: &[PaymentMethod], today: Date, expiring_days: u16) -> Html {
    let items = methods.iter().enumerate().map(|(place, method)| {
        let expiry = method.expiry.text();
        let life = match method.life(today, expiring_days) {
            Life::Valid => html! { <span class="soft">{ "Expires " }<bdi>{ expiry }</bdi></span> },
            Life::Expiring => html! {
                <span class="gap">{ Icon::Clock.draw() }{ "Expires soon, " }<bdi>{ expiry }</bdi></span>
            },
            Life::Expired => html! {
                <span class="gap expired">{ Icon::Error.draw() }{ "Expired " }<bdi>{ expiry }</bdi></span>
            },
        };
        let default = method.is_default.then(|| html! { <span class="tag">{ "Default" }</span> });
        html! {
            <li key={place} class="method">
                { Icon::Card.draw() }
                <div>
                    <p><b>{ &method.brand }</b>{ " ending in " }<bdi>{ &method.last4 }</bdi>{ " " }{ maybe(default) }</p>
                    <p class="small">{ life }</p>
                </div>
            </li>
        }
    });
    html! { <ul class="methods">{ all(items) }</ul> }
}

/// What could not be shown, and why.
pub fn refusals(refusals: &[String]) -> Option<Html> {
    (!refusals.is_empty()).then(|| note::trouble(note::list(refusals), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(brand: &str, last4: &str, expiry: &str) -> Result<PaymentMethod, String> {
        PaymentMethod::read(brand, last4, expiry, false)
    }

    /// A number of 16 digits with the right check digit: made here, so that none stands in a file.
    fn number() -> String {
        let body = "4".repeat(15);
        // Each digit 4 counts 8 at the eight doubled places and 4 at the seven others: 92 in all, and 100 with the check digit.
        format!("{body}{}", 100 - 92)
    }

    #[test]
    fn a_method_is_its_brand_its_last_digits_and_a_month() {
        for expiry in ["2027-03", "03/27", "3/2027", " 03 / 27 "] {
            let method = read("Visa", "0123", expiry).unwrap();
            assert_eq!((method.expiry.year, method.expiry.month), (2027, 3), "{expiry}");
            assert_eq!(method.expiry.text(), "03/2027");
        }
        for (brand, last4, expiry) in [
            ("", "0123", "2027-03"),
            ("Visa", "123", "2027-03"),
            ("Visa", "12a4", "2027-03"),
            ("Visa", "0123", "2027-13"),
            ("Visa", "0123", "27-03"),
            ("Visa", "0123", ""),
        ] {
            let refusal = read(brand, last4, expiry).unwrap_err();
            assert!(refusal.contains("is not shown"), "{refusal}");
        }
    }

    #[test]
    fn a_whole_number_is_refused_and_never_quoted() {
        let number = number();
        let spaced = format!("Visa {} {}", &number[..8], &number[8..]);
        for (brand, last4) in [("Visa", number.as_str()), (&spaced, "4448"), ("Visa", "44448")] {
            let refusal = read(brand, last4, "2027-03").unwrap_err();
            assert_eq!(refusal, TOO_MUCH);
        }
    }

    #[test]
    fn a_card_is_good_until_the_last_day_of_its_month() {
        let method = read("Visa", "0123", "2026-12").unwrap();
        let on = |day: &str| method.life(Date::parse(day).unwrap(), 30);
        // 30 days before 1 January it begins to expire.
        assert_eq!(on("2026-12-01"), Life::Valid);
        assert_eq!(on("2026-12-02"), Life::Expiring);
        assert_eq!(on("2026-12-31"), Life::Expiring);
        assert_eq!(on("2027-01-01"), Life::Expired);
    }
}
