//! One batch of events, one transaction: rows and checkpoints change together or not at all.

use crate::{
    ViewError, checkpoint, contacts, directory, erasure, events, file,
    inbox::{BoxTally, Placement, Thread},
    opt_out_rate, phone, search, shopping, sql, suppressions,
    timeline::{self, TimelineBatch},
    view::View,
    work,
};
use domain::{
    ConversationId, StoreId,
    agent::AgentEvent,
    api_key::ApiKeyEvent,
    conversation::ConversationEvent,
    erasure::{ContactErased, ErasureEvent},
    schema::{self, DecodeError, StoredEvent},
    store::StoreEvent,
};
use event_log::{EventLog, Header, LogPosition, Payload, Recorded, StreamId, StreamVersion};
use lru::LruCache;
use rusqlite::{Connection, params};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    num::NonZeroUsize,
    sync::LazyLock,
};

/// Events of a batch. Larger ones are hardly faster and let readers wait longer.
pub const BATCH: usize = 1_000;
/// Conversations kept folded; several times what a batch can touch.
const THREADS_KEPT: NonZeroUsize = NonZeroUsize::new(20_000).expect("not zero");

/// Whose event it is. Follows from its type alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Category {
    Conversation,
    Store,
    Agent,
    ApiKey,
    Erasure,
}

impl Category {
    /// `None` for a type that this version does not know.
    pub fn of(event_type: &str) -> Option<Self> {
        // Looked up several times for every event of the log.
        static CATEGORIES: LazyLock<HashMap<&str, Category>> = LazyLock::new(|| {
            let all = [
                (Category::Conversation, ConversationEvent::TYPES),
                (Category::Store, StoreEvent::TYPES),
                (Category::Agent, AgentEvent::TYPES),
                (Category::ApiKey, ApiKeyEvent::TYPES),
                (Category::Erasure, ErasureEvent::TYPES),
            ];
            let named = all
                .into_iter()
                .flat_map(|(category, types)| types.iter().map(move |(name, _)| (*name, category)));
            named.collect()
        });
        CATEGORIES.get(event_type).copied()
    }
}

enum Fact {
    Conversation(Box<ConversationEvent>),
    Store(StoreEvent),
    Agent(AgentEvent),
    ApiKey(ApiKeyEvent),
    Erasure(ErasureEvent),
    /// The person was erased; that something happened stays known.
    Erased,
}

fn fact(recorded: &Recorded) -> Result<Fact, ViewError> {
    let Header {
        event_type,
        schema,
        position,
        ..
    } = &recorded.header;
    let unreadable = |cause| ViewError::Decode {
        position: *position,
        cause,
    };
    let category = Category::of(event_type).ok_or_else(|| {
        unreadable(DecodeError::UnknownType {
            event_type: event_type.to_string(),
        })
    })?;
    let Payload::Open(payload) = &recorded.payload else {
        return Ok(Fact::Erased);
    };
    match category {
        Category::Conversation => {
            schema::decode(event_type, *schema, payload).map(|event| Fact::Conversation(Box::new(event)))
        }
        Category::Store => schema::decode(event_type, *schema, payload).map(Fact::Store),
        Category::Agent => schema::decode(event_type, *schema, payload).map(Fact::Agent),
        Category::ApiKey => schema::decode(event_type, *schema, payload).map(Fact::ApiKey),
        Category::Erasure => schema::decode(event_type, *schema, payload).map(Fact::Erasure),
    }
    .map_err(unreadable)
}

/// Conversations as they stood at one position.
pub struct Threads {
    at: LogPosition,
    folded: LruCache<StreamId, Thread>,
}

impl Default for Threads {
    fn default() -> Self {
        Self {
            at: LogPosition(0),
            folded: LruCache::new(THREADS_KEPT),
        }
    }
}

impl Threads {
    /// Folds from the log the conversations that the batch continues and that are not in memory. `after` is where the
    /// batch begins; what is known of another position is forgotten.
    pub async fn prepare(
        &mut self,
        log: &dyn EventLog,
        after: LogPosition,
        batch: &[Recorded],
        erased: &HashSet<StreamId>,
    ) -> Result<(), ViewError> {
        if self.at != after {
            self.folded.clear();
            self.at = after;
        }
        for Recorded { header, .. } in batch {
            let continues = header.version > StreamVersion(1);
            let ours =
                Category::of(&header.event_type) == Some(Category::Conversation) && !erased.contains(&header.stream);
            if continues && ours && !self.folded.contains(&header.stream) {
                let thread = fold_before(log, header).await?;
                self.folded.put(header.stream, thread);
            } else if ours {
                // Seen now, so that it is not dropped before the batch gets to it.
                self.folded.get_or_insert_mut(header.stream, Thread::default);
            }
        }
        Ok(())
    }

    pub fn forget(&mut self) {
        self.folded.clear();
    }
}

