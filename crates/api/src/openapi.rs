//! The document: generated from the handlers, with what all of them share said once, here.

use crate::{
    erasures::certificate::CertificateForm,
    events::live::{ErasureChange, LiveChange, SettingsChange},
    http::access::Access,
    problem::ProblemBody,
    routes,
};
use actix_web::http::Method;
use projections::{BoxCounts, CartState, Has, LoggedEvent};
use utoipa::{
    OpenApi,
    openapi::{
        ContentBuilder, ObjectBuilder, OpenApi as Document, Ref, RefOr, Required, Response, ResponseBuilder,
        extensions::Extensions,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};
use utoipa_actix_web::AppExt;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Threadkeep",
        description = "Conversations of online stores on one event log. People sign in and send the access token, programs send an \
            API key, both as `Authorization: Bearer …`. What an operation needs is in its `x-permission`. Errors are \
            problem+json (RFC 9457) with a `code` that never changes. A write answers with its log `position`; pass it as \
            `at_least` to a read that must show it.",
    ),
    components(schemas(
        ProblemBody<'static>, LiveChange, SettingsChange, ErasureChange, BoxCounts, LoggedEvent, Has, CartState, CertificateForm
    )),
)]
struct Base;

const BEARER: &str = "bearer";

/// The API's document, OpenAPI 3.1.
pub fn openapi() -> Document {
    let app = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Base::openapi())
        .configure(routes::configure);
    let (_, mut document) = app.split_for_parts();
    let components = document.components.get_or_insert_default();
    components.responses.insert("Problem".to_owned(), problem().into());
    components
        .parameters
        .insert("IdempotencyKey".to_owned(), idempotency_key().into());
    components.parameters.insert("IfMatch".to_owned(), if_match().into());
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An access token of a person (a JWT), or an API key (`tk_…`)."))
        .build();
    components
        .security_schemes
        .insert(BEARER.to_owned(), SecurityScheme::Http(scheme).into());
    for (path, item) in document.paths.paths.iter_mut() {
        for (method, operation) in operations_of(item) {
            complete(path, &method, operation);
        }
    }
    document
}

/// The document as it is kept in the repository.
pub fn openapi_json() -> Result<String, serde_json::Error> {
    // By way of a value, whose keys are sorted: the same code gives the same bytes.
    let mut text = serde_json::to_string_pretty(&serde_json::to_value(openapi())?)?;
    text.push('\n');
    Ok(text)
}

/// Method, route template and id of every operation.
pub(crate) fn operations() -> Vec<(Method, String, String)> {
    let app = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Base::openapi())
        .configure(routes::configure);
    let (_, mut document) = app.split_for_parts();
    let paths = document.paths.paths.iter_mut();
    let all = paths.flat_map(|(path, item)| {
        let operations = operations_of(item).into_iter();
        operations
            .filter_map(|(method, operation)| Some((method, path.clone(), operation.operation_id.clone()?)))
            .collect::<Vec<_>>()
    });
    all.collect()
}

fn operations_of(item: &mut PathItem) -> Vec<(Method, &mut Operation)> {
    let PathItem {
        get,
        put,
        post,
        delete,
        patch,
        ..
    } = item;
    let all = [
        (Method::GET, get.as_mut()),
        (Method::PUT, put.as_mut()),
        (Method::POST, post.as_mut()),
        (Method::DELETE, delete.as_mut()),
        (Method::PATCH, patch.as_mut()),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| operation.map(|operation| (method, operation)))
        .collect()
}

/// Adds what follows from the kind of operation: permission, headers, problems.
fn complete(path: &str, method: &Method, operation: &mut Operation) {
    let access = operation.operation_id.as_deref().and_then(Access::of);
    let name = access.map_or("unknown", Access::name);
    operation.extensions = Some(Extensions::from_iter([("x-permission", name)]));
    let guarded = matches!(access, Some(Access::Needs(_)));
    if guarded {
        operation.security = Some(vec![SecurityRequirement::new(BEARER, Vec::<String>::new())]);
    }
    let writes = *method != Method::GET && guarded;
    let parameters = operation.parameters.get_or_insert_default();
    if writes && *method == Method::POST {
        parameters.push(RefOr::Ref(Ref::new("#/components/parameters/IdempotencyKey")));
    }
    if writes && (path.starts_with("/v1/conversations/{id}") || path.starts_with("/v1/stores/{store}")) {
        parameters.push(RefOr::Ref(Ref::new("#/components/parameters/IfMatch")));
    }
    let statuses: [(&[&str], bool); 7] = [
        (&["401", "403", "429"], guarded),
        (&["429"], access == Some(Access::Public)),
        (&["400"], !parameters.is_empty() || operation.request_body.is_some()),
        (&["404"], path.contains('{')),
        (&["410"], !writes && path.starts_with("/v1/conversations/{id}")),
        (&["413", "415", "422"], operation.request_body.is_some()),
        (&["409", "412", "422", "503"], writes),
    ];
    let applying = statuses
        .iter()
        .filter(|(_, applies)| *applies)
        .flat_map(|(statuses, _)| statuses.iter());
    for status in applying.chain(&["default"]) {
        let responses = &mut operation.responses.responses;
        responses
            .entry((*status).to_owned())
            .or_insert_with(|| RefOr::Ref(Ref::from_response_name("Problem")));
    }
}

fn problem() -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description("What was wrong, with a stable code and what to do.")
        .content("application/problem+json", content)
        .build()
}

fn idempotency_key() -> Parameter {
    let description = "1 to 255 visible ASCII characters, new for each thing to be done, such as a UUID. A repeated request \
        with the same key and body answers with the first result instead of doing it again; with another body it is \
        refused (`idempotency_key_reused`).";
    header("Idempotency-Key", description)
}

fn if_match() -> Parameter {
    let description = "The `ETag` of an earlier read: refused (412 `version_conflict`) if it has changed since.";
    header("If-Match", description)
}

fn header(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const KEPT: &str = include_str!("../../../openapi/openapi.json");

    #[test]
    fn the_document_in_the_repository_is_that_of_the_code() {
        assert!(
            openapi_json().unwrap() == KEPT,
            "openapi/openapi.json is stale: write it anew with `just openapi` \
             (cargo run -p api --example openapi > openapi/openapi.json), look at the difference and commit it"
        );
    }

    #[test]
    fn operations_have_an_id_of_their_own_a_summary_and_a_permission() {
        let mut document = openapi();
        let mut ids = BTreeSet::new();
        for (path, item) in document.paths.paths.iter_mut() {
            for (method, operation) in operations_of(item) {
                let id = operation.operation_id.clone().unwrap_or_default();
                assert!(ids.insert(id.clone()), "{id} is there twice");
                assert!(operation.summary.is_some(), "{method} {path} has no summary");
                let extensions = operation.extensions.as_ref().unwrap();
                assert_ne!(extensions.get("x-permission").unwrap(), "unknown", "{id}");
            }
        }
    }

    #[test]
    fn whatever_the_document_refers_to_is_in_it() {
        let document = serde_json::to_value(openapi()).unwrap();
        let text = document.to_string();
        let references: BTreeSet<_> = text
            .split("\"$ref\":\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let missing: Vec<_> = references
            .into_iter()
            .filter(|path| document.pointer(path).is_none())
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }
}
