//! What is folded from the event log to be asked: boxes and rows, timelines, contacts, carts and orders, settings,
//! search, and what the reactors still have to do. One SQLite file with a few views ([`View`]), each with a checkpoint
//! that changes together with its rows. A view that cannot fold an event stands still right before it and is tried
//! again; the others go on. All of them can be built anew beside those that are read ([`Views::rebuild`]).
//!
//! **Architecture invariants.** Everything here is derived: deleting `views.sqlite3` loses nothing, the next start
//! builds it anew. Nothing here appends to the log, decides or reads a clock. The same log gives the same rows on
//! every machine, in whatever batches it was read ([`Replayed::state_hash`]). What a decision depends on is folded by
//! the domain's own `evolve`, so that what people see and what is decided cannot drift apart.

mod checkpoint;
mod contacts;
mod cursor;
mod directory;
mod erasure;
mod error;
mod events;
mod failure;
mod file;
mod fold;
mod follow;
pub mod inbox;
mod inspect;
mod lanes;
mod live;
mod opt_out_rate;
mod pace;
mod phone;
mod rebuild;
mod replay;
mod search;
mod shopping;
mod sql;
mod standing;
mod state_hash;
mod suppressions;
mod timeline;
mod view;
mod views;
mod work;

pub use contacts::{ContactFilter, ContactPage, ContactRow};
pub use cursor::Cursor;
pub use directory::{AgentRecord, ApiKeyRecord, StoreSummary};
pub use erasure::{CompletedErasure, ErasurePage, ErasureRecord};
pub use error::ViewError;
pub use events::{ConversationName, EventFilter, EventPage, LoggedEvent, Order};
pub use failure::{Cause, Failure};
pub use follow::{Follower, open};
pub use inbox::{
    AgentCount, BoxCount, BoxCounts, CartDetail, ConsentDetail, ContactDetail, ConversationBox, ConversationDetail,
    ConversationPage, ConversationRow, Direction, Has, LastMessage, ListFilter, Listing, OptedOut,
};
pub use inspect::{ViewsFound, inspect};
pub use live::{Change, Changes, Subject};
pub use rebuild::{RebuildError, rebuild};
pub use replay::{Replayed, replay};
pub use shopping::{CartPage, CartRow, CartState, Link, OrderPage, OrderRow};
pub use standing::{Health, Progress, ViewHealth, ViewState};
pub use state_hash::StateHash;
pub use timeline::{Item, ItemContent, MessageEvent, MessageItem, NoteItem, SystemLine, TimelinePage};
pub use view::View;
pub use views::{RebuildRefused, Views};
pub use work::{ClaimedMessage, Due, DueWhat, QueuedMessage, UnansweredText, UnparsedInbound};

pub use opt_out_rate::{OptOutRate, TextSource};
pub use suppressions::{Suppression, SuppressionPage};
