use super::standing::ViewsStanding;
use crate::App;
use actix_web::{get, web};

/// See how the views are doing
///
/// What stands still does not keep the rest from being used: `vital` says what does.
#[utoipa::path(tag = "operating", responses((status = 200, body = ViewsStanding)))]
#[get("/v1/views")]
pub(crate) async fn read_views(app: web::Data<App>) -> web::Json<ViewsStanding> {
    web::Json(ViewsStanding::new(app.commands.log().head(), app.views.health()))
}
