//! Probes, metrics, the document, and what every answer carries.

use test_support::TestServer;

#[tokio::test]
async fn a_server_is_alive_and_says_how_far_its_views_are() {
    let server = TestServer::start().await;
    let head = server.head().await;
    assert_eq!(server.anonymous().get("/livez").await.expect(200)["status"], "ok");
    let ready = server.anonymous().get("/readyz").await.expect(200);
    assert_eq!(
        (ready["status"].as_str(), ready["log"]["writable"].as_bool()),
        (Some("ready"), Some(true))
    );
    assert_eq!(
        (&ready["log"]["head"], &ready["views"][0]["checkpoint"]),
        (&head.into(), &head.into())
    );
}

#[tokio::test]
async fn metrics_name_routes_and_never_people() {
    let server = TestServer::start().await;
    let phone = "+14155550187";
    let conversation = server.text_from(phone, "my secret is blue").await;
    server
        .as_agent()
        .get(&format!("/v1/conversations?q={}", phone.trim_start_matches('+')))
        .await
        .ok();
    let reply = server.anonymous().get("/metrics").await;
    let metrics = reply.text();
    assert!(
        reply.header("content-type").starts_with("text/plain"),
        "{}",
        reply.header("content-type")
    );
    for name in ["http_requests_total", "http_request_seconds", "log_head_position"] {
        assert!(metrics.contains(name), "{name} is missing");
    }
    for private in ["4155550187", "secret", &conversation.to_string(), "fern.example"] {
        assert!(!metrics.contains(private), "{private} stands in the metrics");
    }
}

#[tokio::test]
async fn the_document_and_its_pages_are_served_without_the_internet() {
    let server = TestServer::start().await;
    let document = server.anonymous().get("/openapi.json").await.ok();
    assert!(
        document["openapi"].as_str().unwrap().starts_with("3.1"),
        "{}",
        document["openapi"]
    );
    let page = server.anonymous().get("/docs/").await;
    page.expect(200);
    let page = page.text();
    assert!(page.contains("swagger") && !page.contains("src=\"http"), "{page}");
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_the_headers_that_tell_browsers_what_not_to_do() {
    let server = TestServer::start().await;
    for path in ["/livez", "/v1/me", "/v1/nothing", "/", "/docs/"] {
        let reply = server.as_agent().get(path).await;
        assert!(!reply.header("x-request-id").is_empty(), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            reply
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{path}");
    }
    let mine = "0190a1b2-0000-7000-8000-00000000abcd";
    let reply = server.as_agent().get("/v1/me").header("x-request-id", mine).await;
    assert_eq!(reply.header("x-request-id"), mine);
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_to_wait() {
    let two = std::num::NonZeroU32::new(2).unwrap();
    let server = test_support::Deployment::default()
        .configured(|config| config.limits.requests = two)
        .start()
        .await;
    let first = server.as_agent().get("/v1/me").await;
    first.ok();
    assert_eq!(
        (first.header("ratelimit-limit"), first.header("ratelimit-remaining")),
        ("2", "1")
    );
    server.as_agent().get("/v1/me").await.ok();
    let refused = server.as_agent().get("/v1/me").await;
    refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    // Others are not slowed down by it.
    server.as_admin().get("/v1/me").await.ok();
}

#[tokio::test]
async fn a_read_can_wait_for_a_write_and_gives_up_on_what_never_comes() {
    let server = TestServer::start().await;
    let head = server.head().await;
    server
        .as_agent()
        .get(&format!("/v1/conversations?at_least={head}"))
        .await
        .ok();
    let behind = server
        .as_agent()
        .get(&format!("/v1/conversations?at_least={}", head + 1))
        .await;
    behind.problem(503, "view_behind");
}
