//! Stands in for Twilio's API: checks each request's shape, answers as told, and remembers what it took.

use crate::sdk::{AUTH_TOKEN, PUBLIC_URL};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{sync::watch, time::timeout};
use url::Url;
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{basic_auth, method, path, path_regex},
};

pub const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
pub const PHOTO: &[u8] = include_bytes!("../../fixtures/photo.png");
/// Longer than anybody waits here.
const FOR_EVER: Duration = Duration::from_secs(20);
/// Only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What happens to a message that is posted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Created,
    /// 400 with code 21610.
    OptedOut,
    /// 429, come back in 30 seconds.
    SlowDown,
    /// 500; nothing was taken.
    Fault,
    /// It is taken, but the answer never comes.
    TakenInSilence,
    /// Nothing is taken, and no answer comes.
    Silence,
}

#[derive(Clone, Debug)]
pub struct Taken {
    pub sid: String,
    pub fields: HashMap<String, String>,
}

impl Taken {
    /// Where reports on it are to be posted, as path and query.
    pub fn callback(&self) -> String {
        self.fields["StatusCallback"]
            .strip_prefix(PUBLIC_URL)
            .unwrap()
            .to_owned()
    }
}

#[derive(Debug)]
struct State {
    answer: Answer,
    posted: watch::Sender<usize>,
    taken: Vec<Taken>,
    faults: Vec<String>,
}

#[derive(Debug)]
pub struct StandIn {
    server: MockServer,
    state: Arc<Mutex<State>>,
}

impl StandIn {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let state = Arc::new(Mutex::new(State {
            answer: Answer::Created,
            posted: watch::Sender::new(0),
            taken: vec![],
            faults: vec![],
        }));
        let messages = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
        let post = Mock::given(method("POST")).and(path(&messages));
        post.respond_with(Post(state.clone())).mount(&server).await;
        let list = Mock::given(method("GET"))
            .and(path(&messages))
            .and(basic_auth(ACCOUNT, AUTH_TOKEN));
        list.respond_with(List(state.clone())).mount(&server).await;
        let media = Mock::given(method("GET"))
            .and(path_regex("/Media/ME"))
            .and(basic_auth(ACCOUNT, AUTH_TOKEN));
        media
            .respond_with(ResponseTemplate::new(200).set_body_raw(PHOTO, "image/png"))
            .mount(&server)
            .await;
        Self { server, state }
    }

    pub fn url(&self) -> Url {
        self.server.uri().parse().unwrap()
    }

    pub fn answers(&self, answer: Answer) {
        self.state.lock().unwrap().answer = answer;
    }

    /// How often a message was posted, taken or not.
    pub fn posted(&self) -> usize {
        *self.state.lock().unwrap().posted.borrow()
    }

    /// Waits for the calls that leave no trace in the log before their answer comes.
    pub async fn until_posted(&self, times: usize) {
        let mut posted = self.state.lock().unwrap().posted.subscribe();
        let called = timeout(PATIENCE, posted.wait_for(|posted| *posted >= times)).await;
        called
            .unwrap_or_else(|_| panic!("Twilio was called less than {times} times"))
            .unwrap();
    }

    /// What Twilio would send on. Every request so far had the right shape.
    pub fn taken(&self) -> Vec<Taken> {
        let state = self.state.lock().unwrap();
        assert_eq!(
            state.faults,
            Vec::<String>::new(),
            "requests that Twilio would not understand"
        );
        state.taken.clone()
    }
}

struct Post(Arc<Mutex<State>>);

