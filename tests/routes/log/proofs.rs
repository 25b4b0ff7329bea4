use domain::api_key::Scope;
use event_log::{InclusionProof, PublicKey, SignedCheckpoint, verify_bundle};
use serde_json::Value;
use test_support::TestServer;

const PHONE: &str = "+14155550123";

async fn public_key(server: &TestServer) -> PublicKey {
    let key = server.as_auditor().get("/v1/log/public-key").await;
    assert_eq!(key.status(), 200, "{key}");
    key.text().parse().unwrap()
}

async fn checkpoint(server: &TestServer) -> SignedCheckpoint {
    let note = server.as_key(Scope::Events).get("/v1/log/checkpoint").await;
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    SignedCheckpoint::open(&note.text(), &public_key(server).await).unwrap()
}

fn text(proof: &Value, field: &str) -> String {
    proof[field].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_held_a_checkpoint_can_tell_later_that_the_log_only_grew() {
    let server = TestServer::start().await;
    let held = checkpoint(&server).await;
    server.text_from(PHONE, "hello").await;
    let newest = checkpoint(&server).await;
    assert!(newest.size() > held.size());
    let path = format!("/v1/log/proofs/consistency?from={}&to={}", held.size(), newest.size());
    let proof = server.as_auditor().get(&path).await.ok();
    assert_eq!(text(&proof, "from_checkpoint"), held.note());
    assert_eq!(text(&proof, "to_checkpoint"), newest.note());
    assert!(proof["hashes"].as_array().is_some_and(|hashes| !hashes.is_empty()));
}

#[tokio::test]
async fn a_bundle_of_a_running_server_is_whole_and_agrees_with_what_was_held() {
    let server = TestServer::start().await;
    let held = checkpoint(&server).await;
    server.text_from(PHONE, "a text that nobody else reads").await;
    let (key, head) = (public_key(&server).await, server.head().await);
    for (query, first, last) in [
        (format!("?to={head}"), 1, head),
        (format!("?from={}&to={head}", held.size()), held.size() + 1, head),
        (format!("?from={head}&to={head}"), head + 1, head),
    ] {
        let bundle = server
            .as_key(Scope::Events)
            .get(&format!("/v1/log/bundle{query}"))
            .await;
        assert!(!bundle.text().contains("nobody else"));
        let held = [held.clone()];
        let held = if first <= held[0].size() + 1 { &held[..] } else { &[] };
        let verified = verify_bundle(bundle.bytes(), &key, held, &mut |_, _| ()).unwrap();
        assert_eq!(
            (verified.first, verified.last, verified.held.len()),
            (first, last, held.len())
        );
    }
}

#[tokio::test]
async fn any_record_can_be_proven_to_be_in_the_log_without_showing_what_it_says() {
    let server = TestServer::start().await;
    server.text_from(PHONE, "a text that nobody else reads").await;
    let (size, key) = (server.head().await, public_key(&server).await);
    for position in 1..=size {
        let path = format!("/v1/log/proofs/inclusion?position={position}&size={size}");
        let proof = server.as_key(Scope::Events).get(&path).await.ok();
        let (opened, header) = InclusionProof::open(&text(&proof, "proof"), &key).unwrap();
        assert_eq!((opened.checkpoint.size(), header.position.0), (size, position));
        assert_eq!(text(&proof, "record_hash"), opened.record_hash().to_string());
        assert_eq!(text(&proof, "checkpoint"), opened.checkpoint.note());
        let says = |words: &[u8]| opened.record.windows(words.len()).any(|window| window == words);
        assert!(!says(b"nobody else") && !says(PHONE.as_bytes()));
    }
}

#[tokio::test]
async fn what_is_not_in_the_log_is_refused_and_the_limits_are_named() {
    let server = TestServer::start().await;
    let head = server.head().await;
    let auditor = server.as_auditor();
    let beyond = head + 1_000;
    for (path, code, pointer) in [
        (format!("checkpoint?size={beyond}"), "size_out_of_range", "/query/size"),
        (
            "proofs/inclusion?position=0".to_owned(),
            "position_out_of_range",
            "/query/position",
        ),
        (
            format!("proofs/inclusion?position={beyond}"),
            "position_out_of_range",
            "/query/position",
        ),
        (
            format!("proofs/inclusion?position=1&size={beyond}"),
            "size_out_of_range",
            "/query/size",
        ),
        (
            "proofs/inclusion?position=2&size=1".to_owned(),
            "position_out_of_range",
            "/query/position",
        ),
        (
            "proofs/consistency?from=2&to=1".to_owned(),
            "size_out_of_range",
            "/query/from",
        ),
        (
            format!("proofs/consistency?from=1&to={beyond}"),
            "size_out_of_range",
            "/query/to",
        ),
    ] {
        let problem = auditor.get(&format!("/v1/log/{path}")).await.problem(400, code);
        assert_eq!(problem["pointer"], pointer, "{path}");
    }
    for path in [
        "proofs/inclusion",
        "proofs/consistency",
        "proofs/inclusion?position=-1",
        "checkpoint?size=all",
    ] {
        auditor
            .get(&format!("/v1/log/{path}"))
            .await
            .problem(400, "query_invalid");
    }
}
