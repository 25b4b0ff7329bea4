//! The real server, in this process.

use crate::{ADMIN, AGENT, AUDITOR, COLLEAGUE, Caller, Deployment, Person, STORE, cast};
use ::server::{Running, config::Config};
use auth::Keys;
use commands::{Clock, MovableClock};
use domain::{Address, ConversationId, SessionId, api_key::Scope};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::{fs::File, path::Path, sync::Arc};
use tempfile::TempDir;
use uuid::Uuid;

#[derive(Debug)]
pub struct TestServer {
    running: Running,
    config: Config,
    clock: Arc<MovableClock>,
    keys: Keys,
    client: reqwest::Client,
    data: TempDir,
}

impl TestServer {
    /// With simulated phones.
    pub async fn start() -> Self {
        Deployment::default().start().await
    }

    pub(crate) async fn started(data: TempDir, config: Config, clock: Arc<MovableClock>, keys: Keys) -> Self {
        let running = ::server::start(config.clone(), clock.clone()).await;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        Self {
            running: running.expect("the server starts"),
            config,
            clock,
            keys,
            client: client.expect("an HTTP client"),
            data,
        }
    }

    /// Stops as on Ctrl+C, and starts again on the same data.
    pub async fn restarted(self) -> Self {
        self.restarted_after(|_| ()).await
    }

    /// The same; meanwhile the views are deleted.
    pub async fn restarted_without_views(self) -> Self {
        self.restarted_after(|data| {
            let views = std::fs::read_dir(data)
                .expect("the data directory can be read")
                .map(|entry| entry.expect("an entry"));
            let views: Vec<_> = views
                .filter(|entry| entry.file_name().to_string_lossy().starts_with("views."))
                .collect();
            assert!(!views.is_empty(), "there are no views to delete");
            for file in views {
                std::fs::remove_file(file.path()).expect("a file of the views can be deleted");
            }
        })
        .await
    }

    async fn restarted_after(self, meanwhile: impl FnOnce(&Path)) -> Self {
        let Self {
            running,
            config,
            clock,
            keys,
            data,
            ..
        } = self;
        running.stop().await;
        until_let_go(data.path()).await;
        meanwhile(data.path());
        Self::started(data, config, clock, keys).await
    }

    /// Stops as on Ctrl+C; the data lie there until the directory is dropped.
    pub async fn stop(self) -> TempDir {
        self.running.stop().await;
        self.data
    }

    pub fn data(&self) -> &Path {
        self.data.path()
    }

    pub fn running(&self) -> &Running {
        &self.running
    }

    pub(crate) fn url(&self, path_and_query: &str) -> String {
        format!("http://{}{path_and_query}", self.running.address)
    }

    /// The log's time.
    pub fn now(&self) -> Timestamp {
        self.running.commands.clock().now()
    }

    /// What is due by then happens.
    pub fn advance(&self, step: SignedDuration) {
        match &self.running.phones {
            Some(phones) => phones.clock.advance(step),
            None => self.clock.advance(step),
        };
    }

    pub fn as_admin(&self) -> Caller<'_> {
        self.as_person(ADMIN)
    }

    pub fn as_agent(&self) -> Caller<'_> {
        self.as_person(AGENT)
    }

    pub fn as_colleague(&self) -> Caller<'_> {
        self.as_person(COLLEAGUE)
    }

    pub fn as_auditor(&self) -> Caller<'_> {
        self.as_person(AUDITOR)
    }

    pub fn as_person(&self, person: Person) -> Caller<'_> {
        self.with_token(&person.token(&self.keys, self.clock.now()))
    }

    pub fn as_key(&self, scope: Scope) -> Caller<'_> {
        self.with_token(&cast::api_key(scope, &self.keys))
    }

    pub fn anonymous(&self) -> Caller<'_> {
        Caller::new(self, &self.client, None)
    }

    /// The token was good until a second ago.
    pub fn with_expired_token(&self) -> Caller<'_> {
        let age = auth::ACCESS_TOKEN_LIFETIME + SignedDuration::from_secs(1);
        self.with_token(&ADMIN.token(&self.keys, self.clock.now() - age))
    }

    /// The token says the right things, but somebody else signed it.
    pub fn with_forged_token(&self) -> Caller<'_> {
        self.with_token(&ADMIN.token(&Keys::new([7; 32]), self.clock.now()))
    }

    /// The token is signed by us, for a session that is over.
    pub fn with_ended_session(&self) -> Caller<'_> {
        let session = SessionId(Uuid::from_u128(404));
        self.with_token(&Person { session, ..ADMIN }.token(&self.keys, self.clock.now()))
    }

    pub fn with_token(&self, token: &str) -> Caller<'_> {
        Caller::new(self, &self.client, Some(format!("Bearer {token}")))
    }

    /// Where the store's conversation with this number is, or will be.
    pub fn conversation_of(&self, phone: &str) -> ConversationId {
        let address: Address = phone.parse().expect("a phone number");
        self.running.commands.streams().conversation_of(STORE, &address)
    }

    /// A customer texts from a simulated phone; returns when the conversation shows it.
    pub async fn text_from(&self, phone: &str, body: &str) -> ConversationId {
        let id = self.conversation_of(phone);
        let already = self.texts_of_the_contact(id, body).await;
        self.as_agent()
            .post(&format!("/v1/simulator/phones/{phone}/messages"))
            .json(json!({ "body": body }))
            .await
            .ok();
        self.until("the text stands in its conversation", async || {
            (self.texts_of_the_contact(id, body).await > already).then_some(id)
        })
        .await
    }

    async fn texts_of_the_contact(&self, id: ConversationId, body: &str) -> usize {
        let messages = self.messages(id).await.into_iter();
        messages
            .filter(|message| message["direction"] == "in" && message["body"] == body)
            .count()
    }

    /// The newest messages of a conversation, oldest first; none if it has not started.
    pub async fn messages(&self, id: ConversationId) -> Vec<Value> {
        // Whatever was acknowledged before this call is seen by it.
        self.head().await;
        let path = format!("/v1/conversations/{id}/timeline?limit=200");
        let reply = self.as_agent().get(&path).await;
        if reply.status() == 404 {
            return vec![];
        }
        let timeline = reply.ok();
        let items = timeline["items"].as_array().cloned().unwrap_or_default();
        items
            .into_iter()
            .filter(|item| item["type"] == "message")
            .map(|mut item| item["message"].take())
            .collect()
    }

    /// Everything that is on a simulated phone, oldest first.
    pub async fn phone(&self, phone: &str) -> Vec<Value> {
        let path = format!("/v1/simulator/phones/{phone}/messages");
        let texts = self.as_agent().get(&path).await.ok();
        texts["items"].as_array().cloned().unwrap_or_default()
    }
}

/// Threads that served requests hold the log for a moment longer than the server.
async fn until_let_go(data: &Path) {
    let lock = File::open(data.join("log.lock")).expect("a log has a lock");
    let waited = tokio::task::spawn_blocking(move || lock.lock()).await;
    waited.expect("waiting goes on").expect("the lock can be waited for");
}
