use super::{BODY_LIMIT, Delivery, content_type, hash_of, not_configured, record, text_header, wrong_signature};
use crate::{
    App,
    http::body::RawBody,
    problem::Answer,
    stores::{self, StorePath},
};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::Actor;

/// Nothing to say by TwiML: answers go out like every other message.
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

/// Receive a text from Twilio
///
/// Checked against `X-Twilio-Signature` over the configured public address.
#[utoipa::path(
    tag = "carriers and shops",
    params(StorePath), request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = String, content_type = "text/xml"))
)]
#[post("/webhooks/twilio/{store}/messages")]
pub(crate) async fn receive_twilio_message(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    request: HttpRequest,
    body: RawBody<BODY_LIMIT>,
) -> Answer<HttpResponse> {
    receive(&app, &at, &request, &body.0, "message").await
}

/// Receive a delivery report from Twilio
///
/// Repeated and out of order as they come: a state never goes backwards.
#[utoipa::path(
    tag = "carriers and shops",
    params(StorePath), request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = String, content_type = "text/xml"))
)]
#[post("/webhooks/twilio/{store}/status")]
pub(crate) async fn receive_twilio_status(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    request: HttpRequest,
    body: RawBody<BODY_LIMIT>,
) -> Answer<HttpResponse> {
    receive(&app, &at, &request, &body.0, "status").await
}

async fn receive(
    app: &App,
    at: &StorePath,
    request: &HttpRequest,
    body: &[u8],
    topic: &'static str,
) -> Answer<HttpResponse> {
    let check = app.twilio.as_ref().ok_or_else(not_configured)?;
    let content_type = content_type(request);
    let signature = text_header(request, "x-twilio-signature").unwrap_or_default();
    // As it was sent, before anything was decoded: that is what was signed.
    let signed = request
        .uri()
        .path_and_query()
        .map_or_else(|| request.path().to_owned(), |uri| uri.to_string());
    check
        .verify(signature, &signed, &content_type, body)
        .map_err(|_| wrong_signature("twilio"))?;
    stores::load(app, at.store).await?;

    let token = text_header(request, "i-twilio-idempotency-token");
    let delivery = Delivery {
        store: at.store,
        source: "twilio",
        actor: Actor::Carrier("twilio".to_owned()),
        topic: signed_topic(topic, &signed),
        id: token.map_or_else(|| hash_of(body), str::to_owned),
        content_type,
        body,
        contact: gateway_twilio::attribute(topic, body).map(|parties| parties.contact),
    };
    record(app, delivery).await?;
    Ok(HttpResponse::Ok().content_type("text/xml").body(EMPTY))
}

/// A report's address carries our own id of the message, which its body lacks.
fn signed_topic(topic: &'static str, path_and_query: &str) -> String {
    match path_and_query.split_once('?') {
        Some((_, query)) if topic == "status" => format!("{topic}?{query}"),
        _ => topic.to_owned(),
    }
}
