//! Stores, agents and API keys, and which of them is meant by a number, a domain or an e-mail address.

use crate::{ViewError, Views, sql};
use domain::{
    AgentId, Aggregate, ApiKeyId, StoreId,
    agent::{AgentEvent, Role},
    api_key::{ApiKeyEvent, Scope},
    store::{Store, StoreEvent},
};
use event_log::Header;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct StoreSummary {
    pub id: StoreId,
    pub name: String,
    /// ISO 4217.
    pub currency: String,
}

/// A person who may sign in. The hash of the password is not here: fold the agent's stream for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AgentRecord {
    pub id: AgentId,
    pub name: String,
    /// In lower case.
    pub email: String,
    pub role: Role,
    pub active: bool,
}

/// An integrator's key. The hash of the secret is not here: fold the key's stream for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyRecord {
    pub id: ApiKeyId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub issued_by: AgentId,
    pub issued_at: Timestamp,
}

impl Views {
    /// In the order they were created.
    pub async fn stores(&self) -> Result<Vec<StoreSummary>, ViewError> {
        let stores = self.all_stores().await?;
        let summary = |store: Store| {
            let profile = store.profile?;
            Some(StoreSummary {
                id: store.store?,
                name: profile.name,
                currency: profile.currency,
            })
        };
        Ok(stores.into_iter().filter_map(summary).collect())
    }

    /// Every store with all its settings, in the order they were created.
    pub async fn all_stores(&self) -> Result<Vec<Store>, ViewError> {
        self.read(|db| {
            let mut statement = db.prepare_cached("SELECT value FROM store ORDER BY created")?;
            statement
                .query_map([], |row| sql::value(row, 0))?
                .collect::<rusqlite::Result<Vec<Store>>>()
        })
        .await
    }

    pub async fn store(&self, id: StoreId) -> Result<Option<Store>, ViewError> {
        self.read(move |db| store(db, id)).await
    }

    /// The store that this number (E.164) belongs to; the one that had it first, if two claim it.
    pub async fn store_of_sender(&self, number: String) -> Result<Option<StoreId>, ViewError> {
        self.read(move |db| {
            let mut statement = db.prepare_cached(
                "SELECT id FROM store JOIN store_sender ON store = id WHERE number = ?1 ORDER BY created LIMIT 1",
            )?;
            statement
                .query_row([number], |row| sql::uuid(row, 0))
                .optional()
                .map(|id| id.map(StoreId))
        })
        .await
    }

    /// The store behind a Shopify host name, whatever its capitals.
    pub async fn store_of_shop(&self, domain: String) -> Result<Option<StoreId>, ViewError> {
        self.read(move |db| {
            let mut statement =
                db.prepare_cached("SELECT id FROM store WHERE shop_domain = ?1 ORDER BY created LIMIT 1")?;
            let found = statement
                .query_row([domain.to_lowercase()], |row| sql::uuid(row, 0))
                .optional();
            found.map(|id| id.map(StoreId))
        })
        .await
    }

    /// In the order they were added, those who may no longer sign in among them.
    pub async fn agents(&self) -> Result<Vec<AgentRecord>, ViewError> {
        self.read(|db| {
            let mut statement = db.prepare_cached("SELECT value FROM agent ORDER BY added")?;
            statement
                .query_map([], |row| sql::value(row, 0))?
                .collect::<rusqlite::Result<Vec<AgentRecord>>>()
        })
        .await
    }

    pub async fn agent(&self, id: AgentId) -> Result<Option<AgentRecord>, ViewError> {
        self.read(move |db| agent(db, id)).await
    }

    /// Capitals do not matter.
    pub async fn agent_by_email(&self, email: String) -> Result<Option<AgentRecord>, ViewError> {
        self.read(move |db| {
            let mut statement = db.prepare_cached("SELECT value FROM agent WHERE email = ?1 ORDER BY added LIMIT 1")?;
            statement
                .query_row([email.trim().to_lowercase()], |row| sql::value(row, 0))
                .optional()
        })
        .await
    }

    /// Keys that have not been revoked, in the order they were issued.
    pub async fn api_keys(&self) -> Result<Vec<ApiKeyRecord>, ViewError> {
        self.read(|db| {
            let mut statement = db.prepare_cached("SELECT value FROM api_key WHERE revoked = 0 ORDER BY issued")?;
            statement
                .query_map([], |row| sql::value(row, 0))?
                .collect::<rusqlite::Result<Vec<ApiKeyRecord>>>()
        })
        .await
    }

