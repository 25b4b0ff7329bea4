//! Killed twenty times at random moments, while 2,000 sends are queued and inbound texts arrive.

use crate::{
    process::{Serving, exported, printed},
    storm::{Acknowledged, CONTACTS, Notes, SENDS, Storm, phone},
};
use commands::{Clock, SystemClock};
use domain::api_key::Scope;
use gateway::simulator::{AcceptedCall, Direction, SimulatorGateway};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::Path,
    sync::Arc,
    time::Duration,
};
use test_support::{ADMIN, api_key, set_up};
use tokio::time::sleep;

const KILLS: usize = 20;
/// Set `THREADKEEP_TEST_SEED` to try other moments.
const SEED: u64 = 20_261_121;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_was_acknowledged_survives_every_kill_and_no_text_is_sent_twice_or_after_a_stop() {
    let data = tempfile::tempdir().unwrap();
    let clock = Arc::new(SystemClock::default());
    let keys = set_up(data.path(), &clock, "simulator").await;
    let storm = Storm::begin(&api_key(Scope::Write, &keys), &ADMIN.token(&keys, clock.now()));

    let notes = killed_again_and_again(data.path(), storm, &api_key(Scope::Events, &keys), &clock).await;

    let verified = printed(data.path(), "verify");
    let replays = [(); 2].map(|()| -> Value { serde_json::from_str(&printed(data.path(), "replay --json")).unwrap() });
    assert_eq!(replays[0]["state_hash"], replays[1]["state_hash"]);
    let log = Log::of(exported(data.path()));
    assert_eq!(replays[0]["events"], log.events.len());
    assert!(verified.contains(&log.events.len().to_string()), "{verified}");

    assert_eq!(notes.sends.len() + notes.refused.len(), SENDS);
    assert_eq!(notes.texts.len(), CONTACTS);
    every_acknowledged_send_is_there(&notes.sends, &log);
    let ledger = Ledger::open(data.path(), &clock);
    no_text_was_sent_twice(&ledger.calls);
    none_was_sent_after_an_opt_out(&ledger.calls, &log);
    every_send_ended_and_nothing_else_was_called(&notes, &ledger.calls, &log);
    every_text_arrived_once(&notes, &ledger, &log);
}

/// Returns when everything that was acknowledged has come to an end.
async fn killed_again_and_again(data: &Path, mut storm: Storm, events_key: &str, clock: &Arc<SystemClock>) -> Notes {
    let seed = std::env::var("THREADKEEP_TEST_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(SEED);
    eprintln!("THREADKEEP_TEST_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    for _ in 0..KILLS {
        let before = storm.settled();
        let server = Serving::start(data);
        storm.goes_to(Some(&server.url));
        storm.until_settled(before + dice.random_range(10..70)).await;
        sleep(Duration::from_millis(dice.random_range(0..120))).await;
        storm.goes_to(None);
        server.kill();
    }
    let server = Serving::start(data);
    storm.goes_to(Some(&server.url));
    let notes = storm.end().await;
    until_all_ended(&server.url, events_key, &notes.sends).await;
    until_all_received(&server.url, events_key, &Ledger::open(data, clock)).await;
    server.stop();
    notes
}

/// Events after which a message needs nothing more.
const ENDS: [&str; 3] = ["message_sent", "message_failed", "message_suppressed"];

/// Follows the event feed until each message has ended.
async fn until_all_ended(url: &str, events_key: &str, sends: &[Acknowledged]) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut open: HashSet<&str> = sends.iter().map(|send| send.message.as_str()).collect();
    let (mut after, mut quiet) = (0, 0);
    while !open.is_empty() {
        assert!(quiet < 10, "{} messages never came to an end: {open:?}", open.len());
        let path = format!("{url}/v1/events?after={after}&type={}&limit=200", ENDS.join(","));
        let page: Value = client
            .get(path)
            .bearer_auth(events_key)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let items = page["items"].as_array().unwrap();
        for event in items {
            open.remove(event["data"]["message"].as_str().unwrap());
        }
        let head = page["head"].as_u64().unwrap();
        after = items.last().map_or(head, |event| event["position"].as_u64().unwrap());
        if items.is_empty() {
            // Answers when there is a newer event, or after two seconds.
            let newer = format!("{url}/v1/events?limit=1&at_least={}", head + 1);
            let waited = client.get(newer).bearer_auth(events_key).send().await.unwrap();
            quiet = if waited.status().is_success() { 0 } else { quiet + 1 };
        }
    }
}

