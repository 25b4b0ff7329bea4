//! Who is there when a test begins: a store, people of every role, an API key for every scope.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, phc::PasswordHash},
};
use auth::{AccessToken, ApiKeySecret, Keys};
use commands::{Commands, Context, Streams};
use domain::{
    Actor, AgentId, ApiKeyId, SessionId, StoreId,
    agent::{Agent, AgentCommand, Role},
    api_key::{ApiKey, ApiKeyCommand, Scope},
    message::Channel,
    store::{Profile, Sender, SendingRules, Store, StoreCommand},
};
use jiff::Timestamp;
use uuid::Uuid;

/// The one that the simulator belongs to.
pub const STORE: StoreId = ::server::demo::settings::STORE;
/// Texts and pictures.
pub const STORE_NUMBER: &str = "+15035550199";
pub const WHATSAPP_NUMBER: &str = "+15035550198";
/// Everybody's.
pub const PASSWORD: &str = "violet-anchor-teapot";

/// Somebody who is signed in from the start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person {
    pub id: AgentId,
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    pub session: SessionId,
}

impl Person {
    /// An access token that is good for a quarter of an hour from `at` on.
    pub fn token(self, keys: &Keys, at: Timestamp) -> String {
        let token = AccessToken::new(self.id, self.session, at).sign(keys);
        token.expect("a token can be signed")
    }
}

const fn person(number: u128, name: &'static str, email: &'static str, role: Role) -> Person {
    Person {
        id: AgentId(Uuid::from_u128(0xa0 << 64 | number)),
        name,
        email,
        role,
        session: SessionId(Uuid::from_u128(0x5e << 64 | number)),
    }
}

pub const ADMIN: Person = person(1, "Ana Castillo", "ana@fern.example", Role::Admin);
pub const AGENT: Person = person(2, "Ben Okafor", "ben@fern.example", Role::Agent);
/// Another agent.
pub const COLLEAGUE: Person = person(3, "Cleo Martin", "cleo@fern.example", Role::Agent);
pub const AUDITOR: Person = person(4, "Dana Weiss", "dana@fern.example", Role::Auditor);

const SCOPES: [Scope; 3] = [Scope::Read, Scope::Write, Scope::Events];

fn api_key_id(scope: Scope) -> ApiKeyId {
    ApiKeyId(Uuid::from_u128(0xaf << 64 | scope as u128))
}

/// What a program with this scope alone sends as its bearer token.
pub fn api_key(scope: Scope, keys: &Keys) -> String {
    ApiKeySecret::of(api_key_id(scope), keys).reveal()
}

/// Writes all of it, through the same commands as real life. `gateway` carries the store's numbers.
pub(crate) async fn enter(commands: &Commands, keys: &Keys, gateway: &str) {
    let context = Context::new(Actor::System, Uuid::from_u128(1));
    for command in store(gateway) {
        let written = commands
            .handle::<Store>(Streams::store(STORE), &command, &context)
            .await;
        written.expect("the store can be set up");
    }
    for person in [ADMIN, AGENT, COLLEAGUE, AUDITOR] {
        for command in signing_in(person) {
            let written = commands
                .handle::<Agent>(Streams::agent(person.id), &command, &context)
                .await;
            written.expect("a person can be added and sign in");
        }
    }
    for scope in SCOPES {
        let key = api_key_id(scope);
        let issue = ApiKeyCommand::Issue {
            key,
            name: format!("{scope:?} only"),
            scopes: vec![scope],
            secret_hash: ApiKeySecret::of(key, keys).hash(),
            by: ADMIN.id,
        };
        let written = commands.handle::<ApiKey>(Streams::api_key(key), &issue, &context).await;
        written.expect("a key can be issued");
    }
}

fn store(gateway: &str) -> [StoreCommand; 3] {
    let sender = |number: &str, channels: &[Channel]| Sender {
        number: number.to_owned(),
        channels: channels.to_vec(),
        gateway: gateway.to_owned(),
        messaging_service: None,
        label: String::new(),
    };
    let profile = Profile {
        name: "Fern & Thread".to_owned(),
        support_contact: "care@fern.example".to_owned(),
        currency: "USD".to_owned(),
        shop_domain: Some("fern.myshopify.com".to_owned()),
    };
    [
        StoreCommand::Create { store: STORE, profile },
        StoreCommand::ChangeSenders(vec![
            sender(STORE_NUMBER, &[Channel::Sms, Channel::Mms]),
            sender(WHATSAPP_NUMBER, &[Channel::Whatsapp]),
        ]),
        StoreCommand::ChangeSendingRules(SendingRules {
            checkout_wording: "Text me offers and reminders of my cart. Reply STOP to stop.".to_owned(),
            ..SendingRules::default()
        }),
    ]
}

fn signing_in(person: Person) -> [AgentCommand; 2] {
    [
        AgentCommand::Add {
            agent: person.id,
            name: person.name.to_owned(),
            email: person.email.to_owned(),
            role: person.role,
            password_hash: cheap_hash(PASSWORD),
        },
        AgentCommand::OpenSession {
            session: person.session,
            token_hash: "0".repeat(64),
            expires: Timestamp::MAX,
        },
    ]
}

/// A hash tells what it cost, and checking it costs the same: this one next to nothing.
fn cheap_hash(password: &str) -> String {
    let cheapest = Params::new(8, 1, 1, None).expect("argon2 can be as cheap as this");
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheapest);
    let hash: PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), b"salt of the tests")
        .expect("a password can be hashed");
    hash.to_string()
}
