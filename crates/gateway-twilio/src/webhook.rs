//! Twilio's webhooks: forms of many fields, of which new ones may come any day.

use crate::codes::{Remedy, explain};
use domain::{
    Address, MessageId,
    conversation::{ReportedState, StatusReport},
    message::Channel,
};
use gateway::{Attribution, CarrierInbound, InboundText, OptOutType, ParseError, RemoteMedia};
use std::collections::HashMap;
use url::form_urlencoded;

const FORM: &str = "application/x-www-form-urlencoded";

/// More than any channel allows; a larger number is a fault, not a reason to loop.
const MAX_MEDIA: usize = 100;

/// Whom a webhook is about: of a text its sender, of a report its recipient. Reads nothing else.
/// `topic` is `message` or `status`, as for [`parse`].
pub fn attribute(topic: &str, body: &[u8]) -> Option<Attribution> {
    let (contact, sender) = match essence(topic) {
        "message" => ("From", "To"),
        "status" => ("To", "From"),
        _ => return None,
    };
    let form = Form::read(body);
    let sender = form.get(sender).map(|party| Party::read(party).number.to_owned());
    Some(Attribution {
        contact: form.address(contact).ok()?,
        sender,
    })
}

/// Reads a raw webhook. The topic `status` may carry the callback's query along (`status?message=<our id>`): there,
/// and not in the body, stands which message it is about.
pub fn parse(topic: &str, content_type: &str, body: &[u8]) -> Result<CarrierInbound, ParseError> {
    if !content_type.trim_start().to_ascii_lowercase().starts_with(FORM) {
        return Err(ParseError::ContentType { expected: FORM });
    }
    let form = Form::read(body);
    match essence(topic) {
        "message" => Ok(CarrierInbound::Message(Box::new(text(&form)?))),
        "status" => status(&form, message_of(topic)),
        _ => Err(ParseError::UnknownTopic {
            topic: topic.to_owned(),
        }),
    }
}

fn essence(topic: &str) -> &str {
    topic.split_once('?').map_or(topic, |(topic, _)| topic)
}

fn message_of(topic: &str) -> Option<MessageId> {
    let (_, query) = topic.split_once('?')?;
    let (_, message) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "message")?;
    message.parse().ok()
}

fn text(form: &Form) -> Result<InboundText, ParseError> {
    let from = Party::read(form.required("From")?);
    let media = media(form)?;
    Ok(InboundText {
        carrier_id: form
            .required("MessageSid")
            .or_else(|_| form.required("SmsMessageSid"))?
            .to_owned(),
        from: form.address("From")?,
        to: Party::read(form.required("To")?).number.to_owned(),
        channel: match (from.whatsapp, media.is_empty()) {
            (true, _) => Channel::Whatsapp,
            (false, true) => Channel::Sms,
            (false, false) => Channel::Mms,
        },
        body: form.get("Body").unwrap_or_default().to_owned(),
        media,
        opt_out_type: form
            .get("OptOutType")
            .and_then(|kind| match kind.to_ascii_uppercase().as_str() {
                "STOP" => Some(OptOutType::Stop),
                "START" => Some(OptOutType::Start),
                "HELP" => Some(OptOutType::Help),
                _ => None,
            }),
        profile_name: form.get("ProfileName").map(str::to_owned),
    })
}

fn media(form: &Form) -> Result<Vec<RemoteMedia>, ParseError> {
    let invalid = ParseError::Invalid {
        field: "NumMedia",
        expected: "how many files there are",
    };
    let count = form
        .get("NumMedia")
        .unwrap_or("0")
        .parse()
        .ok()
        .filter(|count| *count <= MAX_MEDIA)
        .ok_or(invalid)?;
    let file = |index| {
        let url = form
            .get(&format!("MediaUrl{index}"))
            .ok_or(ParseError::Missing { field: "MediaUrl" })?;
        let content_type = form
            .get(&format!("MediaContentType{index}"))
            .unwrap_or("application/octet-stream");
        Ok(RemoteMedia {
            url: url.to_owned(),
            content_type: content_type.to_owned(),
        })
    };
    (0..count).map(file).collect()
}

/// <https://www.twilio.com/docs/messaging/api/message-resource#message-status-values>
fn status(form: &Form, message: Option<MessageId>) -> Result<CarrierInbound, ParseError> {
    let carrier_id = form
        .required("MessageSid")
        .or_else(|_| form.required("SmsSid"))?
        .to_owned();
    let word = form.required("MessageStatus").or_else(|_| form.required("SmsStatus"))?;
    let state = match word {
        "sent" => ReportedState::Sent,
        "delivered" => ReportedState::Delivered,
        "read" => ReportedState::Read,
        "undelivered" | "failed" | "canceled" => failed(form.get("ErrorCode")),
        // Steps on Twilio's own side, and whatever Twilio may think of next.
        other => {
            return Ok(CarrierInbound::Ignored {
                reason: format!("`{other}` says nothing new about the message"),
            });
        }
    };
    Ok(CarrierInbound::Status(StatusReport {
        carrier_id,
        message,
        state,
    }))
}

fn failed(code: Option<&str>) -> ReportedState {
    let explanation = code.and_then(explain);
    ReportedState::Failed {
        code: code.map(str::to_owned),
        reason: match (explanation, code) {
            (Some(explanation), _) => explanation.reason.to_owned(),
            (None, Some(code)) => {
                format!("Twilio could not deliver it: see https://www.twilio.com/docs/api/errors/{code}.")
            }
            (None, None) => "Twilio could not deliver it and gave no reason.".to_owned(),
        },
        opted_out: explanation.is_some_and(|explanation| explanation.remedy == Remedy::OptedOut),
    }
}

/// A form's fields, first ones first. Bytes that are not UTF-8 become replacement characters.
struct Form(HashMap<String, String>);

impl Form {
    fn read(body: &[u8]) -> Self {
        let mut fields = HashMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            fields.entry(name.into_owned()).or_insert_with(|| value.into_owned());
        }
        Self(fields)
    }

    /// A blank field counts as absent.
    fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn required(&self, field: &'static str) -> Result<&str, ParseError> {
        self.get(field).ok_or(ParseError::Missing { field })
    }

    fn address(&self, field: &'static str) -> Result<Address, ParseError> {
        let invalid = |_| ParseError::Invalid {
            field,
            expected: "a phone number or a WhatsApp user",
        };
        Party::read(self.required(field)?).address().map_err(invalid)
    }
}

/// One end of a text, as Twilio writes it: `+1415…` or `whatsapp:+1415…`.
struct Party<'a> {
    number: &'a str,
    whatsapp: bool,
}

impl<'a> Party<'a> {
    fn read(text: &'a str) -> Self {
        match text.strip_prefix("whatsapp:") {
            Some(number) => Self { number, whatsapp: true },
            None => Self {
                number: text,
                whatsapp: false,
            },
        }
    }

    /// On WhatsApp, whoever hides their number is known by a user id of the business.
    fn address(&self) -> Result<Address, domain::InvalidAddress> {
        if self.whatsapp && !self.number.starts_with('+') {
            format!("bsuid:{}", self.number).parse()
        } else {
            self.number.parse()
        }
    }
}

#[cfg(test)]
mod tests;
