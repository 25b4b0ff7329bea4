//! Calls to Twilio, against a stand-in that checks their shape and answers as Twilio does, or not at all.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use domain::{MessageId, StoreId, message::Channel};
use gateway::{
    Accepted, FetchError, Found, Gateway, Lookup, LookupError, MediaSource, Outbound, OutboundMedia, RemoteMedia,
    SendError,
};
use gateway_twilio::{TwilioConfig, TwilioGateway};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpListener;
use uuid::Uuid;
use wiremock::{
    Match, Mock, MockServer, Request, ResponseTemplate,
    matchers::{any, basic_auth, header_exists, method, path, query_param},
};

const ACCOUNT: &str = "AC00000000000000000000000000000000";
const MESSAGES: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json";

fn twilio(api_url: &str) -> TwilioGateway {
    let config = TwilioConfig::new(ACCOUNT, "token".to_owned().into(), "https://texts.example.com/").unwrap();
    let config = TwilioConfig {
        timeout: Duration::from_millis(300),
        ..config.at(api_url).unwrap()
    };
    TwilioGateway::new(config).unwrap()
}

fn outbound() -> Outbound {
    Outbound {
        message: MessageId(Uuid::from_u128(7)),
        store: StoreId(Uuid::from_u128(1)),
        to: "+14155550123".parse().unwrap(),
        from: "+18885550100".to_owned(),
        messaging_service: None,
        channel: Channel::Sms,
        body: "Your order is on its way 👋".to_owned(),
        media: Vec::new(),
        template: None,
    }
}

