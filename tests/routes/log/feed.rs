//! A reader of server-sent events, as far as the tests need it.

use reqwest::Response;
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// Only a test that fails waits for so long.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, PartialEq, Debug)]
pub struct Sent {
    pub event: String,
    pub id: Option<u64>,
    pub data: Value,
}

pub struct Feed {
    response: Response,
    unread: String,
}

impl Feed {
    pub fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        let content_type = response.headers()["content-type"].to_str().unwrap();
        assert!(content_type.starts_with("text/event-stream"), "{content_type}");
        Self {
            response,
            unread: String::new(),
        }
    }

    /// The next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Sent> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let sent = parse(block);
                self.unread = rest.to_owned();
                match sent {
                    Some(sent) => return Some(sent),
                    // A comment keeps the connection alive.
                    None => continue,
                }
            }
            let chunk = timeout(PATIENCE, self.response.chunk())
                .await
                .expect("the stream says something");
            self.unread.push_str(std::str::from_utf8(&chunk.ok()??).unwrap());
        }
    }

    /// The next event of this name, whatever comes between.
    pub async fn next_called(&mut self, event: &str) -> Sent {
        loop {
            let sent = self.next().await.expect("the stream goes on");
            if sent.event == event {
                return sent;
            }
        }
    }
}

fn parse(block: &str) -> Option<Sent> {
    let field = |name: &str| {
        block
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map(|value| value.trim_start().to_owned())
    };
    Some(Sent {
        event: field("event")?,
        id: field("id").map(|id| id.parse().unwrap()),
        data: serde_json::from_str(&field("data")?).unwrap(),
    })
}
