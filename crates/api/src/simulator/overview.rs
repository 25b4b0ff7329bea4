use super::simulator;
use crate::{App, problem::Answer};
use actix_web::{get, web};
use domain::ConversationId;
use gateway::simulator::Failure;
use jiff::Timestamp;
use projections::ListFilter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// So many customers can be picked from: those who were heard of last.
const CUSTOMERS: usize = 200;

#[derive(Serialize, ToSchema)]
pub(crate) struct SimulatorOverview {
    now: Timestamp,
    /// How far the demo store's clock runs ahead of the real one.
    clock_offset_seconds: i64,
    customers: Vec<SimulatedCustomer>,
    cart_products: Vec<Product>,
    /// How calls to the carrier end: `none`, `refuse`, `hang`, `later`, `lost` and so on.
    #[schema(value_type = String)]
    failure_mode: Failure,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct SimulatedCustomer {
    address: String,
    name: Option<String>,
    conversation: ConversationId,
}

/// Something that can be put into a cart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct Product {
    pub title: String,
    /// In the currency's smallest unit.
    pub price_minor: i64,
    /// ISO 4217.
    pub currency: String,
    pub image: Option<String>,
}

/// Look at the simulator
#[utoipa::path(tag = "simulator", responses((status = 200, body = SimulatorOverview)))]
#[get("/v1/simulator")]
pub(crate) async fn read_simulator(app: web::Data<App>) -> Answer<web::Json<SimulatorOverview>> {
    let simulator = simulator(&app)?;
    let filter = ListFilter {
        store: Some(simulator.store),
        limit: CUSTOMERS,
        ..ListFilter::default()
    };
    let rows = app.views.list(filter).await?.items.into_iter();
    let customer = |row: projections::ConversationRow| SimulatedCustomer {
        address: row.address,
        name: row.name,
        conversation: row.id,
    };
    Ok(web::Json(SimulatorOverview {
        now: app.commands.clock().now(),
        clock_offset_seconds: simulator.clock.ahead().as_secs(),
        customers: rows.map(customer).collect(),
        cart_products: simulator.products.clone(),
        failure_mode: simulator.gateway.failure(),
    }))
}