/// The fields of a form body, in order.
struct Form(Vec<(&'static str, String)>);

impl Form {
    fn of(fields: &[(&'static str, &str)]) -> Self {
        Self(
            fields
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        )
    }
}

impl Match for Form {
    fn matches(&self, request: &Request) -> bool {
        let fields: Vec<_> = url::form_urlencoded::parse(&request.body).into_owned().collect();
        fields.len() == self.0.len()
            && fields
                .iter()
                .zip(&self.0)
                .all(|(is, expected)| is.0 == expected.0 && is.1 == expected.1)
    }
}

const CALLBACK: &str = "https://texts.example.com/webhooks/twilio/00000000-0000-0000-0000-000000000001/status\
                        ?message=00000000-0000-0000-0000-000000000007";

async fn answering(response: ResponseTemplate) -> (MockServer, TwilioGateway) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(response).expect(1).mount(&server).await;
    let twilio = twilio(&server.uri());
    (server, twilio)
}

async fn sending(response: ResponseTemplate) -> Result<Accepted, SendError> {
    let (_server, twilio) = answering(response).await;
    twilio.send(&outbound()).await
}

fn problem(status: u16, code: u32) -> ResponseTemplate {
    let body = json!({"code": code, "message": "about +14155550123", "more_info": "https://x", "status": status});
    ResponseTemplate::new(status).set_body_json(body)
}

async fn accepts(expected: Form, outbound: &Outbound) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path(MESSAGES))
        .and(basic_auth(ACCOUNT, "token"))
        .and(expected)
        .respond_with(ResponseTemplate::new(201).set_body_json(json!({"sid": "SM1", "status": "queued", "new": true})))
        .expect(1)
        .mount(&server)
        .await;
    let accepted = twilio(&server.uri()).send(outbound).await;
    assert_eq!(
        accepted,
        Ok(Accepted {
            carrier_id: "SM1".to_owned()
        })
    );
}

#[tokio::test]
async fn a_text_is_one_call_in_twilios_shape() {
    let expected = [
        ("To", "+14155550123"),
        ("From", "+18885550100"),
        ("Body", "Your order is on its way 👋"),
        ("StatusCallback", CALLBACK),
    ];
    accepts(Form::of(&expected), &outbound()).await;
}

#[tokio::test]
async fn a_messaging_service_stands_in_for_the_number() {
    let through_service = Outbound {
        messaging_service: Some("MG1".to_owned()),
        ..outbound()
    };
    let expected = [
        ("To", "+14155550123"),
        ("MessagingServiceSid", "MG1"),
        ("Body", "Your order is on its way 👋"),
        ("StatusCallback", CALLBACK),
    ];
    accepts(Form::of(&expected), &through_service).await;
}

#[tokio::test]
async fn pictures_go_as_addresses() {
    let picture = |name: &str| OutboundMedia {
        content_type: "image/png".to_owned(),
        source: MediaSource::Url(format!("https://texts.example.com/m/{name}")),
    };
    let mms = Outbound {
        channel: Channel::Mms,
        body: String::new(),
        media: vec![picture("1"), picture("2")],
        ..outbound()
    };
    let expected = [
        ("To", "+14155550123"),
        ("From", "+18885550100"),
        ("MediaUrl", "https://texts.example.com/m/1"),
        ("MediaUrl", "https://texts.example.com/m/2"),
        ("StatusCallback", CALLBACK),
    ];
    accepts(Form::of(&expected), &mms).await;
}

#[tokio::test]
async fn on_whatsapp_both_ends_are_marked_and_a_template_goes_by_its_sid() {
    let template = "HX11111111111111111111111111111111";
    let whatsapp = Outbound {
        channel: Channel::Whatsapp,
        to: "bsuid:US.134".parse().unwrap(),
        template: Some(template.to_owned()),
        ..outbound()
    };
    let expected = [
        ("To", "whatsapp:US.134"),
        ("From", "whatsapp:+18885550100"),
        ("ContentSid", template),
        ("StatusCallback", CALLBACK),
    ];
    accepts(Form::of(&expected), &whatsapp).await;
}

#[tokio::test]
async fn what_twilio_cannot_carry_is_refused_without_a_call() {
    let server = MockServer::start().await;
    let twilio = twilio(&server.uri());
    let hidden = Outbound {
        to: "bsuid:US.134".parse().unwrap(),
        ..outbound()
    };
    let file = OutboundMedia {
        content_type: "image/png".to_owned(),
        source: MediaSource::Bytes(vec![1]),
    };
    let bytes = Outbound {
        media: vec![file],
        ..outbound()
    };
    for outbound in [hidden, bytes] {
        assert!(matches!(twilio.send(&outbound).await, Err(SendError::Refused { .. })));
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn code_21610_is_an_opt_out() {
    match sending(problem(400, 21610)).await {
        Err(SendError::Refused {
            code, opted_out: true, ..
        }) => assert_eq!(code.as_deref(), Some("21610")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refusal_is_told_in_plain_words_and_without_the_number() {
    for code in [21211, 21614, 30034, 63016, 21999] {
        match sending(problem(400, code)).await {
            Err(SendError::Refused {
                code: told,
                reason,
                opted_out: false,
            }) => {
                assert_eq!(told, Some(code.to_string()));
                assert!(!reason.contains("+1415") && reason.len() > 20, "{reason}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_refusal_without_a_code_is_one_all_the_same() {
    let garbage = ResponseTemplate::new(400).set_body_string("<html>Bad Request</html>");
    assert!(matches!(
        sending(garbage).await,
        Err(SendError::Refused { code: None, .. })
    ));
}

#[tokio::test]
async fn too_many_requests_wait_as_long_as_twilio_asks() {
    let slow_down = problem(429, 20429).insert_header("Retry-After", "7");
    match sending(slow_down).await {
        Err(SendError::Later { after, code, .. }) => {
            assert_eq!(
                (after, code.as_deref()),
                (Some(SignedDuration::from_secs(7)), Some("20429"))
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        sending(ResponseTemplate::new(429)).await,
        Err(SendError::Later { after: None, .. })
    ));
}

#[tokio::test]
async fn a_wrong_login_is_the_accounts_fault_and_the_message_waits() {
    for answer in [problem(401, 20003), ResponseTemplate::new(403), problem(404, 20404)] {
        match sending(answer).await {
            Err(SendError::Later { reason, .. }) => assert!(reason.contains("Check the"), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn after_a_fault_of_twilio_nobody_knows_whether_it_was_taken() {
    for status in [500, 502, 503, 504, 302, 408] {
        let sent = sending(ResponseTemplate::new(status).insert_header("Location", "/elsewhere")).await;
        assert!(matches!(sent, Err(SendError::Ambiguous { .. })), "{status}");
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_leaves_it_open_which_message_it_became() {
    for body in ["", "OK", "{\"sid\":7}", "{"] {
        let sent = sending(ResponseTemplate::new(201).set_body_string(body)).await;
        assert!(matches!(sent, Err(SendError::Ambiguous { .. })), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_never_comes_is_ambiguous() {
    let hanging = ResponseTemplate::new(201).set_delay(Duration::from_secs(60));
    match sending(hanging).await {
        Err(SendError::Ambiguous { reason }) => assert!(reason.contains("in time"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_is_ambiguous() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let twilio = twilio(&format!("http://{}", listener.local_addr().unwrap()));
    let reader = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        socket.readable().await.unwrap();
        let mut read = [0; 65536];
        let _ = socket.try_read(&mut read);
    });
    assert!(matches!(
        twilio.send(&outbound()).await,
        Err(SendError::Ambiguous { .. })
    ));
    reader.await.unwrap();
}

#[tokio::test]
async fn a_connection_that_never_came_about_proves_that_nothing_was_taken() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let twilio = twilio(&format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    assert!(matches!(twilio.send(&outbound()).await, Err(SendError::Later { .. })));
}

fn lookup() -> Lookup {
    let outbound = outbound();
    Lookup {
        message: outbound.message,
        to: outbound.to,
        from: outbound.from,
        body: "It\u{2019}s here \u{2026}".to_owned(),
        channel: outbound.channel,
        claimed_at: "2026-11-21T09:00:00Z".parse().unwrap(),
        known: vec!["SMknown".to_owned()],
    }
}

fn listed(sid: &str, body: &str, created: &str) -> Value {
    json!({
        "sid": sid, "body": body, "from": "+18885550100", "to": "+14155550123", "direction": "outbound-api",
        "messaging_service_sid": null, "date_created": created, "date_sent": null, "status": "queued",
    })
}

const SOON: &str = "Sat, 21 Nov 2026 09:00:03 +0000";
const EARLIER: &str = "Sat, 21 Nov 2026 08:58:59 +0000";

async fn finding(messages: Value) -> Result<Found, LookupError> {
    let page = json!({"messages": messages, "next_page_uri": null, "page": 0});
    let (_server, twilio) = answering(ResponseTemplate::new(200).set_body_json(page)).await;
    twilio.find(&lookup()).await
}

#[tokio::test]
async fn a_message_is_found_by_its_words_and_its_time() {
    let others = [
        listed("SMother", "Something else", SOON),
        listed("SMearlier", "It's here ...", EARLIER),
        listed("SMknown", "It's here ...", SOON),
        json!({"sid": "SMin", "body": "It's here ...", "from": "+14155550123", "direction": "inbound", "date_created": SOON}),
        json!({"sid": "SMelse", "body": "It's here ...", "from": "+18885559999", "direction": "outbound-api", "date_created": SOON}),
    ];
    assert_eq!(finding(json!(others)).await, Ok(Found::Nothing));
    let with_it = [others.as_slice(), &[listed("SMit", "It's here ... ", SOON)]].concat();
    assert_eq!(
        finding(json!(with_it)).await,
        Ok(Found::Sent {
            carrier_id: "SMit".to_owned()
        })
    );
}

#[tokio::test]
async fn two_that_could_be_it_are_left_to_a_person() {
    let twice = [
        listed("SM1", "It's here ...", SOON),
        listed("SM2", "It's here ...", SOON),
    ];
    assert!(matches!(finding(json!(twice)).await, Ok(Found::Unclear { .. })));
}

#[tokio::test]
async fn words_that_a_messaging_service_may_have_changed_are_left_to_a_person() {
    let mut rewritten = listed("SM1", "It's here: https://twil.io/x", SOON);
    rewritten["messaging_service_sid"] = json!("MG1");
    rewritten["from"] = Value::Null;
    assert!(matches!(finding(json!([rewritten])).await, Ok(Found::Unclear { .. })));
}

#[tokio::test]
async fn the_list_is_looked_through_to_its_end() {
    let server = MockServer::start().await;
    let next = format!("{MESSAGES}?To=%2B14155550123&PageSize=1000&Page=1");
    Mock::given(method("GET"))
        .and(path(MESSAGES))
        .and(query_param("Page", "1"))
        .respond_with(
            ResponseTemplate::new(200).set_body_json(json!({"messages": [listed("SMit", "It's here ...", SOON)]})),
        )
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path(MESSAGES))
        .and(query_param("To", "+14155550123"))
        .and(basic_auth(ACCOUNT, "token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({"messages": [], "next_page_uri": next})))
        .up_to_n_times(1)
        .with_priority(1)
        .expect(1)
        .mount(&server)
        .await;
    assert_eq!(
        twilio(&server.uri()).find(&lookup()).await,
        Ok(Found::Sent {
            carrier_id: "SMit".to_owned()
        })
    );
}

#[tokio::test]
async fn a_list_without_end_is_given_up_on() {
    let server = MockServer::start().await;
    let again = json!({"messages": [], "next_page_uri": MESSAGES});
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_json(again))
        .expect(10)
        .mount(&server)
        .await;
    assert!(matches!(
        twilio(&server.uri()).find(&lookup()).await,
        Ok(Found::Unclear { .. })
    ));
}

#[tokio::test]
async fn a_lookup_that_fails_says_so_and_never_says_nothing() {
    let answers = [
        ResponseTemplate::new(500),
        ResponseTemplate::new(401),
        ResponseTemplate::new(200).set_body_string("<html>"),
        ResponseTemplate::new(200)
            .set_body_json(json!({"messages": [], "next_page_uri": "https://elsewhere.example/list"})),
        ResponseTemplate::new(200).set_delay(Duration::from_secs(60)),
    ];
    for answer in answers {
        let (_server, twilio) = answering(answer).await;
        assert!(matches!(
            twilio.find(&lookup()).await,
            Err(LookupError::Unreachable { .. })
        ));
    }
}

fn picture(url: String) -> RemoteMedia {
    RemoteMedia {
        url,
        content_type: "image/jpeg".to_owned(),
    }
}

#[tokio::test]
async fn files_are_fetched_with_the_login_and_redirects_without_it() {
    let store = MockServer::start().await;
    Mock::given(path("/file"))
        .and(header_exists("authorization"))
        .respond_with(ResponseTemplate::new(500))
        .expect(0)
        .mount(&store)
        .await;
    Mock::given(path("/file"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(b"JPEG"))
        .expect(1)
        .mount(&store)
        .await;
    let server = MockServer::start().await;
    Mock::given(path("/media/1"))
        .and(basic_auth(ACCOUNT, "token"))
        .respond_with(ResponseTemplate::new(307).insert_header("Location", format!("{}/file", store.uri())))
        .expect(1)
        .mount(&server)
        .await;
    let fetched = twilio(&server.uri())
        .fetch_media(&picture(format!("{}/media/1", server.uri())))
        .await;
    assert_eq!(fetched, Ok(b"JPEG".to_vec()));
}

#[tokio::test]
async fn the_login_is_shown_to_no_other_host() {
    let stranger = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .expect(0)
        .mount(&stranger)
        .await;
    let server = MockServer::start().await;
    let twilio = twilio(&server.uri());
    for url in [
        format!("{}/media/1", stranger.uri()),
        "https://api.twilio.com.evil.example/1".to_owned(),
        "nonsense".to_owned(),
    ] {
        assert_eq!(twilio.fetch_media(&picture(url)).await, Err(FetchError::ForeignHost));
    }
}

#[tokio::test]
async fn a_file_that_is_gone_or_too_large_is_told_apart_from_one_that_may_come_later() {
    for (answer, expected) in [
        (ResponseTemplate::new(404), FetchError::Gone),
        (
            ResponseTemplate::new(200).set_body_bytes(vec![0; 16_000_001]),
            FetchError::TooLarge { limit: 16_000_000 },
        ),
        (
            ResponseTemplate::new(503),
            FetchError::Unreachable {
                reason: "Twilio answered 503".to_owned(),
            },
        ),
    ] {
        let (server, twilio) = answering(answer).await;
        assert_eq!(
            twilio.fetch_media(&picture(format!("{}/media/1", server.uri()))).await,
            Err(expected)
        );
    }
}
