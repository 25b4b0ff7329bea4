//! How long a customer's text takes from the carrier's webhook to the agent's screen: signed request in, raw copy
//! durable, answered, parsed, decided, projected, pushed on the live feed. One text at a time, then many at once.
//!
//! Beside it, in the same run, what the machine needs for a request that only reads (`/livez`): compare with that.

use gateway_twilio::sign;
use secrecy::SecretString;
use std::time::{Duration, Instant};
use test_support::{Deployment, STORE, STORE_NUMBER, TestServer};
use url::Url;

const TOKEN: &str = "twilio-auth-token";
const PUBLIC: &str = "https://threadkeep.example";
const ALONE: usize = 300;
const TOGETHER: usize = 300;

#[tokio::main]
async fn main() {
    let server = Deployment::default()
        .carried_by("twilio")
        .configured(with_twilio)
        .start()
        .await;
    println!("| what | median | p90 | p99 | max |\n|---|---:|---:|---:|---:|");
    let mut reads = vec![];
    for _ in 0..ALONE {
        let begun = Instant::now();
        server.anonymous().get("/livez").await.expect(200);
        reads.push(begun.elapsed());
    }
    let base = report("GET /livez", reads);
    let mut feed = Feed::open(&server).await;
    let mut alone = vec![];
    for n in 0..ALONE {
        let begun = Instant::now();
        text(&server, n).await;
        feed.until_seen(n).await;
        alone.push(begun.elapsed());
    }
    let median = report("webhook to live feed, one at a time", alone);
    let begun = Instant::now();
    futures_of(&server, ALONE..ALONE + TOGETHER).await;
    for n in ALONE..ALONE + TOGETHER {
        feed.until_seen(n).await;
    }
    let rate = TOGETHER as f64 / begun.elapsed().as_secs_f64();
    println!("\n{TOGETHER} texts at once: {rate:.0} a second until the last one is on the screen");
    println!(
        "one text costs {:.1} times a read that does nothing",
        median.as_secs_f64() / base.as_secs_f64()
    );
    drop(server.stop().await);
}

fn with_twilio(config: &mut server::config::Config) {
    config.public_url = Some(Url::parse(PUBLIC).expect("an address"));
    config.twilio = Some(server::config::TwilioConfig {
        account_sid: format!("AC{}", "0".repeat(32)),
        auth_token: SecretString::from(TOKEN),
        // Nothing is sent in this measurement; nothing listens there.
        base_url: Url::parse("http://127.0.0.1:9").expect("an address"),
        timeout_seconds: 1,
    });
}

fn body(n: usize) -> String {
    format!("Is the linen shirt number {n} still there?")
}

async fn text(server: &TestServer, n: usize) {
    let path = format!("/webhooks/twilio/{STORE}/messages");
    let phone = format!("+1415555{:04}", n % 10_000);
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("MessageSid", format!("SM{n:032}").as_str()),
            ("From", &phone),
            ("To", STORE_NUMBER),
            ("Body", &body(n)),
            ("NumMedia", "0"),
        ])
        .finish();
    let signature = sign(&SecretString::from(TOKEN), &format!("{PUBLIC}{path}"), form.as_bytes());
    let request = server
        .anonymous()
        .post(&path)
        .body("application/x-www-form-urlencoded", form);
    request.header("x-twilio-signature", &signature).await.expect(200);
}

async fn futures_of(server: &TestServer, which: std::ops::Range<usize>) {
    let mut under_way = vec![];
    for n in which {
        under_way.push(Box::pin(text(server, n)));
    }
    futures::future::join_all(under_way).await;
}

/// What an agent's browser reads.
struct Feed {
    answer: reqwest::Response,
    read: String,
}

impl Feed {
    async fn open(server: &TestServer) -> Self {
        let answer = server.as_agent().get("/v1/live").begun().await;
        assert!(answer.status().is_success(), "{}", answer.status());
        Self {
            answer,
            read: String::new(),
        }
    }

    /// Reads on until the text has come by.
    async fn until_seen(&mut self, n: usize) {
        let body = body(n);
        while !self.read.contains(&body) {
            let chunk = tokio::time::timeout(Duration::from_secs(30), self.answer.chunk()).await;
            let chunk = chunk
                .expect("the text is on the feed")
                .expect("the feed goes on")
                .expect("the feed goes on");
            self.read.push_str(&String::from_utf8_lossy(&chunk));
        }
    }
}

fn report(what: &str, mut times: Vec<Duration>) -> Duration {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "| {what} | {:.2?} | {:.2?} | {:.2?} | {:.2?} |",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    at(0.5)
}
