//! The list of who must not be texted, in and out.

use crate::{
    App,
    http::{
        body::{Fingerprint, RawBody},
        write::Write,
    },
    problem::{Answer, Problem},
    stores::{StorePath, load},
};
use actix_web::{HttpResponse, get, http::header, post, web};
use commands::Streams;
use domain::{
    Address,
    conversation::{Conversation, ConversationCommand},
};
use futures::{StreamExt, stream};
use projections::{Cursor, Suppression, SuppressionPage};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const PAGE: usize = 1_000;
const AT_ONCE: usize = 64;
/// Some 500,000 numbers.
const LARGEST_LIST: usize = 16 << 20;
const EVIDENCE: usize = 300;
/// Lines that are told about; more would help nobody.
const TOLD: usize = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    cursor: Option<String>,
    /// 1 to 1,000; 100 if it is not said.
    limit: Option<usize>,
}

/// List who must not be texted
///
/// Erased contacts are not listed, since nobody knows their numbers; the log refuses every text to them.
#[utoipa::path(tag = "sending", params(StorePath, ListQuery), responses((status = 200, body = SuppressionPage)))]
#[get("/v1/stores/{store}/suppressions")]
pub(crate) async fn list_suppressions(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    query: web::Query<ListQuery>,
) -> Answer<web::Json<SuppressionPage>> {
    load(&app, at.store).await?;
    let cursor = query.cursor.as_deref().map(str::parse).transpose()?;
    let limit = query.limit.unwrap_or(100).clamp(1, PAGE);
    Ok(web::Json(app.views.suppressions(at.store, cursor, limit).await?))
}

/// Export who must not be texted, as CSV
///
/// Columns: number, since, cause. It can be imported again, here or elsewhere.
#[utoipa::path(
    tag = "sending",
    params(StorePath),
    responses((status = 200, body = String, content_type = "text/csv"))
)]
#[get("/v1/stores/{store}/suppressions.csv")]
pub(crate) async fn export_suppressions(app: web::Data<App>, at: web::Path<StorePath>) -> Answer<HttpResponse> {
    load(&app, at.store).await?;
    let mut lines = csv::Writer::from_writer(Vec::new());
    let written = |error: csv::Error| Problem::internal(&error);
    lines.write_record(["number", "since", "cause"]).map_err(written)?;
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = app.views.suppressions(at.store, cursor, PAGE).await?;
        for Suppression {
            address, since, cause, ..
        } in &page.items
        {
            lines
                .write_record([address.as_str(), &since.to_string(), cause])
                .map_err(written)?;
        }
        cursor = page.next_cursor.as_deref().map(str::parse).transpose()?;
        if cursor.is_none() {
            break;
        }
    }
    let body = lines.into_inner().map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"suppressions.csv\""))
        .body(body))
}

#[derive(Serialize, ToSchema)]
pub(crate) struct ImportedSuppressions {
    /// Numbers that are suppressed from now on.
    added: u64,
    /// Numbers that were suppressed before, or stand in the list twice.
    known: u64,
    /// Lines that name no number.
    invalid: u64,
    /// The first hundred of those.
    problems: Vec<InvalidLine>,
    /// The newest event that was written.
    position: u64,
}

#[derive(Serialize, ToSchema)]
struct InvalidLine {
    line: u64,
    problem: String,
}

/// Import who must not be texted, from CSV
///
/// The first column is the number in E.164 form (`+14155550123`); a heading is passed over, a second column is kept as
/// evidence. One bad line never stops the rest. Repeating it changes nothing.
#[utoipa::path(
    tag = "sending",
    params(StorePath),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportedSuppressions))
)]
#[post("/v1/stores/{store}/suppressions.csv")]
pub(crate) async fn import_suppressions(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: RawBody<LARGEST_LIST>,
) -> Answer<web::Json<ImportedSuppressions>> {
    load(&app, at.store).await?;
    let mut report = ImportedSuppressions {
        added: 0,
        known: 0,
        invalid: 0,
        problems: vec![],
        position: app.commands.log().head().0,
    };
    let (numbers, problems) = read(&body.0);
    report.invalid = problems.len() as u64;
    report.problems = problems.into_iter().take(TOLD).collect();
    let fingerprint = Fingerprint::of(&body.0);
    let mut suppressed = stream::iter(numbers)
        .map(|(address, evidence)| {
            let (app, store) = (&app, at.store);
            let context = write.step(address.as_str(), fingerprint);
            async move {
                let conversation = app.commands.streams().conversation_of(store, &address);
                let suppress = ConversationCommand::Suppress {
                    store,
                    address,
                    evidence,
                };
                app.commands
                    .handle::<Conversation>(Streams::conversation(conversation), &suppress, &context)
                    .await
            }
        })
        .buffer_unordered(AT_ONCE);
    while let Some(handled) = suppressed.next().await {
        let handled = handled?;
        match handled.events.is_empty() {
            true => report.known += 1,
            false => report.added += 1,
        }
        report.position = report.position.max(handled.position.0);
    }
    Ok(web::Json(report))
}

fn read(body: &[u8]) -> (Vec<(Address, String)>, Vec<InvalidLine>) {
    let mut lines = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(body);
    let (mut numbers, mut problems) = (vec![], vec![]);
    for (index, line) in lines.byte_records().enumerate() {
        let number = index as u64 + 1;
        let mut invalid = |problem: String| problems.push(InvalidLine { line: number, problem });
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                invalid(format!("it cannot be read: {error}"));
                continue;
            }
        };
        let field = |at: usize| line.get(at).map(|field| String::from_utf8_lossy(field).into_owned());
        let first = field(0).unwrap_or_default();
        let is_heading = index == 0 && !first.chars().any(|letter| letter.is_ascii_digit());
        if first.is_empty() || is_heading {
            continue;
        }
        match first.parse::<Address>() {
            Ok(address) => {
                let evidence = field(1).filter(|text| !text.is_empty());
                let evidence = evidence.unwrap_or_else(|| format!("line {number} of an imported list"));
                numbers.push((address, evidence.chars().take(EVIDENCE).collect()));
            }
            Err(error) => invalid(error.to_string()),
        }
    }
    (numbers, problems)
}
