//! A queue from many tasks to one thread. Either side ends it: closing does not wait for the tasks to let go of it,
//! since the thread that closes may be the one they run on.

use std::fmt;
use std::io;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tokio::sync::{Notify, mpsc};

pub(crate) struct Mailbox<T> {
    sender: mpsc::Sender<T>,
    closing: Arc<Notify>,
    capacity: usize,
}

/// The thread's side.
pub(crate) struct Inbox<T> {
    queue: mpsc::Receiver<T>,
    closing: Arc<Notify>,
    runtime: Runtime,
}

/// The other side is gone.
pub(crate) struct Closed;

/// A sender waits while `capacity` letters lie in the box.
pub(crate) fn mailbox<T>(capacity: usize) -> io::Result<(Mailbox<T>, Inbox<T>)> {
    let (sender, queue) = mpsc::channel(capacity);
    let closing = Arc::new(Notify::new());
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok((
        Mailbox {
            sender,
            closing: closing.clone(),
            capacity,
        },
        Inbox {
            queue,
            closing,
            runtime,
        },
    ))
}

// Letters hold keys and texts: none is shown.
impl<T> fmt::Debug for Mailbox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox")
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

impl<T> Mailbox<T> {
    pub(crate) async fn send(&self, letter: T) -> Result<(), Closed> {
        self.sender.send(letter).await.map_err(|_| Closed)
    }

    /// Letters that nobody has taken out yet.
    pub(crate) fn waiting(&self) -> usize {
        self.capacity - self.sender.capacity()
    }

    /// Takes no more letters. Those that are in are still taken out.
    pub(crate) fn close(&self) {
        self.closing.notify_one();
    }
}

impl<T> Inbox<T> {
    /// Blocks until there is a letter; `None` when the box is closed and empty.
    pub(crate) fn next(&mut self) -> Option<T> {
        let Self {
            queue,
            closing,
            runtime,
        } = self;
        runtime.block_on(async {
            tokio::select! {
                biased;
                letter = queue.recv() => letter,
                () = closing.notified() => {
                    queue.close();
                    queue.recv().await
                }
            }
        })
    }

    pub(crate) fn next_if_any(&mut self) -> Option<T> {
        self.queue.try_recv().ok()
    }
}
