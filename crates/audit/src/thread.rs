//! One conversation, as far as a second opinion has to remember it.

use crate::{
    message::Messages,
    violation::{Code, Finding},
};
use domain::{
    MessageId, StoreId,
    consent::OptOutCause,
    conversation::event::{ContactUpdated, Controller, ConversationEvent as Event},
    message::MessageKind,
};
use jiff::{SignedDuration, Timestamp};
use policy::{Known, Place};

/// No limit looks further back: 30 days of a calendar, and a day for clocks.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(32 * 24);

#[derive(Debug, Default)]
pub(crate) struct Thread {
    pub store: Option<StoreId>,
    number: Option<Box<str>>,
    whereabouts: Option<Box<Whereabouts>>,
    pub consent: Consent,
    pub answers: Answers,
    /// The contact's last text: when, and its position.
    pub heard: Option<(Timestamp, u64)>,
    pub messages: Messages,
    /// Texts sent by the store's own accord that left, or may have.
    pub left: Vec<Left>,
    carts: Vec<Cart>,
    /// Position of the decision to erase the contact.
    pub erased: Option<u64>,
}

#[derive(Debug, Default)]
struct Whereabouts {
    zone: Option<Box<str>>,
    country: Option<Box<str>>,
    region: Option<Box<str>>,
    postal_code: Option<Box<str>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Agreed {
    #[default]
    Never,
    /// Asked to confirm.
    Asked,
    Yes {
        names_carts: bool,
    },
    No {
        /// The text that said stop, if it was one that may be answered.
        confirmable: Option<MessageId>,
        at: Timestamp,
    },
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Consent {
    pub agreed: Agreed,
    /// Position of the event that made it so.
    pub since: Option<u64>,
    /// The message that confirmed the opt-out: there is one.
    pub confirmed_by: Option<MessageId>,
}

/// Who answers: people, until the AI is given the conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answers {
    pub people: bool,
    pub since: Option<u64>,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            people: true,
            since: None,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Left {
    pub message: MessageId,
    pub at: Timestamp,
    pub position: u64,
    /// Of a cart reminder.
    pub cart: Option<Box<str>>,
    pub kind: MessageKind,
    /// The carrier did not take it in the end.
    pub refused: bool,
}

#[derive(Debug)]
pub(crate) struct Cart {
    name: Box<str>,
    pub changed_at: Option<Timestamp>,
    /// Position of the order it became.
    pub ordered: Option<u64>,
}

impl Thread {
    /// What follows from an event. A claim is judged before it comes here. Gives what is wrong with the event itself.
    pub fn fold(&mut self, event: &Event, at: Timestamp, position: u64) -> Option<(MessageId, Finding)> {
        match event {
            Event::ConversationStarted(started) => {
                self.store = Some(started.store);
                self.number = Some(started.address.as_str().into());
            }
            Event::ContactUpdated(updated) => self.learn(updated),
            Event::MessageReceived(_) => self.heard = Some((at, position)),
            Event::ConversationHandedOff(handoff) => {
                self.answers = Answers {
                    people: handoff.to == Controller::People,
                    since: Some(position),
                };
            }

            Event::ConsentRequested(_) => self.agree(Agreed::Asked, position),
            Event::ContactOptedIn(opted_in) => {
                let names_carts = names_carts(&opted_in.wording);
                self.agree(Agreed::Yes { names_carts }, position);
            }
            // The first stop counts: one that is repeated allows no second confirmation.
            Event::ContactOptedOut(_) if matches!(self.consent.agreed, Agreed::No { .. }) => {}
            Event::ContactOptedOut(opted_out) => {
                // What the carrier has answered itself is not confirmed again.
                let confirmable = opted_out.message.filter(|_| opted_out.cause == OptOutCause::Text);
                self.agree(Agreed::No { confirmable, at }, position);
            }

            Event::ContactSuppressed(_) if matches!(self.consent.agreed, Agreed::No { .. }) => {}
            Event::ContactSuppressed(_) => self.agree(Agreed::No { confirmable: None, at }, position),

            Event::CartUpdated(updated) => {
                self.cart_mut(&updated.cart.cart).changed_at = Some(updated.cart.changed_at);
            }
            Event::OrderPlaced(placed) => self.order(placed.order.cart.as_deref(), position),
            Event::OrderUpdated(updated) => self.order(updated.order.cart.as_deref(), position),

            Event::MessageScheduled(scheduled) => {
                self.messages
                    .write(&scheduled.outgoing, Some(scheduled.due), at, position);
            }
            Event::MessageQueued(queued) => self.messages.write(&queued.outgoing, None, at, position),
            Event::MessageReleased(released) => self.messages.released(released.message, position),
            Event::MessageHeld(held) => self.messages.held(held.message, position),
            Event::DispatchStarted(claim) => self.leave(claim.message, claim.attempt, at, position),
            Event::DispatchDeferred(deferred) => self.put_off(deferred.message, position),
            Event::DispatchUncertain(uncertain) => self.messages.uncertain(uncertain.message, position),
            Event::MessageSent(sent) => {
                let finding = self.messages.sent(sent.message, position);
                return finding.map(|finding| (sent.message, finding));
            }
            Event::MessageDelivered(delivered) => self.arrived(delivered.message, position),
            Event::MessageRead(read) => self.arrived(read.message, position),
            Event::MessageFailed(failed) => self.fail(failed.message, position),
            Event::MessageSuppressed(suppressed) => self.messages.stopped(suppressed.message, position),
            Event::MessageCancelled(cancelled) => self.messages.stopped(cancelled.message, position),
            _ => {}
        }
        None
    }

    fn agree(&mut self, agreed: Agreed, position: u64) {
        self.consent = Consent {
            agreed,
            since: Some(position),
            confirmed_by: None,
        };
    }

    fn leave(&mut self, id: MessageId, attempt: u32, at: Timestamp, position: u64) {
        self.messages.claimed(id, attempt, position);
        let Some(message) = self.messages.get(id) else {
            return;
        };
        let kind = message.kind;
        let text = message.text.as_deref();
        if kind == MessageKind::Consent
            && let Agreed::No { confirmable, .. } = self.consent.agreed
            && text.is_some_and(|text| confirmable.is_some() && text.in_reply_to == confirmable)
        {
            self.consent.confirmed_by.get_or_insert(id);
        }
        let by_itself = matches!(kind, MessageKind::Cart | MessageKind::Campaign | MessageKind::Order);
        if !by_itself || self.left.iter().any(|left| left.message == id) {
            return;
        }
        // Reminders of carts are counted for ever, everything else by days.
        let recent = |left: &Left| left.cart.is_some() || at.duration_since(left.at) < REMEMBERED;
        self.left.retain(recent);
        let about = text.and_then(|text| text.about.clone());
        self.left.push(Left {
            message: id,
            at,
            position,
            cart: about.filter(|_| kind == MessageKind::Cart),
            kind,
            refused: false,
        });
    }

    /// It has not left after all.
    fn put_off(&mut self, id: MessageId, position: u64) {
        if self.messages.deferred(id, position) {
            self.left.retain(|left| left.message != id);
        }
    }

    fn fail(&mut self, id: MessageId, position: u64) {
        if self.messages.failed(id, position) {
            self.refused(id, true);
        }
    }

    fn arrived(&mut self, id: MessageId, position: u64) {
        if self.messages.delivered(id, position) {
            self.refused(id, false);
        }
    }

    fn refused(&mut self, id: MessageId, refused: bool) {
        if let Some(left) = self.left.iter_mut().find(|left| left.message == id) {
            left.refused = refused;
        }
    }

    pub fn cart(&self, name: &str) -> Option<&Cart> {
        self.carts.iter().find(|cart| &*cart.name == name)
    }

    fn cart_mut(&mut self, name: &str) -> &mut Cart {
        let known = self.carts.iter().position(|cart| &*cart.name == name);
        let at = known.unwrap_or_else(|| {
            self.carts.push(Cart {
                name: name.into(),
                changed_at: None,
                ordered: None,
            });
            self.carts.len() - 1
        });
        &mut self.carts[at]
    }

    fn order(&mut self, cart: Option<&str>, position: u64) {
        if let Some(cart) = cart {
            self.cart_mut(cart).ordered.get_or_insert(position);
        }
    }

    fn learn(&mut self, updated: &ContactUpdated) {
        let told = [
            &updated.time_zone,
            &updated.country,
            &updated.region,
            &updated.postal_code,
        ];
        if told.iter().all(|told| told.is_none()) {
            return;
        }
        let known = self.whereabouts.get_or_insert_default();
        let fields = [
            &mut known.zone,
            &mut known.country,
            &mut known.region,
            &mut known.postal_code,
        ];
        for (field, told) in fields.into_iter().zip(told) {
            if let Some(told) = told {
                // An empty text takes back what was known.
                *field = Some(told.as_str()).filter(|told| !told.is_empty()).map(Into::into);
            }
        }
    }

    /// Where the contact may be, by what is known of them so far.
    pub fn place(&self) -> Place {
        let known = self.whereabouts.as_deref();
        let part = |part: fn(&Whereabouts) -> &Option<Box<str>>| known.and_then(|known| part(known).as_deref());
        policy::place::locate(&Known {
            number: self.number.as_deref().unwrap_or_default(),
            zone: part(|known| &known.zone),
            country: part(|known| &known.country),
            region: part(|known| &known.region),
            postal_code: part(|known| &known.postal_code),
        })
    }
}

/// Whether the words of a consent speak of carts, in the languages in which shops ask for it.
fn names_carts(wording: &str) -> bool {
    const WORDS: &[&str] = &[
        // English, French, German, Spanish, Portuguese, Italian
        "cart",
        "basket",
        "panier",
        "warenkorb",
        "einkaufswagen",
        "carrito",
        "carrinho",
        "cesta",
        "carrello",
        // Dutch, Polish, Swedish, Danish, Norwegian, Finnish
        "winkelwagen",
        "winkelmand",
        "koszyk",
        "varukorg",
        "indkøbskurv",
        "handlekurv",
        "ostoskori",
        // Czech, Hungarian, Turkish, Japanese
        "košík",
        "kosár",
        "sepet",
        "カート",
    ];
    let wording = wording.to_lowercase();
    WORDS.iter().any(|word| wording.contains(word))
}

/// Found wrong with the turn of a claim, not with its text.
pub(crate) fn never_written() -> Finding {
    Finding::new(
        Code::NeverQueued,
        None,
        "It was claimed, and nobody had written it in this conversation.",
    )
}
