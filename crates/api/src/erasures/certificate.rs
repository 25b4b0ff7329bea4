//! What can be shown to the person, or to an authority: that they were erased, when, and what was erased.

use super::{ErasurePath, not_found};
use crate::{
    App,
    problem::{Answer, Problem},
    stores,
};
use actix_web::{HttpResponse, get, http::StatusCode, web};
use domain::erasure::ErasureReason;
use event_log::{LogPosition, Notary};
use projections::{CompletedErasure, ErasureRecord};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CertificateForm {
    #[default]
    Json,
    /// The signed note alone.
    Text,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateQuery {
    /// `json` (if left out) or `text`, the signed note alone.
    #[serde(default)]
    form: CertificateForm,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Certificate {
    /// What the note says, for programs.
    #[serde(flatten)]
    erasure: ErasureRecord,
    /// The store's name.
    store_name: String,
    /// The log's hash chain after the event that asked for the erasure: hexadecimal digits of 32 bytes.
    chain: String,
    /// The same after the event that completed it.
    completed_chain: String,
    /// What is signed, for people, with the signature under it (C2SP signed-note, Ed25519).
    note: String,
    /// What the signature is checked with.
    public_key: String,
}

/// Read the certificate of an erasure
///
/// Signed with the deployment's key. It names no person: who has the number and the store's secret finds the same id again.
#[utoipa::path(tag = "erasures", params(ErasurePath, CertificateQuery), responses((status = 200, body = Certificate)))]
#[get("/v1/erasures/{id}/certificate")]
pub(crate) async fn read_certificate(
    app: web::Data<App>,
    at: web::Path<ErasurePath>,
    query: web::Query<CertificateQuery>,
) -> Answer<HttpResponse> {
    let erasure = app.views.erasure(at.id).await?.ok_or_else(not_found)?;
    let certificate = certify(&app, erasure).await?;
    Ok(match query.form {
        CertificateForm::Json => HttpResponse::Ok().json(certificate),
        CertificateForm::Text => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body(certificate.note),
    })
}

async fn certify(app: &App, erasure: ErasureRecord) -> Answer<Certificate> {
    let unfinished = || {
        let detail = "the erasure is not carried out to the end yet: ask again in a moment";
        Problem::new(StatusCode::CONFLICT, "erasure_unfinished", detail)
    };
    let completed = erasure.completed.clone().ok_or_else(unfinished)?;
    let nobody_signs = || Problem::not_found("certificates_unavailable", "nobody signs certificates here");
    let notary = app.notary.as_deref().ok_or_else(nobody_signs)?;
    let store = stores::load(app, erasure.store).await?;
    let store_name = store.profile.map(|profile| profile.name).unwrap_or_default();
    let chain = chain_at(notary, erasure.position).await?;
    let completed_chain = chain_at(notary, completed.position).await?;
    let text = text(&erasure, &completed, &store_name, &chain, &completed_chain);
    let note = notary.sign(&text);
    let public_key = notary.public_key();
    Ok(Certificate {
        erasure,
        store_name,
        chain,
        completed_chain,
        note,
        public_key,
    })
}

async fn chain_at(notary: &dyn Notary, position: u64) -> Answer<String> {
    let chain = notary.chain_at(LogPosition(position)).await?;
    let beyond = || Problem::internal(&"an event that a view has seen is beyond the log");
    chain.map(|chain| chain.to_string()).ok_or_else(beyond)
}

/// One fact a line, then what it means. A store's name may hold anything, so it is kept to one line.
fn text(
    erasure: &ErasureRecord,
    completed: &CompletedErasure,
    store_name: &str,
    chain: &str,
    completed_chain: &str,
) -> String {
    let ErasureRecord {
        id,
        store,
        actor,
        at,
        position,
        reason,
        ..
    } = erasure;
    let CompletedErasure {
        at: completed_at,
        position: completed_position,
        events,
        media,
        ..
    } = completed;
    let store_name: String = store_name.chars().filter(|c| !c.is_control()).collect();
    let why = match reason {
        ErasureReason::ContactRequest => "the person asked for it",
        ErasureReason::ShopRequest => "the shop passed on that the person asked for it",
        ErasureReason::RetentionPeriod => "the time for which the store keeps such data was over",
    };
    let range = match (completed.first, completed.last) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "none".to_owned(),
    };
    format!(
        "Threadkeep certificate of erasure\n\
         erasure: {id}\n\
         store: {store} {store_name}\n\
         asked for: {at}\n\
         by: {actor}\n\
         because: {why}\n\
         event: {position}, hash chain {chain}\n\
         carried out: {completed_at}\n\
         event: {completed_position}, hash chain {completed_chain}\n\
         events erased: {events}\n\
         log positions: {range}\n\
         files removed: {media}\n\
         \n\
         The key that sealed these events and files was destroyed. Nobody can read them any more, in this log or in any copy \
         of it that has no copy of the key store. The store's lists, search and files hold nothing of the person. The number \
         is known only as the id above, a hash with a secret key, so that it is never texted again.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ConversationId, StoreId};
    use uuid::Uuid;

    #[test]
    fn the_text_names_what_was_erased_and_no_name_breaks_out_of_its_line() {
        let completed = CompletedErasure {
            at: "2026-11-26T07:00:01Z".parse().unwrap(),
            position: 81,
            events: 12,
            first: Some(40),
            last: Some(77),
            media: 2,
        };
        let erasure = ErasureRecord {
            id: ConversationId(Uuid::from_u128(40)),
            store: StoreId(Uuid::from_u128(1)),
            reason: ErasureReason::ContactRequest,
            actor: "agent:7".to_owned(),
            at: "2026-11-26T07:00:00Z".parse().unwrap(),
            position: 79,
            completed: Some(completed.clone()),
        };
        let text = text(&erasure, &completed, "Fern\n\n& Thread", "aa", "bb");
        for line in [
            "store: 00000000-0000-0000-0000-000000000001 Fern& Thread",
            "asked for: 2026-11-26T07:00:00Z",
            "because: the person asked for it",
            "event: 79, hash chain aa",
            "event: 81, hash chain bb",
            "events erased: 12",
            "log positions: 40 to 77",
            "files removed: 2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in {text}");
        }
        assert!(text.ends_with('\n') && !text.contains("\n\n\n"));
    }
}
