//! Which box a conversation lies in, and how many lie there.

use super::ConversationBox;
use crate::{ViewError, Views, sql};
use domain::{
    AgentId, StoreId,
    conversation::{Controller, Conversation, Status},
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where a conversation is found. Beside its own box it may lie in its owner's and in the team's Open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placement {
    pub lies_in: ConversationBox,
    /// The assignee, while the conversation is open.
    pub owner: Option<AgentId>,
    pub open: bool,
}

impl Placement {
    pub fn of(state: &Conversation) -> Self {
        let lies_in = match state.status {
            _ if !state.engaged => ConversationBox::Sent,
            Status::Closed => ConversationBox::Closed,
            Status::Snoozed { .. } => ConversationBox::Snoozed,
            Status::Open if state.controller == Controller::Ai => ConversationBox::Automated,
            Status::Open if state.assignee.is_some() => ConversationBox::Assigned,
            Status::Open => ConversationBox::Inbox,
        };
        let owner = state.assignee.filter(|_| state.status == Status::Open);
        Self {
            lies_in,
            owner,
            open: lies_in == ConversationBox::Inbox || owner.is_some(),
        }
    }

    /// The counters that count it. An assigned conversation counts for its owner and in Open.
    fn counters(self) -> impl Iterator<Item = (Counter, Option<AgentId>)> {
        let own = match self.lies_in {
            ConversationBox::Inbox => Some(Counter::Inbox),
            ConversationBox::Assigned => None,
            ConversationBox::Automated => Some(Counter::Automated),
            ConversationBox::Closed => Some(Counter::Closed),
            ConversationBox::Sent => Some(Counter::Sent),
            ConversationBox::Snoozed => Some(Counter::Snoozed),
        };
        let open = self.open.then_some(Counter::Open);
        let owned = self.owner.map(|agent| (Counter::Owned, Some(agent)));
        own.into_iter().chain(open).map(|counter| (counter, None)).chain(owned)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Counter {
    Inbox,
    Owned,
    Open,
    Automated,
    Sent,
    Snoozed,
    Closed,
}

impl Counter {
    fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Owned => "owned",
            Self::Open => "open",
            Self::Automated => "automated",
            Self::Sent => "sent",
            Self::Snoozed => "snoozed",
            Self::Closed => "closed",
        }
    }
}

/// What a batch of events changes in the counts.
#[derive(Default)]
pub struct BoxTally {
    changes: HashMap<(StoreId, Counter, Option<AgentId>), (i64, i64)>,
}

impl BoxTally {
    pub fn enter(&mut self, store: StoreId, placement: Placement, unread: u32) {
        self.count(store, placement, unread, 1);
    }

    pub fn leave(&mut self, store: StoreId, placement: Placement, unread: u32) {
        self.count(store, placement, unread, -1);
    }

    fn count(&mut self, store: StoreId, placement: Placement, unread: u32, step: i64) {
        for (counter, agent) in placement.counters() {
            let (total, unread_total) = self.changes.entry((store, counter, agent)).or_default();
            *total += step;
            *unread_total += if unread > 0 { step } else { 0 };
        }
    }

    pub fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut add = db.prepare_cached(
            "INSERT INTO box_count (store, box, agent, total, unread) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread",
        )?;
        let changed = self.changes.into_iter().filter(|(_, change)| *change != (0, 0));
        for ((store, counter, agent), (total, unread)) in changed {
            let agent = agent.map(|agent| agent.0.as_bytes().to_vec()).unwrap_or_default();
            add.execute(params![store.0, counter.name(), agent, total, unread])?;
        }
        // A box that was emptied looks like one that never held anything, however the events were batched.
        db.prepare_cached("DELETE FROM box_count WHERE total = 0")?
            .execute([])?;
        Ok(())
    }
}

/// How many conversations, and how many of them with unread texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct BoxCount {
    pub total: u64,
    pub unread: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
pub struct AgentCount {
    pub agent: AgentId,
    pub total: u64,
    pub unread: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct BoxCounts {
    /// How far the log has been counted.
    pub position: u64,
    /// Nobody owns it, a person has to.
    pub inbox: BoxCount,
    /// Assigned to whoever asks, and open.
    pub yours: BoxCount,
    /// Inbox, and everything assigned and open.
    pub open: BoxCount,
    pub automated: BoxCount,
    pub sent: BoxCount,
    pub snoozed: BoxCount,
    pub closed: BoxCount,
    /// Each agent's box; for admins only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agents: Option<Vec<AgentCount>>,
}

impl Views {
    /// Counts of all boxes, of one store or of all; `yours` counts those of `agent`.
    pub async fn counts(
        &self,
        store: Option<StoreId>,
        agent: Option<AgentId>,
        with_agents: bool,
    ) -> Result<BoxCounts, ViewError> {
        self.read(move |db| counts(db, store, agent, with_agents)).await
    }
}

fn counts(
    db: &Connection,
    store: Option<StoreId>,
    me: Option<AgentId>,
    with_agents: bool,
) -> rusqlite::Result<BoxCounts> {
    let mut counts = BoxCounts {
        position: crate::checkpoint::position(db, &[crate::view::View::Conversations])?.0,
        ..BoxCounts::default()
    };
    let mut agents = vec![];
    let mut statement = db.prepare_cached(
        "SELECT box, agent, sum(total), sum(unread) FROM box_count WHERE ?1 IS NULL OR store = ?1
         GROUP BY box, agent ORDER BY box, agent",
    )?;
    let mut rows = statement.query([store.map(|store| store.0)])?;
    while let Some(row) = rows.next()? {
        let count = BoxCount {
            total: sql::number(row, 2)?,
            unread: sql::number(row, 3)?,
        };
        match row.get_ref(0)?.as_str()? {
            "inbox" => counts.inbox = count,
            "open" => counts.open = count,
            "automated" => counts.automated = count,
            "sent" => counts.sent = count,
            "snoozed" => counts.snoozed = count,
            "closed" => counts.closed = count,
            _ => {
                let agent = AgentId(row.get::<_, Uuid>(1)?);
                if me == Some(agent) {
                    counts.yours = count;
                }
                agents.push(AgentCount {
                    agent,
                    total: count.total,
                    unread: count.unread,
                });
            }
        }
    }
    counts.agents = with_agents.then_some(agents);
    Ok(counts)
}
