use super::*;
use domain::{
    StoreId,
    shopping::{LineItem, Money},
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
    handed_off(HandoffReason::NotUnderstood)(answered_with(completion(&escalated)).await);
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
async fn a_refusal_and_a_timeout_are_not_tried_again() {
    let hanging = completion(&json!({"reply": "Yes.", "confidence": 1.0})).set_delay(Duration::from_secs(60));
    for (answer, timeout) in [
        (ResponseTemplate::new(401), PATIENT),
        (hanging, Duration::from_millis(50)),
    ] {
        let server = MockServer::start().await;
        Mock::given(matchers::any())
            .respond_with(answer)
            .expect(1)
            .mount(&server)
            .await;
        let response = respond(&question(""), Some(&ai(&server, timeout))).await;
        handed_off(HandoffReason::AiFailed)(response);
    }
}

#[tokio::test]
async fn there_are_never_more_than_two_calls() {
    let server = MockServer::start().await;
    Mock::given(matchers::any())
        .respond_with(ResponseTemplate::new(500))
        .expect(2)
        .mount(&server)
        .await;
    respond(&question(""), Some(&ai(&server, PATIENT))).await;
}

#[tokio::test]
async fn json_in_a_fence_is_read_all_the_same() {
    let fenced = "```json\n{\"reply\": \"Yes.\", \"confidence\": 1}\n```";
    let answer = json!({"choices": [{"message": {"content": fenced}}]});
    let response = answered_with(ResponseTemplate::new(200).set_body_json(answer)).await;
    assert!(matches!(response, Response::Reply { .. }), "{response:?}");
}

#[tokio::test]
async fn an_answer_without_end_is_given_up_on() {
    let endless = ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1_000_001]);
    handed_off(HandoffReason::AiFailed)(answered_with(endless).await);
}

#[tokio::test]
async fn the_model_gets_the_facts_the_cart_and_the_thread() {
    let server = MockServer::start().await;
    let good = completion(&json!({"reply": "Yes.", "confidence": 1.0}));
    Mock::given(matchers::any()).respond_with(good).mount(&server).await;
    let turn = |by_contact: bool, by_ai: bool, text: &str| Turn {
        by_contact,
        by_ai,
        text: text.to_owned(),
    };
    let mut question = question("We ship to Canada.");
    question.earlier = vec![
        turn(false, false, "Your cart is waiting"),
        turn(true, false, "hi"),
        turn(false, true, "Hello!"),
    ];
    let price = Money {
        minor: 3950,
        currency: "USD".to_owned(),
    };
    question.cart = Some(Cart {
        cart: "token".to_owned(),
        items: vec![LineItem {
            title: "Linen Shirt".to_owned(),
            variant: Some("Sage".to_owned()),
            quantity: 2,
            price: price.clone(),
            image: None,
        }],
        total: Money { minor: 7900, ..price },
        checkout_url: "https://fern.example/recover".to_owned(),
        link_code: None,
        changed_at: Default::default(),
    });

    let response = respond(&question, Some(&ai(&server, PATIENT))).await;
    let unintroduced = Response::Reply {
        body: "Yes.".to_owned(),
        author: Author::Ai,
    };
    assert_eq!(response, unintroduced, "the AI has introduced itself before");

    let asked: Value = server.received_requests().await.unwrap()[0].body_json().unwrap();
    assert_eq!(asked["model"], "small");
    let messages = asked["messages"].as_array().unwrap();
    let roles: Vec<_> = messages
        .iter()
        .map(|message| message["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["system", "assistant", "user", "assistant", "user"]);
    let system = messages[0]["content"].as_str().unwrap();
    for fact in [
        "We ship to Canada.",
        "2 x Linen Shirt, Sage, 39.50 USD each",
        "Total 79.00 USD",
        "help@fern.example",
    ] {
        assert!(system.contains(fact), "{fact} is missing in: {system}");
    }
    assert_eq!(messages[4]["content"], "Do you ship to Canada?");
}

#[tokio::test]
async fn an_emoji_wants_no_answer_but_a_question_mark_or_a_picture_does() {
    let mut question = question("");
    for silent in ["👍👍", " ❤️ ", "..."] {
        question.text = silent.into();
        assert_eq!(respond(&question, None).await, Response::Silence, "{silent}");
    }
    for asking in ["?", "??!", ""] {
        question.text = asking.into();
        handed_off(HandoffReason::NotUnderstood)(respond(&question, None).await);
    }
}

#[tokio::test]
async fn frustration_calls_a_person_as_such() {
    let mut question = question("");
    question.finding.intent = Intent::Escalate;
    question.finding.rule = "escalate.frustration".into();
    handed_off(HandoffReason::Frustrated)(respond(&question, None).await);
}

#[tokio::test]
async fn whoever_takes_over_is_told_the_topic_if_there_is_one() {
    let mut question = question("");
    let summary = |response| match response {
        Response::HandOff { summary, .. } => summary,
        other => panic!("expected a handoff, got {other:?}"),
    };
    assert_eq!(summary(respond(&question, None).await), None);
    question.finding.topic = "order_status".into();
    assert_eq!(
        summary(respond(&question, None).await).as_deref(),
        Some("The last text is about order status.")
    );
}
