//! Carts and orders, and the text that reminds of a cart.

use super::Decision;
use crate::{
    conversation::{
        Recovery, ShopConsent, SuppressionReason,
        event::{CartUpdated, MessageScheduled, OrderPlaced, OrderUpdated},
    },
    message::MessageKind,
    shopping::{Cart, Order, OrderStatus},
};

impl Decision {
    /// Webhooks overtake each other: an older state of a cart says nothing any more.
    pub(super) fn stale_cart(&self, cart: &Cart) -> Option<String> {
        let known = self.state.carts.get(&cart.cart)?;
        if known.ordered {
            return Some("the cart has become an order already".to_owned());
        }
        let newer = known.changed_at.is_some_and(|changed_at| changed_at > cart.changed_at);
        newer.then(|| "a newer state of this cart is known already".to_owned())
    }

    pub(super) fn update_cart(&mut self, cart: &Cart, consent: Option<&ShopConsent>, recovery: Option<&Recovery>) {
        if let Some(consent) = consent {
            self.accept_shop_consent(consent);
        }
        self.record(CartUpdated { cart: cart.clone() });
        self.suppress_pending(SuppressionReason::CartChanged, |message| {
            message.kind == MessageKind::Cart
        });
        let Some(Recovery { outgoing, due }) = recovery else {
            return;
        };
        let known = self.state.messages.contains_key(&outgoing.message);
        let nudge = self
            .state
            .carts
            .get(&cart.cart)
            .is_some_and(|cart| cart.may_be_nudged(*due));
        // Without consent nothing is scheduled, rather than scheduled and suppressed: there is nothing to wait for.
        if nudge && !known && self.state.permission(outgoing, self.now).is_ok() {
            self.record(MessageScheduled {
                outgoing: outgoing.clone(),
                due: *due,
            });
        }
    }

    pub(super) fn update_order(&mut self, order: &Order, consent: Option<&ShopConsent>) {
        if let Some(consent) = consent {
            self.accept_shop_consent(consent);
        }
        match self.state.orders.get(&order.order) {
            None => {
                self.record(OrderPlaced { order: order.clone() });
                self.suppress_pending(SuppressionReason::OrderPlaced, |message| {
                    message.kind == MessageKind::Cart
                });
            }
            Some(known) if progress(order.status) > progress(*known) => {
                self.record(OrderUpdated { order: order.clone() });
            }
            Some(_) => {}
        }
    }
}

/// Webhooks overtake each other: an order does not become unpaid again.
fn progress(status: OrderStatus) -> u8 {
    match status {
        OrderStatus::Placed => 0,
        OrderStatus::Paid => 1,
        OrderStatus::Shipped => 2,
        OrderStatus::Delivered => 3,
        OrderStatus::Cancelled => 4,
        OrderStatus::Refunded => 5,
    }
}
