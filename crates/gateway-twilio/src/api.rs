//! The client of Twilio's Messages API (2010-04-01).

use crate::{
    config::{ConfigError, TwilioConfig},
    lookup, media, outcome, outgoing,
};
use async_trait::async_trait;
use domain::message::Channel;
use gateway::{
    Accepted, Capabilities, FetchError, Found, Gateway, Lookup, LookupError, MediaForm, MediaLimits, Outbound,
    RemoteMedia, SendError,
};
use jiff::SignedDuration;
use reqwest::{Client, RequestBuilder, header::RETRY_AFTER, redirect, retry};
use secrecy::ExposeSecret as _;
use url::Url;

#[derive(Clone, Debug)]
pub struct TwilioGateway {
    pub(crate) config: TwilioConfig,
    /// Follows no redirect and repeats nothing.
    api: Client,
    /// Follows Twilio to where it keeps its files.
    pub(crate) files: Client,
}

impl TwilioGateway {
    pub fn new(config: TwilioConfig) -> Result<Self, ConfigError> {
        let client = || {
            Client::builder()
                .connect_timeout(config.connect_timeout)
                .timeout(config.timeout)
                .retry(retry::never())
        };
        let failed = |error: reqwest::Error| ConfigError::Client {
            cause: error.to_string(),
        };
        Ok(Self {
            api: client().redirect(redirect::Policy::none()).build().map_err(failed)?,
            files: client()
                .redirect(redirect::Policy::limited(5))
                .build()
                .map_err(failed)?,
            config,
        })
    }

    /// Of the account's messages.
    pub(crate) fn messages_url(&self) -> Url {
        let mut url = self.config.api_url.clone();
        url.set_path(&format!(
            "/2010-04-01/Accounts/{}/Messages.json",
            self.config.account_sid
        ));
        url
    }

    pub(crate) fn get(&self, url: Url) -> RequestBuilder {
        self.authorized(self.api.get(url))
    }

    pub(crate) fn authorized(&self, request: RequestBuilder) -> RequestBuilder {
        request.basic_auth(&self.config.account_sid, Some(self.config.auth_token.expose_secret()))
    }
}

#[async_trait]
impl Gateway for TwilioGateway {
    fn name(&self) -> &'static str {
        "twilio"
    }

    /// <https://www.twilio.com/docs/messaging/guides/accepted-mime-types>,
    /// <https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages>
    fn capabilities(&self, channel: Channel) -> Capabilities {
        let limits = |max_files, max_bytes| MediaLimits {
            max_files,
            max_bytes,
            content_types: &[
                "image/jpeg",
                "image/png",
                "image/gif",
                "audio/*",
                "video/*",
                "application/pdf",
            ],
            form: MediaForm::Url,
        };
        Capabilities {
            max_body_chars: 1600,
            media: match channel {
                Channel::Sms => None,
                Channel::Mms => Some(limits(10, 5_000_000)),
                Channel::Whatsapp => Some(limits(1, 16_000_000)),
            },
            can_look_up: true,
            settle: SignedDuration::from_secs(120),
        }
    }

    async fn send(&self, outbound: &Outbound) -> Result<Accepted, SendError> {
        let form = outgoing::form(outbound, &self.config)?;
        let request = self.authorized(self.api.post(self.messages_url())).form(&form);
        let response = request.send().await.map_err(|error| outcome::without_answer(&error))?;
        let status = response.status();
        let retry_after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let body = response.bytes().await.ok();
        outcome::of_answer(status, retry_after.map(SignedDuration::from_secs), body.as_deref())
    }

    async fn find(&self, lookup: &Lookup) -> Result<Found, LookupError> {
        lookup::find(self, lookup).await
    }

    async fn fetch_media(&self, media: &RemoteMedia) -> Result<Vec<u8>, FetchError> {
        media::fetch(self, media).await
    }
}
