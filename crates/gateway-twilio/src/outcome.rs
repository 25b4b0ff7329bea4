//! What became of a call: taken, refused, surely not taken, or nobody knows.

use crate::codes::{Remedy, explain};
use gateway::{Accepted, SendError};
use jiff::SignedDuration;
use reqwest::StatusCode;
use serde::Deserialize;

#[derive(Deserialize)]
struct Created {
    sid: String,
}

/// Twilio's error body. Its `message` is left out: it repeats the phone number.
#[derive(Deserialize)]
struct Problem {
    code: Option<u32>,
}

/// There was no answer. Only a connection that never came about proves that nothing was taken.
pub(crate) fn without_answer(error: &reqwest::Error) -> SendError {
    if error.is_connect() || error.is_dns() || error.is_builder() {
        return later(None, None, "Twilio cannot be reached. It is tried again by itself.");
    }
    let reason = if error.is_timeout() {
        "Twilio did not answer in time."
    } else {
        "The connection to Twilio broke before the answer came."
    };
    SendError::Ambiguous {
        reason: reason.to_owned(),
    }
}

/// There was an answer. `body` is `None` if it broke off.
pub(crate) fn of_answer(
    status: StatusCode,
    retry_after: Option<SignedDuration>,
    body: Option<&[u8]>,
) -> Result<Accepted, SendError> {
    if status.is_success() {
        let created = body.and_then(|body| serde_json::from_slice::<Created>(body).ok());
        let unreadable = || ambiguous("Twilio answered that it took the message, but not under which id.");
        return created
            .map(|Created { sid }| Accepted { carrier_id: sid })
            .ok_or_else(unreadable);
    }
    let problem = body.and_then(|body| serde_json::from_slice::<Problem>(body).ok());
    let code = problem.and_then(|problem| problem.code).map(|code| code.to_string());
    Err(match status {
        StatusCode::TOO_MANY_REQUESTS => later(
            retry_after,
            code,
            "Twilio asks to slow down. It is tried again by itself.",
        ),
        _ if status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT => refusal(status, retry_after, code),
        _ => ambiguous(&format!("Twilio had a fault ({}).", status.as_u16())),
    })
}

fn refusal(status: StatusCode, retry_after: Option<SignedDuration>, code: Option<String>) -> SendError {
    let explanation = code.as_deref().and_then(explain);
    match explanation.map(|explanation| (explanation.remedy, explanation.reason)) {
        Some((Remedy::Later, reason)) => later(retry_after, code, reason),
        Some((remedy, reason)) => SendError::Refused {
            code,
            reason: reason.to_owned(),
            opted_out: remedy == Remedy::OptedOut,
        },
        // The account's fault, not the message's.
        None if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => later(
            retry_after,
            code,
            "Twilio does not accept the login. Check the Twilio credentials in the settings.",
        ),
        None => SendError::Refused {
            reason: unexplained(status, code.as_deref()),
            code,
            opted_out: false,
        },
    }
}

fn unexplained(status: StatusCode, code: Option<&str>) -> String {
    match code {
        Some(code) => format!("Twilio refused it with code {code}: see https://www.twilio.com/docs/api/errors/{code}."),
        None => format!("Twilio refused it ({}) and gave no code.", status.as_u16()),
    }
}

fn later(after: Option<SignedDuration>, code: Option<String>, reason: &str) -> SendError {
    SendError::Later {
        after,
        code,
        reason: reason.to_owned(),
    }
}

fn ambiguous(reason: &str) -> SendError {
    SendError::Ambiguous {
        reason: reason.to_owned(),
    }
}
