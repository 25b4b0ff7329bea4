//! What lies in carts, and what was ordered.

use crate::{App, http::page, problem::Answer};
use actix_web::{get, web};
use domain::StoreId;
use projections::{CartPage, CartState, OrderPage, View};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CartsQuery {
    store: Option<StoreId>,
    /// `pending`, `ordered` or `all`.
    state: Option<CartState>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// List carts
///
/// Newest change first.
#[utoipa::path(tag = "carts and orders", params(CartsQuery), responses((status = 200, body = CartPage)))]
#[get("/v1/carts")]
pub(crate) async fn list_carts(app: web::Data<App>, query: web::Query<CartsQuery>) -> Answer<web::Json<CartPage>> {
    let query = query.into_inner();
    let (cursor, limit) = (page::cursor(query.cursor.as_deref())?, page::limit(query.limit)?);
    page::seen(&app, View::Shopping, query.at_least).await?;
    let state = query.state.unwrap_or_default();
    Ok(web::Json(app.views.carts(query.store, state, cursor, limit).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrdersQuery {
    store: Option<StoreId>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// List orders
///
/// Newest change first.
#[utoipa::path(tag = "carts and orders", params(OrdersQuery), responses((status = 200, body = OrderPage)))]
#[get("/v1/orders")]
pub(crate) async fn list_orders(app: web::Data<App>, query: web::Query<OrdersQuery>) -> Answer<web::Json<OrderPage>> {
    let query = query.into_inner();
    let (cursor, limit) = (page::cursor(query.cursor.as_deref())?, page::limit(query.limit)?);
    page::seen(&app, View::Shopping, query.at_least).await?;
    Ok(web::Json(app.views.orders(query.store, cursor, limit).await?))
}
