//! Texts that the AI owes an answer to. The answer is composed outside of any claim; whether it still fits is decided
//! when it is recorded, so one that a person or an opt-out has overtaken is dropped there.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, LoadError, Streams};
use domain::{
    Actor, ConversationId, MessageId,
    conversation::{Answer, Conversation, ConversationCommand, Finding, Intent, Rejection},
    message::{Author, Channel, MessageKind, Outgoing},
    shopping::Cart,
};
use event_log::{LogPosition, ReadError};
use futures::{StreamExt, stream};
use projections::{CartDetail, Direction, Item, ItemContent, MessageItem, UnansweredText, View, ViewError};
use responder::{Question, Response, Turn};
use std::sync::Arc;

const BATCH: usize = 500;
/// Answers composed at the same time; the AI endpoint is what takes long.
const AT_ONCE: usize = 16;
/// How much of the thread is looked at.
const RECENT: usize = 30;

pub(crate) struct Respond {
    surroundings: Arc<Surroundings>,
}

#[derive(thiserror::Error, Debug)]
enum RespondError {
    #[error(transparent)]
    View(#[from] ViewError),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Command(#[from] CommandError<Rejection>),
}

impl Respond {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        Self { surroundings }
    }

    async fn answer(&self, owed: &UnansweredText) -> Result<LogPosition, RespondError> {
        let surroundings = &self.surroundings;
        let stream = Streams::conversation(owed.conversation);
        let state = surroundings.commands.load::<Conversation>(stream).await?.state;
        let thread = self.thread(owed.conversation).await?;
        let asked = thread.iter().find(|message| message.id == owed.message);
        // Overtaken since the view was read.
        let still_owed = state.awaiting_answer == Some(owed.message);
        let (Some(asked), Some(started), true) = (asked, &state.started, still_owed) else {
            return Ok(owed.position);
        };
        let question = Question {
            text: asked.body.clone(),
            finding: asked.intent.clone().unwrap_or_else(nothing_found),
            store: surroundings.store(started.store).await?,
            cart: self.open_cart(owed.conversation).await?,
            earlier: thread
                .iter()
                .take_while(|message| message.id != owed.message)
                .map(turn)
                .collect(),
            language: state.contact.language.clone(),
        };
        let response = responder::respond(&question, surroundings.ai.as_ref()).await;
        let answer = proposal(owed.message, asked.channel, &asked.sender, response);
        let context = surroundings.reaction_to(owed.position, Actor::Ai).await?;
        let command = ConversationCommand::Answer {
            to: owed.message,
            answer,
        };
        Ok(surroundings
            .commands
            .handle::<Conversation>(stream, &command, &context)
            .await?
            .position)
    }

    async fn thread(&self, conversation: ConversationId) -> Result<Vec<MessageItem>, ViewError> {
        // An answer to half of what was said is worse than a late one.
        self.surroundings.views.must_follow(View::Conversations)?;
        let items = self
            .surroundings
            .views
            .timeline(conversation, None, RECENT)
            .await?
            .items;
        Ok(items.into_iter().filter_map(message).collect())
    }

    async fn open_cart(&self, conversation: ConversationId) -> Result<Option<Cart>, ViewError> {
        // It may be an order by now: better not to speak of it.
        if self.surroundings.views.must_follow(View::Shopping).is_err() {
            return Ok(None);
        }
        let detail = self.surroundings.views.conversation(conversation).await?;
        let carts = detail.map(|detail| detail.carts).unwrap_or_default();
        Ok(carts
            .into_iter()
            .find(|cart: &CartDetail| !cart.ordered)
            .map(|cart| cart.cart))
    }
}

fn message(item: Item) -> Option<MessageItem> {
    match item.content {
        ItemContent::Message { message } => Some(*message),
        ItemContent::Note { .. } | ItemContent::System { .. } => None,
    }
}

fn turn(message: &MessageItem) -> Turn {
    let by_contact = message.direction == Direction::In;
    Turn {
        by_contact,
        by_ai: message.author == Some(Author::Ai),
        text: message.body.clone(),
    }
}

fn nothing_found() -> Finding {
    let word = |text: &str| text.to_owned();
    Finding {
        intent: Intent::None,
        topic: word("none"),
        reason: word("not classified"),
        rule: word("none"),
        version: word("none"),
    }
}

/// The responder's words as a message with a fixed id: composing it twice cannot send it twice.
fn proposal(to: MessageId, channel: Channel, sender: &str, response: Response) -> Answer {
    let outgoing = |body: String, author: Author| {
        Box::new(Outgoing {
            message: to.follow_up("answer"),
            kind: MessageKind::AutoReply,
            channel,
            sender: sender.to_owned(),
            body,
            media: vec![],
            author,
            in_reply_to: Some(to),
            about: None,
            client_id: None,
            template: None,
        })
    };
    match response {
        Response::Reply { body, author } => Answer::Reply(outgoing(body, author)),
        Response::HandOff { reason, summary, words } => {
            let words = words.filter(|words| !words.trim().is_empty());
            Answer::HandOff {
                reason,
                summary,
                fallback: words.map(|words| outgoing(words, Author::System)),
            }
        }
        Response::Silence => Answer::Silence,
    }
}

impl Reactor for Respond {
    type Error = ViewError;

    async fn pass(&self) -> Result<Pass, ViewError> {
        let now = self.surroundings.commands.clock().now();
        let owed = self.surroundings.views.unanswered(BATCH).await?;
        let answered = stream::iter(owed)
            .map(|owed| async move { self.answer(&owed).await })
            .buffer_unordered(AT_ONCE);
        let mut pass = Pass::default();
        answered
            .collect::<Vec<_>>()
            .await
            .into_iter()
            .for_each(|outcome| pass.settle("respond", now, outcome));
        Ok(pass)
    }
}
