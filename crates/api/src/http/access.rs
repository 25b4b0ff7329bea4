//! Which operation needs which permission. What is not in this table cannot be called.

use super::{
    authenticate::{Authenticated, authenticate},
    caller::{Caller, not_allowed},
    rate_limit::{Allowance, Counted},
};
use crate::{App, problem::Problem};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap},
    },
    middleware::Next,
    web,
};
use auth::Permission;
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::OnceLock,
};

/// Who may call an operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Access {
    /// Anybody, as often as we are called: probes, and carriers and shops, who prove themselves by a signature.
    Open,
    /// Anybody, but not too often.
    Public,
    Needs(Permission),
}

use Access::{Needs, Open, Public};
use Permission::*;

#[rustfmt::skip]
const OPERATIONS: &[(&str, Access)] = &[
    ("check_liveness",          Open),
    ("check_readiness",         Open),
    ("read_metrics",            Open),
    ("receive_twilio_message",  Open),
    ("receive_twilio_status",   Open),
    ("receive_shopify_webhook", Open),
    ("fetch_media",             Open),
    ("follow_short_link",       Public),

    ("sign_in",                 Public),
    ("refresh_session",         Public),
    ("sign_out",                Public),
    ("read_me",                 Needs(ReadSelf)),
    ("change_password",         Needs(ChangeOwnPassword)),

    ("list_agents",             Needs(ReadAgents)),
    ("add_agent",               Needs(ManageAgents)),
    ("change_agent",            Needs(ManageAgents)),
    ("list_api_keys",           Needs(ReadApiKeys)),
    ("issue_api_key",           Needs(ManageApiKeys)),
    ("revoke_api_key",          Needs(ManageApiKeys)),

    ("list_stores",             Needs(ReadStores)),
    ("read_store",              Needs(ReadStores)),
    ("create_store",            Needs(ManageStores)),
    ("change_profile",          Needs(ManageStores)),
    ("change_senders",          Needs(ManageStores)),
    ("change_hours",            Needs(ManageStores)),
    ("change_templates",        Needs(ManageStores)),
    ("change_quick_replies",    Needs(ManageStores)),
    ("change_keyword_rules",    Needs(ManageStores)),
    ("change_automation",       Needs(ManageStores)),
    ("change_cart_recovery",    Needs(ManageStores)),
    ("change_sending_rules",    Needs(ManageStores)),

    ("read_sending_tables",     Needs(ReadStores)),
    ("read_opt_out_rates",      Needs(ReadStores)),
    ("list_suppressions",       Needs(ReadConversations)),
    ("export_suppressions",     Needs(ReadConversations)),
    ("import_suppressions",     Needs(ManageStores)),
    ("try_text",                Needs(ReadStores)),
    ("read_sending_times",      Needs(ReadStores)),

    ("count_boxes",             Needs(ReadConversations)),
    ("list_conversations",      Needs(ReadConversations)),
    ("read_conversation",       Needs(ReadConversations)),
    ("read_timeline",           Needs(ReadConversations)),
    ("explain_message",         Needs(ReadConversations)),
    ("download_media",          Needs(ReadConversations)),
    ("list_contacts",           Needs(ReadConversations)),
    ("list_carts",              Needs(ReadConversations)),
    ("list_orders",             Needs(ReadConversations)),

    ("start_conversation",      Needs(WriteConversations)),
    ("send_message",            Needs(WriteConversations)),
    ("cancel_message",          Needs(WriteConversations)),
    ("send_message_now",        Needs(WriteConversations)),
    ("retry_message",           Needs(WriteConversations)),
    ("assign_conversation",     Needs(WriteConversations)),
    ("hand_off_conversation",   Needs(WriteConversations)),
    ("close_conversation",      Needs(WriteConversations)),
    ("reopen_conversation",     Needs(WriteConversations)),
    ("snooze_conversation",     Needs(WriteConversations)),
    ("opt_out_contact",         Needs(WriteConversations)),
    ("opt_in_contact",          Needs(WriteConversations)),
    ("label_conversation",      Needs(WriteConversations)),
    ("update_contact",          Needs(WriteConversations)),
    ("change_conversations",    Needs(WriteConversations)),
    ("upload_media",            Needs(WriteConversations)),
    ("take_conversation",       Needs(ActAsAgent)),
    ("record_reading",          Needs(ActAsAgent)),
    ("mark_conversation_read",  Needs(ActAsAgent)),
    ("mark_conversation_unread", Needs(ActAsAgent)),
    ("add_note",                Needs(ActAsAgent)),

    ("erase_contact",           Needs(EraseContacts)),
    ("list_erasures",           Needs(ReadErasures)),
    ("read_erasure",            Needs(ReadErasures)),
    ("read_certificate",        Needs(ReadErasures)),

    ("list_events",             Needs(ReadEvents)),
    ("stream_events",           Needs(ReadEvents)),
    ("read_checkpoint",         Needs(ReadEvents)),
    ("read_public_key",         Needs(ReadEvents)),
    ("prove_inclusion",         Needs(ReadEvents)),
    ("prove_consistency",       Needs(ReadEvents)),
    ("read_bundle",             Needs(ReadEvents)),
    ("follow_live",             Needs(FollowLive)),
    ("list_backups",            Needs(ReadBackups)),
    ("make_backup",             Needs(MakeBackups)),

    ("read_views",              Needs(ReadViews)),
    ("rebuild_views",           Needs(RebuildViews)),

    ("read_simulator",          Needs(ReadSimulator)),
    ("read_phone",              Needs(ReadSimulator)),
    ("text_from_phone",         Needs(UseSimulator)),
    ("read_on_phone",           Needs(UseSimulator)),
    ("abandon_cart",            Needs(UseSimulator)),
    ("place_order",             Needs(UseSimulator)),
    ("advance_clock",           Needs(UseSimulator)),
    ("set_failures",            Needs(UseSimulator)),
];

