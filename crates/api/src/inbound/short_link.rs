use crate::{
    App, conversation,
    http::caller::RequestId,
    problem::{Answer, Problem},
};
use actix_web::{HttpRequest, HttpResponse, get, head, http::header, web};
use commands::Context;
use domain::{Actor, conversation::ConversationCommand};
use projections::Link;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct LinkPath {
    code: String,
}

/// Follow a short link
///
/// Leads to the checkout. The first time is recorded.
#[utoipa::path(tag = "carriers and shops", params(LinkPath), responses((status = 302, description = "to the checkout")))]
#[get("/l/{code}")]
pub(crate) async fn follow_short_link(
    app: web::Data<App>,
    at: web::Path<LinkPath>,
    request: HttpRequest,
    id: RequestId,
) -> Answer<HttpResponse> {
    let link = find(&app, &at.code).await?;
    if !is_preview(&request) {
        let follow = ConversationCommand::FollowLink { code: at.code.clone() };
        let context = Context::new(Actor::Contact, id.0);
        // The customer gets to the checkout also when nothing can be written.
        if let Err(problem) = conversation::command(&app, link.conversation, follow, &context).await {
            tracing::warn!(%problem, "a followed link could not be recorded");
        }
    }
    redirect(&link)
}

/// Machines that only look are sent on too, without a trace.
#[head("/l/{code}")]
pub(crate) async fn look_at_short_link(app: web::Data<App>, at: web::Path<LinkPath>) -> Answer<HttpResponse> {
    redirect(&find(&app, &at.code).await?)
}

async fn find(app: &App, code: &str) -> Answer<Link> {
    let unknown = || Problem::not_found("link_not_found", "this link leads nowhere: it may have been cut off");
    app.views.link(code.to_owned()).await?.ok_or_else(unknown)
}

fn redirect(link: &Link) -> Answer<HttpResponse> {
    // The address comes from the shop: nothing but a web page will do.
    let web = ["https://", "http://"]
        .iter()
        .any(|scheme| link.checkout_url.starts_with(scheme));
    if !web {
        return Err(Problem::not_found("link_not_found", "this link leads to no web page"));
    }
    let mut response = HttpResponse::Found();
    response.insert_header((header::LOCATION, link.checkout_url.as_str()));
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(response.finish())
}

/// Browsers and messengers that fetch ahead say so.
fn is_preview(request: &HttpRequest) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        let value = super::text_header(request, name)
            .unwrap_or_default()
            .to_ascii_lowercase();
        value.contains("prefetch") || value.contains("preview")
    })
}
