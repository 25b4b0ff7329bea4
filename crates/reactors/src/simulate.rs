//! The simulated carrier's webhooks, through the same door as a real one's.

use crate::{
    Surroundings,
    wake::{Pass, Reactor},
};
use commands::{CommandError, Context};
use domain::{
    Actor,
    conversation::{Rejection, event::InboundRecorded},
};
use event_log::AppendError;
use gateway::simulator::{SimulatedWebhook, SimulatorError, SimulatorGateway};
use std::{sync::Arc, time::Duration};
use uuid::Uuid;

/// How long a pass waits for the views before it is repeated.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Simulate {
    surroundings: Arc<Surroundings>,
    simulator: Arc<SimulatorGateway>,
}

#[derive(thiserror::Error, Debug)]
pub(crate) enum SimulateError {
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    #[error(transparent)]
    View(#[from] projections::ViewError),
    #[error(transparent)]
    Record(#[from] CommandError<Rejection>),
}

impl Simulate {
    pub fn new(surroundings: Arc<Surroundings>, simulator: Arc<SimulatorGateway>) -> Self {
        Self {
            surroundings,
            simulator,
        }
    }

    async fn deliver(&self, webhook: SimulatedWebhook) -> Result<(), SimulateError> {
        // Whoever is reported on is the contact, whichever way the text went.
        let commands = &self.surroundings.commands;
        let store = self.surroundings.views.store_of_sender(webhook.sender.clone()).await?;
        let stream = match store {
            Some(store) => {
                let conversation = commands.streams().conversation_of(store, &webhook.contact);
                commands::Streams::conversation(conversation)
            }
            None => commands.streams().quarantine_of(commands.clock().now()),
        };
        let inbound = InboundRecorded {
            store,
            source: "simulator".to_owned(),
            topic: webhook.topic,
            delivery: webhook.id.clone(),
            content_type: "application/json".to_owned(),
            body: webhook.body,
            base64: false,
        };
        let context = Context::new(
            Actor::Carrier("simulator".to_owned()),
            Uuid::new_v5(&stream.0, webhook.id.as_bytes()),
        );
        match commands.record_inbound(stream, inbound, &context).await {
            // Of a contact who was erased nothing is taken in.
            Err(CommandError::Append(AppendError::Erased)) => {
                metrics::counter!("webhooks_of_erased_contacts_total", "source" => "simulator").increment(1);
            }
            recorded => drop(recorded?),
        }
        // Only now may the carrier forget it: a crash in between delivers it twice, and twice counts once.
        self.simulator.confirm(&webhook.id)?;
        Ok(())
    }
}

impl Reactor for Simulate {
    type Error = SimulateError;

    fn announcements(&self) -> Option<tokio::sync::watch::Receiver<u64>> {
        Some(self.simulator.changes())
    }

    async fn pass(&self) -> Result<Pass, SimulateError> {
        let now = self.surroundings.commands.clock().now();
        let due = self.simulator.take_due(now)?;
        if !due.is_empty() {
            // A number that was added a moment ago is the store's: without this its first text would be nobody's.
            let head = self.surroundings.commands.log().head();
            self.surroundings.views.wait_for(head, PATIENCE).await?;
        }
        for webhook in due {
            self.deliver(webhook).await?;
        }
        Ok(Pass {
            next: self.simulator.next_due()?,
            ..Pass::default()
        })
    }
}
