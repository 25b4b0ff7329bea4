//! Clients that send and customers that text, all the time, whoever is killed meanwhile. They write down what was
//! acknowledged to them.

use commands::{Clock, SystemClock};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use std::{
    future::Future,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use test_support::STORE;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};

pub const SENDS: usize = 2_000;
pub const CONTACTS: usize = 200;
/// Each contact writes once; every fourth of them says stop.
const STOP_EVERY: usize = 4;
const CLIENTS: usize = 16;
const CUSTOMERS: usize = 4;
/// A request that is answered by nobody, not even by a broken connection, has met a fault of its own.
const PATIENCE: Duration = Duration::from_secs(30);

/// A send that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    pub conversation: String,
    pub message: String,
    pub position: u64,
    pub version: u64,
    pub body: String,
}

#[derive(Debug, Default)]
pub struct Notes {
    pub sends: Vec<Acknowledged>,
    /// Sends that were refused because the contact had opted out: their contacts.
    pub refused: Vec<usize>,
    /// Texts that the network took from customers: contact and body.
    pub texts: Vec<(usize, String)>,
}

pub struct Storm {
    pub notes: Arc<Mutex<Notes>>,
    settled: watch::Receiver<usize>,
    serving: watch::Sender<Option<String>>,
    clients: JoinSet<()>,
}

pub fn phone(contact: usize) -> String {
    /// Where it is day now: the server runs on the real clock, and texts nobody by night.
    static DAYTIME: LazyLock<&str> = LazyLock::new(|| match SystemClock::default().now().as_second() / 3600 % 24 {
        0..8 => "+81901234",
        8..16 => "+44770090",
        _ => "+1415555",
    });
    format!("{}{contact:04}", *DAYTIME)
}

fn says(contact: usize) -> String {
    if contact.is_multiple_of(STOP_EVERY) {
        "STOP".to_owned()
    } else {
        format!("text {contact}")
    }
}

/// What all clients share.
#[derive(Clone)]
struct World {
    client: Client,
    serving: watch::Receiver<Option<String>>,
    notes: Arc<Mutex<Notes>>,
    settled: watch::Sender<usize>,
}

impl Storm {
    /// `integrator` and `agent` are bearer tokens.
    pub fn begin(integrator: &str, agent: &str) -> Self {
        let serving = watch::Sender::new(None);
        let world = World {
            client: Client::builder().no_proxy().timeout(PATIENCE).build().unwrap(),
            serving: serving.subscribe(),
            notes: Arc::default(),
            settled: watch::Sender::new(0),
        };
        let mut clients = JoinSet::new();
        let next_send = Arc::new(AtomicUsize::new(0));
        for _ in 0..CLIENTS {
            clients.spawn(take_turns(next_send.clone(), SENDS, {
                let (world, token) = (world.clone(), integrator.to_owned());
                move |number| send(world.clone(), token.clone(), number)
            }));
        }
        let next_text = Arc::new(AtomicUsize::new(0));
        for _ in 0..CUSTOMERS {
            clients.spawn(take_turns(next_text.clone(), CONTACTS, {
                let (world, token) = (world.clone(), agent.to_owned());
                move |number| text(world.clone(), token.clone(), number)
            }));
        }
        Self {
            notes: world.notes.clone(),
            settled: world.settled.subscribe(),
            serving,
            clients,
        }
    }

    /// From now on requests go there; `None`: nobody serves.
    pub fn goes_to(&self, url: Option<&str>) {
        self.serving.send_replace(url.map(str::to_owned));
    }

    /// How many sends and texts have had their answer.
    pub fn settled(&self) -> usize {
        *self.settled.borrow()
    }

    /// Waits for this many answers, or for the last.
    pub async fn until_settled(&mut self, count: usize) {
        let count = count.min(SENDS + CONTACTS);
        let settled = timeout(PATIENCE, self.settled.wait_for(|settled| *settled >= count)).await;
        settled.expect("the server makes progress between two kills").unwrap();
    }

    /// Waits until every client has done its part.
    pub async fn end(mut self) -> Notes {
        while let Some(ended) = self.clients.join_next().await {
            ended.unwrap();
        }
        std::mem::take(&mut self.notes.lock().unwrap())
    }
}

async fn take_turns<F: Future<Output = ()>>(next: Arc<AtomicUsize>, end: usize, turn: impl Fn(usize) -> F) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= end {
            return;
        }
        turn(number).await;
    }
}

/// One send, repeated under its key until there is an answer.
async fn send(world: World, token: String, number: usize) {
    let contact = number % CONTACTS;
    let text = format!("send {number}");
    let body = json!({ "store": STORE, "address": phone(contact), "channel": "sms", "body": text });
    let request = |url: &str| {
        let call = world.client.post(format!("{url}/v1/conversations"));
        call.bearer_auth(&token)
            .header("idempotency-key", format!("send-{number}"))
            .json(&body)
    };
    let (status, answer) = world.answered(request).await;
    let field = |name: &str| answer[name].as_str().unwrap().to_owned();
    match status {
        201 => world.note(|notes| {
            notes.sends.push(Acknowledged {
                conversation: field("id"),
                message: field("message"),
                position: answer["position"].as_u64().unwrap(),
                version: answer["version"].as_u64().unwrap(),
                body: text,
            });
        }),
        409 if answer["code"] == "contact_opted_out" && says(contact) == "STOP" => {
            world.note(|notes| notes.refused.push(contact));
        }
        _ => panic!("send {number} was answered {status} {answer}"),
    }
}

/// A customer writes. Repeated after a kill it is another text, as with real phones.
async fn text(world: World, token: String, contact: usize) {
    let body = says(contact);
    let request = |url: &str| {
        let call = world
            .client
            .post(format!("{url}/v1/simulator/phones/{}/messages", phone(contact)));
        call.bearer_auth(&token).json(&json!({ "body": body }))
    };
    let (status, answer) = world.answered(request).await;
    assert_eq!(status, 202, "a text was answered {answer}");
    world.note(|notes| notes.texts.push((contact, body.clone())));
}

impl World {
    /// The first answer that somebody lived to give.
    async fn answered(&self, request: impl Fn(&str) -> RequestBuilder) -> (u16, Value) {
        let mut serving = self.serving.clone();
        loop {
            let url = serving.wait_for(Option::is_some).await.unwrap().clone().unwrap();
            if let Ok(answer) = request(&url).send().await {
                let status = answer.status().as_u16();
                // The answer may break off after its head.
                if let Ok(body) = answer.bytes().await
                    && status != 503
                {
                    return (status, serde_json::from_slice(&body).unwrap_or_default());
                }
            }
            // It is being killed, or busy: a moment later there may be another.
            sleep(Duration::from_millis(5)).await;
        }
    }

    fn note(&self, write: impl FnOnce(&mut Notes)) {
        write(&mut self.notes.lock().unwrap());
        self.settled.send_modify(|settled| *settled += 1);
    }
}
