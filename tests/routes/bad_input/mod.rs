//! Whatever is sent, the answer is a problem with a code, and nothing of it is written.

mod bodies;
mod paths;
mod preconditions;
mod unknown;

use test_support::TestServer;

const PHONE: &str = "+14155550123";

/// Where a message can be posted, and the log's head before anything is.
async fn message_to(server: &TestServer) -> (String, u64) {
    let conversation = server.text_from(PHONE, "hello").await;
    (
        format!("/v1/conversations/{conversation}/messages"),
        server.head().await,
    )
}
