//! The weeks of the demo store, played through on a standing clock. Everything goes the way of real life: commands on
//! streams, raw webhooks before what they mean, claims before calls, and the simulated network as the carrier.

use super::{
    SeedError,
    cast::COLLEAGUES,
    casting::Part,
    rehearsal::Rehearsal,
    settings::{self, STORE},
};
use commands::{Clock, Commands, Context, Handled, MovableClock, Streams};
use domain::{
    Actor, ConversationId, MessageId,
    agent::{Agent, AgentCommand},
    conversation::{Conversation, ConversationCommand, ConversationEvent, event::MessageReceived},
    message::{Author, Channel, MessageKind, Outgoing},
    store::Store,
};
use event_log::{LogPosition, MediaStore};
use gateway::simulator::SimulatorGateway;
use jiff::{SignedDuration, Timestamp};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// How long the AI thinks, and a text waits for its dispatcher.
const THINKING: SignedDuration = SignedDuration::from_millis(1_700);
const MOMENT: SignedDuration = SignedDuration::from_millis(40);

#[derive(Debug)]
pub struct Stage {
    pub(super) commands: Commands,
    pub(super) clock: Arc<MovableClock>,
    pub(super) network: SimulatorGateway,
    pub(super) media: MediaStore,
    pub(super) store: Store,
    pub(super) short_link_key: [u8; 32],
    pub(super) public_url: String,
    pub(super) parts: Vec<Part>,
    pub(super) part_of: HashMap<ConversationId, usize>,
    agenda: BTreeMap<(Timestamp, u64), Cue>,
    cues: u64,
}

/// What is to happen at some moment.
#[derive(Clone, Debug)]
pub(super) enum Cue {
    Beat {
        part: usize,
        beat: usize,
    },
    Release {
        part: usize,
        message: MessageId,
        cause: LogPosition,
    },
    Dispatch {
        part: usize,
        message: MessageId,
        cause: LogPosition,
    },
    Answer {
        part: usize,
        received: Box<MessageReceived>,
        cause: LogPosition,
    },
    Wake {
        part: usize,
        cause: LogPosition,
    },
    /// The network has something to report.
    Network,
}

/// What a stage is set up with.
#[derive(Debug)]
pub struct Setting {
    pub rehearsal: Arc<Rehearsal>,
    pub streams: Streams,
    pub clock: Arc<MovableClock>,
    pub network: SimulatorGateway,
    pub media: MediaStore,
    pub short_link_key: [u8; 32],
    pub public_url: String,
}

impl Stage {
    pub fn new(setting: Setting, parts: Vec<Part>) -> Self {
        let commands = Commands::new(setting.rehearsal, setting.clock.clone(), setting.streams);
        let conversation = |part: &Part| commands.streams().conversation_of(STORE, &part.customer.address);
        let part_of = parts
            .iter()
            .zip(0..)
            .map(|(part, index)| (conversation(part), index))
            .collect();
        let mut stage = Self {
            commands,
            clock: setting.clock,
            network: setting.network,
            media: setting.media,
            store: Store::default(),
            short_link_key: setting.short_link_key,
            public_url: setting.public_url,
            parts,
            part_of,
            agenda: BTreeMap::new(),
            cues: 0,
        };
        for part in 0..stage.parts.len() {
            if let Some(first) = stage.parts[part].times.first().copied() {
                stage.cue(first, Cue::Beat { part, beat: 0 });
            }
        }
        stage
    }

    /// The store is opened and its people are hired. `password_hash` is everybody's.
    pub async fn open_store(&mut self, password_hash: &str) -> Result<(), SeedError> {
        let admin = COLLEAGUES[0].id();
        for colleague in COLLEAGUES {
            let command = AgentCommand::Add {
                agent: colleague.id(),
                name: colleague.name.to_owned(),
                email: colleague.email.to_owned(),
                role: colleague.role,
                password_hash: password_hash.to_owned(),
            };
            let context = Context::new(Actor::System, colleague.id().0);
            self.commands
                .handle::<Agent>(Streams::agent(colleague.id()), &command, &context)
                .await?;
            self.clock.advance(SignedDuration::from_mins(1));
        }
        for command in settings::commands() {
            let context = Context::new(Actor::Agent(admin), STORE.0);
            self.commands
                .handle::<Store>(Streams::store(STORE), &command, &context)
                .await?;
            self.clock.advance(SignedDuration::from_mins(3));
        }
        self.store = self.commands.load::<Store>(Streams::store(STORE)).await?.state;
        Ok(())
    }

    /// Plays everything that happens until `end`; what lies behind it stays scheduled, snoozed or unsaid.
    pub async fn play(&mut self, end: Timestamp, mut progress: impl FnMut(Timestamp)) -> Result<(), SeedError> {
        while let Some(((at, _), cue)) = self.agenda.pop_first() {
            if at > end {
                break;
            }
            self.clock.advance(at.duration_since(self.clock.now()));
            self.perform(cue).await?;
            progress(at);
        }
        Ok(())
    }

