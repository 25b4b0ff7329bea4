use super::standing::ViewsStanding;
use crate::{
    App,
    http::answer::accepted,
    problem::{Answer, Problem},
};
use actix_web::{HttpResponse, http::StatusCode, post, web};
use projections::RebuildRefused;

/// Rebuild the views
///
/// Folds the whole log anew beside the views that are in use, and exchanges them in one moment when they have got as
/// far. Read the views to see how far that is.
#[utoipa::path(tag = "operating", responses((status = 202, body = ViewsStanding)))]
#[post("/v1/views/rebuild")]
pub(crate) async fn rebuild_views(app: web::Data<App>) -> Answer<HttpResponse> {
    app.views.rebuild()?;
    Ok(accepted(ViewsStanding::new(
        app.commands.log().head(),
        app.views.health(),
    )))
}

impl From<RebuildRefused> for Problem {
    fn from(refused: RebuildRefused) -> Self {
        match refused {
            RebuildRefused::Running => Self::new(StatusCode::CONFLICT, "rebuild_running", refused.to_string()),
            RebuildRefused::Stopped => Self::unavailable("shutting_down", "the server is being stopped"),
        }
    }
}