/// Follows the event feed until every text that the network took has been received. The storm is over: no more are sent.
async fn until_all_received(url: &str, events_key: &str, ledger: &Ledger) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = async |path: String| client.get(path).bearer_auth(events_key).send().await.unwrap();
    let (mut after, mut received, mut quiet) = (0, 0, 0);
    while received < ledger.texts() {
        assert!(quiet < 10, "{received} of {} texts were received", ledger.texts());
        let path = format!("{url}/v1/events?after={after}&type=message_received&limit=200");
        let page: Value = ask(path).await.json().await.unwrap();
        let items = page["items"].as_array().unwrap();
        received += items.len();
        let head = page["head"].as_u64().unwrap();
        after = items.last().map_or(head, |event| event["position"].as_u64().unwrap());
        if items.is_empty() {
            let newer = ask(format!("{url}/v1/events?limit=1&at_least={}", head + 1)).await;
            quiet = if newer.status().is_success() { 0 } else { quiet + 1 };
        }
    }
}

/// The exported log, by what the questions are about.
struct Log {
    events: Vec<Value>,
    /// Position of the opt-out, by stream.
    opted_out: HashMap<String, u64>,
    /// Kind and stream of every message that was queued.
    queued: HashMap<String, (String, String)>,
    /// Positions of the claims, by message.
    claims: BTreeMap<String, Vec<u64>>,
}

impl Log {
    fn of(events: Vec<Value>) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (mut opted_out, mut queued, mut claims) = (HashMap::new(), HashMap::new(), BTreeMap::<_, Vec<_>>::new());
        for (index, event) in events.iter().enumerate() {
            let (position, stream, data) = (
                event["position"].as_u64().unwrap(),
                text(&event["stream"]),
                &event["data"],
            );
            assert_eq!(position, index as u64 + 1, "positions have no gaps");
            match event["type"].as_str().unwrap() {
                "contact_opted_out" => {
                    opted_out.entry(stream).or_insert(position);
                }
                "message_queued" => {
                    let outgoing = &data["outgoing"];
                    queued.insert(text(&outgoing["message"]), (text(&outgoing["kind"]), stream));
                }
                "dispatch_started" => claims.entry(text(&data["message"])).or_default().push(position),
                _ => {}
            }
        }
        Self {
            events,
            opted_out,
            queued,
            claims,
        }
    }

    fn at(&self, position: u64) -> &Value {
        &self.events[position as usize - 1]
    }

    fn of_type<'a>(&'a self, event_type: &'a str) -> impl Iterator<Item = &'a Value> {
        self.events.iter().filter(move |event| event["type"] == event_type)
    }
}

fn every_acknowledged_send_is_there(sends: &[Acknowledged], log: &Log) {
    let mut messages = HashSet::new();
    for send in sends {
        let event = log.at(send.position);
        let outgoing = &event["data"]["outgoing"];
        let is = (
            &event["type"],
            &event["stream"],
            &event["version"],
            &outgoing["message"],
            &outgoing["body"],
        );
        let promised = (
            &Value::from("message_queued"),
            &Value::from(send.conversation.as_str()),
            &Value::from(send.version),
            &Value::from(send.message.as_str()),
            &Value::from(send.body.as_str()),
        );
        assert_eq!(is, promised, "position {} was acknowledged for {send:?}", send.position);
        assert!(messages.insert(&send.message), "two sends became one message: {send:?}");
    }
    let bodies: Vec<_> = log
        .of_type("message_queued")
        .filter_map(|event| event["data"]["outgoing"]["body"].as_str())
        .collect();
    let distinct: BTreeSet<_> = bodies.iter().filter(|body| body.starts_with("send ")).collect();
    let all = bodies.iter().filter(|body| body.starts_with("send ")).count();
    assert_eq!(
        distinct.len(),
        all,
        "a send that was repeated under its key was queued twice"
    );
}

