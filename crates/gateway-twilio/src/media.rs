//! Fetching the files of a text, which lie with Twilio until they are deleted there.

use crate::TwilioGateway;
use gateway::{FetchError, RemoteMedia};
use reqwest::StatusCode;
use std::time::Duration;
use url::Url;

/// Twilio accepts no larger files.
const MAX_BYTES: u64 = 16_000_000;
const TIMEOUT: Duration = Duration::from_secs(60);

pub(crate) async fn fetch(twilio: &TwilioGateway, media: &RemoteMedia) -> Result<Vec<u8>, FetchError> {
    let url = Url::parse(&media.url).map_err(|_| FetchError::ForeignHost)?;
    if !is_twilios(&url, &twilio.config.api_url) {
        return Err(FetchError::ForeignHost);
    }
    // A redirect to another host is followed without the credentials.
    let request = twilio.authorized(twilio.files.get(url)).timeout(TIMEOUT);
    let mut response = request.send().await.map_err(|_| unreachable("Twilio did not answer"))?;
    match response.status() {
        status if status.is_success() => {}
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(FetchError::Gone),
        status => return Err(unreachable(&format!("Twilio answered {}", status.as_u16()))),
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|_| unreachable("the connection broke"))?
    {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > MAX_BYTES {
            return Err(FetchError::TooLarge { limit: MAX_BYTES });
        }
    }
    Ok(bytes)
}

/// The configured API, or Twilio's API in another region: a webhook may name either.
fn is_twilios(url: &Url, api: &Url) -> bool {
    let regional =
        |url: &Url| url.scheme() == "https" && url.host_str().is_some_and(|host| host.ends_with(".twilio.com"));
    url.origin() == api.origin() || (regional(api) && regional(url) && url.port().is_none())
}

fn unreachable(reason: &str) -> FetchError {
    FetchError::Unreachable {
        reason: reason.to_owned(),
    }
}
