//! What people do: customers on their phones, agents at their desks, the shop.

use super::{
    SeedError,
    cast::{COLLEAGUES, Colleague},
    casting::Part,
    dice::Dice,
    photo,
    script::{Happening, ShopStep},
    settings::{STORE, TEXT_NUMBER, WHATSAPP_NUMBER},
    shop_webhooks,
    stage::Stage,
};
use commands::{Clock, Streams};
use domain::{
    Actor, MessageId, NoteId,
    consent::{ConsentSource, OptOutCause},
    conversation::{
        Answer, Controller, ConversationCommand as Command, HandoffReason, Identity, event::ContactUpdated,
    },
    message::{Author, Channel, DeliveryState, Media, MessageKind, Outgoing},
};
use gateway::simulator::CustomerText;
use jiff::Timestamp;
use uuid::Uuid;

impl Stage {
    /// Plays one line of a script.
    pub(super) async fn act(&mut self, part: usize, beat: usize) -> Result<(), SeedError> {
        let happening = self.parts[part].script.beats[beat].happens.clone();
        let agent = self.parts[part].agent;
        let by_agent = Actor::Agent(agent.id());
        let now = self.clock.now();
        let command = match happening {
            Happening::Cart { consent, .. } => {
                let body = shop_webhooks::checkout(&self.parts[part], consent, now);
                return self.shop_says(part, beat, shop_webhooks::CHECKOUTS, body).await;
            }
            Happening::Order(step) => {
                let placed_at = self.placed_at(part, step);
                let (topic, body) = shop_webhooks::order(&self.parts[part], step, placed_at, now);
                return self.shop_says(part, beat, topic, body).await;
            }
            Happening::Customer { text, photo } => return self.customer_writes(part, beat, &text, photo).await,
            Happening::Reads => {
                let phone = self.parts[part].customer.address.clone();
                self.network.customer_reads(&phone)?;
                return self.take_in().await;
            }
            Happening::Network(failure) => {
                self.parts[part].network = failure;
                return Ok(());
            }
            Happening::OpensLink => {
                let token = shop_webhooks::cart_token(&self.parts[part]);
                let code = shop::link_code(&self.short_link_key, STORE, &token);
                let follow = Command::FollowLink { code };
                return self.command(part, beat, follow, Actor::Contact).await.map(drop);
            }
            Happening::Ai(text) => return self.ai_answers(part, beat, &text).await,
            Happening::Agent(text) => return self.agent_writes(part, beat, agent, &text, |_| {}).await,
            Happening::OtherAgent(text) => {
                let colleague = self.parts[part].colleague;
                return self.agent_writes(part, beat, colleague, &text, |_| {}).await;
            }
            Happening::Template(text) => {
                let template = |outgoing: &mut Outgoing| outgoing.template = Some("order_update".to_owned());
                return self.agent_writes(part, beat, agent, &text, template).await;
            }
            Happening::Uncertain(text) => {
                self.parts[part].network = gateway::simulator::Failure::Lost;
                return self.agent_writes(part, beat, agent, &text, |_| {}).await;
            }
            Happening::Picture(text) => {
                let picture = self.picture(part).await?;
                let attach = |outgoing: &mut Outgoing| {
                    outgoing.media.push(picture);
                    outgoing.channel = Channel::Mms;
                };
                return self.agent_writes(part, beat, agent, &text, attach).await;
            }
            Happening::Starts(text) => {
                let identity = self.identity_of(part);
                let by = Some(agent.id());
                self.command(part, beat, Command::Start { identity, by }, by_agent.clone())
                    .await?;
                self.introduce(part, beat).await?;
                return self.agent_writes(part, beat, agent, &text, |_| {}).await;
            }
            Happening::Campaign { name, text } => return self.campaign(part, beat, name, &text).await,
            Happening::Consent(wording) => return self.consents(part, beat, wording).await,
            Happening::Later { after, text } => {
                let outgoing = self.written_by(part, beat, agent, &text).await?;
                let due = now.checked_add(after).unwrap_or(now);
                Command::Schedule { outgoing, due }
            }
            Happening::CancelsScheduled => {
                let state = self.state(part).await?;
                let scheduled = state
                    .messages
                    .iter()
                    .find(|(_, known)| known.state == DeliveryState::Scheduled);
                match scheduled {
                    Some((message, _)) => Command::Cancel { message: *message },
                    None => return Ok(()),
                }
            }
            Happening::Note(text) => {
                let colleague = self.parts[part].colleague;
                let mentioned = text.contains("@{colleague}");
                Command::AddNote {
                    note: NoteId(self.id(part, beat)),
                    agent: agent.id(),
                    body: self.parts[part].words(&text),
                    mentions: if mentioned { vec![colleague.id()] } else { vec![] },
                }
            }
            Happening::Label(label) => Command::AddLabel { label },
            Happening::Looks => Command::Read { agent: agent.id() },
            Happening::Assign => {
                let to = self.parts[part].colleague.id();
                Command::Assign { agent: to }
            }
            Happening::HandBack => Command::Unassign,
            Happening::ToAi => Command::HandOff {
                to: Controller::Ai,
                reason: HandoffReason::GivenBack,
            },
            Happening::Close => Command::Close,
            Happening::Reopen => Command::Reopen,
            Happening::Snooze(after) => Command::Snooze {
                until: now.checked_add(after).unwrap_or(now),
            },
            Happening::MarkUnread => Command::MarkUnread { agent: agent.id() },
            Happening::Unsubscribe(reason) => Command::OptOut {
                cause: OptOutCause::Agent,
                reason,
            },
            Happening::SavesName => Command::UpdateContact(ContactUpdated {
                name: Some(self.parts[part].customer.name.clone()),
                ..ContactUpdated::default()
            }),
        };
        self.command(part, beat, command, by_agent).await.map(drop)
    }

