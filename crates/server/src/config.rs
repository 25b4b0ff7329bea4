//! Settings: defaults, then the settings file, then the environment, then the command line; the last one wins.
//!
//! In the environment a setting is `THREADKEEP_` and its name, with two underscores between a section and its key:
//! `THREADKEEP_TWILIO__AUTH_TOKEN`.

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroU32,
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

const DEFAULT_FILE: &str = "threadkeep.toml";
const PREFIX: &str = "THREADKEEP_";
/// Read elsewhere, and never kept in settings.
const NOT_SETTINGS: [&str; 5] = [
    "config",
    "master_key",
    "new_master_key",
    "admin_email",
    "admin_password",
];

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the log, its keys, media and views lie.
    pub data: PathBuf,
    pub listen: SocketAddr,
    /// A program with its arguments that prints the master key, such as `["pass", "show", "threadkeep"]`.
    #[serde(default)]
    pub master_key_command: Option<Vec<String>>,
    /// Address of this server as browsers, contacts and carriers see it. Carriers sign it, so it must be exact.
    #[serde(default)]
    pub public_url: Option<Url>,
    /// A proxy of yours stands before it, and its `X-Forwarded-For` can be believed.
    #[serde(default)]
    pub behind_proxy: bool,
    /// The built web app, for a binary that does not carry it inside.
    pub web: PathBuf,
    pub log: LogConfig,
    /// Simulated phones. On unless a real carrier is set up.
    #[serde(default)]
    pub simulator: Option<bool>,
    #[serde(default)]
    pub twilio: Option<TwilioConfig>,
    #[serde(default)]
    pub shopify: Option<ShopifyConfig>,
    #[serde(default)]
    pub ai: Option<AiConfig>,
    #[serde(default)]
    pub checkpoints: Option<CheckpointsConfig>,
    pub limits: LimitsConfig,
    #[serde(default)]
    pub backup: Option<BackupConfig>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Pretty,
    Json,
}

/// Log lines, not the event log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    pub format: LogFormat,
    /// As in `RUST_LOG`, such as `info,reactors=debug`.
    pub filter: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TwilioConfig {
    pub account_sid: String,
    pub auth_token: SecretString,
    #[serde(default = "TwilioConfig::default_base_url")]
    pub base_url: Url,
    /// For one call. Whether Twilio took a message whose call went on for longer is asked afterwards.
    #[serde(default = "TwilioConfig::default_timeout_seconds")]
    pub timeout_seconds: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopifyConfig {
    /// The app's client secret, which signs webhooks.
    pub secret: SecretString,
}

/// Any endpoint that speaks OpenAI's chat completions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AiConfig {
    pub base_url: Url,
    #[serde(default)]
    pub key: Option<SecretString>,
    pub model: String,
    #[serde(default = "AiConfig::default_timeout_seconds")]
    pub timeout_seconds: u64,
}

/// Where signed checkpoints of the log are given out to, so that somebody else holds them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckpointsConfig {
    #[serde(default = "CheckpointsConfig::default_every_minutes")]
    pub every_minutes: u32,
    /// Each is appended to it. Best on a disk that others keep.
    #[serde(default)]
    pub file: Option<PathBuf>,
    /// Each is posted there as plain text.
    #[serde(default)]
    pub webhook: Option<Url>,
}

/// How often one may ask, in a minute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsConfig {
    /// For a person or an API key.
    pub requests: NonZeroU32,
    /// For an address that has not proven who it is.
    pub unauthenticated: NonZeroU32,
    /// Attempts to sign in, for an address and for an account.
    pub sign_ins: NonZeroU32,
}

/// Backups that the running server makes.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupConfig {
    /// An empty directory at first; every backup continues the one before.
    pub directory: PathBuf,
    /// A file for the keys, in another place. Without it the keys are yours to back up.
    #[serde(default)]
    pub keys: Option<PathBuf>,
    /// 0: only when somebody asks.
    #[serde(default = "BackupConfig::default_every_hours")]
    pub every_hours: u32,
}

impl BackupConfig {
    fn default_every_hours() -> u32 {
        24
    }
}

