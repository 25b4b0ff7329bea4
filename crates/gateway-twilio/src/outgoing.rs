//! A message as Twilio wants it.

use crate::config::TwilioConfig;
use domain::{Address, message::Channel};
use gateway::{MediaSource, Outbound, SendError};

/// The form of `POST Messages.json`, in the order in which Twilio documents it.
pub(crate) fn form(outbound: &Outbound, config: &TwilioConfig) -> Result<Vec<(&'static str, String)>, SendError> {
    let mut form = vec![("To", recipient(&outbound.to, outbound.channel)?)];
    match &outbound.messaging_service {
        Some(service) => form.push(("MessagingServiceSid", service.clone())),
        None => form.push(("From", party(&outbound.from, outbound.channel))),
    }
    match outbound.template.as_deref().filter(|template| is_content_sid(template)) {
        Some(content) => form.push(("ContentSid", content.to_owned())),
        // Without a Content SID, Twilio recognises an approved template by its words.
        None if !outbound.body.is_empty() => form.push(("Body", outbound.body.clone())),
        None => {}
    }
    for file in &outbound.media {
        match &file.source {
            MediaSource::Url(url) => form.push(("MediaUrl", url.clone())),
            MediaSource::Bytes(_) => {
                return Err(refused(
                    "Twilio fetches files from a public address, and there is none.",
                ));
            }
        }
    }
    form.push(("StatusCallback", status_callback(outbound, config)));
    Ok(form)
}

/// Carries our own id along, so that a report that overtakes the answer to the call is understood.
fn status_callback(outbound: &Outbound, config: &TwilioConfig) -> String {
    let base = config.public_url.as_str().trim_end_matches('/');
    format!(
        "{base}/webhooks/twilio/{}/status?message={}",
        outbound.store, outbound.message
    )
}

pub(crate) fn recipient(address: &Address, channel: Channel) -> Result<String, SendError> {
    match (address.as_str().strip_prefix("bsuid:"), channel) {
        (None, _) => Ok(party(address.as_str(), channel)),
        (Some(id), Channel::Whatsapp) => Ok(party(id, channel)),
        (Some(_), Channel::Sms | Channel::Mms) => Err(refused(
            "The contact hides their phone number: they can be reached on WhatsApp only.",
        )),
    }
}

pub(crate) fn party(number: &str, channel: Channel) -> String {
    if channel == Channel::Whatsapp {
        format!("whatsapp:{number}")
    } else {
        number.to_owned()
    }
}

fn is_content_sid(template: &str) -> bool {
    template.len() == 34 && template.starts_with("HX")
}

fn refused(reason: &str) -> SendError {
    SendError::Refused {
        code: None,
        reason: reason.to_owned(),
        opted_out: false,
    }
}
