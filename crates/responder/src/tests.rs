use super::*;
use domain::{
    StoreId,
    store::{Automation, KeywordRule, Profile},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

/// Longer than any test waits.
const PATIENT: Duration = Duration::from_secs(60);
const FALLBACK: &str = "A colleague will answer you soon.";

/// A question to a store with these facts.
pub(crate) fn question(facts: &str) -> Question {
    let word = |text: &str| text.to_owned();
    let profile = Profile {
        name: word("Fern & Thread"),
        support_contact: word("help@fern.example"),
        currency: word("USD"),
        shop_domain: None,
    };
    let automation = Automation {
        enabled: true,
        fallback: word(FALLBACK),
        facts: word(facts),
    };
    Question {
        text: word("Do you ship to Canada?"),
        finding: Finding {
            intent: Intent::None,
            topic: word("none"),
            reason: word("nothing special"),
            rule: word("none"),
            version: word("1"),
        },
        store: Store {
            store: Some(StoreId(Default::default())),
            profile: Some(profile),
            automation: Some(automation),
            ..Store::default()
        },
        cart: None,
        earlier: vec![],
        language: None,
    }
}

fn ai(server: &MockServer, timeout: Duration) -> Ai {
    let settings = AiSettings {
        base_url: format!("{}/v1", server.uri()),
        key: Some(SecretString::from("sk-test")),
        model: "small".to_owned(),
        timeout,
    };
    Ai::new(settings).unwrap()
}

fn completion(answer: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"choices": [{"message": {"content": answer.to_string()}}]}))
}

async fn answered_with(response: ResponseTemplate) -> Response {
    answered_within(PATIENT, response).await
}

async fn answered_within(timeout: Duration, response: ResponseTemplate) -> Response {
    let server = MockServer::start().await;
    Mock::given(matchers::method("POST"))
        .and(matchers::path("/v1/chat/completions"))
        .and(matchers::header("authorization", "Bearer sk-test"))
        .respond_with(response)
        .mount(&server)
        .await;
    respond(&question("We ship to Canada and the US."), Some(&ai(&server, timeout))).await
}

fn handed_off(reason: HandoffReason) -> impl Fn(Response) {
    move |response| match response {
        Response::HandOff {
            reason: actual, words, ..
        } => {
            assert_eq!((actual, words.as_deref()), (reason, Some(FALLBACK)));
        }
        other => panic!("expected a handoff, got {other:?}"),
    }
}

#[tokio::test]
async fn the_ai_answers_from_the_facts_and_says_at_first_what_it_is() {
    let response = answered_with(completion(&json!({"reply": "Yes, we do.", "confidence": 0.9}))).await;
    let body = "I'm Fern & Thread's AI assistant. Yes, we do.".to_owned();
    assert_eq!(
        response,
        Response::Reply {
            body,
            author: Author::Ai
        }
    );
}

#[tokio::test]
async fn a_rule_comes_before_the_ai() {
    let mut question = question("");
    let rule = KeywordRule {
        name: "canada".into(),
        words: vec!["Canada".into()],
        topic: None,
        reply: "Yes!".into(),
    };
    question.store.keyword_rules = vec![rule];
    let response = respond(&question, None).await;
    assert_eq!(
        response,
        Response::Reply {
            body: "Yes!".into(),
            author: Author::Rule { name: "canada".into() }
        }
    );
}

#[tokio::test]
async fn whoever_wants_a_person_gets_one_even_if_a_rule_would_fit() {
    let mut question = question("");
    question.finding.intent = Intent::Escalate;
    question.store.keyword_rules = vec![KeywordRule {
        name: "canada".into(),
        words: vec!["Canada".into()],
        topic: None,
        reply: "Yes!".into(),
    }];
    handed_off(HandoffReason::AskedForPerson)(respond(&question, None).await);
}

#[tokio::test]
async fn without_rule_and_ai_a_person_is_called() {
    handed_off(HandoffReason::NotUnderstood)(respond(&question(""), None).await);
}

#[tokio::test]
async fn doubt_escalation_and_invention_call_a_person() {
    let unsure = json!({"reply": "Maybe.", "confidence": 0.3});
    handed_off(HandoffReason::NotUnderstood)(answered_with(completion(&unsure)).await);
    let escalated = json!({"reply": "", "confidence": 0.9, "escalate": true});
    handed_off(HandoffReason::AskedForPerson)(answered_with(completion(&escalated)).await);
    let invented = json!({"reply": "Use SAVE50 for 50% off.", "confidence": 1.0});
    handed_off(HandoffReason::NotUnderstood)(answered_with(completion(&invented)).await);
}

#[tokio::test]
async fn an_endpoint_that_fails_hangs_or_babbles_calls_a_person() {
    let failed = handed_off(HandoffReason::AiFailed);
    failed(answered_with(ResponseTemplate::new(500)).await);
    failed(answered_with(ResponseTemplate::new(401)).await);
    failed(answered_with(ResponseTemplate::new(200).set_body_string("<html>")).await);
    failed(answered_with(completion(&json!("just words"))).await);
    failed(answered_with(completion(&json!({"reply": "x", "confidence": 7}))).await);
    let slow = completion(&json!({"reply": "Yes.", "confidence": 1.0})).set_delay(Duration::from_secs(60));
    failed(answered_within(Duration::from_millis(50), slow).await);
}

#[tokio::test]
async fn a_moment_of_trouble_is_tried_once_more() {
    let server = MockServer::start().await;
    Mock::given(matchers::any())
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(1)
        .mount(&server)
        .await;
    let good = completion(&json!({"reply": "Yes.", "confidence": 1.0}));
    Mock::given(matchers::any()).respond_with(good).mount(&server).await;
    let response = respond(&question(""), Some(&ai(&server, PATIENT))).await;
    assert!(matches!(response, Response::Reply { .. }), "{response:?}");
}

#[tokio::test]
async fn an_emoji_wants_no_answer() {
    let mut question = question("");
    question.text = "👍👍".into();
    assert_eq!(respond(&question, None).await, Response::Silence);
}
