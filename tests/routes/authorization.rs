//! Every operation of the document, called as everybody. What should come of it follows from the operation's
//! `x-permission` and the table in `auth::permissions`.

use auth::Permission;
use domain::{agent::Role, api_key::Scope};
use reqwest::Method;
use serde_json::{Value, json};
use test_support::{AGENT, Caller, TestServer};

/// Operations that anybody may call. This list may only become shorter: a new operation names a permission in
/// `crates/api/src/http/access.rs`.
const PUBLIC: &[&str] = &[
    "check_liveness",
    "check_readiness",
    "fetch_media",
    "follow_short_link",
    "read_metrics",
    "receive_shopify_webhook",
    "receive_twilio_message",
    "receive_twilio_status",
    "refresh_session",
    "sign_in",
    "sign_out",
];

/// Codes that say "not you".
const DENIALS: [&str; 4] = ["unauthenticated", "token_expired", "token_invalid", "forbidden"];

struct Operation {
    id: String,
    method: Method,
    /// With ids of nothing in place of its parameters: who may not call it finds out before anything is looked up, and
    /// who may changes nothing.
    path: String,
    /// `None`: anybody.
    permission: Option<Permission>,
}

async fn operations(server: &TestServer) -> Vec<Operation> {
    let document = server.anonymous().get("/openapi.json").await.ok();
    let paths = document["paths"].as_object().expect("the document has paths");
    let methods = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    methods
        .filter(|(_, method, _)| ["get", "put", "post", "delete", "patch"].contains(&method.as_str()))
        .map(|(path, method, operation)| Operation {
            id: text(operation, "operationId"),
            method: method.to_uppercase().parse().unwrap(),
            path: with_nobodys_ids(path),
            permission: permission(operation),
        })
        .collect()
}

fn text(operation: &Value, field: &str) -> String {
    let text = operation[field].as_str();
    text.unwrap_or_else(|| panic!("an operation has no {field}: {operation}"))
        .to_owned()
}

fn permission(operation: &Value) -> Option<Permission> {
    let (id, name) = (text(operation, "operationId"), text(operation, "x-permission"));
    let known = Permission::all().find(|permission| permission.name() == name);
    assert!(
        known.is_some() || name == "public",
        "{id} needs `{name}`, which is no permission of auth::permissions"
    );
    known
}

