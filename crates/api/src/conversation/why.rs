//! Why a message was sent or not, in plain words. Pure.

use domain::{
    AgentId,
    consent::ConsentStatus,
    conversation::event::Judged,
    message::{Author, DeliveryState},
};
use jiff::Timestamp;
use projections::{ConsentDetail, Direction, MessageEvent, MessageItem};
use std::collections::HashMap;

type Names = HashMap<AgentId, String>;

pub(super) fn sentences(
    message: &MessageItem,
    events: &[MessageEvent],
    consent: &ConsentDetail,
    names: &Names,
) -> Vec<String> {
    match message.direction {
        Direction::In => received(message, events),
        Direction::Out => sent(message, events, consent, names),
    }
}

fn received(message: &MessageItem, events: &[MessageEvent]) -> Vec<String> {
    let mut sentences = vec!["The contact wrote this.".to_owned()];
    if let Some(event) = events.first() {
        sentences.push(format!(
            "It was recorded on {} as event {}.",
            day_and_time(event.at),
            event.position
        ));
    }
    if let Some(finding) = &message.intent {
        sentences.push(format!(
            "It was understood by the rule `{}`: {}.",
            finding.rule,
            unpunctuated(&finding.reason)
        ));
    }
    sentences
}

fn sent(message: &MessageItem, events: &[MessageEvent], consent: &ConsentDetail, names: &Names) -> Vec<String> {
    let mut sentences = vec![format!("{}.", written_by(message.author.as_ref(), names))];
    if message.in_reply_to.is_some() {
        sentences.push("It answers a text of the contact.".to_owned());
    }
    if message.kind.needs_consent() {
        sentences.push(permission(consent));
    } else {
        sentences.push("It is no marketing, so it needs no consent; it may not follow an opt-out.".to_owned());
    }
    if let Some(due) = message.due {
        sentences.push(format!("It may leave on {}.", day_and_time(due)));
    }
    if let Some(claim) = message.claim_position {
        sentences.push(format!(
            "Event {claim} claimed it for sending: no opt-out, takeover or cancel came first."
        ));
    }
    if let Some(judged) = &message.judged {
        sentences.push(hours_and_limits(judged));
    }
    if let Some(added) = &message.added {
        sentences.push(format!(
            "It is the first marketing text of the subscription, so the server added what the words lacked: “{added}”"
        ));
    }
    if let Some(state) = state(message, events) {
        sentences.push(state);
    }
    if let Some(reason) = &message.reason {
        let code = message
            .code
            .as_ref()
            .map(|code| format!(" (code {code})"))
            .unwrap_or_default();
        sentences.push(format!("{}{code}.", unpunctuated(reason)));
    }
    sentences
}

fn hours_and_limits(judged: &Judged) -> String {
    let known_from = match judged.basis.as_str() {
        "contact_zone" => "the contact's own time zone",
        "postal_code" => "the postal code",
        "region" => "the state or province",
        "area_code" => "the number's area code",
        "country" => "the country",
        _ => "nothing that says where the contact is",
    };
    let zones = match judged.zones.as_slice() {
        [] => "no time zone".to_owned(),
        [zone] => zone.replace('_', " "),
        zones => format!("every one of {}", zones.join(", ").replace('_', " ")),
    };
    format!(
        "Hours and limits allowed it in {zones}, known from {known_from} (tables: {}).",
        judged.version
    )
}

fn written_by(author: Option<&Author>, names: &Names) -> String {
    match author {
        Some(Author::Agent { agent }) => match names.get(agent) {
            Some(name) => format!("{name} wrote it"),
            None => "An agent wrote it".to_owned(),
        },
        Some(Author::Integration) => "A program of the store wrote it, through the API".to_owned(),
        Some(Author::Ai) => "The AI wrote it".to_owned(),
        Some(Author::Rule { name }) => format!("The keyword rule “{name}” wrote it"),
        Some(Author::Flow { name }) => format!("The flow “{name}” wrote it"),
        Some(Author::Campaign { name }) => format!("The campaign “{name}” wrote it"),
        Some(Author::System) | None => "Threadkeep wrote it by itself".to_owned(),
    }
}

fn permission(consent: &ConsentDetail) -> String {
    let since = consent
        .since
        .map(|since| format!(" since {}", day_and_time(since)))
        .unwrap_or_default();
    let event = consent
        .position
        .map(|position| format!(" (event {position})"))
        .unwrap_or_default();
    let standing = match consent.status {
        ConsentStatus::OptedIn => format!("which the contact has given{since}{event}"),
        ConsentStatus::OptedOut => format!("which the contact has taken back{since}{event}"),
        ConsentStatus::Requested => format!("which the contact was asked to confirm{since}{event}, and has not"),
        ConsentStatus::Unknown => "which the contact has not given".to_owned(),
    };
    format!("It is marketing and needs consent, {standing}.")
}