/// What the phone network remembers, independent of the log.
struct Ledger {
    network: SimulatorGateway,
    calls: Vec<AcceptedCall>,
}

impl Ledger {
    fn open(data: &Path, clock: &Arc<SystemClock>) -> Self {
        let clock = clock.clone();
        let network = SimulatorGateway::open(&data.join("simulator.sqlite3"), Arc::new(move || clock.now())).unwrap();
        let calls = network.accepted_calls().unwrap();
        Self { network, calls }
    }

    fn texts(&self) -> usize {
        (0..CONTACTS).map(|contact| self.texts_of(contact).len()).sum()
    }

    fn texts_of(&self, contact: usize) -> Vec<String> {
        let texts = self
            .network
            .phone(&phone(contact).parse().unwrap())
            .unwrap()
            .into_iter();
        texts
            .filter(|text| text.direction == Direction::Customer)
            .map(|text| text.body)
            .collect()
    }
}

fn no_text_was_sent_twice(calls: &[AcceptedCall]) {
    let mut seen = HashSet::new();
    for call in calls {
        assert!(seen.insert(call.message), "the network took {} twice", call.message);
    }
}

/// A call follows its claim, and no claim but that of the confirmation follows the opt-out.
fn none_was_sent_after_an_opt_out(calls: &[AcceptedCall], log: &Log) {
    assert!(!log.opted_out.is_empty());
    for (message, claims) in &log.claims {
        let (kind, stream) = &log.queued[message];
        if let Some(opted_out) = log.opted_out.get(stream)
            && kind != "consent"
        {
            assert!(
                claims.iter().all(|claim| claim < opted_out),
                "{message} was claimed after the opt-out at {opted_out}"
            );
        }
    }
    for call in calls {
        assert!(
            log.claims.contains_key(&call.message.to_string()),
            "{} was sent without a claim",
            call.message
        );
    }
}

fn every_send_ended_and_nothing_else_was_called(notes: &Notes, calls: &[AcceptedCall], log: &Log) {
    let called: HashSet<_> = calls.iter().map(|call| call.message.to_string()).collect();
    let messages = |event_type| {
        log.of_type(event_type)
            .map(|event| event["data"]["message"].as_str().unwrap().to_owned())
    };
    let sent: HashSet<_> = messages("message_sent").collect();
    let suppressed: HashSet<_> = messages("message_suppressed").collect();
    for send in &notes.sends {
        let ends = [&sent, &suppressed].map(|ends| ends.contains(&send.message));
        assert!(
            ends == [true, false] || ends == [false, true],
            "{send:?}: sent, suppressed: {ends:?}"
        );
    }
    assert_eq!(called, sent, "what the network took is what the log calls sent");
}

fn every_text_arrived_once(notes: &Notes, ledger: &Ledger, log: &Log) {
    let mut received: HashMap<&str, usize> = HashMap::new();
    for event in log.of_type("message_received") {
        *received
            .entry(event["data"]["carrier_id"].as_str().unwrap())
            .or_default() += 1;
    }
    assert!(received.values().all(|times| *times == 1), "a text was received twice");
    let taken: Vec<_> = (0..CONTACTS).map(|contact| ledger.texts_of(contact)).collect();
    for (contact, body) in &notes.texts {
        assert!(
            taken[*contact].contains(body),
            "the network forgot a text of contact {contact}"
        );
    }
    // Some came from customers who wrote again because the server died before it answered.
    assert_eq!(received.len(), ledger.texts(), "every text that was taken was received");
}
