//! How long a customer's text takes from its webhook to an agent's browser: through the raw append, the views, the
//! classifier, the decision, a second append, the views again and the live feed. On the demo store, over real HTTP.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

use commands::{Clock, SystemClock};
use domain::message::Channel;
use gateway::simulator::CustomerText;
use reqwest::Client;
use serde_json::{Value, json};
use server::{Running, config::Config, data_directory::DataDirectory, demo};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

const WARM_UP: usize = 20;
const TEXTS: usize = 300;

#[tokio::main]
async fn main() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Arc::new(SystemClock::default());
    let data = DataDirectory::open_or_create(directory.path()).unwrap();
    demo::seed(&data, clock.now(), "http://127.0.0.1").await.unwrap();
    data.log.close();
    drop(data);
    let server = server::start(Config::for_test(directory.path().to_owned()), clock)
        .await
        .unwrap();
    server
        .views
        .wait_for(server.commands.log().head(), Duration::from_secs(60))
        .await
        .unwrap();

    let mut feed = LiveFeed::open(&server).await;
    let mut times = vec![];
    for number in 0..WARM_UP + TEXTS {
        let text = format!("text number {number}, how is the weather");
        let started = Instant::now();
        server
            .phones
            .as_ref()
            .unwrap()
            .gateway
            .customer_texts(&from_a_customer(number, &text))
            .unwrap();
        feed.wait_for(&text).await;
        if number >= WARM_UP {
            times.push(started.elapsed());
        }
    }
    times.sort();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0;
    println!("inbound text to live feed, {TEXTS} texts one after the other");
    println!(
        "p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
        at(50),
        at(90),
        at(99),
        at(100)
    );
    server.stop().await;
}

/// A few customers take turns; people answer them, so that nothing but the text itself is measured.
fn from_a_customer(number: usize, body: &str) -> CustomerText {
    CustomerText {
        from: format!("+12125550{:03}", 100 + number % 50).parse().unwrap(),
        to: demo::settings::TEXT_NUMBER.to_owned(),
        channel: Channel::Sms,
        body: body.to_owned(),
        photo: false,
        profile_name: None,
    }
}

/// An agent's browser.
struct LiveFeed {
    response: reqwest::Response,
    read: String,
}

impl LiveFeed {
    async fn open(server: &Running) -> Self {
        let url = format!("http://{}", server.address);
        let ana = json!({ "email": demo::cast::COLLEAGUES[0].email, "password": demo::cast::PASSWORD });
        let client = Client::new();
        let session = client
            .post(format!("{url}/v1/session"))
            .json(&ana)
            .send()
            .await
            .unwrap();
        let session: Value = session.error_for_status().unwrap().json().await.unwrap();
        let token = session["access_token"].as_str().unwrap();
        let after = server.commands.log().head().0;
        let live = client.get(format!("{url}/v1/live?after={after}")).bearer_auth(token);
        let response = live.send().await.unwrap().error_for_status().unwrap();
        let read = String::new();
        Self { response, read }
    }

    async fn wait_for(&mut self, text: &str) {
        while !self.read.contains(text) {
            let chunk = self.response.chunk().await.unwrap().expect("the feed goes on");
            self.read.push_str(&String::from_utf8_lossy(&chunk));
        }
        self.read.clear();
    }
}