fn state(message: &MessageItem, events: &[MessageEvent]) -> Option<String> {
    let newest = events.last();
    let at = |time: Option<Timestamp>| {
        time.or(newest.map(|event| event.at))
            .map(day_and_time)
            .unwrap_or_default()
    };
    Some(match message.state {
        DeliveryState::Scheduled => "It is scheduled and has not left yet.".to_owned(),
        DeliveryState::Queued => "It waits for the carrier.".to_owned(),
        DeliveryState::Dispatching => "The carrier is being called.".to_owned(),
        DeliveryState::Uncertain => {
            "Nobody can say whether the carrier took it, so it is not sent again by itself: a person decides."
                .to_owned()
        }
        DeliveryState::Sent => format!("The carrier took it on {}.", at(message.sent_at)),
        DeliveryState::Delivered => format!("It reached the phone on {}.", at(message.delivered_at)),
        DeliveryState::Read => format!("It was read on {}.", at(message.read_at)),
        DeliveryState::Failed => format!("It failed on {}.", at(None)),
        DeliveryState::Suppressed => format!("It was stopped on {} and was never sent.", at(None)),
        DeliveryState::Cancelled => format!("It was cancelled on {} and was never sent.", at(None)),
        DeliveryState::Received => return None,
    })
}

fn day_and_time(at: Timestamp) -> String {
    at.strftime("%-d %B %Y at %H:%M UTC").to_string()
}

fn unpunctuated(sentence: &str) -> &str {
    sentence.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        MessageId,
        message::{Channel, MessageKind},
    };
    use uuid::Uuid;

    fn message(kind: MessageKind, state: DeliveryState, author: Author) -> MessageItem {
        serde_json::from_value(serde_json::json!({
            "id": MessageId(Uuid::nil()), "direction": "out", "kind": kind, "channel": Channel::Sms,
            "sender": "+14155550100", "body": "Hello", "media": [], "author": author, "state": state,
            "due": null, "reason": null, "code": null, "carrier_id": null, "client_id": null, "in_reply_to": null,
            "about": null, "sent_at": null, "delivered_at": null, "read_at": null, "claim_position": null,
        }))
        .unwrap()
    }

    #[test]
    fn a_stopped_marketing_text_names_the_opt_out_that_stopped_it() {
        let mut stopped = message(
            MessageKind::Cart,
            DeliveryState::Suppressed,
            Author::Flow { name: "Carts".into() },
        );
        stopped.reason = Some("The contact opted out before it could leave.".into());
        stopped.code = Some("opted_out".into());
        let consent = ConsentDetail {
            status: ConsentStatus::OptedOut,
            since: Some("2026-11-21T10:00:00Z".parse().unwrap()),
            position: Some(41),
            ..ConsentDetail::default()
        };
        let events = [MessageEvent {
            position: 42,
            event_type: "message_suppressed".into(),
            at: "2026-11-21T10:00:00Z".parse().unwrap(),
            actor: "contact".into(),
        }];
        let expected = [
            "The flow “Carts” wrote it.",
            "It is marketing and needs consent, which the contact has taken back since 21 November 2026 at 10:00 UTC (event 41).",
            "It was stopped on 21 November 2026 at 10:00 UTC and was never sent.",
            "The contact opted out before it could leave (code opted_out).",
        ];
        assert_eq!(sentences(&stopped, &events, &consent, &Names::new()), expected);
    }

    #[test]
    fn a_delivered_reply_names_its_author_and_its_claim() {
        let ana = AgentId(Uuid::from_u128(1));
        let mut reply = message(
            MessageKind::Reply,
            DeliveryState::Delivered,
            Author::Agent { agent: ana },
        );
        reply.claim_position = Some(7);
        reply.delivered_at = Some("2026-11-21T10:00:00Z".parse().unwrap());
        let names = Names::from([(ana, "Ana".to_owned())]);
        let expected = [
            "Ana wrote it.",
            "It is no marketing, so it needs no consent; it may not follow an opt-out.",
            "Event 7 claimed it for sending: no opt-out, takeover or cancel came first.",
            "It reached the phone on 21 November 2026 at 10:00 UTC.",
        ];
        assert_eq!(sentences(&reply, &[], &ConsentDetail::default(), &names), expected);
    }
}
