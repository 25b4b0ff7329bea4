use super::{BODY_LIMIT, Delivery, content_type, hash_of, not_configured, record, text_header, wrong_signature};
use crate::{
    App,
    http::body::RawBody,
    problem::{Answer, Problem},
    stores::{self, StorePath},
};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::{Actor, StoreId};
use secrecy::ExposeSecret;

/// Receive a webhook from Shopify
///
/// Checked against `X-Shopify-Hmac-Sha256` over the raw body.
#[utoipa::path(
    tag = "carriers and shops",
    params(StorePath, ("X-Shopify-Topic" = String, Header, description = "Such as `checkouts/update`.")),
    request_body(content = String, content_type = "application/json"),
    responses((status = 200, description = "written down"))
)]
#[post("/webhooks/shopify/{store}")]
pub(crate) async fn receive_shopify_webhook(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    request: HttpRequest,
    body: RawBody<BODY_LIMIT>,
) -> Answer<HttpResponse> {
    let webhook = ShopifyWebhook {
        topic: text_header(&request, "x-shopify-topic"),
        signature: text_header(&request, "x-shopify-hmac-sha256").unwrap_or_default(),
        // The event's id is the same for every subscription that it is delivered to.
        id: text_header(&request, "x-shopify-event-id").or(text_header(&request, "x-shopify-webhook-id")),
        content_type: content_type(&request),
        body: &body.0,
    };
    receive(&app, at.store, webhook).await?;
    Ok(HttpResponse::Ok().finish())
}

pub(crate) struct ShopifyWebhook<'a> {
    pub topic: Option<&'a str>,
    pub signature: &'a str,
    pub id: Option<&'a str>,
    pub content_type: String,
    pub body: &'a [u8],
}

/// The whole path of a webhook, also for those that the simulator makes.
pub(crate) async fn receive(app: &App, store: StoreId, webhook: ShopifyWebhook<'_>) -> Answer<()> {
    let secret = app.shopify_secret.as_ref().ok_or_else(not_configured)?;
    shop::verify(secret.expose_secret(), webhook.signature, webhook.body).map_err(|_| wrong_signature("shopify"))?;
    let no_topic = || Problem::bad_request("topic_missing", "a webhook says what it is about in X-Shopify-Topic");
    let topic = webhook.topic.filter(|topic| !topic.is_empty()).ok_or_else(no_topic)?;
    stores::load(app, store).await?;
    let delivery = Delivery {
        store,
        source: "shopify",
        actor: Actor::Shop("shopify".to_owned()),
        topic: topic.to_owned(),
        id: webhook.id.map_or_else(|| hash_of(webhook.body), str::to_owned),
        content_type: webhook.content_type,
        body: webhook.body,
        contact: shop::shopify::attribute(webhook.body),
    };
    record(app, delivery).await
}
