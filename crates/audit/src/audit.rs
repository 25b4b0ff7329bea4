//! The pass over the log.

use crate::{
    claim::Claim,
    report::Report,
    store::Store,
    thread::{Thread, never_written},
    violation::{Code, Finding, Violation},
};
use domain::{
    MessageId, StoreId,
    conversation::event::{ConversationEvent, DispatchStarted},
    erasure::ErasureEvent,
    schema::{DecodeError, StoredEvent, decode},
    store::StoreEvent,
};
use event_log::{Header, LogPosition, Payload, Recorded, StreamId};
use jiff::Timestamp;
use std::{collections::HashMap, rc::Rc};

/// From this schema of `dispatch_started` on, hours and limits are asked at the claim.
const JUDGED_SINCE: u16 = 2;

/// The log cannot be judged: something in it is not understood, and what is not understood may be what forbids a send.
#[derive(thiserror::Error, Debug)]
#[error("position {}: {cause}", position.0)]
pub struct AuditError {
    pub position: LogPosition,
    pub cause: DecodeError,
}

/// What has been read so far. Give it every event of the log, in order, from the first on.
#[derive(Debug, Default)]
pub struct Audit {
    threads: HashMap<StreamId, Thread>,
    stores: HashMap<StoreId, Store>,
    store_streams: HashMap<StreamId, StoreId>,
    report: Report,
}

impl Audit {
    /// Judges only what left from that moment on. Everything before is read all the same: it says what was forbidden.
    #[must_use]
    pub fn since(mut self, since: Option<Timestamp>) -> Self {
        self.report.since = since;
        self
    }