impl Access {
    pub(crate) fn of(operation: &str) -> Option<Self> {
        OPERATIONS
            .iter()
            .find(|(id, _)| *id == operation)
            .map(|(_, access)| *access)
    }

    /// As the API's document says it: the permission, or `public`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Open | Public => "public",
            Needs(permission) => permission.name(),
        }
    }
}

/// What is about to be called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub id: &'static str,
    pub access: Access,
}

/// Method and route template to operation, as the document has it.
fn routes() -> &'static HashMap<(Method, String), Operation> {
    static ROUTES: OnceLock<HashMap<(Method, String), Operation>> = OnceLock::new();
    ROUTES.get_or_init(|| {
        let operations = crate::openapi::operations();
        let known = operations.into_iter().filter_map(|(method, path, id)| {
            let (id, access) = OPERATIONS.iter().find(|(known, _)| *known == id)?;
            Some(((method, path), Operation { id, access: *access }))
        });
        known.collect()
    })
}

/// The methods that a route template answers to.
pub(crate) fn methods_of(pattern: &str) -> Vec<&'static Method> {
    let mut methods: Vec<_> = routes()
        .keys()
        .filter(|(_, path)| path == pattern)
        .map(|(method, _)| method)
        .collect();
    methods.sort_by_key(|method| method.as_str());
    methods
}

/// Stands before every handler: who is it, not too often, may they.
pub(crate) async fn check(
    app: web::Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let pattern = request.match_pattern().unwrap_or_default();
    let operation = routes().get(&(request.method().clone(), pattern)).copied();
    let Some(operation) = operation else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    request.extensions_mut().insert(operation);
    let (allowance, admitted) = admit(&app, &request, operation).await;
    let mut response = match admitted {
        Ok(caller) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            next.call(request).await?.map_into_boxed_body()
        }
        Err(problem) => request.error_response(problem),
    };
    if let Some(allowance) = allowance {
        allowance.write(response.headers_mut());
    }
    Ok(response)
}

/// What is left of the caller's allowance, and the caller if they may go on.
async fn admit(
    app: &App,
    request: &ServiceRequest,
    operation: Operation,
) -> (Option<Allowance>, Result<Option<Caller>, Problem>) {
    let by_address = || {
        let counters = &app.limiters.unauthenticated;
        counters
            .count(&Counted::Address(address(app, request.peer_addr(), request.headers())))
            .map_err(|problem| (counters.exhausted(), problem))
    };
    let permission = match operation.access {
        Open => return (None, Ok(None)),
        Public => {
            return match by_address() {
                Ok(allowance) => (Some(allowance), Ok(None)),
                Err((allowance, problem)) => (Some(allowance), Err(problem)),
            };
        }
        Needs(permission) => permission,
    };
    let Authenticated { principal, expires } = match authenticate(app, request.headers()).await {
        Ok(authenticated) => authenticated,
        // Guessing is counted too.
        Err(unknown) => {
            return match by_address() {
                Ok(allowance) => (Some(allowance), Err(unknown)),
                Err((allowance, problem)) => (Some(allowance), Err(problem)),
            };
        }
    };
    let allowance = match app.limiters.requests.count(&Counted::from(&principal)) {
        Ok(allowance) => allowance,
        Err(problem) => return (Some(app.limiters.requests.exhausted()), Err(problem)),
    };
    if !permission.allows(&principal) {
        return (Some(allowance), Err(not_allowed(permission)));
    }
    (Some(allowance), Ok(Some(Caller { principal, expires })))
}

/// Where the request comes from. Behind a proxy of the operator's own it is the last address that proxy has added.
pub(crate) fn address(app: &App, peer: Option<SocketAddr>, headers: &HeaderMap) -> Option<IpAddr> {
    let peer = peer.map(|address| address.ip());
    if !app.behind_proxy {
        return peer;
    }
    let forwarded = headers.get(header::X_FORWARDED_FOR);
    let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    last.or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_stands_in_the_table_and_the_table_names_no_other() {
        let documented: BTreeSet<String> = crate::openapi::operations().into_iter().map(|(_, _, id)| id).collect();
        let listed: BTreeSet<String> = OPERATIONS.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(
            documented, listed,
            "left: what is served, right: OPERATIONS in http/access.rs"
        );
    }

    #[test]
    fn every_permission_but_those_of_parts_guards_an_operation() {
        let used: BTreeSet<_> = OPERATIONS.iter().map(|(_, access)| access.name()).collect();
        let unused: Vec<_> = Permission::all()
            .map(Permission::name)
            .filter(|name| !used.contains(name))
            .collect();
        // These two are asked for inside an operation, when somebody else is meant.
        assert_eq!(unused, ["boxes.team", "conversations.assign"]);
    }
}
