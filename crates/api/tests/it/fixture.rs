//! A deployment in a temporary directory, with one store and one person of each role.

use actix_web::{
    body::to_bytes,
    http::header::HeaderMap,
    test::{self, TestRequest},
    web,
};
use api::{App, Parts, RateLimits};
use auth::{AccessToken, ApiKeySecret, Keys, RefreshToken, hash_password};
use commands::{Clock, Commands, Context, MovableClock, Streams};
use domain::{
    Actor, AgentId, ApiKeyId, SessionId, StoreId,
    agent::{Agent, AgentCommand, Role},
    api_key::{ApiKey, ApiKeyCommand, Scope},
    message::Channel,
    store::{Profile, Sender, Store, StoreCommand},
};
use event_log::{EventLog, MasterKey, Options, SledLog};
use gateway_twilio::SignatureCheck;
use jiff::SignedDuration;
use secrecy::SecretString;
use serde_json::Value;
use std::{sync::Arc, sync::OnceLock};
use tokio::sync::watch;
use uuid::Uuid;

pub const PASSWORD: &str = "violet-anchor-teapot";
pub const SENDER: &str = "+14155550100";
pub const CUSTOMER: &str = "+14155550123";
pub const TWILIO_TOKEN: &str = "twilio-auth-token";
pub const PUBLIC_URL: &str = "https://texts.example.com";
pub const SHOPIFY_SECRET: &str = "shopify-webhook-secret";

pub struct Fixture {
    pub app: web::Data<App>,
    pub store: StoreId,
    pub clock: Arc<MovableClock>,
    pub shutdown: watch::Sender<bool>,
    _directory: tempfile::TempDir,
}

pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: web::Bytes,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Status and problem code; the code is empty for a success.
    pub fn code(&self) -> (u16, String) {
        let code = self.json()["code"].as_str().unwrap_or_default().to_owned();
        (self.status, code)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Fixture {
    pub async fn new() -> Self {
        Self::with_limits(RateLimits::default()).await
    }

    pub async fn with_limits(limits: RateLimits) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let sled = SledLog::open(
            directory.path(),
            MasterKey::from_bytes([7; 32]),
            Options {
                journal_bytes: 0,
                ..Options::default()
            },
        )
        .unwrap();
        let media = sled.media().clone();
        let sled = Arc::new(sled);
        let log: Arc<dyn EventLog> = sled.clone();
        let clock = Arc::new(MovableClock::standing_at("2026-11-21T10:00:00Z".parse().unwrap()));
        let commands = Commands::new(log.clone(), clock.clone(), Streams::new([3; 32]));
        let (views, follower) = projections::open(&directory.path().join("views.sqlite3"), log)
            .await
            .unwrap();
        actix_web::rt::spawn(follower.run(std::future::pending()));
        let (shutdown, watched) = watch::channel(false);
        let keys = Keys::new([5; 32]);
        let parts = Parts {
            commands,
            views,
            media,
            keys,
            wall_clock: clock.clone(),
            shutdown: watched,
        };
        let mut app = App::new(parts, limits);
        let public_url = PUBLIC_URL.parse().unwrap();
        app.twilio = Some(SignatureCheck::new(SecretString::from(TWILIO_TOKEN), &public_url));
        app.shopify_secret = Some(SecretString::from(SHOPIFY_SECRET));
        app.secure_cookies = false;
        app.proofs = Some(sled);
        let store = StoreId(Uuid::from_u128(100));
        let fixture = Self {
            app: web::Data::new(app),
            store,
            clock,
            shutdown,
            _directory: directory,
        };
        fixture.seed().await;
        fixture
    }

    async fn seed(&self) {
        static HASH: OnceLock<String> = OnceLock::new();
        let hash = HASH.get_or_init(|| hash_password(&SecretString::from(PASSWORD), &[]).unwrap());
        for (number, name, role) in [
            (1, "Ana", Role::Admin),
            (2, "Ben", Role::Agent),
            (3, "Cleo", Role::Auditor),
            (4, "Dan", Role::Agent),
        ] {
            let agent = AgentId(Uuid::from_u128(number));
            let add = AgentCommand::Add {
                agent,
                name: name.to_owned(),
                email: format!("{}@example.com", name.to_lowercase()),
                role,
                password_hash: hash.clone(),
            };
            self.app
                .commands
                .handle::<Agent>(Streams::agent(agent), &add, &by_system())
                .await
                .unwrap();
        }
        let profile = Profile {
            name: "Fern & Thread".into(),
            support_contact: "help@example.com".into(),
            currency: "USD".into(),
            shop_domain: None,
        };
        let sender = Sender {
            number: SENDER.into(),
            channels: vec![Channel::Sms, Channel::Mms],
            gateway: "simulator".into(),
            messaging_service: None,
            label: "Main".into(),
        };
        let create = StoreCommand::Create {
            store: self.store,
            profile,
        };
        for command in [create, StoreCommand::ChangeSenders(vec![sender])] {
            self.app
                .commands
                .handle::<Store>(Streams::store(self.store), &command, &by_system())
                .await
                .unwrap();
        }
        self.settle().await;
    }

    /// Waits until the views show everything that was written.
    pub async fn settle(&self) {
        let head = self.app.commands.log().head();
        self.app
            .views
            .wait_for(head, std::time::Duration::from_secs(10))
            .await
            .unwrap();
    }

    pub async fn send(&self, request: TestRequest) -> Reply {
        let service = test::init_service(api::http_app(self.app.clone())).await;
        let response = test::call_service(&service, request.to_request()).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = to_bytes(response.into_body())
            .await
            .map_err(|_| "the body broke off")
            .unwrap();
        Reply { status, headers, bytes }
    }

    /// An access token of a session that was opened for it.
    pub async fn token(&self, role: Role) -> String {
        let number = match role {
            Role::Admin => 1,
            Role::Agent => 2,
            Role::Auditor => 3,
            Role::Integrator => return self.api_key(&[Scope::Read, Scope::Write, Scope::Events]).await,
        };
        let (agent, session) = (AgentId(Uuid::from_u128(number)), SessionId(Uuid::new_v4()));
        let refresh = RefreshToken::random(agent, session).unwrap();
        let open = AgentCommand::OpenSession {
            session,
            token_hash: refresh.hash(),
            expires: self.clock.now() + SignedDuration::from_hours(1),
        };
        self.app
            .commands
            .handle::<Agent>(Streams::agent(agent), &open, &by_system())
            .await
            .unwrap();
        AccessToken::new(agent, session, self.clock.now())
            .sign(&self.app.keys)
            .unwrap()
    }

    pub async fn api_key(&self, scopes: &[Scope]) -> String {
        let key = ApiKeyId(Uuid::new_v4());
        let secret = ApiKeySecret::of(key, &self.app.keys);
        let issue = ApiKeyCommand::Issue {
            key,
            name: "Shop system".into(),
            scopes: scopes.to_vec(),
            secret_hash: secret.hash(),
            by: AgentId(Uuid::from_u128(1)),
        };
        self.app
            .commands
            .handle::<ApiKey>(Streams::api_key(key), &issue, &by_system())
            .await
            .unwrap();
        secret.reveal()
    }

    pub async fn get(&self, token: &str, path: &str) -> Reply {
        self.send(TestRequest::get().uri(path).insert_header(bearer(token)))
            .await
    }

    pub async fn post(&self, token: &str, path: &str, body: Value) -> Reply {
        self.send(
            TestRequest::post()
                .uri(path)
                .insert_header(bearer(token))
                .set_json(body),
        )
        .await
    }

    /// A conversation of Ben's with the customer.
    pub async fn conversation(&self, token: &str) -> String {
        let body = serde_json::json!({ "store": self.store, "address": CUSTOMER, "channel": "sms" });
        let started = self.post(token, "/v1/conversations", body).await;
        assert_eq!(started.status, 201, "{}", started.json());
        self.settle().await;
        started.json()["id"].as_str().unwrap().to_owned()
    }
}

pub fn by_system() -> Context {
    Context::new(Actor::System, Uuid::nil())
}

pub fn bearer(token: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {token}"))
}
