//! The HTTP API: every operation of the web app and of integrators, the webhooks of carriers and shops, the live feeds,
//! and the web app's own files.
//!
//! A file is one small subject. A handler reads as one sentence (authorised, load, act, answer), with its documentation
//! and its types beside it. What all operations share lives in `http`: who asks and may they (`access`, the one place
//! where that is decided), how often, what they sent, under which key. What goes wrong is a [`Problem`].
//!
//! **Architecture invariant.** The only crate that knows HTTP. It decides nothing: rules live in `domain`, and every
//! change goes through `commands`.

mod agents;
mod api_keys;
mod app;
mod backups;
mod carts;
mod contacts;
mod conversation;
mod erasures;
mod events;
mod http;
mod inbound;
mod me;
mod media;
mod openapi;
mod operating;
mod problem;
mod proofs;
mod routes;
mod sending;
mod session;
mod simulator;
mod starting;
mod stores;
mod views;
mod web_app;

pub use app::{App, Parts, Simulator};
pub use backups::{Backup, BackupProgress, BackupState, Backups, CannotBackUp};
pub use http::rate_limit::RateLimits;
pub use media::media_link;
pub use openapi::{openapi, openapi_json};
pub use problem::Problem;
pub use simulator::overview::Product;
pub use starting::{Starting, starting_app};
pub use web_app::WebApp;

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web,
};
use utoipa_actix_web::AppExt;
use utoipa_swagger_ui::SwaggerUi;

/// The whole application, for each worker of an `HttpServer` or for a test.
pub fn http_app(
    app: web::Data<App>,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (routes, _) = actix_web::App::new()
        .into_utoipa_app()
        .configure(routes::configure)
        .split_for_parts();
    routes
        .app_data(app)
        .configure(http::extractors::configure)
        .service(inbound::short_link::look_at_short_link)
        .service(web::redirect("/docs", "/docs/"))
        .service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", openapi()))
        .default_service(web::to(http::fallback::answer))
        .wrap(from_fn(http::access::check))
        .wrap(from_fn(http::security_headers::add))
        .wrap(from_fn(http::observe::observe))
        .wrap(Compress::default())
}
