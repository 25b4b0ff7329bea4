//! `checkouts/create` and `checkouts/update`: a cart on its way to becoming an order, or to being left behind.

use super::{
    CartReport, ParseError, ShopEvent,
    buyer::Buyer,
    ignored,
    payload::{Line, Scalar, decode, is_web_address, money, required},
};
use domain::shopping::Cart;
use jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
struct Checkout {
    token: Option<String>,
    abandoned_checkout_url: Option<String>,
    /// The shop's currency, in which its prices are.
    currency: Option<String>,
    total_price: Option<Scalar>,
    #[serde(default)]
    line_items: Vec<Line>,
    updated_at: Option<Timestamp>,
    completed_at: Option<Timestamp>,
}

pub(super) fn parse(body: &[u8]) -> Result<ShopEvent, ParseError> {
    let checkout: Checkout = decode(body)?;
    if checkout.completed_at.is_some() {
        return ignored("the checkout is completed; its order tells the rest");
    }
    let buyer = Buyer::read(body)?;
    let Some(phone) = buyer.phone() else {
        return ignored("it names no phone number that can be texted");
    };
    let cart = checkout.into_cart()?;
    let consent = buyer.consent(&phone, &format!("Shopify checkout {}", cart.cart));
    Ok(ShopEvent::Cart(Box::new(CartReport {
        phone,
        cart,
        contact: buyer.contact(),
        consent,
    })))
}

impl Checkout {
    fn into_cart(self) -> Result<Cart, ParseError> {
        let currency = required(self.currency, "currency")?;
        let checkout_url = required(self.abandoned_checkout_url, "abandoned_checkout_url")?;
        if !is_web_address(&checkout_url) {
            let field = "abandoned_checkout_url".to_owned();
            return Err(ParseError::Invalid {
                field,
                expected: "a web address",
            });
        }
        Ok(Cart {
            cart: required(self.token, "token")?,
            items: self
                .line_items
                .into_iter()
                .map(|line| line.into_item(&currency))
                .collect::<Result<_, _>>()?,
            total: money(required(self.total_price, "total_price")?, &currency, "total_price")?,
            checkout_url,
            link_code: None,
            changed_at: required(self.updated_at, "updated_at")?,
        })
    }
}
