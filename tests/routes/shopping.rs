//! Carts and orders, by way of the simulated shop; and the simulator itself.

use jiff::SignedDuration;
use serde_json::{Value, json};
use test_support::TestServer;

const PHONE: &str = "+14155550123";
const PHONE_PATH: &str = "/v1/simulator/phones/+14155550123";

async fn until_one(server: &TestServer, path: &str) -> Value {
    server
        .until(&format!("{path} shows one"), async || {
            let page = server.as_agent().get(path).await.ok();
            let items = page["items"].as_array()?;
            (items.len() == 1).then(|| items[0].clone())
        })
        .await
}

#[tokio::test]
async fn a_cart_is_pending_until_it_is_ordered() {
    let server = TestServer::start().await;
    server
        .as_agent()
        .post(&format!("{PHONE_PATH}/order"))
        .await
        .problem(409, "cart_missing");
    let fill = || {
        server
            .as_agent()
            .post(&format!("{PHONE_PATH}/cart"))
            .idempotency_key("c")
            .json(json!({ "items": [0, 1] }))
    };
    fill().await.expect(202);
    fill().await.expect(202);
    let pending = until_one(&server, "/v1/carts?state=pending").await;
    assert_eq!(pending["cart"]["items"].as_array().unwrap().len(), 2);
    assert_eq!(pending["conversation"], json!(server.conversation_of(PHONE)));
    assert!(
        server.as_agent().get("/v1/conversations?has=cart").await.ok()["items"]
            .as_array()
            .unwrap()
            .len()
            == 1
    );

    server.as_agent().post(&format!("{PHONE_PATH}/order")).await.expect(202);
    until_one(&server, "/v1/orders").await;
    until_one(&server, "/v1/carts?state=ordered").await;
    until_one(&server, "/v1/conversations?has=order").await;
    assert_eq!(
        server.as_agent().get("/v1/carts?state=pending").await.ok()["items"],
        json!([])
    );
    let wrong = server
        .as_agent()
        .post(&format!("{PHONE_PATH}/cart"))
        .json(json!({ "items": [9_999] }))
        .await;
    assert_eq!(wrong.problem(422, "validation")["pointer"], "/body/items");
}

#[tokio::test]
async fn the_simulators_clock_moves_forward_only() {
    let server = TestServer::start().await;
    let before = server.now();
    let advance = |seconds: i64| {
        server
            .as_agent()
            .post("/v1/simulator/clock")
            .json(json!({ "advance_seconds": seconds }))
    };
    assert_eq!(
        advance(3_600).await.ok()["now"],
        json!(before + SignedDuration::from_hours(1))
    );
    for seconds in [0, -1, i64::MIN, i64::MAX] {
        advance(seconds).await.problem(422, "validation");
    }
    let overview = server.as_auditor().get("/v1/simulator").await.ok();
    assert_eq!(overview["clock_offset_seconds"], 3_600);
    assert!(!overview["cart_products"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_short_link_that_leads_nowhere_says_so() {
    let server = TestServer::start().await;
    for code in ["nowhere", "..%2f", "%00", &"x".repeat(3_000)] {
        let reply = server.anonymous().get(&format!("/l/{code}")).await;
        assert_eq!(reply.status(), 404, "{code}: {reply}");
    }
}

#[tokio::test]
async fn without_simulated_phones_there_is_no_simulator() {
    let server = test_support::Deployment::default()
        .configured(|config| config.simulator = Some(false))
        .start()
        .await;
    server
        .as_admin()
        .get("/v1/simulator")
        .await
        .problem(404, "simulator_off");
    server
        .as_admin()
        .post(&format!("{PHONE_PATH}/messages"))
        .json(json!({ "body": "hi" }))
        .await
        .problem(404, "simulator_off");
}
