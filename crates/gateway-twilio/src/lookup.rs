//! Asking Twilio about a message that may have been sent.
//!
//! Twilio has no idempotency key, and our id does not stand in its list. So a message is known by whom it went to, by
//! its words and by its time. Where that points to more than one, a person decides.

use crate::{TwilioGateway, outgoing};
use gateway::{Found, Lookup, LookupError};
use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde::Deserialize;
use url::Url;

/// Clocks differ; Twilio's times are whole seconds.
const SLACK: SignedDuration = SignedDuration::from_secs(60);

/// The largest page that Twilio gives.
const PAGE_SIZE: &str = "1000";
const MAX_PAGES: usize = 10;

#[derive(Deserialize)]
struct Page {
    messages: Vec<Listed>,
    next_page_uri: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    sid: String,
    body: Option<String>,
    from: Option<String>,
    direction: Option<String>,
    messaging_service_sid: Option<String>,
    date_created: Option<String>,
}

pub(crate) async fn find(twilio: &TwilioGateway, lookup: &Lookup) -> Result<Found, LookupError> {
    let Ok(to) = outgoing::recipient(&lookup.to, lookup.channel) else {
        return Ok(Found::Nothing);
    };
    // Not narrowed by DateSent: a message that is queued at Twilio has none yet, and is the one in question.
    let mut url = twilio.messages_url();
    url.query_pairs_mut()
        .append_pair("To", &to)
        .append_pair("PageSize", PAGE_SIZE);
    let mut candidates = Vec::new();
    for _ in 0..MAX_PAGES {
        let page = page(twilio, url.clone()).await?;
        candidates.extend(page.messages.into_iter().filter(|listed| listed.may_be(lookup)));
        match page.next_page_uri {
            Some(next) => {
                url = twilio
                    .config
                    .api_url
                    .join(&next)
                    .map_err(|_| unreachable("its list has a broken link"))?
            }
            None => return Ok(choose(&candidates, lookup)),
        }
    }
    Ok(Found::Unclear {
        reason: "Twilio lists too many messages to this number to look through.".to_owned(),
    })
}

async fn page(twilio: &TwilioGateway, url: Url) -> Result<Page, LookupError> {
    if url.origin() != twilio.config.api_url.origin() {
        return Err(unreachable("its list leads away from it"));
    }
    let response = twilio
        .get(url)
        .send()
        .await
        .map_err(|_| unreachable("Twilio did not answer"))?;
    let status = response.status();
    if !status.is_success() {
        return Err(unreachable(&format!("Twilio answered {}", status.as_u16())));
    }
    response
        .json()
        .await
        .map_err(|_| unreachable("Twilio's answer cannot be read"))
}

fn choose(candidates: &[Listed], lookup: &Lookup) -> Found {
    let same: Vec<_> = candidates.iter().filter(|listed| listed.says(&lookup.body)).collect();
    match same.as_slice() {
        [one] => Found::Sent {
            carrier_id: one.sid.clone(),
        },
        [] if candidates.iter().any(|listed| listed.messaging_service_sid.is_some()) => {
            let reason =
                "Another text went to this number through the Messaging Service, which may have changed its words.";
            Found::Unclear {
                reason: reason.to_owned(),
            }
        }
        [] => Found::Nothing,
        several => Found::Unclear {
            reason: format!("Twilio has {} messages with these words.", several.len()),
        },
    }
}

impl Listed {
    /// Sent by us since the claim, and not one that is known to be another.
    fn may_be(&self, lookup: &Lookup) -> bool {
        let ours = !self.direction.as_deref().unwrap_or_default().starts_with("inbound");
        let from_us = self.messaging_service_sid.is_some()
            || self.from.as_deref() == Some(&outgoing::party(&lookup.from, lookup.channel));
        let since = lookup.claimed_at.checked_sub(SLACK).unwrap_or(Timestamp::MIN);
        // A message without a readable time is rather asked about than overlooked.
        let in_time = self.created_at().is_none_or(|at| at >= since);
        ours && from_us && in_time && !lookup.known.contains(&self.sid)
    }

    fn created_at(&self) -> Option<Timestamp> {
        rfc2822::parse(self.date_created.as_deref()?)
            .ok()
            .map(|zoned| zoned.timestamp())
    }

    fn says(&self, body: &str) -> bool {
        plain(self.body.as_deref().unwrap_or_default()) == plain(body)
    }
}

/// Twilio's Smart Encoding swaps typographic marks for plain ones; spaces at the ends get lost.
/// <https://www.twilio.com/docs/messaging/services#smart-encoding>
fn plain(body: &str) -> String {
    let swap = |c| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => "'".to_owned(),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => "\"".to_owned(),
        '\u{2010}'..='\u{2015}' => "-".to_owned(),
        '\u{2026}' => "...".to_owned(),
        other => other.to_string(),
    };
    body.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .map(swap)
        .collect()
}

fn unreachable(reason: &str) -> LookupError {
    LookupError::Unreachable {
        reason: reason.to_owned(),
    }
}