fn with_nobodys_ids(path: &str) -> String {
    let nobody = "00000000-0000-4000-8000-000000000000";
    let segment = |segment: &str| match segment {
        "{address}" => "+14155550100".to_owned(),
        "{hash}" => "0".repeat(64),
        "{code}" => "nowhere".to_owned(),
        segment if segment.starts_with('{') => nobody.to_owned(),
        segment => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// The status, and the code if it is a problem.
async fn outcome(caller: &Caller<'_>, operation: &Operation) -> (u16, Option<String>) {
    let mut call = caller.call(operation.method.clone(), &operation.path);
    if operation.method != Method::GET {
        call = call.json(json!({}));
    }
    let answer = call.begun().await;
    let status = answer.status().as_u16();
    if status < 400 {
        // It may be a stream that never ends.
        return (status, None);
    }
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default();
    (status, problem["code"].as_str().map(str::to_owned))
}

fn is_denied(outcome: &(u16, Option<String>)) -> bool {
    outcome.1.as_deref().is_some_and(|code| DENIALS.contains(&code))
}

#[tokio::test]
async fn every_operation_is_open_to_those_whom_the_table_names_and_closed_to_all_others() {
    let server = TestServer::start().await;
    let people = [
        ("an admin", server.as_admin(), Role::Admin),
        ("an agent", server.as_agent(), Role::Agent),
        ("an auditor", server.as_auditor(), Role::Auditor),
    ];
    let keys = [Scope::Read, Scope::Write, Scope::Events].map(|scope| (server.as_key(scope), scope));
    let strangers = [
        ("nobody", server.anonymous(), "unauthenticated"),
        ("an expired token", server.with_expired_token(), "token_expired"),
        ("a forged token", server.with_forged_token(), "token_invalid"),
        (
            "a token of a session that is over",
            server.with_ended_session(),
            "session_ended",
        ),
        ("no token at all", server.with_token("nonsense"), "token_invalid"),
        ("an unknown API key", server.with_token("tk_1_2"), "token_invalid"),
    ];
    let mut wrong = vec![];
    for operation in operations(&server).await {
        let Some(permission) = operation.permission else {
            continue;
        };
        let id = &operation.id;
        for (who, caller, code) in &strangers {
            let came = outcome(caller, &operation).await;
            if came != (401, Some((*code).to_owned())) {
                wrong.push(format!("{id} with {who}: expected 401 {code}, came {came:?}"));
            }
        }
        let somebody = people
            .iter()
            .map(|(who, caller, role)| ((*who).to_owned(), caller, permission.allows_role(*role)));
        let programs = keys.iter().map(|(caller, scope)| {
            (
                format!("a key with {scope:?}"),
                caller,
                permission.allows_scopes(&[*scope]),
            )
        });
        for (who, caller, allowed) in somebody.chain(programs) {
            let came = outcome(caller, &operation).await;
            let as_expected = match allowed {
                true => !is_denied(&came) && came.0 < 500,
                false => came == (403, Some("forbidden".to_owned())),
            };
            if !as_expected {
                let expected = if allowed { "to be let in" } else { "403 forbidden" };
                wrong.push(format!(
                    "{id} as {who}: expected {expected} ({permission}), came {came:?}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "who may do what is written in crates/auth/src/permissions.rs, which operation needs what in \
         crates/api/src/http/access.rs. One of them, or a handler, is not as intended:\n{}",
        wrong.join("\n")
    );
}

#[tokio::test]
async fn the_operations_that_anybody_may_call_are_these_and_ask_for_nobody() {
    let server = TestServer::start().await;
    let mut public = vec![];
    for operation in operations(&server).await {
        if operation.permission.is_some() {
            continue;
        }
        let came = outcome(&server.anonymous(), &operation).await;
        assert!(!is_denied(&came), "{} is public, yet answers {came:?}", operation.id);
        public.push(operation.id);
    }
    public.sort();
    assert_eq!(
        public, PUBLIC,
        "left: operations without a permission, right: PUBLIC in this file. The list may only become shorter"
    );
}

#[tokio::test]
async fn what_was_asked_as_everybody_changed_nothing() {
    let server = TestServer::start().await;
    let before = server.head().await;
    for operation in operations(&server).await {
        for caller in [
            server.anonymous(),
            server.as_auditor(),
            server.as_key(Scope::Read),
            server.with_forged_token(),
        ] {
            outcome(&caller, &operation).await;
        }
    }
    assert_eq!(server.head().await, before);
}

#[tokio::test]
async fn only_admins_give_a_conversation_to_somebody_else() {
    let server = TestServer::start().await;
    let conversation = server.text_from("+14155550123", "hello").await;
    let path = format!("/v1/conversations/{conversation}/assign");
    let to = |agent| json!({ "agent": agent });
    server
        .as_colleague()
        .post(&path)
        .json(to(AGENT.id))
        .await
        .problem(403, "forbidden");
    server.as_agent().post(&path).json(to(AGENT.id)).await.ok();
    // It is somebody's now: handing it back is the owner's business.
    server
        .as_colleague()
        .post(&path)
        .json(json!({ "agent": null }))
        .await
        .problem(403, "forbidden");
    server.as_admin().post(&path).json(json!({ "agent": null })).await.ok();
}

#[tokio::test]
async fn an_agents_box_is_open_to_its_owner_and_those_who_oversee() {
    let server = TestServer::start().await;
    let path = format!("/v1/conversations?agent={}", AGENT.id);
    server.as_agent().get(&path).await.ok();
    server.as_admin().get(&path).await.ok();
    server.as_auditor().get(&path).await.ok();
    server.as_colleague().get(&path).await.problem(403, "forbidden");
    server.as_key(Scope::Read).get(&path).await.problem(403, "forbidden");
}

#[tokio::test]
async fn taking_away_access_works_at_once() {
    let server = TestServer::start().await;
    server.as_agent().get("/v1/me").await.ok();
    let path = format!("/v1/agents/{}", AGENT.id);
    server
        .as_admin()
        .patch(&path)
        .json(json!({ "role": "auditor" }))
        .await
        .ok();
    server
        .as_agent()
        .post("/v1/conversations/bulk")
        .json(json!({}))
        .await
        .problem(403, "forbidden");
    server
        .as_admin()
        .patch(&path)
        .json(json!({ "active": false }))
        .await
        .ok();
    server.as_agent().get("/v1/me").await.problem(401, "session_ended");
}