    fn id(&self, part: usize, beat: usize) -> Uuid {
        Uuid::new_v5(&self.conversation(part).0, format!("written at {beat}").as_bytes())
    }

    async fn shop_says(&mut self, part: usize, beat: usize, topic: &str, body: String) -> Result<(), SeedError> {
        let delivery = self.id(part, beat).to_string();
        self.webhook(part, "shopify", topic, &delivery, body).await
    }

    /// Later news of an order names the moment it was placed.
    fn placed_at(&self, part: usize, step: ShopStep) -> Timestamp {
        let part = &self.parts[part];
        let beats = part.script.beats.iter().zip(&part.times);
        let placed = beats.filter(|(beat, _)| beat.happens == Happening::Order(ShopStep::Placed));
        let placed = placed.map(|(_, at)| *at).next();
        placed.filter(|_| step != ShopStep::Placed).unwrap_or(self.clock.now())
    }

    async fn customer_writes(&mut self, part: usize, beat: usize, text: &str, photo: bool) -> Result<(), SeedError> {
        let body = self.parts[part].words(text);
        let Part { script, customer, .. } = &self.parts[part];
        let whatsapp = script.channel == Channel::Whatsapp;
        let text = CustomerText {
            from: customer.address.clone(),
            to: if whatsapp { WHATSAPP_NUMBER } else { TEXT_NUMBER }.to_owned(),
            channel: match (whatsapp, photo) {
                (true, _) => Channel::Whatsapp,
                (false, true) => Channel::Mms,
                (false, false) => Channel::Sms,
            },
            body,
            photo,
            profile_name: whatsapp.then(|| customer.name.clone()),
        };
        self.network.customer_texts(&text)?;
        self.take_in().await?;
        self.introduce(part, beat).await
    }

    /// The shop knows most people by their number.
    async fn introduce(&mut self, part: usize, beat: usize) -> Result<(), SeedError> {
        if self.parts[part].script.anonymous || self.state(part).await?.contact.time_zone.is_some() {
            return Ok(());
        }
        let customer = &self.parts[part].customer;
        let contact = ContactUpdated {
            name: Some(customer.name.clone()),
            email: Some(customer.email.clone()),
            language: Some(customer.language.clone()),
            time_zone: Some(customer.time_zone.to_owned()),
            ..ContactUpdated::default()
        };
        let by_shop = Actor::Shop("shopify".to_owned());
        self.command(part, beat, Command::UpdateContact(contact), by_shop)
            .await
            .map(drop)
    }