impl TwilioConfig {
    fn default_base_url() -> Url {
        Url::parse("https://api.twilio.com").expect("a constant address")
    }

    fn default_timeout_seconds() -> u64 {
        15
    }

    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }
}

impl AiConfig {
    fn default_timeout_seconds() -> u64 {
        20
    }

    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }
}

impl CheckpointsConfig {
    fn default_every_minutes() -> u32 {
        60
    }

    pub fn every(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.every_minutes))
    }
}

#[derive(thiserror::Error, Debug)]
pub enum ConfigError {
    #[error("the settings file {0} does not exist: create it, or leave out --config")]
    NoFile(PathBuf),
    /// Names the key and where it was set.
    #[error("a setting is wrong: {0}")]
    Unreadable(Box<figment::Error>),
    #[error("the setting `{key}` {problem}")]
    Invalid { key: &'static str, problem: &'static str },
}

impl From<figment::Error> for ConfigError {
    fn from(error: figment::Error) -> Self {
        Self::Unreadable(Box::new(error))
    }
}

/// What the command line says.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub data: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
    pub simulator: Option<bool>,
    /// Nobody wants to see each request: log warnings only, unless a setting says otherwise.
    pub quiet: bool,
}

impl Config {
    pub fn load(file: Option<&Path>, overrides: Overrides) -> Result<Self, ConfigError> {
        if let Some(file) = file
            && !file.is_file()
        {
            return Err(ConfigError::NoFile(file.to_owned()));
        }
        let filter = if overrides.quiet {
            "warn"
        } else {
            "info,actix_server=warn"
        };
        let mut figment = Self::defaults()
            .merge(Serialized::default("log.filter", filter))
            .merge(Toml::file(file.unwrap_or(Path::new(DEFAULT_FILE))))
            .merge(environment());
        if let Some(data) = overrides.data {
            figment = figment.merge(Serialized::default("data", data));
        }
        if let Some(listen) = overrides.listen {
            figment = figment.merge(Serialized::default("listen", listen));
        }
        if let Some(simulator) = overrides.simulator {
            figment = figment.merge(Serialized::default("simulator", simulator));
        }
        let config: Self = figment.extract()?;
        config.check()?;
        Ok(config)
    }

    /// A server of its own for a test: a free port, simulated phones, no carrier, no settings file.
    pub fn for_test(data: PathBuf) -> Self {
        const PLENTY: NonZeroU32 = NonZeroU32::MAX;
        Self {
            data,
            master_key_command: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public_url: None,
            behind_proxy: false,
            web: PathBuf::from("web/dist"),
            log: LogConfig {
                format: LogFormat::Pretty,
                filter: "warn".to_owned(),
            },
            simulator: Some(true),
            twilio: None,
            shopify: None,
            ai: None,
            checkpoints: None,
            limits: LimitsConfig {
                requests: PLENTY,
                unauthenticated: PLENTY,
                sign_ins: PLENTY,
            },
            backup: None,
        }
    }

    pub fn simulates_phones(&self) -> bool {
        self.simulator.unwrap_or(self.twilio.is_none())
    }

    /// Without a slash at the end. `bound` is what the server listens on by now.
    pub fn public_url(&self, bound: SocketAddr) -> String {
        let url = self
            .public_url
            .as_ref()
            .map_or_else(|| format!("http://{bound}"), Url::to_string);
        url.trim_end_matches('/').to_owned()
    }

    fn defaults() -> Figment {
        Figment::new()
            .merge(Serialized::default("data", "data"))
            .merge(Serialized::default("listen", "127.0.0.1:8080"))
            .merge(Serialized::default("web", "web/dist"))
            .merge(Serialized::default("log.format", "pretty"))
            .merge(Serialized::default("limits.requests", 1_200))
            .merge(Serialized::default("limits.unauthenticated", 120))
            .merge(Serialized::default("limits.sign_ins", 10))
    }

