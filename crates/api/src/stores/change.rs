//! Each section of a store's settings is replaced as a whole.

use super::StorePath;
use crate::{
    App,
    http::{
        answer::Items,
        body::{Body, Fingerprint},
        write::{Write, Written},
    },
    problem::Answer,
};
use actix_web::{put, web};
use commands::Streams;
use domain::store::{
    Automation, CartRecovery, Hours, KeywordRule, Profile, QuickReply, Sender, SendingRules, Store, StoreCommand,
    Template,
};

type Changed = Answer<web::Json<Written>>;

async fn change(app: &App, at: &StorePath, command: StoreCommand, write: &Write, body: Fingerprint) -> Changed {
    let handled = app
        .commands
        .handle::<Store>(Streams::store(at.store), &command, &write.context(body))
        .await?;
    Ok(web::Json(handled.into()))
}

/// Replace a store's name, support contact, currency and shop
#[utoipa::path(tag = "stores", params(StorePath), request_body = Profile, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/profile")]
pub(crate) async fn change_profile(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Profile>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeProfile(body.value),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's numbers
#[utoipa::path(tag = "stores", params(StorePath), request_body = Items<Sender>, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/senders")]
pub(crate) async fn change_senders(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Items<Sender>>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeSenders(body.value.items),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's opening hours
#[utoipa::path(tag = "stores", params(StorePath), request_body = Hours, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/hours")]
pub(crate) async fn change_hours(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Hours>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeHours(body.value),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's templates
#[utoipa::path(tag = "stores", params(StorePath), request_body = Items<Template>, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/templates")]
pub(crate) async fn change_templates(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Items<Template>>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeTemplates(body.value.items),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's quick replies
#[utoipa::path(tag = "stores", params(StorePath), request_body = Items<QuickReply>, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/quick-replies")]
pub(crate) async fn change_quick_replies(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Items<QuickReply>>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeQuickReplies(body.value.items),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's keyword rules
#[utoipa::path(tag = "stores", params(StorePath), request_body = Items<KeywordRule>, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/keyword-rules")]
pub(crate) async fn change_keyword_rules(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Items<KeywordRule>>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeKeywordRules(body.value.items),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's automation
#[utoipa::path(tag = "stores", params(StorePath), request_body = Automation, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/automation")]
pub(crate) async fn change_automation(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<Automation>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeAutomation(body.value),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's cart recovery
#[utoipa::path(tag = "stores", params(StorePath), request_body = CartRecovery, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/cart-recovery")]
pub(crate) async fn change_cart_recovery(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<CartRecovery>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeCartRecovery(body.value),
        &write,
        body.fingerprint,
    )
    .await
}

/// Replace a store's rules for sending: limits, doubtful opt-outs, double opt-in
#[utoipa::path(tag = "stores", params(StorePath), request_body = SendingRules, responses((status = 200, body = Written)))]
#[put("/v1/stores/{store}/sending-rules")]
pub(crate) async fn change_sending_rules(
    app: web::Data<App>,
    at: web::Path<StorePath>,
    write: Write,
    body: Body<SendingRules>,
) -> Changed {
    change(
        &app,
        &at,
        StoreCommand::ChangeSendingRules(body.value),
        &write,
        body.fingerprint,
    )
    .await
}
