//! Carts and orders of all conversations, the short links to carts, and which conversation an order belongs to.

use crate::{
    Cursor, ViewError, Views,
    inbox::{CartDetail, ConversationRow, Thread},
    sql::{self, Condition},
    view::View,
};
use domain::{
    ConversationId, StoreId,
    conversation::ConversationEvent as Event,
    shopping::{Cart, Order},
};
use event_log::Header;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CartState {
    /// Not an order yet.
    Pending,
    Ordered,
    #[default]
    All,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CartRow {
    pub conversation: ConversationId,
    pub store: StoreId,
    pub name: Option<String>,
    pub address_display: String,
    pub cart: Cart,
    pub ordered: bool,
    pub updated_at: Timestamp,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderRow {
    pub conversation: ConversationId,
    pub store: StoreId,
    pub name: Option<String>,
    pub address_display: String,
    pub order: Order,
    pub updated_at: Timestamp,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct CartPage {
    /// Newest change first.
    pub items: Vec<CartRow>,
    pub next_cursor: Option<String>,
    pub position: u64,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, ToSchema)]
pub struct OrderPage {
    /// Newest change first.
    pub items: Vec<OrderRow>,
    pub next_cursor: Option<String>,
    pub position: u64,
}

/// Where a short link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    pub conversation: ConversationId,
    pub cart: String,
    pub checkout_url: String,
}

impl Views {
    pub async fn carts(
        &self,
        store: Option<StoreId>,
        state: CartState,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<CartPage, ViewError> {
        self.read(move |db| carts(db, store, state, cursor.as_ref(), limit))
            .await
    }

    pub async fn orders(
        &self,
        store: Option<StoreId>,
        cursor: Option<Cursor>,
        limit: usize,
    ) -> Result<OrderPage, ViewError> {
        self.read(move |db| orders(db, store, cursor.as_ref(), limit)).await
    }

    /// A short link that was once sent stays good.
    pub async fn link(&self, code: String) -> Result<Option<Link>, ViewError> {
        self.read(move |db| {
            let mut statement = db.prepare_cached(
                "SELECT link.conversation, cart.value FROM link
                 JOIN cart ON cart.conversation = link.conversation AND cart.cart = link.cart WHERE code = ?1",
            )?;
            let found = statement.query_row([code], |row| {
                let cart: Cart = sql::value(row, 1)?;
                let conversation = ConversationId(sql::uuid(row, 0)?);
                Ok(Link {
                    conversation,
                    cart: cart.cart,
                    checkout_url: cart.checkout_url,
                })
            });
            found.optional()
        })
        .await
    }

    /// The conversation that an order of this shop belongs to, for webhooks that name no number.
    pub async fn conversation_of_order(
        &self,
        store: StoreId,
        order: String,
    ) -> Result<Option<ConversationId>, ViewError> {
        self.read(move |db| {
            one_conversation(
                db,
                "SELECT c.id FROM shop_order o JOIN conversation c ON c.id = o.conversation
                 WHERE o.shop_order = ?1 AND c.store = ?2 ORDER BY o.updated_at DESC LIMIT 1",
                params![order, store.0],
            )
        })
        .await
    }

    /// The conversation that a cart of this shop belongs to.
    pub async fn conversation_of_cart(
        &self,
        store: StoreId,
        cart: String,
    ) -> Result<Option<ConversationId>, ViewError> {
        self.read(move |db| {
            one_conversation(
                db,
                "SELECT c.id FROM cart k JOIN conversation c ON c.id = k.conversation
                 WHERE k.cart = ?1 AND c.store = ?2 ORDER BY k.updated_at DESC LIMIT 1",
                params![cart, store.0],
            )
        })
        .await
    }
}

fn one_conversation(
    db: &Connection,
    query: &str,
    values: impl rusqlite::Params,
) -> rusqlite::Result<Option<ConversationId>> {
    let mut statement = db.prepare_cached(query)?;
    statement
        .query_row(values, |row| sql::uuid(row, 0))
        .optional()
        .map(|id| id.map(ConversationId))
}

fn carts(
    db: &Connection,
    store: Option<StoreId>,
    state: CartState,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<CartPage, ViewError> {
    let mut condition = page_condition("cart", store, cursor)?;
    match state {
        CartState::Pending => condition.and("ordered = 0"),
        CartState::Ordered => condition.and("ordered = 1"),
        CartState::All => {}
    }
    let sql = format!(
        "SELECT s.value, s.updated_at, shown.row, s.ordered FROM cart s JOIN conversation c ON c.id = s.conversation
         JOIN conversation_shown shown ON shown.id = s.conversation {}
         ORDER BY s.updated_at DESC, s.conversation, s.cart LIMIT {}",
        condition.sql(),
        limit + 1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        let cart = CartDetail {
            cart: sql::value(row, 0)?,
            ordered: row.get(3)?,
        };
        let conversation: ConversationRow = sql::value(row, 2)?;
        Ok((row.get::<_, i64>(1)?, conversation, cart))
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|(at, row, cart)| page_end(*at, row.id, &cart.cart.cart));
    let items = found
        .into_iter()
        .map(|(updated_at, row, CartDetail { cart, ordered })| CartRow {
            conversation: row.id,
            store: row.store,
            name: row.name,
            address_display: row.address_display,
            cart,
            ordered,
            updated_at: sql::time(updated_at),
        })
        .collect();
    Ok(CartPage {
        items,
        next_cursor,
        position: crate::checkpoint::position(db, &[View::Shopping, View::Conversations])?.0,
    })
}

fn orders(
    db: &Connection,
    store: Option<StoreId>,
    cursor: Option<&Cursor>,
    limit: usize,
) -> Result<OrderPage, ViewError> {
    let condition = page_condition("shop_order", store, cursor)?;
    let sql = format!(
        "SELECT s.value, s.updated_at, shown.row FROM shop_order s JOIN conversation c ON c.id = s.conversation
         JOIN conversation_shown shown ON shown.id = s.conversation {}
         ORDER BY s.updated_at DESC, s.conversation, s.shop_order LIMIT {}",
        condition.sql(),
        limit + 1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(condition.values()), |row| {
        Ok((
            row.get::<_, i64>(1)?,
            sql::value::<ConversationRow>(row, 2)?,
            sql::value::<Order>(row, 0)?,
        ))
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(|(at, row, order)| page_end(*at, row.id, &order.order));
    let items = found
        .into_iter()
        .map(|(updated_at, row, order)| OrderRow {
            conversation: row.id,
            store: row.store,
            name: row.name,
            address_display: row.address_display,
            order,
            updated_at: sql::time(updated_at),
        })
        .collect();
    Ok(OrderPage {
        items,
        next_cursor,
        position: crate::checkpoint::position(db, &[View::Shopping, View::Conversations])?.0,
    })
}

/// A conversation may have several carts of the same moment, so the shop's own id is part of the order.
fn page_end(at: i64, conversation: ConversationId, id: &str) -> String {
    Cursor::new(format!("{at} {id}"), conversation).to_string()
}

fn page_condition(key: &'static str, store: Option<StoreId>, cursor: Option<&Cursor>) -> Result<Condition, ViewError> {
    let mut condition = Condition::default();
    if let Some(store) = store {
        condition.and_with("c.store = ?", store.0);
    }
    if let Some(cursor) = cursor {
        let (at, id) = cursor.key.split_once(' ').ok_or(ViewError::InvalidCursor)?;
        let at: i64 = at.parse().map_err(|_| ViewError::InvalidCursor)?;
        condition.and_with("s.updated_at <= ?", at);
        condition.and_with(format!("(s.updated_at < ? OR (s.conversation, s.{key}) > (?, ?))"), at);
        condition.bind(cursor.uuid()?);
        condition.bind(id.to_owned());
    }
    Ok(condition)
}

/// Brings carts, orders and links up to the event, after the thread has folded it.
pub(crate) fn record(db: &Connection, thread: &Thread, header: &Header, event: &Event) -> rusqlite::Result<()> {
    match event {
        Event::CartUpdated(updated) => record_cart(db, thread, header, &updated.cart),
        Event::OrderPlaced(placed) => record_order(db, header, &placed.order),
        Event::OrderUpdated(updated) => record_order(db, header, &updated.order),
        _ => Ok(()),
    }
}

fn record_cart(db: &Connection, thread: &Thread, header: &Header, cart: &Cart) -> rusqlite::Result<()> {
    let ordered = thread.state.carts.get(&cart.cart).is_some_and(|state| state.ordered);
    let (id, updated_at) = (header.stream.0, sql::nanos(header.time));
    db.prepare_cached(
        "INSERT OR REPLACE INTO cart (conversation, cart, ordered, updated_at, value) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, cart.cart, ordered, updated_at, sql::json(cart)?])?;
    if let Some(code) = &cart.link_code {
        db.prepare_cached("INSERT OR REPLACE INTO link (code, conversation, cart) VALUES (?1, ?2, ?3)")?
            .execute(params![code, id, cart.cart])?;
    }
    Ok(())
}

fn record_order(db: &Connection, header: &Header, order: &Order) -> rusqlite::Result<()> {
    let (id, updated_at) = (header.stream.0, sql::nanos(header.time));
    db.prepare_cached(
        "INSERT OR REPLACE INTO shop_order (conversation, shop_order, updated_at, value) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![id, order.order, updated_at, sql::json(order)?])?;
    if let Some(cart) = &order.cart {
        db.prepare_cached("UPDATE cart SET ordered = 1 WHERE conversation = ?1 AND cart = ?2")?
            .execute(params![id, cart])?;
    }
    Ok(())
}
