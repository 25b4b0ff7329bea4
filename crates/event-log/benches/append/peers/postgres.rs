//! PostgreSQL: one insert a transaction, as most would write it, and all that is waiting in one insert.

use super::grouped::{Grouped, Store};
use super::postgres_server::Server;
use super::{Description, Failure, Kind, Peer};
use crate::event::{ACTOR, EVENT_TYPE, Event, MOST_WRITERS, PAYLOAD, SCHEMA};
use async_trait::async_trait;
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tokio_postgres::{Client, Statement};

fn table(name: &str) -> String {
    format!(
        "CREATE TABLE {name} (
             position bigserial PRIMARY KEY, stream uuid NOT NULL, version bigint NOT NULL, type text NOT NULL,
             schema smallint NOT NULL, time timestamptz NOT NULL, actor text NOT NULL, correlation uuid NOT NULL,
             payload bytea NOT NULL, UNIQUE (stream, version)
         )"
    )
}

fn about(server: &Server, how: &str) -> String {
    format!("{}, {how}", server.version)
}

/// A connection a writer, one insert a transaction. The server groups its syncs by itself.
pub struct Single(Vec<(Client, Statement)>);

impl Single {
    pub async fn start(server: &Server) -> Result<(Self, Description), Failure> {
        server.connect().await?.batch_execute(&table("event")).await?;
        let mut connections = Vec::with_capacity(MOST_WRITERS);
        for _ in 0..MOST_WRITERS {
            let client = server.connect().await?;
            let insert = "INSERT INTO event (stream, version, type, schema, time, actor, correlation, payload)
                          VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
            let insert = client.prepare(insert).await?;
            connections.push((client, insert));
        }
        let description = Description {
            kind: Kind::Postgres,
            about: about(server, "one insert a transaction, a connection a writer"),
            durable: true,
        };
        Ok((Self(connections), description))
    }
}

#[async_trait]
impl Peer for Single {
    async fn append(&self, event: Event) -> Result<(), Failure> {
        let (client, insert) = &self.0[event.writer];
        client
            .execute(
                insert,
                &[
                    &event.stream_id(),
                    &(event.version() as i64),
                    &EVENT_TYPE,
                    &(SCHEMA as i16),
                    &Timestamp::UNIX_EPOCH,
                    &ACTOR,
                    &event.correlation(),
                    &&PAYLOAD[..],
                ],
            )
            .await?;
        Ok(())
    }
}

pub fn grouped(server: &Server) -> Result<(Grouped, Description), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (client, insert) = runtime.block_on(async {
        let client = server.connect().await?;
        client.batch_execute(&table("grouped_event")).await?;
        let insert = "INSERT INTO grouped_event (stream, version, type, schema, time, actor, correlation, payload)
                      SELECT stream, version, $3, $4, $5, $6, correlation, payload
                      FROM unnest($1::uuid[], $2::bigint[], $7::uuid[], $8::bytea[])
                           AS waiting (stream, version, correlation, payload)";
        let insert = client.prepare(insert).await?;
        Ok::<_, Failure>((client, insert))
    })?;
    let description = Description {
        kind: Kind::PostgresGrouped,
        about: about(server, "all that waits in one insert"),
        durable: true,
    };
    let table = Table {
        runtime,
        client,
        insert,
    };
    Ok((Grouped::new(table), description))
}

struct Table {
    runtime: Runtime,
    client: Client,
    insert: Statement,
}

impl Store for Table {
    fn commit(&mut self, group: &[Event]) -> Result<(), Failure> {
        let streams: Vec<_> = group.iter().map(|event| event.stream_id()).collect();
        let versions: Vec<_> = group.iter().map(|event| event.version() as i64).collect();
        let correlations: Vec<_> = group.iter().map(|event| event.correlation()).collect();
        let payloads = vec![&PAYLOAD[..]; group.len()];
        self.runtime.block_on(self.client.execute(
            &self.insert,
            &[
                &streams,
                &versions,
                &EVENT_TYPE,
                &(SCHEMA as i16),
                &Timestamp::UNIX_EPOCH,
                &ACTOR,
                &correlations,
                &payloads,
            ],
        ))?;
        Ok(())
    }
}
