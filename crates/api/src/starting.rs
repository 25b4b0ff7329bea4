//! What is answered while the views are being built, before there is anything to serve.

use crate::{
    operating,
    problem::{Answer, Problem},
    views::standing::ViewsStanding,
};
use actix_web::{
    Error, HttpResponse,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    get, web,
};
use event_log::EventLog;
use projections::Views;
use std::sync::Arc;

/// What is known of a server that has yet to begin.
#[derive(Clone, Debug)]
pub struct Starting {
    pub log: Arc<dyn EventLog>,
    pub views: Views,
}

/// Says that it is alive and how far it has got, and asks everybody else to come back.
pub fn starting_app(
    starting: web::Data<Starting>,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    actix_web::App::new()
        .app_data(starting)
        .service(operating::check_liveness)
        .service(check_start)
        .default_service(web::to(come_back))
}

#[get("/readyz")]
async fn check_start(starting: web::Data<Starting>) -> HttpResponse {
    let views = ViewsStanding::new(starting.log.head(), starting.views.health());
    operating::starting(views)
}

async fn come_back() -> Answer<HttpResponse> {
    let detail = "the server is starting and builds what it shows: `/readyz` says how far it is, try again then";
    Err(Problem::unavailable("starting", detail))
}
