use crate::{
    App,
    http::{
        answer::Items,
        page::{AtLeast, seen},
    },
    problem::Answer,
};
use actix_web::{get, web};
use projections::{AgentRecord, View};

/// List agents
///
/// Everybody who may sign in or once could: names stand beside messages for ever.
#[utoipa::path(tag = "agents", params(AtLeast), responses((status = 200, body = Items<AgentRecord>)))]
#[get("/v1/agents")]
pub(crate) async fn list_agents(
    app: web::Data<App>,
    query: web::Query<AtLeast>,
) -> Answer<web::Json<Items<AgentRecord>>> {
    seen(&app, View::Directory, query.at_least).await?;
    Ok(web::Json(Items {
        items: app.views.agents().await?,
    }))
}