/// What kept a batch from being folded.
#[derive(Debug)]
pub struct Stopped {
    /// The event, if it is known which.
    pub at: Option<LogPosition>,
    pub error: ViewError,
}

impl From<rusqlite::Error> for Stopped {
    fn from(error: rusqlite::Error) -> Self {
        Self {
            at: None,
            error: error.into(),
        }
    }
}

/// Applies a prepared batch to these views: all of it, or nothing. After an error or a panic `threads` are not what the
/// file says and have to be forgotten.
pub fn apply(
    db: &mut Connection,
    threads: &mut Threads,
    erased: &mut HashSet<StreamId>,
    views: &[View],
    batch: &[Recorded],
) -> Result<(), Stopped> {
    let Some(Recorded { header: last, .. }) = batch.last() else {
        return Ok(());
    };
    let transaction = db.transaction()?;
    let mut writes = Batch::new(&transaction, views, &mut threads.folded, erased);
    for recorded in batch {
        writes.take(recorded).map_err(|error| Stopped {
            at: Some(recorded.header.position),
            error,
        })?;
    }
    let purged = writes.write()?;
    for view in views {
        checkpoint::advance(&transaction, *view, last)?;
    }
    transaction.commit()?;
    // Otherwise they were left as they are.
    if views.iter().any(|view| view.follows_conversations()) {
        threads.at = last.position;
    }
    if purged > 0 && !file::scrub(db)? {
        // The next erasure or start sees to it.
        tracing::warn!("a query takes so long that the rows of an erased contact stay in the write-ahead log");
    }
    Ok(())
}

/// The conversation as it stood before the event of this header.
async fn fold_before(log: &dyn EventLog, header: &Header) -> Result<Thread, ViewError> {
    let mut thread = Thread::default();
    let mut version = StreamVersion(0);
    loop {
        let page = log.read_stream(header.stream, version, BATCH).await?;
        let Some(last) = page.last() else { return Ok(thread) };
        version = last.header.version;
        for recorded in page
            .iter()
            .take_while(|recorded| recorded.header.version < header.version)
        {
            if let Fact::Conversation(event) = fact(recorded)? {
                thread.evolve(&recorded.header, &event);
            }
        }
        if version >= header.version {
            return Ok(thread);
        }
    }
}

/// One batch on its way into the tables, and what is written only once, at its end.
struct Batch<'a> {
    db: &'a Connection,
    views: &'a [View],
    threads: &'a mut LruCache<StreamId, Thread>,
    /// Whatever these streams say is not heard, whether their keys are destroyed yet or not.
    erased: &'a mut HashSet<StreamId>,
    tally: BoxTally,
    purged: usize,
    timeline: TimelineBatch,
    /// How conversations stood before the batch.
    touched: HashMap<StreamId, Before>,
}

#[derive(Default)]
struct Before {
    placed: Option<(StoreId, Placement, u32)>,
    name: Option<String>,
    labels: BTreeSet<String>,
}

impl Before {
    fn of(thread: &Thread) -> Self {
        let Some(shown) = &thread.shown else {
            return Self::default();
        };
        Self {
            placed: Some((shown.row.store, Placement::of(&thread.state), thread.state.unread)),
            name: thread.state.contact.name.clone(),
            labels: thread.state.labels.clone(),
        }
    }
}

impl<'a> Batch<'a> {
    fn new(
        db: &'a Connection,
        views: &'a [View],
        threads: &'a mut LruCache<StreamId, Thread>,
        erased: &'a mut HashSet<StreamId>,
    ) -> Self {
        Self {
            db,
            views,
            threads,
            erased,
            tally: BoxTally::default(),
            purged: 0,
            timeline: TimelineBatch::default(),
            touched: HashMap::new(),
        }
    }

    fn take(&mut self, recorded: &Recorded) -> Result<(), ViewError> {
        let header = &recorded.header;
        let category = Category::of(&header.event_type);
        let is_read = |view: &View| *view != View::Events && view.is_about(category);
        if self.views.iter().any(is_read) {
            match fact(recorded)? {
                Fact::Conversation(_) if self.erased.contains(&header.stream) => {}
                Fact::Conversation(event) => self.take_conversation(header, &event)?,
                Fact::Store(event) => directory::record_store(self.db, header, &event)?,
                Fact::Agent(event) => directory::record_agent(self.db, header, &event)?,
                Fact::ApiKey(event) => directory::record_api_key(self.db, header, &event)?,
                Fact::Erasure(event) => self.take_erasure(header, &event)?,
                Fact::Erased => {}
            }
        }
        if self.views.contains(&View::Events) {
            events::record(self.db, header)?;
        }
        Ok(())
    }

