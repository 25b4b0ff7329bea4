//! Queued messages leave: claim, call the carrier once, record what it said.
//!
//! **Never twice.** The claim is an append at an expected version, so only one caller gets it, and an opt-out, a takeover
//! or a cancel that came first makes it fail. A claim without an outcome (a crash, a carrier that did not answer) is
//! never sent again on a guess: the carrier is asked first, see [`crate::dispatch_outcome`].

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context, Handled, Streams};
use domain::{
    Actor, ConversationId, MessageId,
    conversation::{Conversation, ConversationCommand, ConversationEvent, Rejection},
    message::{DeliveryState, Outgoing},
    store::StoreRules,
};
use gateway::{Gateway, MediaForm, MediaSource, Outbound, OutboundMedia};
use jiff::Timestamp;
use parking_lot::Mutex;
use projections::QueuedMessage;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use tokio::{sync::Semaphore, task::JoinSet};

const BATCH: usize = 1_000;
/// Calls to carriers at the same time. Each has its own task, so that one that hangs holds up nobody else.
const AT_ONCE: usize = 64;

pub(crate) struct Dispatch {
    dispatcher: Arc<Dispatcher>,
    calls: Arc<Semaphore>,
    tasks: tokio::sync::Mutex<JoinSet<()>>,
}

