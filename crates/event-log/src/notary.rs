//! What the deployment attests beside its log: notes in the form of [C2SP signed-note](https://c2sp.org/signed-note), signed
//! with the key that signs checkpoints. Whoever has the public key can check them without trusting the server.

use crate::{ChainHash, LogPosition, ProvableLog, ReadError, SledLog};
use async_trait::async_trait;
use std::fmt;

/// Signs, and knows what to sign about.
#[async_trait]
pub trait Notary: fmt::Debug + Send + Sync + 'static {
    /// The text with an empty line and the signature under it. It ends with a newline, and has no other control characters.
    fn sign(&self, text: &str) -> String;

    /// `<name>+<key id>+<base64 of the type and the key>`, as tools for notes take it.
    fn public_key(&self) -> String;

    /// The hash chain after the event at `position`; `None` beyond the end of the log.
    async fn chain_at(&self, position: LogPosition) -> Result<Option<ChainHash>, ReadError>;
}

#[async_trait]
impl Notary for SledLog {
    fn sign(&self, text: &str) -> String {
        self.prover.key.sign(text)
    }

    fn public_key(&self) -> String {
        ProvableLog::public_key(self).to_string()
    }

    async fn chain_at(&self, position: LogPosition) -> Result<Option<ChainHash>, ReadError> {
        SledLog::chain_at(self, position).await
    }
}
