//! Folds events into items. Items that a batch touches more than once are written once.

use super::{Item, ItemContent, MessageItem, NoteItem, system};
use crate::{inbox::Thread, search, sql};
use domain::{
    MessageId,
    conversation::{Conversation, ConversationEvent as Event},
    message::DeliveryState,
};
use event_log::{Header, StreamId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

#[derive(Default)]
pub struct TimelineBatch {
    touched: HashMap<(StreamId, String), Stored>,
}

struct Stored {
    number: i64,
    item: Item,
}

impl TimelineBatch {
    /// Brings the event into the timeline, after the thread has folded it. Answers with the number of the item that
    /// it touched, if it touched one.
    pub fn record(
        &mut self,
        db: &Connection,
        thread: &Thread,
        header: &Header,
        event: &Event,
    ) -> rusqlite::Result<Option<i64>> {
        match event {
            Event::MessageReceived(received) => {
                self.add_message(db, &thread.state, header, MessageItem::received(received))
            }
            Event::MessageScheduled(scheduled) => {
                self.add_message(db, &thread.state, header, MessageItem::outgoing(&scheduled.outgoing))
            }
            Event::MessageQueued(queued) => {
                self.add_message(db, &thread.state, header, MessageItem::outgoing(&queued.outgoing))
            }
            Event::NoteAdded(added) => {
                let (agent, body, mentions) = (added.agent, added.body.clone(), added.mentions.clone());
                let note = NoteItem {
                    id: added.note,
                    agent,
                    body,
                    mentions,
                };
                self.add(db, header, added.note.to_string(), ItemContent::Note { note })
            }
            _ => match (message_of(event), system::line(header, event)) {
                (Some(message), _) => self.change_message(db, &thread.state, header, message, event),
                (None, Some(line)) => {
                    let content = ItemContent::System {
                        system: Box::new(line.system),
                    };
                    self.add(db, header, line.id, content)
                }
                (None, None) => Ok(None),
            },
        }
    }

    fn add_message(
        &mut self,
        db: &Connection,
        state: &Conversation,
        header: &Header,
        mut message: MessageItem,
    ) -> rusqlite::Result<Option<i64>> {
        message.follow(state);
        search::index_text(db, sql::integer(header.position.0), &message.body)?;
        self.add(
            db,
            header,
            message.id.to_string(),
            ItemContent::Message {
                message: Box::new(message),
            },
        )
    }

    /// A new item, or new content for one that is there.
    fn add(
        &mut self,
        db: &Connection,
        header: &Header,
        id: String,
        content: ItemContent,
    ) -> rusqlite::Result<Option<i64>> {
        let position = header.position.0;
        if let Some(stored) = self.find(db, header.stream, &id)? {
            stored.item.content = content;
            stored.item.position = position;
            return Ok(Some(stored.number));
        }
        let number = sql::integer(position);
        let item = Item {
            id: id.clone(),
            version: header.version.0,
            position,
            at: header.time,
            content,
        };
        self.touched.insert((header.stream, id), Stored { number, item });
        Ok(Some(number))
    }

    fn change_message(
        &mut self,
        db: &Connection,
        state: &Conversation,
        header: &Header,
        message: MessageId,
        event: &Event,
    ) -> rusqlite::Result<Option<i64>> {
        let Some(Stored { number, item }) = self.find(db, header.stream, &message.to_string())? else {
            return Ok(None);
        };
        let ItemContent::Message { message } = &mut item.content else {
            return Ok(None);
        };
        let waited = message.state == DeliveryState::Scheduled;
        message.record(header, event);
        message.follow(state);
        item.position = header.position.0;
        if waited && message.state != DeliveryState::Scheduled {
            (item.version, item.at) = (header.version.0, header.time);
        }
        Ok(Some(*number))
    }

    fn find(&mut self, db: &Connection, stream: StreamId, id: &str) -> rusqlite::Result<Option<&mut Stored>> {
        use std::collections::hash_map::Entry;
        match self.touched.entry((stream, id.to_owned())) {
            Entry::Occupied(entry) => Ok(Some(entry.into_mut())),
            Entry::Vacant(entry) => {
                let mut statement =
                    db.prepare_cached("SELECT number, item FROM item WHERE conversation = ?1 AND id = ?2")?;
                let stored = statement.query_row(params![stream.0, id], |row| {
                    Ok(Stored {
                        number: row.get(0)?,
                        item: sql::value(row, 1)?,
                    })
                });
                Ok(stored.optional()?.map(|stored| entry.insert(stored)))
            }
        }
    }

    pub fn write(self, db: &Connection) -> rusqlite::Result<()> {
        let mut put = db.prepare_cached(
            "INSERT INTO item (number, conversation, id, place, scheduled, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (number) DO UPDATE
             SET place = excluded.place, scheduled = excluded.scheduled, item = excluded.item",
        )?;
        for ((stream, id), Stored { number, item }) in self.touched {
            let scheduled = matches!(
                &item.content,
                ItemContent::Message { message } if message.state == DeliveryState::Scheduled
            );
            let place = sql::integer(item.version);
            put.execute(params![number, stream.0, id, place, scheduled, sql::json(&item)?])?;
        }
        Ok(())
    }
}

/// Notes which item an event touched: its history, and what a live feed shows again.
pub fn record_touch(db: &Connection, header: &Header, item: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO item_event (position, item) VALUES (?1, ?2)")?
        .execute([sql::integer(header.position.0), item])
        .map(drop)
}

/// The message that an event says something new about.
pub fn message_of(event: &Event) -> Option<MessageId> {
    match event {
        Event::MessageReceived(event) => Some(event.message),
        Event::MessageScheduled(event) => Some(event.outgoing.message),
        Event::MessageQueued(event) => Some(event.outgoing.message),
        Event::MessageReleased(event) => Some(event.message),
        Event::MessageHeld(event) => Some(event.message),
        Event::DispatchStarted(event) => Some(event.message),
        Event::DispatchDeferred(event) => Some(event.message),
        Event::DispatchUncertain(event) => Some(event.message),
        Event::MessageSent(event) => Some(event.message),
        Event::MessageDelivered(event) => Some(event.message),
        Event::MessageRead(event) => Some(event.message),
        Event::MessageFailed(event) => Some(event.message),
        Event::MessageSuppressed(event) => Some(event.message),
        Event::MessageCancelled(event) => Some(event.message),
        _ => None,
    }
}
