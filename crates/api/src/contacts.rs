//! The people behind the conversations.

use crate::{App, http::page, problem::Answer};
use actix_web::{get, web};
use domain::StoreId;
use projections::{ContactFilter, ContactPage, View};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactsQuery {
    store: Option<StoreId>,
    /// A name, a number however it is written, or words of a message.
    q: Option<String>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// 1 to 200, 50 if left out.
    limit: Option<u32>,
    /// Wait (2 seconds at most) until this log position can be seen.
    at_least: Option<u64>,
}

/// List contacts
///
/// By name; those without one last, by number.
#[utoipa::path(tag = "contacts", params(ContactsQuery), responses((status = 200, body = ContactPage)))]
#[get("/v1/contacts")]
pub(crate) async fn list_contacts(
    app: web::Data<App>,
    query: web::Query<ContactsQuery>,
) -> Answer<web::Json<ContactPage>> {
    let query = query.into_inner();
    let filter = ContactFilter {
        store: query.store,
        search: query.q.filter(|text| !text.trim().is_empty()),
        cursor: page::cursor(query.cursor.as_deref())?,
        limit: page::limit(query.limit)?,
    };
    page::seen(&app, View::Conversations, query.at_least).await?;
    Ok(web::Json(app.views.contacts(filter).await?))
}
