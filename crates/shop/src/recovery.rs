//! The text for an abandoned cart.

use crate::template::{TemplateError, render};
use domain::{conversation::event::ContactUpdated, shopping::Cart};

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum RecoveryError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// Nothing to come back to.
    #[error("the cart is empty")]
    EmptyCart,
}

/// Fills the store's template for one cart. It may use
/// `name` (the contact's first name), `full_name`, `product` (the first item's title), `items` (how many pieces),
/// `total` (like `49.90 USD`) and `link` (the short checkout link).
pub fn recovery_text(
    template: &str,
    contact: &ContactUpdated,
    cart: &Cart,
    link: &str,
) -> Result<String, RecoveryError> {
    let first = cart.items.first().ok_or(RecoveryError::EmptyCart)?;
    let pieces: u64 = cart.items.iter().map(|item| u64::from(item.quantity)).sum();
    let full_name = contact.name.as_deref();
    let variables = [
        ("name", full_name.and_then(|name| name.split_whitespace().next())),
        ("full_name", full_name),
        ("product", Some(first.title.as_str())),
        ("items", Some(&*pieces.to_string())),
        ("total", Some(&*cart.total.to_string())),
        ("link", Some(link)),
    ];
    Ok(render(template, &variables)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::shopping::{LineItem, Money};
    use jiff::Timestamp;

    fn cart(minor: i64, currency: &str) -> Cart {
        let price = Money {
            minor,
            currency: currency.to_owned(),
        };
        let item = |title: &str, quantity| LineItem {
            title: title.to_owned(),
            variant: None,
            quantity,
            price: price.clone(),
            image: None,
        };
        Cart {
            cart: "token".to_owned(),
            items: vec![item("Linen Shirt", 2), item("Wool Socks", 1)],
            total: price.clone(),
            checkout_url: "https://shop.example/recover".to_owned(),
            link_code: None,
            changed_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn ana() -> ContactUpdated {
        ContactUpdated {
            name: Some("Ana Maria Silva".to_owned()),
            ..ContactUpdated::default()
        }
    }

    #[test]
    fn the_text_names_the_contact_the_product_and_the_link() {
        let template = "Hi {{ name }}, your {{ product }} is waiting: {{ link }}";
        let text = recovery_text(template, &ana(), &cart(4990, "USD"), "https://t.example/l/abc").unwrap();
        assert_eq!(text, "Hi Ana, your Linen Shirt is waiting: https://t.example/l/abc");
    }

    #[test]
    fn totals_read_as_money() {
        for (minor, currency, expected) in [
            (4990, "USD", "49.90 USD"),
            (5, "USD", "0.05 USD"),
            (1200, "JPY", "1200 JPY"),
            (1234, "KWD", "1.234 KWD"),
        ] {
            let text = recovery_text("{{ items }} for {{ total }}", &ana(), &cart(minor, currency), "x").unwrap();
            assert_eq!(text, format!("3 for {expected}"));
        }
    }

    #[test]
    fn without_a_name_nothing_is_written_that_needs_one() {
        let error = recovery_text("Hi {{ name }}", &ContactUpdated::default(), &cart(1, "USD"), "x").unwrap_err();
        assert_eq!(
            error,
            TemplateError::MissingVariable {
                name: "name".to_owned()
            }
            .into()
        );
    }

    #[test]
    fn an_empty_cart_has_no_text() {
        let empty = Cart {
            items: Vec::new(),
            ..cart(0, "USD")
        };
        assert_eq!(
            recovery_text("{{ link }}", &ana(), &empty, "x"),
            Err(RecoveryError::EmptyCart)
        );
    }
}