    fn check(&self) -> Result<(), ConfigError> {
        let invalid = |key, problem| Err(ConfigError::Invalid { key, problem });
        if let Some(backup) = &self.backup
            && backup
                .keys
                .as_ref()
                .is_some_and(|keys| keys.starts_with(&backup.directory))
        {
            return invalid(
                "backup.keys",
                "lies in another place than `backup.directory`: whoever has both can read whom you erase",
            );
        }
        if let Some(url) = &self.public_url {
            if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
                return invalid("public_url", "is an address such as https://inbox.example.com");
            }
            if url.query().is_some() || url.fragment().is_some() {
                return invalid("public_url", "has no question mark and no # in it");
            }
        }
        if let Some(twilio) = &self.twilio {
            if !twilio.account_sid.starts_with("AC") {
                return invalid("twilio.account_sid", "starts with AC: copy it from the Twilio console");
            }
            if twilio.auth_token.expose_secret().is_empty() {
                return invalid("twilio.auth_token", "is empty: copy it from the Twilio console");
            }
            if !(1..=45).contains(&twilio.timeout_seconds) {
                return invalid("twilio.timeout_seconds", "lies between 1 and 45");
            }
            if self.public_url.is_none() {
                return invalid(
                    "public_url",
                    "is needed with Twilio: its webhooks are signed for that address",
                );
            }
        }
        if self
            .shopify
            .as_ref()
            .is_some_and(|shopify| shopify.secret.expose_secret().is_empty())
        {
            return invalid("shopify.secret", "is empty: copy the client secret of your Shopify app");
        }
        if self
            .ai
            .as_ref()
            .is_some_and(|ai| !(1..=120).contains(&ai.timeout_seconds))
        {
            return invalid("ai.timeout_seconds", "lies between 1 and 120");
        }
        if let Some(checkpoints) = &self.checkpoints {
            if !(1..=10_080).contains(&checkpoints.every_minutes) {
                return invalid("checkpoints.every_minutes", "lies between 1 and 10080, a week");
            }
            if checkpoints.file.is_none() && checkpoints.webhook.is_none() {
                return invalid("checkpoints", "needs a `file`, a `webhook` or both");
            }
            let webhook = checkpoints.webhook.as_ref();
            if webhook.is_some_and(|url| !matches!(url.scheme(), "http" | "https") || url.host().is_none()) {
                return invalid(
                    "checkpoints.webhook",
                    "is an address such as https://auditor.example.com/checkpoints",
                );
            }
        }
        Ok(())
    }
}

fn environment() -> Env {
    Env::prefixed(PREFIX)
        .filter(|key| !NOT_SETTINGS.iter().any(|name| key == *name))
        .split("__")
}

/// This one setting, for commands that need no other.
pub fn master_key_command() -> Result<Option<Vec<String>>, ConfigError> {
    let figment = Figment::new().merge(Toml::file(DEFAULT_FILE)).merge(environment());
    match figment.contains("master_key_command") {
        true => Ok(Some(figment.extract_inner("master_key_command")?)),
        false => Ok(None),
    }
}

#[cfg(test)]
#[allow(clippy::result_large_err, reason = "the signature of figment::Jail")]
mod tests {
    use super::*;
    use figment::Jail;

    fn load(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
        let mut loaded = Err(String::new());
        Jail::expect_with(|jail| {
            jail.clear_env();
            jail.create_file(DEFAULT_FILE, file)?;
            for (name, value) in environment {
                jail.set_env(name, value);
            }
            loaded = Config::load(None, Overrides::default()).map_err(|error| error.to_string());
            Ok(())
        });
        loaded
    }

