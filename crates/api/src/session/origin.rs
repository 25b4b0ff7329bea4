//! A page of another site must not use the cookie. SameSite=Strict says so to the browser; this checks it again.

use crate::problem::{Answer, Problem};
use actix_web::{
    HttpRequest,
    http::header::{self, HeaderName},
};

/// Browsers tell where a request comes from and pages cannot lie about it. What tells nothing is no browser, and has no
/// cookie that it did not put there itself.
pub(super) fn check(request: &HttpRequest) -> Answer<()> {
    let text = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    let ours = match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(header::HOST)
        }
        (None, None) => true,
    };
    if ours {
        Ok(())
    } else {
        Err(Problem::forbidden("this can only be done from the web app's own pages"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let mut request = TestRequest::default();
        for header in headers {
            request = request.insert_header(*header);
        }
        check(&request.to_http_request()).is_ok()
    }

    #[test]
    fn other_sites_are_refused_and_our_own_pages_are_not() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(!allowed(&[("sec-fetch-site", "cross-site")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site")]));
        assert!(allowed(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!allowed(&[
            ("origin", "https://evil.example"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!allowed(&[("origin", "null"), ("host", "127.0.0.1:8080")]));
        assert!(allowed(&[]));
    }
}
