//! A client for any endpoint that speaks OpenAI's chat completions.

use crate::{Question, prompt};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// A completion of a short text takes a few kilobytes.
const LARGEST_BODY: usize = 1_000_000;

#[derive(Clone, Debug)]
pub struct AiSettings {
    /// Up to and including the version, such as `https://api.openai.com/v1`.
    pub base_url: String,
    pub key: Option<SecretString>,
    pub model: String,
    /// For one call; there are at most two.
    pub timeout: Duration,
}

#[derive(Clone, Debug)]
pub struct Ai {
    settings: AiSettings,
    http: reqwest::Client,
}

#[derive(Deserialize, Clone, PartialEq, Debug)]
pub(crate) struct AiAnswer {
    pub reply: String,
    /// 0 to 1.
    pub confidence: f64,
    #[serde(default)]
    pub escalate: bool,
}

/// Carries no words of the contact and no secret: it is logged.
#[derive(thiserror::Error, Debug)]
pub enum AiError {
    #[error("the AI endpoint could not be used: {0}")]
    Client(String),
    #[error("the AI endpoint did not answer in time")]
    TimedOut,
    #[error("the AI endpoint could not be reached")]
    Unreachable,
    #[error("the AI endpoint answered with status {0}")]
    Status(u16),
    #[error("the AI endpoint's answer is not what was asked for")]
    Malformed,
}

impl AiError {
    /// Whether a second try can help, and comes in time: after a timeout, a person is quicker.
    fn passes(&self) -> bool {
        match self {
            Self::Unreachable | Self::Malformed => true,
            Self::Status(status) => *status == 429 || *status >= 500,
            Self::Client(_) | Self::TimedOut => false,
        }
    }
}

#[derive(Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Content,
}

#[derive(Deserialize)]
struct Content {
    content: Option<String>,
}

impl Ai {
    pub fn new(settings: AiSettings) -> Result<Self, AiError> {
        let http = reqwest::Client::builder()
            .timeout(settings.timeout)
            .redirect(reqwest::redirect::Policy::none());
        let http = http
            .build()
            .map_err(|error| AiError::Client(error.without_url().to_string()))?;
        Ok(Self { settings, http })
    }

    /// Asks once, and once more if that may help.
    pub(crate) async fn answer(&self, question: &Question) -> Result<AiAnswer, AiError> {
        match self.ask(question).await {
            Err(error) if error.passes() => self.ask(question).await,
            outcome => outcome,
        }
    }

    async fn ask(&self, question: &Question) -> Result<AiAnswer, AiError> {
        let body = json!({
            "model": self.settings.model,
            "messages": prompt::messages(question),
            "response_format": {"type": "json_object"},
            "stream": false,
        });
        let url = format!("{}/chat/completions", self.settings.base_url.trim_end_matches('/'));
        let mut request = self.http.post(url).json(&body);
        if let Some(key) = &self.settings.key {
            request = request.bearer_auth(key.expose_secret());
        }
        let response = request.send().await.map_err(failed)?;
        if !response.status().is_success() {
            return Err(AiError::Status(response.status().as_u16()));
        }
        let completion: Completion =
            serde_json::from_slice(&bounded(response).await?).map_err(|_| AiError::Malformed)?;
        let content = completion
            .choices
            .into_iter()
            .next()
            .and_then(|choice| choice.message.content);
        read(content.as_deref().unwrap_or_default())
    }
}

/// The body, unless it never ends.
async fn bounded(mut response: reqwest::Response) -> Result<Vec<u8>, AiError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST_BODY {
            return Err(AiError::Malformed);
        }
    }
    Ok(body)
}

/// What the model wrote. Small models like to wrap JSON in a fence.
fn read(content: &str) -> Result<AiAnswer, AiError> {
    let content = content.trim().trim_start_matches("```json").trim_matches('`');
    let answer: AiAnswer = serde_json::from_str(content).map_err(|_| AiError::Malformed)?;
    if (0.0..=1.0).contains(&answer.confidence) {
        Ok(answer)
    } else {
        Err(AiError::Malformed)
    }
}

fn failed(error: reqwest::Error) -> AiError {
    if error.is_timeout() {
        AiError::TimedOut
    } else {
        AiError::Unreachable
    }
}