    fn take_conversation(&mut self, header: &Header, event: &ConversationEvent) -> rusqlite::Result<()> {
        let thread = self.threads.get_or_insert_mut(header.stream, Thread::default);
        let is_shown = self.views.contains(&View::Conversations);
        if is_shown {
            self.touched.entry(header.stream).or_insert_with(|| Before::of(thread));
        }
        let owed = work::OwedBefore::of(&thread.state);
        thread.evolve(header, event);
        if self.views.contains(&View::Work) {
            work::record(self.db, &owed, thread, header, event)?;
        }
        if self.views.contains(&View::Shopping) {
            shopping::record(self.db, thread, header, event)?;
        }
        if is_shown {
            suppressions::record(self.db, thread, header, event)?;
            opt_out_rate::record(self.db, thread, header, event)?;
        }
        if is_shown && let Some(item) = self.timeline.record(self.db, thread, header, event)? {
            timeline::record_touch(self.db, header, item)?;
        }
        Ok(())
    }

    fn take_erasure(&mut self, header: &Header, event: &ErasureEvent) -> rusqlite::Result<()> {
        match event {
            ErasureEvent::ContactErased(erased) => self.take_erased(header, erased),
            ErasureEvent::ErasureMediaListed(_) => Ok(()),
            ErasureEvent::ErasureCompleted(completed) if self.views.contains(&View::Directory) => {
                erasure::record_completed(self.db, header, completed)
            }
            ErasureEvent::ErasureCompleted(_) => Ok(()),
        }
    }

    fn take_erased(&mut self, header: &Header, erased: &ContactErased) -> rusqlite::Result<()> {
        let stream = StreamId(erased.conversation.0);
        self.erased.insert(stream);
        erasure::mark(self.db, erased.conversation)?;
        // What the batch would write of them at its end is not written; what it has to purge is.
        self.touched.remove(&stream);
        self.threads.pop(&stream);
        std::mem::take(&mut self.timeline).write(self.db)?;
        for view in self.views {
            self.purged += erasure::purge(self.db, *view, &mut self.tally, erased.conversation)?;
        }
        match self.views.contains(&View::Directory) {
            true => erasure::record_erased(self.db, header, erased),
            false => Ok(()),
        }
    }

    /// How many rows of erased contacts it has deleted.
    fn write(mut self) -> rusqlite::Result<usize> {
        self.timeline.write(self.db)?;
        for (stream, before) in self.touched {
            if let Some(thread) = self.threads.peek_mut(&stream) {
                write_conversation(self.db, &mut self.tally, &before, thread)?;
            }
        }
        self.tally.write(self.db)?;
        Ok(self.purged)
    }
}

fn write_conversation(
    db: &Connection,
    tally: &mut BoxTally,
    before: &Before,
    thread: &mut Thread,
) -> rusqlite::Result<()> {
    let placement = Placement::of(&thread.state);
    thread.show();
    let Some(shown) = &thread.shown else { return Ok(()) };
    let row = &shown.row;
    if let Some((store, placement, unread)) = before.placed {
        tally.leave(store, placement, unread);
    }
    tally.enter(row.store, placement, row.unread);
    search::rename(db, row.id, before.name.as_deref(), row.name.as_deref())?;
    write_labels(db, row.id, &before.labels, &thread.state.labels)?;
    // An update in place leaves the indexes alone whose columns stay as they are.
    let mut put = db.prepare_cached(
        "INSERT INTO conversation (id, store, box, owner, open, assignee, kind, channel, opted_out, unread,
         has_cart, has_order, activity, digits, sort_name, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         ON CONFLICT DO UPDATE SET box = ?3, owner = ?4, open = ?5, assignee = ?6, kind = ?7, channel = ?8,
         opted_out = ?9, unread = ?10, has_cart = ?11, has_order = ?12, activity = ?13, sort_name = ?15, position = ?16",
    )?;
    put.execute(params![
        row.id.0,
        row.store.0,
        sql::word(&row.lies_in)?,
        placement.owner.map(|agent| agent.0),
        placement.open,
        row.assignee.map(|agent| agent.0),
        sql::word(&row.kind)?,
        sql::word(&row.channel)?,
        thread.state.consent.is_opted_out(),
        row.unread,
        row.has_cart,
        row.has_order,
        sql::nanos(row.last_activity_at),
        phone::digits(&row.address),
        contacts::sort_name(row),
        sql::integer(row.position)
    ])?;
    let mut show = db.prepare_cached(
        "INSERT INTO conversation_shown (id, row, detail) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET row = ?2, detail = ?3",
    )?;
    show.execute(params![row.id.0, sql::json(row)?, sql::json(&shown.detail)?])
        .map(drop)
}

fn write_labels(
    db: &Connection,
    id: ConversationId,
    before: &BTreeSet<String>,
    after: &BTreeSet<String>,
) -> rusqlite::Result<()> {
    for label in before.difference(after) {
        db.prepare_cached("DELETE FROM conversation_label WHERE label = ?1 AND conversation = ?2")?
            .execute(params![label, id.0])?;
    }
    for label in after.difference(before) {
        db.prepare_cached("INSERT INTO conversation_label (label, conversation) VALUES (?1, ?2)")?
            .execute(params![label, id.0])?;
    }
    Ok(())
}
