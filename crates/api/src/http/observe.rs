//! One span, one log line and two metrics a request. Route templates only: a path may hold a phone number, a query a name.

use super::caller::RequestId;
use crate::problem::Problem;
use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const UNMATCHED: &str = "unmatched";

/// Outermost but for compression: every answer passes here, whoever made it.
pub(crate) async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let id = chosen_id(&request).unwrap_or_else(Uuid::new_v4);
    request.extensions_mut().insert(RequestId(id));
    let method = request.method().to_string();
    let route = request.match_pattern().unwrap_or_else(|| UNMATCHED.to_owned());
    let span = tracing::info_span!("request", request.id = %id, http.method = %method, http.route = %route);
    let started = Instant::now();

    let response = next.call(request).instrument(span.clone()).await?;

    let mut response = with_request_id(response, id);
    response
        .headers_mut()
        .insert(REQUEST_ID, HeaderValue::from_str(&id.to_string())?);
    let status = response.status().as_u16();
    let seconds = started.elapsed().as_secs_f64();
    span.in_scope(|| {
        tracing::info!(
            http.status = status,
            http.seconds = seconds,
            "{method} {route} {status}"
        )
    });
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels).record(seconds);
    Ok(response)
}

/// The caller's own id, if it has the form of ours.
fn chosen_id(request: &ServiceRequest) -> Option<Uuid> {
    request.headers().get(REQUEST_ID)?.to_str().ok()?.parse().ok()
}

/// Problems are made where the id of the request is not known; here it is added.
fn with_request_id(response: ServiceResponse<impl MessageBody + 'static>, id: Uuid) -> ServiceResponse<BoxBody> {
    let problem = response
        .response()
        .error()
        .and_then(|error| error.as_error::<Problem>())
        .cloned();
    match problem {
        None => response.map_into_boxed_body(),
        Some(problem) => {
            let (request, old) = response.into_parts();
            let mut new: HttpResponse<BoxBody> = problem.respond(Some(id));
            for (name, value) in old.headers() {
                if !new.headers().contains_key(name) {
                    new.headers_mut().insert(name.clone(), value.clone());
                }
            }
            ServiceResponse::new(request, new)
        }
    }
}