    async fn ai_answers(&mut self, part: usize, beat: usize, text: &str) -> Result<(), SeedError> {
        let body = self.parts[part].words(text);
        let state = self.state(part).await?;
        let Some(to) = state.awaiting_answer else { return Ok(()) };
        let Some(mut outgoing) = self.outgoing(to.follow_up("answer"), &state, body) else {
            return Ok(());
        };
        outgoing.kind = MessageKind::AutoReply;
        outgoing.author = Author::Ai;
        outgoing.in_reply_to = Some(to);
        let answer = Answer::Reply(Box::new(outgoing));
        self.command(part, beat, Command::Answer { to, answer }, Actor::Ai)
            .await
            .map(drop)
    }

    async fn written_by(
        &mut self,
        part: usize,
        beat: usize,
        agent: Colleague,
        text: &str,
    ) -> Result<Outgoing, SeedError> {
        let body = self.parts[part].words(text);
        let state = self.state(part).await?;
        let message = MessageId(self.id(part, beat));
        let mut outgoing = self.outgoing(message, &state, body).ok_or(SeedError::NobodyThere)?;
        outgoing.author = Author::Agent { agent: agent.id() };
        Ok(outgoing)
    }

    async fn agent_writes(
        &mut self,
        part: usize,
        beat: usize,
        agent: Colleague,
        text: &str,
        with: impl FnOnce(&mut Outgoing),
    ) -> Result<(), SeedError> {
        let mut outgoing = self.written_by(part, beat, agent, text).await?;
        with(&mut outgoing);
        self.command(part, beat, Command::Send { outgoing }, Actor::Agent(agent.id()))
            .await
            .map(drop)
    }

    fn identity_of(&self, part: usize) -> Identity {
        Identity {
            store: STORE,
            address: self.parts[part].customer.address.clone(),
            channel: Channel::Sms,
            sender: TEXT_NUMBER.to_owned(),
            controller: Controller::People,
        }
    }

    /// Signed up for texts in the studio or on the website.
    async fn consents(&mut self, part: usize, beat: usize, wording: String) -> Result<(), SeedError> {
        let by_admin = Actor::Agent(COLLEAGUES[0].id());
        let identity = self.identity_of(part);
        self.command(part, beat, Command::Start { identity, by: None }, by_admin.clone())
            .await?;
        self.introduce(part, beat).await?;
        let opt_in = Command::OptIn {
            source: ConsentSource::Import,
            wording,
            evidence: "Newsletter form on fernandthread.example, list of the previous texting service".to_owned(),
        };
        self.command(part, beat, opt_in, by_admin).await.map(drop)
    }

    async fn campaign(&mut self, part: usize, beat: usize, name: String, text: &str) -> Result<(), SeedError> {
        let body = self.parts[part].words(text);
        let state = self.state(part).await?;
        let message = MessageId(self.id(part, beat));
        let mut outgoing = self.outgoing(message, &state, body).ok_or(SeedError::NobodyThere)?;
        outgoing.kind = MessageKind::Campaign;
        outgoing.author = Author::Campaign { name };
        let by_admin = Actor::Agent(COLLEAGUES[0].id());
        self.command(part, beat, Command::Send { outgoing }, by_admin)
            .await
            .map(drop)
    }

    async fn picture(&mut self, part: usize) -> Result<Media, SeedError> {
        let bytes = photo::swatch(&mut Dice::named(&self.parts[part].customer.name));
        let size = bytes.len() as u64;
        let stream = Streams::conversation(self.conversation(part));
        let hash = self.media.put(stream, bytes.into()).await?;
        Ok(Media {
            hash: Some(hash.to_string()),
            content_type: "image/png".to_owned(),
            name: Some("swatches.png".to_owned()),
            size: Some(size),
        })
    }
}