    #[test]
    fn an_empty_settings_file_is_a_loopback_server_with_simulated_phones() {
        let config = load("", &[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert!(config.simulates_phones());
        assert_eq!(config.public_url(config.listen), "http://127.0.0.1:8080");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "listen = '127.0.0.1:1000'\n[log]\nformat = 'json'";
        let config = load(
            file,
            &[
                ("THREADKEEP_LISTEN", "127.0.0.1:2000"),
                ("THREADKEEP_LOG__FILTER", "debug"),
            ],
        )
        .unwrap();
        assert_eq!(config.listen.port(), 2000);
        assert_eq!(
            (config.log.format, config.log.filter.as_str()),
            (LogFormat::Json, "debug")
        );
    }

    #[test]
    fn the_command_line_wins_over_both() {
        let mut listen = None;
        Jail::expect_with(|jail| {
            jail.clear_env();
            jail.set_env("THREADKEEP_LISTEN", "127.0.0.1:2000");
            let overrides = Overrides {
                listen: "127.0.0.1:3000".parse().ok(),
                ..Overrides::default()
            };
            listen = Config::load(None, overrides).ok().map(|config| config.listen.port());
            Ok(())
        });
        assert_eq!(listen, Some(3000));
    }

    #[test]
    fn a_misspelt_or_wrong_setting_is_named() {
        let error = load("lisen = '127.0.0.1:1000'", &[]).unwrap_err();
        assert!(error.contains("lisen"), "{error}");
        let error = load("listen = 'everywhere'", &[]).unwrap_err();
        assert!(error.contains("listen"), "{error}");
        let error = load("", &[("THREADKEEP_LIMITS__REQUESTS", "many")]).unwrap_err();
        assert!(error.to_lowercase().contains("requests"), "{error}");
    }

    #[test]
    fn twilio_needs_the_address_that_it_signs() {
        let twilio = "[twilio]\naccount_sid = 'AC1'\nauth_token = 't'";
        assert!(load(twilio, &[]).unwrap_err().contains("`public_url`"));
        let config = load(&format!("public_url = 'https://inbox.example.com/'\n{twilio}"), &[]).unwrap();
        assert_eq!(config.public_url(config.listen), "https://inbox.example.com");
        assert!(
            !config.simulates_phones(),
            "a real carrier switches the simulated one off"
        );
    }

    #[test]
    fn checkpoints_go_somewhere_every_hour_if_nothing_else_is_said() {
        let config = load("[checkpoints]\nfile = '/mnt/auditor/checkpoints'", &[]).unwrap();
        assert_eq!(config.checkpoints.unwrap().every(), SignedDuration::from_hours(1));
        for (settings, named) in [
            ("", "`checkpoints`"),
            ("file = 'f'\nevery_minutes = 0", "`checkpoints.every_minutes`"),
            ("webhook = 'ftp://a.example'", "`checkpoints.webhook`"),
        ] {
            let error = load(&format!("[checkpoints]\n{settings}"), &[]).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
    }

    #[test]
    fn keys_are_never_kept_in_the_backup() {
        let backup = |keys| load(&format!("[backup]\ndirectory = '/backup'\nkeys = '{keys}'"), &[]);
        assert!(backup("/backup/keys.sqlite3").unwrap_err().contains("`backup.keys`"));
        let config = backup("/elsewhere/keys.sqlite3").unwrap().backup.unwrap();
        assert_eq!(config.every_hours, 24);
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let file = "public_url = 'https://inbox.example.com'\n[twilio]\naccount_sid = 'AC1'\nauth_token = 'hush-hush'";
        assert!(!format!("{:?}", load(file, &[]).unwrap()).contains("hush-hush"));
    }

    #[test]
    fn the_command_that_prints_the_master_key_stands_in_the_file_or_in_the_environment() {
        let from_file = load("master_key_command = ['pass', 'show', 'threadkeep']", &[]).unwrap();
        assert_eq!(from_file.master_key_command.unwrap(), ["pass", "show", "threadkeep"]);
        let variable = ("THREADKEEP_MASTER_KEY_COMMAND", "[pass, show, threadkeep]");
        let from_environment = load("", &[variable]).unwrap();
        assert_eq!(
            from_environment.master_key_command.unwrap(),
            ["pass", "show", "threadkeep"]
        );
        assert!(
            load("master_key_command = 'pass'", &[])
                .unwrap_err()
                .contains("master_key_command")
        );
    }

    #[test]
    fn the_master_key_in_the_environment_is_not_a_setting() {
        assert!(load("", &[("THREADKEEP_MASTER_KEY", "00")]).is_ok());
    }
}
