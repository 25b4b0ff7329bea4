//! What no operation answers: a problem under the API's own paths, the web app everywhere else.

use super::access::methods_of;
use crate::{App, problem::Problem, web_app};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web,
};

const OUR_PATHS: [&str; 5] = ["/v1", "/webhooks", "/l", "/m", "/docs"];

pub(crate) async fn answer(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let methods = request
        .match_pattern()
        .map(|pattern| methods_of(&pattern))
        .unwrap_or_default();
    if !methods.is_empty() {
        return method_not_allowed(&methods);
    }
    let ours = OUR_PATHS
        .iter()
        .any(|ours| path == *ours || path.strip_prefix(ours).is_some_and(|rest| rest.starts_with('/')));
    if ours {
        return HttpResponse::from_error(Problem::not_found(
            "not_found",
            "there is nothing at this path: see /docs",
        ));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return method_not_allowed(&[&Method::GET, &Method::HEAD]);
    }
    web_app::answer(&app.web_app, path).await
}

fn method_not_allowed(methods: &[&Method]) -> HttpResponse {
    let allowed = methods
        .iter()
        .map(|method| method.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    let detail = format!("this path answers to {allowed}");
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail);
    let mut response = HttpResponse::from_error(problem);
    if let Ok(value) = header::HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}