pub(crate) struct Dispatcher {
    pub(crate) surroundings: Arc<Surroundings>,
    /// Messages that this process is working on right now; all other claims are left by somebody who died.
    in_flight: Mutex<HashSet<MessageId>>,
    /// Claims whose carrier has to be asked again, and when.
    pub(crate) ask_again: Mutex<HashMap<MessageId, Timestamp>>,
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum DispatchError {
    #[error(transparent)]
    View(#[from] projections::ViewError),
    #[error(transparent)]
    Load(#[from] commands::LoadError),
    #[error(transparent)]
    Read(#[from] event_log::ReadError),
    #[error(transparent)]
    Command(#[from] CommandError<Rejection>),
}

/// Where a message goes, looked up before the claim.
pub(crate) struct Route {
    pub conversation: ConversationId,
    pub outbound: Outbound,
    /// `None`: the store no longer has this number, or nothing serves it.
    pub gateway: Option<Arc<dyn Gateway>>,
    pub gateway_name: String,
    pub rules: StoreRules,
    pub attempts: u32,
    /// Carrier ids that belong to other messages of the conversation.
    pub known: Vec<String>,
}

impl Dispatcher {
    pub(crate) async fn ask(
        &self,
        conversation: ConversationId,
        command: &ConversationCommand,
        context: &Context,
    ) -> Result<Handled<ConversationEvent>, DispatchError> {
        let stream = Streams::conversation(conversation);
        Ok(self
            .surroundings
            .commands
            .handle::<Conversation>(stream, command, context)
            .await?)
    }

    /// Claims and sends. Whoever did not get the claim does nothing.
    async fn send_queued(&self, queued: &QueuedMessage) -> Result<(), DispatchError> {
        let QueuedMessage {
            conversation,
            message,
            position,
            ..
        } = *queued;
        let Some(route) = self.route(conversation, message, DeliveryState::Queued).await? else {
            return Ok(());
        };
        let claim = ConversationCommand::StartDispatch {
            message,
            gateway: route.gateway_name.clone(),
            rules: route.rules.clone(),
        };
        let context = self.surroundings.reaction_to(position, Actor::System).await?;
        self.send_claimed(&route, &claim, &context).await
    }

    /// `claim` is the first one or, after the carrier was asked, a renewed one.
    pub(crate) async fn send_claimed(
        &self,
        route: &Route,
        claim: &ConversationCommand,
        context: &Context,
    ) -> Result<(), DispatchError> {
        let claimed = self.ask(route.conversation, claim, context).await?;
        let mut claims = claimed.events.iter().filter_map(|event| match event {
            ConversationEvent::DispatchStarted(claim) => Some(claim),
            _ => None,
        });
        let Some(claim) = claims.next() else { return Ok(()) };
        let outcome = self.call(route, claim).await;
        if let Some(command) = self.outcome_command(route, outcome) {
            let context = Context {
                causation: Some(claimed.position),
                ..context.clone()
            };
            self.ask(route.conversation, &command, &context).await?;
        }
        Ok(())
    }

    /// What to send and by whom, if the message is still in the state that was expected.
    pub(crate) async fn route(
        &self,
        conversation: ConversationId,
        message: MessageId,
        expected: DeliveryState,
    ) -> Result<Option<Route>, DispatchError> {
        let surroundings = &self.surroundings;
        let state = surroundings
            .commands
            .load::<Conversation>(Streams::conversation(conversation))
            .await?
            .state;
        let Some(started) = &state.started else { return Ok(None) };
        let Some(known) = state.messages.get(&message).filter(|known| known.state == expected) else {
            return Ok(None);
        };
        let Some(outgoing) = known.outgoing.as_deref() else {
            return Ok(None);
        };
        let store = surroundings.store(started.store).await?;
        let sender = store.senders.iter().find(|sender| sender.number == outgoing.sender);
        let gateway = sender
            .and_then(|sender| surroundings.gateways.get(&sender.gateway))
            .cloned();
        let outbound = Outbound {
            message,
            store: started.store,
            to: started.address.clone(),
            from: outgoing.sender.clone(),
            messaging_service: sender.and_then(|sender| sender.messaging_service.clone()),
            channel: outgoing.channel,
            body: outgoing.body.clone(),
            media: self.media(conversation, outgoing, gateway.as_deref()).await,
            template: outgoing.template.clone(),
        };
        let gateway_name = gateway.as_ref().map_or("none", |gateway| gateway.name()).to_owned();
        let others = state.carrier_ids.iter().filter(|(_, owner)| **owner != message);
        let known_ids = others.map(|(carrier_id, _)| carrier_id.clone()).collect();
        let attempts = known.attempts;
        Ok(Some(Route {
            conversation,
            outbound,
            gateway,
            gateway_name,
            rules: store.rules(),
            attempts,
            known: known_ids,
        }))
    }

    /// Files that can no longer be read are left out; a message that consists of nothing else is refused by the carrier.
    async fn media(
        &self,
        conversation: ConversationId,
        outgoing: &Outgoing,
        gateway: Option<&dyn Gateway>,
    ) -> Vec<OutboundMedia> {
        let form = gateway
            .and_then(|gateway| gateway.capabilities(outgoing.channel).media)
            .map(|limits| limits.form);
        let mut files = vec![];
        for file in &outgoing.media {
            let Some(hash) = &file.hash else { continue };
            let source = match form {
                Some(MediaForm::Url) => MediaSource::Url((self.surroundings.media_link)(conversation, hash)),
                Some(MediaForm::Bytes) => match self.surroundings.read_media(conversation, hash).await {
                    Some(bytes) => MediaSource::Bytes(bytes),
                    None => continue,
                },
                None => continue,
            };
            files.push(OutboundMedia {
                content_type: file.content_type.clone(),
                source,
            });
        }
        files
    }
}

/// While it lives, nobody else in this process works on the message. Dropped with the task that holds it: then a claim
/// without an outcome is one of those that somebody left behind.
struct InFlight {
    dispatcher: Arc<Dispatcher>,
    message: MessageId,
}

impl InFlight {
    fn begin(dispatcher: &Arc<Dispatcher>, message: MessageId) -> Option<Self> {
        let begun = dispatcher.in_flight.lock().insert(message);
        begun.then(|| Self {
            dispatcher: dispatcher.clone(),
            message,
        })
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.dispatcher.in_flight.lock().remove(&self.message);
    }
}

impl Dispatch {
    pub fn new(surroundings: Arc<Surroundings>) -> Self {
        let dispatcher = Dispatcher {
            surroundings,
            in_flight: Mutex::default(),
            ask_again: Mutex::default(),
        };
        let (calls, tasks) = (Arc::new(Semaphore::new(AT_ONCE)), tokio::sync::Mutex::default());
        Self {
            dispatcher: Arc::new(dispatcher),
            calls,
            tasks,
        }
    }

    async fn start<F>(&self, message: MessageId, work: impl FnOnce(Arc<Dispatcher>) -> F + Send)
    where
        F: Future<Output = Result<(), DispatchError>> + Send + 'static,
    {
        let Some(in_flight) = InFlight::begin(&self.dispatcher, message) else {
            return;
        };
        let Ok(permit) = self.calls.clone().acquire_owned().await else {
            return;
        };
        let work = work(self.dispatcher.clone());
        let mut tasks = self.tasks.lock().await;
        while tasks.try_join_next().is_some() {}
        tasks.spawn(async move {
            if let Err(error) = work.await {
                tracing::warn!(message = %in_flight.message, %error, "a dispatch failed and will be taken up again");
            }
            drop((in_flight, permit));
        });
    }
}

impl Reactor for Dispatch {
    type Error = DispatchError;

    async fn pass(&self) -> Result<Pass, DispatchError> {
        let views = &self.dispatcher.surroundings.views;
        let now = self.dispatcher.surroundings.commands.clock().now();
        let mut pass = Pass::default();
        for claim in views.claimed(BATCH).await? {
            match self.dispatcher.asked_again_at(claim.message) {
                Some(at) if at > now => pass.again_at(at),
                _ => {
                    self.start(claim.message, move |dispatcher| async move {
                        dispatcher.settle(&claim).await
                    })
                    .await
                }
            }
        }
        for queued in views.outbox(now, BATCH).await? {
            self.start(queued.message, move |dispatcher| async move {
                dispatcher.send_queued(&queued).await
            })
            .await;
        }
        if let Some(at) = views.next_retry(now).await? {
            pass.again_at(at);
        }
        Ok(pass)
    }

    async fn finish(&self) {
        let mut tasks = self.tasks.lock().await;
        while tasks.join_next().await.is_some() {}
    }
}