    /// `None` if there is no such key, or no longer.
    pub async fn api_key(&self, id: ApiKeyId) -> Result<Option<ApiKeyRecord>, ViewError> {
        self.read(move |db| {
            let mut statement = db.prepare_cached("SELECT value FROM api_key WHERE id = ?1 AND revoked = 0")?;
            statement.query_row([id.0], |row| sql::value(row, 0)).optional()
        })
        .await
    }
}

fn store(db: &Connection, id: StoreId) -> rusqlite::Result<Option<Store>> {
    let mut statement = db.prepare_cached("SELECT value FROM store WHERE id = ?1")?;
    statement.query_row([id.0], |row| sql::value(row, 0)).optional()
}

fn agent(db: &Connection, id: AgentId) -> rusqlite::Result<Option<AgentRecord>> {
    let mut statement = db.prepare_cached("SELECT value FROM agent WHERE id = ?1")?;
    statement.query_row([id.0], |row| sql::value(row, 0)).optional()
}

pub(crate) fn record_store(db: &Connection, header: &Header, event: &StoreEvent) -> rusqlite::Result<()> {
    let id = StoreId(header.stream.0);
    let mut changed = store(db, id)?.unwrap_or_default();
    changed.evolve(event, header.version.0, header.time);
    let domain = changed
        .profile
        .as_ref()
        .and_then(|profile| profile.shop_domain.as_ref());
    db.prepare_cached(
        "INSERT INTO store (id, created, shop_domain, value) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET shop_domain = excluded.shop_domain, value = excluded.value",
    )?
    .execute(params![
        id.0,
        sql::integer(header.position.0),
        domain.map(|domain| domain.to_lowercase()),
        sql::json(&changed)?
    ])?;
    if let StoreEvent::SendersChanged(_) = event {
        db.prepare_cached("DELETE FROM store_sender WHERE store = ?1")?
            .execute([id.0])?;
        let mut add = db.prepare_cached("INSERT OR IGNORE INTO store_sender (number, store) VALUES (?1, ?2)")?;
        for sender in &changed.senders {
            add.execute(params![sender.number, id.0])?;
        }
    }
    Ok(())
}

pub(crate) fn record_agent(db: &Connection, header: &Header, event: &AgentEvent) -> rusqlite::Result<()> {
    let id = AgentId(header.stream.0);
    let changed = match event {
        AgentEvent::AgentAdded(added) => {
            let (name, email) = (added.name.clone(), added.email.clone());
            AgentRecord {
                id,
                name,
                email,
                role: added.role,
                active: true,
            }
        }
        AgentEvent::AgentChanged(changed) => match agent(db, id)? {
            Some(known) => AgentRecord {
                name: changed.name.clone(),
                role: changed.role,
                active: changed.active,
                ..known
            },
            None => return Ok(()),
        },
        AgentEvent::PasswordChanged(_)
        | AgentEvent::SessionOpened(_)
        | AgentEvent::SessionRotated(_)
        | AgentEvent::SessionEnded(_) => return Ok(()),
    };
    db.prepare_cached(
        "INSERT INTO agent (id, added, email, value) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute(params![
        id.0,
        sql::integer(header.position.0),
        changed.email,
        sql::json(&changed)?
    ])
    .map(drop)
}

pub(crate) fn record_api_key(db: &Connection, header: &Header, event: &ApiKeyEvent) -> rusqlite::Result<()> {
    let id = ApiKeyId(header.stream.0);
    match event {
        ApiKeyEvent::ApiKeyIssued(issued) => {
            let record = ApiKeyRecord {
                id,
                name: issued.name.clone(),
                scopes: issued.scopes.clone(),
                issued_by: issued.issued_by,
                issued_at: header.time,
            };
            db.prepare_cached("INSERT OR REPLACE INTO api_key (id, issued, revoked, value) VALUES (?1, ?2, 0, ?3)")?
                .execute(params![id.0, sql::integer(header.position.0), sql::json(&record)?])
        }
        ApiKeyEvent::ApiKeyRevoked(_) => db
            .prepare_cached("UPDATE api_key SET revoked = 1 WHERE id = ?1")?
            .execute([id.0]),
    }
    .map(drop)
}