    /// Counts what left before hours and limits were asked as violations, too.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.report.strict = strict;
        self
    }

    pub fn record(&mut self, recorded: &Recorded) -> Result<(), AuditError> {
        let Recorded { header, payload } = recorded;
        self.report.events += 1;
        self.report.last = header.position.0;
        match payload {
            Payload::Open(payload) => self.read(header, payload).map_err(|cause| AuditError {
                position: header.position,
                cause,
            }),
            Payload::Erased => {
                self.pass_over(header);
                Ok(())
            }
        }
    }

    pub fn report(self) -> Report {
        self.report
    }

    fn read(&mut self, header: &Header, payload: &[u8]) -> Result<(), DecodeError> {
        match concerns(&header.event_type) {
            Concern::Conversation => {
                let event = decode(&header.event_type, header.schema, payload)?;
                self.conversation(header, &event);
            }
            Concern::Store => self.store(header, decode(&header.event_type, header.schema, payload)?),
            Concern::Erasure => self.erasure(header, &decode(&header.event_type, header.schema, payload)?),
            Concern::None => {}
            Concern::Unknown => {
                if self.threads.contains_key(&header.stream) {
                    return Err(DecodeError::UnknownType {
                        event_type: header.event_type.to_string(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Nobody can read any more what was sent. That something was, and when, stands in the clear.
    fn pass_over(&mut self, header: &Header) {
        if &*header.event_type == "dispatch_started" && self.report.covers(header.time) {
            self.report.erased_sends += 1;
            let erased = self.threads.get(&header.stream).and_then(|thread| thread.erased);
            if let Some(erased) = erased {
                self.report.violation(violation(header, None, after_erasure(erased)));
            }
        }
    }

    fn conversation(&mut self, header: &Header, event: &ConversationEvent) {
        let thread = self.threads.entry(header.stream).or_default();
        if let ConversationEvent::DispatchStarted(claim) = event
            && self.report.covers(header.time)
        {
            let none = Store::default();
            let store = thread.store.and_then(|store| self.stores.get(&store)).unwrap_or(&none);
            judge(thread, store, claim, header, &mut self.report);
        }
        let wrong = thread.fold(event, header.time, header.position.0);
        if let Some((message, finding)) = wrong
            && self.report.covers(header.time)
        {
            self.report.violation(violation(header, Some(message), finding));
        }
    }

    fn store(&mut self, header: &Header, event: StoreEvent) {
        if let StoreEvent::StoreCreated(created) = &event {
            self.store_streams.insert(header.stream, created.store);
        }
        let Some(store) = self.store_streams.get(&header.stream) else {
            return;
        };
        let store = self.stores.entry(*store).or_default();
        let position = header.position.0;
        match event {
            StoreEvent::HoursChanged(changed) => store.change(header.time, |settings| {
                settings.hours = Some((Rc::new(changed.hours), position));
            }),
            StoreEvent::SendingRulesChanged(changed) => store.change(header.time, |settings| {
                settings.caps = Some((Rc::new(changed.sending_rules.caps), position));
            }),
            _ => {}
        }
    }

    fn erasure(&mut self, header: &Header, event: &ErasureEvent) {
        if let ErasureEvent::ContactErased(erased) = event {
            let thread = self.threads.entry(StreamId(erased.conversation.0)).or_default();
            thread.erased.get_or_insert(header.position.0);
        }
    }
}

fn judge(thread: &Thread, store: &Store, claim: &DispatchStarted, header: &Header, report: &mut Report) {
    let judged_then = header.schema >= JUDGED_SINCE;
    let message = thread.messages.get(claim.message);
    report.checked(message.map(|message| message.kind), claim.attempt, judged_then);
    let mut findings: Vec<Finding> = thread.erased.map(after_erasure).into_iter().collect();
    match message {
        None => findings.push(never_written()),
        Some(message) => {
            findings.extend(message.out_of_turn(claim.attempt));
            if let Some(text) = message.text.as_deref() {
                let claim = Claim::new(thread, message.id, message.kind, text, header.time);
                findings.extend(claim.findings(store));
            }
        }
    }
    for finding in findings {
        let code = finding.code;
        if !judged_then && code.came_with_the_rules() && !report.strict {
            report.before_the_rules.count(code);
            continue;
        }
        let others = claim.judged.as_ref().filter(|judged| judged.version != tables());
        let judged_by = others.filter(|_| code.came_with_the_rules());
        report.violation(Violation {
            judged_by: judged_by.map(|judged| judged.version.clone()),
            ..violation(header, Some(claim.message), finding)
        });
    }
}

fn violation(header: &Header, message: Option<MessageId>, finding: Finding) -> Violation {
    Violation {
        code: finding.code,
        stream: header.stream.0,
        message,
        position: header.position.0,
        forbidden_by: finding.forbidden_by,
        at: header.time,
        says: finding.says,
        source: finding.source,
        judged_by: None,
    }
}

fn after_erasure(position: u64) -> Finding {
    let says = "A text left after it was decided that the contact is erased.";
    Finding::new(Code::AfterErasure, position, says)
}

/// The tables' versions, as claims name them.
fn tables() -> String {
    let (hours, limits) = (policy::quiet_hours::version(), policy::caps::version());
    format!("hours {hours}, limits {limits}")
}

enum Concern {
    Conversation,
    Store,
    Erasure,
    /// Known, and of no consequence for what may be sent.
    None,
    Unknown,
}

/// Most of a log says nothing about what may be sent: it is not even decoded.
fn concerns(event_type: &str) -> Concern {
    match event_type {
        "conversation_started"
        | "contact_updated"
        | "message_received"
        | "message_scheduled"
        | "message_queued"
        | "message_released"
        | "message_held"
        | "dispatch_started"
        | "dispatch_deferred"
        | "dispatch_uncertain"
        | "message_sent"
        | "message_delivered"
        | "message_read"
        | "message_failed"
        | "message_suppressed"
        | "message_cancelled"
        | "consent_requested"
        | "contact_opted_in"
        | "contact_opted_out"
        | "contact_suppressed"
        | "conversation_handed_off"
        | "cart_updated"
        | "order_placed"
        | "order_updated" => Concern::Conversation,
        "store_created" | "store_hours_changed" | "store_sending_rules_changed" => Concern::Store,
        "contact_erased" => Concern::Erasure,
        other if ConversationEvent::TYPES.iter().any(|(known, _)| *known == other) => Concern::None,
        _ => Concern::Unknown,
    }
}