    async fn perform(&mut self, cue: Cue) -> Result<(), SeedError> {
        match cue {
            Cue::Beat { part, beat } => {
                let times = &self.parts[part].times;
                if let Some(next) = times.get(beat + 1).copied() {
                    self.cue(next, Cue::Beat { part, beat: beat + 1 });
                }
                self.act(part, beat).await
            }
            Cue::Release { part, message, cause } => {
                let rules = self.store.rules();
                let release = ConversationCommand::Release { message, rules };
                self.react(part, release, Actor::System, cause).await.map(drop)
            }
            Cue::Wake { part, cause } => {
                let wake = ConversationCommand::Wake;
                self.react(part, wake, Actor::System, cause).await.map(drop)
            }
            Cue::Dispatch { part, message, cause } => self.dispatch(part, message, cause).await,
            Cue::Answer { part, received, cause } => self.answer(part, *received, cause).await,
            Cue::Network => self.take_in().await,
        }
    }

    pub(super) fn cue(&mut self, at: Timestamp, cue: Cue) {
        self.cues += 1;
        self.agenda.insert((at, self.cues), cue);
    }

    pub(super) fn cue_after(&mut self, pause: SignedDuration, cue: Cue) {
        let now = self.clock.now();
        self.cue(now.checked_add(pause).unwrap_or(now), cue);
    }

    pub(super) fn conversation(&self, part: usize) -> ConversationId {
        self.commands
            .streams()
            .conversation_of(STORE, &self.parts[part].customer.address)
    }

    pub(super) async fn state(&self, part: usize) -> Result<Conversation, SeedError> {
        let stream = Streams::conversation(self.conversation(part));
        Ok(self.commands.load::<Conversation>(stream).await?.state)
    }

    /// Somebody does something on their own account.
    pub(super) async fn command(
        &mut self,
        part: usize,
        beat: usize,
        command: ConversationCommand,
        actor: Actor,
    ) -> Result<Handled<ConversationEvent>, SeedError> {
        let correlation = Uuid::new_v5(&self.conversation(part).0, format!("beat {beat}").as_bytes());
        self.handle(part, command, Context::new(actor, correlation)).await
    }

    /// The server reacts to the event at `cause`.
    pub(super) async fn react(
        &mut self,
        part: usize,
        command: ConversationCommand,
        actor: Actor,
        cause: LogPosition,
    ) -> Result<Handled<ConversationEvent>, SeedError> {
        let correlation = Uuid::new_v5(&self.conversation(part).0, &cause.0.to_le_bytes());
        let context = Context {
            causation: Some(cause),
            ..Context::new(actor, correlation)
        };
        self.handle(part, command, context).await
    }

    async fn handle(
        &mut self,
        part: usize,
        command: ConversationCommand,
        context: Context,
    ) -> Result<Handled<ConversationEvent>, SeedError> {
        let stream = Streams::conversation(self.conversation(part));
        let handled = self.commands.handle::<Conversation>(stream, &command, &context).await;
        let handled = handled.map_err(|rejected| SeedError::Scene {
            script: self.parts[part].script.title.clone(),
            cause: Box::new(rejected),
        })?;
        self.follow_up(part, &handled);
        Ok(handled)
    }

    /// What the reactors would do next.
    fn follow_up(&mut self, part: usize, handled: &Handled<ConversationEvent>) {
        let first = (handled.position.0 + 1).saturating_sub(handled.events.len() as u64);
        for (event, position) in handled.events.iter().zip(first..) {
            let cause = LogPosition(position);
            match event {
                ConversationEvent::MessageScheduled(scheduled) => {
                    let message = scheduled.outgoing.message;
                    self.cue(scheduled.due, Cue::Release { part, message, cause });
                }
                ConversationEvent::MessageHeld(held) => {
                    let message = held.message;
                    self.cue(held.until, Cue::Release { part, message, cause });
                }
                ConversationEvent::MessageQueued(queued) => {
                    let message = queued.outgoing.message;
                    self.cue_after(MOMENT, Cue::Dispatch { part, message, cause });
                }
                ConversationEvent::MessageReleased(released) => {
                    let message = released.message;
                    self.cue_after(MOMENT, Cue::Dispatch { part, message, cause });
                }
                ConversationEvent::DispatchDeferred(deferred) => {
                    let message = deferred.message;
                    self.cue(deferred.until, Cue::Dispatch { part, message, cause });
                }
                ConversationEvent::ConversationSnoozed(snoozed) => self.cue(snoozed.until, Cue::Wake { part, cause }),
                ConversationEvent::MessageReceived(received) => {
                    let received = Box::new(received.clone());
                    self.cue_after(THINKING, Cue::Answer { part, received, cause });
                }
                _ => {}
            }
        }
    }

    /// A text of ours, without anything special.
    pub(super) fn outgoing(&self, message: MessageId, state: &Conversation, body: String) -> Option<Outgoing> {
        let started = state.started.as_ref()?;
        Some(Outgoing {
            message,
            kind: MessageKind::Reply,
            channel: match started.channel {
                Channel::Mms => Channel::Sms,
                channel => channel,
            },
            sender: started.sender.clone(),
            body,
            media: vec![],
            author: Author::System,
            in_reply_to: None,
            about: None,
            client_id: None,
            template: None,
        })
    }
}
