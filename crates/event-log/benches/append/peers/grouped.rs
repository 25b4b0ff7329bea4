//! Group commit for those that have none of their own: one thread takes everything that waits, commits it at once,
//! and answers. No timer: while one group is on its way to the disk, the next gathers. The same as in the log.

use super::{Failure, Peer};
use crate::event::Event;
use async_trait::async_trait;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// Events in one group at most, and waiting for the next: as many as the log takes.
const GROUP: usize = 4096;

/// What commits a whole group durably.
pub trait Store: Send + 'static {
    fn commit(&mut self, group: &[Event]) -> Result<(), Failure>;
}

type Answer = oneshot::Sender<Result<(), String>>;

pub struct Grouped {
    sender: Option<mpsc::Sender<(Event, Answer)>>,
    thread: Option<JoinHandle<()>>,
}

impl Grouped {
    pub fn new(store: impl Store) -> Self {
        let (sender, queue) = mpsc::channel(GROUP);
        Self {
            sender: Some(sender),
            thread: Some(std::thread::spawn(move || run(store, queue))),
        }
    }
}

fn run(mut store: impl Store, mut queue: mpsc::Receiver<(Event, Answer)>) {
    let (mut group, mut answers) = (Vec::new(), Vec::new());
    while let Some((event, answer)) = queue.blocking_recv() {
        group.push(event);
        answers.push(answer);
        while group.len() < GROUP
            && let Ok((event, answer)) = queue.try_recv()
        {
            group.push(event);
            answers.push(answer);
        }
        let committed = store.commit(&group).map_err(|failure| failure.to_string());
        group.clear();
        for answer in answers.drain(..) {
            // A writer that was told to stop does not listen any more.
            let _ = answer.send(committed.clone());
        }
    }
}

#[async_trait]
impl Peer for Grouped {
    async fn append(&self, event: Event) -> Result<(), Failure> {
        let sender = self.sender.as_ref().ok_or("it is closed")?;
        let (answer, done) = oneshot::channel();
        sender.send((event, answer)).await.map_err(|_| "its thread has ended")?;
        Ok(done.await.map_err(|_| "its thread has ended")??)
    }
}

impl Drop for Grouped {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
