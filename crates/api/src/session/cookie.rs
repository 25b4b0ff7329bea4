//! The cookie that holds the refresh token: out of reach of scripts, sent to these paths only.

use crate::App;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use auth::{REFRESH_TOKEN_LIFETIME, RefreshToken};

const NAME: &str = "threadkeep_refresh";
const PATH: &str = "/v1/session";

pub(super) fn holding(app: &App, token: &RefreshToken) -> Cookie<'static> {
    let age = Duration::seconds(REFRESH_TOKEN_LIFETIME.as_secs());
    bare(app, token.to_cookie()).max_age(age).finish()
}

pub(super) fn removed(app: &App) -> Cookie<'static> {
    bare(app, String::new()).max_age(Duration::ZERO).finish()
}

pub(super) fn token(request: &HttpRequest) -> Option<RefreshToken> {
    RefreshToken::from_cookie(request.cookie(NAME)?.value())
}

fn bare(app: &App, value: String) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(NAME, value)
        .path(PATH)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.secure_cookies)
}
