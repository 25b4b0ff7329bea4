//! `orders/*`: each carries the whole order as it stands now.

use super::{
    OrderReport, ParseError, ShopEvent,
    buyer::Buyer,
    ignored,
    payload::{Line, Scalar, decode, is_web_address, money, required},
};
use domain::shopping::{Order, OrderStatus};
use jiff::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
struct OrderBody {
    id: Option<Scalar>,
    name: Option<String>,
    checkout_token: Option<String>,
    currency: Option<String>,
    total_price: Option<Scalar>,
    #[serde(default)]
    line_items: Vec<Line>,
    financial_status: Option<String>,
    fulfillment_status: Option<String>,
    #[serde(default)]
    fulfillments: Vec<Fulfillment>,
    cancelled_at: Option<Timestamp>,
    created_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Fulfillment {
    status: Option<String>,
    shipment_status: Option<String>,
    tracking_url: Option<String>,
}

pub(super) fn parse(body: &[u8]) -> Result<ShopEvent, ParseError> {
    let order: OrderBody = decode(body)?;
    let buyer = Buyer::read(body)?;
    let Some(phone) = buyer.phone() else {
        return ignored("it names no phone number that can be texted");
    };
    let order = order.into_order()?;
    let consent = buyer.consent(&phone, &format!("Shopify order {}", order.order));
    Ok(ShopEvent::Order(Box::new(OrderReport {
        phone,
        order,
        contact: buyer.contact(),
        consent,
    })))
}

impl OrderBody {
    fn into_order(self) -> Result<Order, ParseError> {
        let status = self.status();
        let currency = required(self.currency, "currency")?;
        let shipments = self
            .fulfillments
            .into_iter()
            .filter(|shipment| shipment.status.as_deref() != Some("cancelled"));
        Ok(Order {
            order: required(self.id, "id")?.into_text(),
            name: required(self.name, "name")?,
            cart: self.checkout_token,
            items: self
                .line_items
                .into_iter()
                .map(|line| line.into_item(&currency))
                .collect::<Result<_, _>>()?,
            total: money(required(self.total_price, "total_price")?, &currency, "total_price")?,
            status,
            tracking_url: shipments
                .filter_map(|shipment| shipment.tracking_url)
                .rfind(|url| is_web_address(url)),
            placed_at: required(self.created_at, "created_at")?,
        })
    }

    /// One word for what Shopify tells in four fields: the one that matters most to the customer.
    fn status(&self) -> OrderStatus {
        let delivered = |shipment: &Fulfillment| shipment.shipment_status.as_deref() == Some("delivered");
        let all_shipped = self.fulfillment_status.as_deref() == Some("fulfilled");
        let some_shipped = all_shipped || self.fulfillment_status.as_deref() == Some("partial");
        if self.cancelled_at.is_some() {
            OrderStatus::Cancelled
        } else if self.financial_status.as_deref() == Some("refunded") {
            OrderStatus::Refunded
        } else if all_shipped && !self.fulfillments.is_empty() && self.fulfillments.iter().all(delivered) {
            OrderStatus::Delivered
        } else if some_shipped {
            OrderStatus::Shipped
        } else if matches!(self.financial_status.as_deref(), Some("paid" | "partially_refunded")) {
            OrderStatus::Paid
        } else {
            OrderStatus::Placed
        }
    }
}
