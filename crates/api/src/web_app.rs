//! The single-page web app: files from the binary or from a directory, and `index.html` for every page of it.

use actix_web::{
    HttpResponse,
    http::header::{self, HeaderValue},
};
use bytes::Bytes;
use std::path::{Component, Path, PathBuf};

#[cfg(feature = "embed-web")]
#[derive(rust_embed::Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Embedded;

/// Where the built files are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum WebApp {
    /// In the binary, if it was built with `embed-web`.
    #[default]
    Embedded,
    /// In a directory, such as `web/dist`.
    Directory(PathBuf),
}

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Threadkeep</title>\
    <body style=\"font-family:system-ui;max-width:40rem;margin:4rem auto;line-height:1.5\"><h1>The web app is not built yet</h1>\
    <p>Run <code>just run</code>, or build it with <code>npm ci && npm run build</code> in <code>web/</code> and start the server again.</p>\
    <p>The API works: see <a href=\"/docs/\">its documentation</a>.</p></body></html>";

/// The file at this path; for a page of the app its `index.html`, for a missing file 404.
pub(crate) async fn answer(web_app: &WebApp, path: &str) -> HttpResponse {
    let path = path.trim_start_matches('/');
    if !path.is_empty()
        && let Some(content) = file(web_app, path).await
    {
        return respond(path, content);
    }
    // Pages have no dot in their last part, files do: a missing script must not be answered with HTML.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return HttpResponse::NotFound()
            .content_type("text/plain; charset=utf-8")
            .body("there is no such file\n");
    }
    match file(web_app, "index.html").await {
        Some(content) => respond("index.html", content),
        None => HttpResponse::NotFound()
            .content_type("text/html; charset=utf-8")
            .body(NOT_BUILT),
    }
}

async fn file(web_app: &WebApp, path: &str) -> Option<Bytes> {
    match web_app {
        WebApp::Embedded => embedded(path),
        WebApp::Directory(directory) => tokio::fs::read(directory.join(plain(path)?))
            .await
            .ok()
            .map(Bytes::from),
    }
}

#[cfg(feature = "embed-web")]
fn embedded(path: &str) -> Option<Bytes> {
    Embedded::get(path).map(|file| Bytes::from(file.data.into_owned()))
}

#[cfg(not(feature = "embed-web"))]
fn embedded(_: &str) -> Option<Bytes> {
    None
}

/// A path that leads nowhere but down.
fn plain(path: &str) -> Option<&Path> {
    let path = Path::new(path);
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(path)
}

fn respond(path: &str, content: Bytes) -> HttpResponse {
    // The bundler puts a hash of the content into the names under assets/.
    let immutable = path.starts_with("assets/");
    let cache = if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = HttpResponse::Ok();
    response.insert_header((header::CACHE_CONTROL, HeaderValue::from_static(cache)));
    let text = mime.type_() == mime_guess::mime::TEXT;
    response.content_type(if text {
        format!("{mime}; charset=utf-8")
    } else {
        mime.to_string()
    });
    response.body(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built() -> (tempfile::TempDir, WebApp) {
        let directory = tempfile::tempdir().unwrap();
        std::fs::create_dir(directory.path().join("dist")).unwrap();
        std::fs::create_dir(directory.path().join("dist/assets")).unwrap();
        std::fs::write(directory.path().join("dist/index.html"), "the app").unwrap();
        std::fs::write(directory.path().join("dist/assets/app-1a2b.js"), "code").unwrap();
        std::fs::write(directory.path().join("secret.txt"), "secret").unwrap();
        let web_app = WebApp::Directory(directory.path().join("dist"));
        (directory, web_app)
    }

    async fn get(web_app: &WebApp, path: &str) -> (u16, String, String) {
        let response = answer(web_app, path).await;
        let status = response.status().as_u16();
        let cache = response
            .headers()
            .get("cache-control")
            .map(|value| value.to_str().unwrap().to_owned());
        let body = actix_web::body::to_bytes(response.into_body()).await.unwrap();
        (
            status,
            cache.unwrap_or_default(),
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[actix_web::test]
    async fn every_page_is_the_app_and_is_never_cached() {
        let (_directory, web_app) = built();
        for page in ["/", "/inbox/yours", "/index.html"] {
            assert_eq!(
                get(&web_app, page).await,
                (200, "no-cache".into(), "the app".into()),
                "{page}"
            );
        }
    }

    #[actix_web::test]
    async fn assets_are_kept_for_ever_and_missing_ones_are_missing() {
        let (_directory, web_app) = built();
        let (status, cache, body) = get(&web_app, "/assets/app-1a2b.js").await;
        assert_eq!((status, body.as_str()), (200, "code"));
        assert!(cache.contains("immutable"));
        assert_eq!(get(&web_app, "/assets/gone.js").await.0, 404);
    }

    #[actix_web::test]
    async fn nothing_outside_of_the_directory_is_served() {
        let (_directory, web_app) = built();
        for path in [
            "/../secret.txt",
            "/assets/../../secret.txt",
            "//etc/passwd",
            "/./../secret.txt",
        ] {
            let (_, _, body) = get(&web_app, path).await;
            assert!(!body.contains("secret") && !body.contains("root:"), "{path}: {body}");
        }
    }

    #[actix_web::test]
    async fn without_a_build_the_page_says_how_to_make_one() {
        let (status, _, body) = get(&WebApp::Directory("does-not-exist".into()), "/").await;
        assert_eq!(status, 404);
        assert!(body.contains("npm run build"));
    }
}