impl Respond for Post {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.0.lock().unwrap();
        state.posted.send_modify(|posted| *posted += 1);
        let fields: HashMap<String, String> = url::form_urlencoded::parse(&request.body).into_owned().collect();
        if let Err(fault) = check(request, &fields) {
            state.faults.push(fault);
        }
        let sid = format!("SM{:032x}", *state.posted.borrow());
        if matches!(state.answer, Answer::Created | Answer::TakenInSilence) {
            let sid = sid.clone();
            state.taken.push(Taken { sid, fields });
        }
        match state.answer {
            Answer::Created => {
                ResponseTemplate::new(201).set_body_json(json!({ "sid": sid, "status": "queued", "price": null }))
            }
            Answer::OptedOut => problem(400, 21610, "Attempt to send to unsubscribed recipient"),
            Answer::SlowDown => problem(429, 20429, "Too Many Requests").insert_header("retry-after", "30"),
            Answer::Fault => ResponseTemplate::new(500).set_body_string("<html>Internal Server Error</html>"),
            Answer::TakenInSilence | Answer::Silence => ResponseTemplate::new(201).set_delay(FOR_EVER),
        }
    }
}

fn problem(status: u16, code: u32, message: &str) -> ResponseTemplate {
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    ResponseTemplate::new(status)
        .set_body_json(json!({ "code": code, "message": message, "more_info": more, "status": status }))
}

/// <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>
fn check(request: &Request, fields: &HashMap<String, String>) -> Result<(), String> {
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let ensure = |right: bool, what: &str| {
        if right {
            Ok(())
        } else {
            Err(format!("{what}: {fields:?}"))
        }
    };
    let form = header("content-type").starts_with("application/x-www-form-urlencoded");
    ensure(form, "messages are posted as a form")?;
    ensure(
        header("authorization").starts_with("Basic "),
        "the account signs in with basic auth",
    )?;
    let e164 = |number: &str| {
        let digits = number.strip_prefix('+').unwrap_or_default();
        (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let to = fields.get("To").map(String::as_str).unwrap_or_default();
    ensure(
        e164(to.strip_prefix("whatsapp:").unwrap_or(to)),
        "To is a number in E.164 form",
    )?;
    let senders = ["From", "MessagingServiceSid"]
        .iter()
        .filter(|field| fields.contains_key(**field))
        .count();
    ensure(senders == 1, "either From or MessagingServiceSid")?;
    let contents = ["Body", "MediaUrl", "ContentSid"]
        .iter()
        .any(|field| fields.contains_key(*field));
    ensure(contents, "a message says something")?;
    let length = fields.get("Body").map_or(0, |body| body.chars().count());
    ensure(length <= 1_600, "a body has at most 1,600 characters")?;
    let callback = fields
        .get("StatusCallback")
        .is_some_and(|url| url.starts_with(PUBLIC_URL));
    ensure(callback, "reports come to the public address")?;
    let known = [
        "To",
        "From",
        "MessagingServiceSid",
        "Body",
        "MediaUrl",
        "ContentSid",
        "ContentVariables",
        "StatusCallback",
    ];
    ensure(
        fields.keys().all(|field| known.contains(&field.as_str())),
        "no field that Twilio does not have",
    )
}

struct List(Arc<Mutex<State>>);

impl Respond for List {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let to = request
            .url
            .query_pairs()
            .find(|(name, _)| name == "To")
            .map(|(_, to)| to.into_owned());
        let state = self.0.lock().unwrap();
        let asked_for = state
            .taken
            .iter()
            .filter(|taken| to.as_ref().is_none_or(|to| taken.fields["To"] == *to));
        let messages: Vec<Value> = asked_for.map(listed).collect();
        ResponseTemplate::new(200)
            .set_body_json(json!({ "messages": messages, "next_page_uri": null, "page_size": 1000 }))
    }
}

fn listed(taken: &Taken) -> Value {
    let field = |name: &str| taken.fields.get(name);
    json!({
        "sid": taken.sid,
        "body": field("Body"),
        "to": field("To"),
        "from": field("From"),
        "messaging_service_sid": field("MessagingServiceSid"),
        "direction": "outbound-api",
        "status": "sent",
        "date_created": "Sat, 21 Nov 2026 17:00:00 +0000",
        "num_segments": "1",
    })
}
