//! Which events stand as a line between the texts, and what the line says.

use super::SystemLine;
use domain::{conversation::ConversationEvent as Event, schema::StoredEvent, shopping::Cart};
use event_log::Header;

pub struct Line {
    /// The item's id. Later changes of the same cart change the line that is there.
    pub id: String,
    pub system: SystemLine,
}

pub fn line(header: &Header, event: &Event) -> Option<Line> {
    let blank = || SystemLine {
        event: event.event_type().to_owned(),
        actor: header.actor.to_string(),
        ..SystemLine::default()
    };
    let system = match event {
        Event::ConversationAssigned(assigned) => SystemLine {
            agent: Some(assigned.agent),
            ..blank()
        },
        Event::ConversationUnassigned(_)
        | Event::ConversationClosed(_)
        | Event::ConversationReopened(_)
        | Event::ConversationWoken(_)
        | Event::LinkClicked(_) => blank(),
        Event::ConversationHandedOff(handoff) => SystemLine {
            to: Some(handoff.to),
            reason: crate::sql::word(&handoff.reason).ok(),
            summary: handoff.summary.clone(),
            ..blank()
        },
        Event::ConversationSnoozed(snoozed) => SystemLine {
            until: Some(snoozed.until),
            ..blank()
        },
        Event::ContactOptedOut(opted_out) => SystemLine {
            reason: Some(opted_out.reason.clone()),
            ..blank()
        },
        Event::ConsentRequested(requested) => SystemLine {
            reason: crate::sql::word(&requested.source).ok(),
            ..blank()
        },
        Event::ContactOptedIn(opted_in) => SystemLine {
            reason: crate::sql::word(&opted_in.source).ok(),
            ..blank()
        },
        Event::ContactSuppressed(suppressed) => SystemLine {
            reason: Some(suppressed.evidence.clone()),
            ..blank()
        },
        Event::LabelAdded(added) => SystemLine {
            label: Some(added.label.clone()),
            ..blank()
        },
        Event::LabelRemoved(removed) => SystemLine {
            label: Some(removed.label.clone()),
            ..blank()
        },
        Event::CartUpdated(updated) => {
            let system = SystemLine {
                cart: Some(content(&updated.cart)),
                ..blank()
            };
            return Some(Line {
                id: format!("cart:{}", updated.cart.cart),
                system,
            });
        }
        Event::OrderPlaced(placed) => SystemLine {
            order: Some(placed.order.name.clone()),
            status: Some(placed.order.status),
            ..blank()
        },
        Event::OrderUpdated(updated) => SystemLine {
            order: Some(updated.order.name.clone()),
            status: Some(updated.order.status),
            ..blank()
        },
        _ => return None,
    };
    Some(Line {
        id: format!("event:{}", header.version.0),
        system,
    })
}

fn content(cart: &Cart) -> String {
    match cart.items.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.title.clone(),
        [first, others @ ..] => format!("{} and {} more", first.title, others.len()),
    }
}
