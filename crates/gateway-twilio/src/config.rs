//! What has to be known of a Twilio account.

use secrecy::SecretString;
use std::time::Duration;
use url::Url;

const API_URL: &str = "https://api.twilio.com";

#[derive(Clone, Debug)]
pub struct TwilioConfig {
    /// `AC` and 32 hex digits.
    pub account_sid: String,
    pub auth_token: SecretString,
    /// `https://api.twilio.com`, or that of another region, or a stand-in for tests.
    pub api_url: Url,
    /// Where Twilio reaches this server, without a path of ours: signatures are over this address, whatever a proxy
    /// makes of the request.
    pub public_url: Url,
    pub connect_timeout: Duration,
    /// For the whole call. Kept well under the 60 seconds after which a lookup trusts that nothing more turns up.
    pub timeout: Duration,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum ConfigError {
    #[error("`{field}` is not a web address like {example}: {cause}")]
    Url {
        field: &'static str,
        example: &'static str,
        cause: String,
    },
    #[error("the Twilio account SID begins with AC and has 34 letters and digits: copy it from the Twilio console")]
    AccountSid,
    #[error("the HTTP client could not be built: {cause}")]
    Client { cause: String },
}

impl TwilioConfig {
    /// With Twilio's own address and the usual timeouts.
    pub fn new(account_sid: &str, auth_token: SecretString, public_url: &str) -> Result<Self, ConfigError> {
        let is_sid = account_sid.len() == 34
            && account_sid.starts_with("AC")
            && account_sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_sid {
            return Err(ConfigError::AccountSid);
        }
        Ok(Self {
            account_sid: account_sid.to_owned(),
            auth_token,
            api_url: web_address(API_URL, "api_url", API_URL)?,
            public_url: web_address(public_url, "public_url", "https://texts.example.com")?,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(15),
        })
    }

    /// Talks to another address than Twilio's own.
    pub fn at(self, api_url: &str) -> Result<Self, ConfigError> {
        Ok(Self {
            api_url: web_address(api_url, "api_url", API_URL)?,
            ..self
        })
    }
}

fn web_address(text: &str, field: &'static str, example: &'static str) -> Result<Url, ConfigError> {
    let refused = |cause: String| ConfigError::Url { field, example, cause };
    let url = Url::parse(text).map_err(|error| refused(error.to_string()))?;
    match url.scheme() {
        "https" | "http" if url.has_host() => Ok(url),
        scheme => Err(refused(format!("{scheme} is not http or https"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SID: &str = "AC00000000000000000000000000000000";

    #[test]
    fn a_wrong_setting_is_named() {
        let token = || SecretString::from("token");
        assert!(TwilioConfig::new(SID, token(), "https://texts.example.com").is_ok());
        assert_eq!(
            TwilioConfig::new("SK1", token(), "https://x.example").unwrap_err(),
            ConfigError::AccountSid
        );
        for wrong in ["texts.example.com", "ftp://texts.example.com", "https://", ""] {
            let error = TwilioConfig::new(SID, token(), wrong).unwrap_err().to_string();
            assert!(error.contains("public_url"), "{error}");
        }
    }

    #[test]
    fn the_token_is_not_printed() {
        let config = TwilioConfig::new(SID, SecretString::from("hunter2"), "https://x.example").unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
