//! NATS JetStream: one server, one replica, files, the stream's last sequence expected with each message.
//!
//! By default it acknowledges what it will sync two minutes later. Only from 2.10 on can it be told to sync before it
//! answers (`sync_interval: always`); an older one is measured as it is and said to be no match.

use super::{Description, Failure, Kind, Peer};
use crate::event::{ACTOR, EVENT_TYPE, Event, PAYLOAD, STREAMS};
use async_nats::jetstream::context::Context;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::{self, stream};
use async_trait::async_trait;
use bytes::Bytes;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const START: Duration = Duration::from_secs(30);
/// A slow disk with 256 writers behind it takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct JetStream {
    context: Context,
    /// The sequence of each stream's newest event: what the next one expects.
    newest: Vec<AtomicU64>,
    _server: Server,
}

impl JetStream {
    pub async fn start(directory: &Path, program: &Path) -> Result<(Self, Description), Failure> {
        let (server, always) = Server::start(&directory.join("jetstream"), program)?;
        let client = async_nats::connect(server.address().await?).await?;
        let version = client.server_info().version;
        let context = jetstream::context::ContextBuilder::new()
            .timeout(PATIENCE)
            .ack_timeout(PATIENCE)
            .build(client);
        context
            .create_stream(stream::Config {
                name: "events".to_owned(),
                subjects: vec!["event.*".to_owned()],
                storage: stream::StorageType::File,
                num_replicas: 1,
                ..Default::default()
            })
            .await?;
        let sync = if always {
            "sync_interval: always"
        } else {
            "does not know `sync_interval: always`, so it acknowledges before it syncs"
        };
        let description = Description {
            kind: Kind::JetStream,
            about: format!("{version}, R1, {sync}"),
            durable: always,
        };
        let peer = Self {
            context,
            newest: (0..STREAMS).map(|_| AtomicU64::new(0)).collect(),
            _server: server,
        };
        Ok((peer, description))
    }
}

#[async_trait]
impl Peer for JetStream {
    async fn append(&self, event: Event) -> Result<(), Failure> {
        let newest = &self.newest[event.stream()];
        let message = PublishMessage::build()
            .header("Type", EVENT_TYPE)
            .header("Actor", ACTOR)
            .header("Version", event.version().to_string().as_str())
            .header("Correlation", event.correlation().to_string().as_str())
            .expected_last_subject_sequence(newest.load(Ordering::Relaxed))
            .payload(Bytes::from_static(&PAYLOAD));
        let subject = format!("event.{}", event.stream_id().simple());
        let acknowledged = self.context.send_publish(subject, message).await?.await?;
        newest.store(acknowledged.sequence, Ordering::Relaxed);
        Ok(())
    }
}

struct Server {
    process: Child,
    directory: PathBuf,
}

impl Server {
    /// The server, and whether it syncs before it acknowledges.
    fn start(directory: &Path, program: &Path) -> Result<(Self, bool), Failure> {
        fs::create_dir(directory)?;
        let configuration = directory.join("nats.conf");
        let write = |sync: &str| {
            let settings = format!(
                "listen: \"127.0.0.1:-1\"\nports_file_dir: {directory:?}\njetstream {{\n  store_dir: {directory:?}\n  {sync}\n}}\n"
            );
            fs::write(&configuration, settings)
        };
        write("sync_interval: always")?;
        let checked = Command::new(program).arg("-t").arg("-c").arg(&configuration).output();
        let checked = checked.map_err(|error| {
            let program = program.display();
            format!("{program} cannot be run ({error}): install NATS 2.10 or newer, or name it with --nats-server")
        })?;
        let always = checked.status.success();
        if !always {
            write("")?;
        }
        let log = directory.join("nats.log");
        let process = Command::new(program)
            .arg("-c")
            .arg(&configuration)
            .stdin(Stdio::null())
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn()?;
        let directory = directory.to_owned();
        Ok((Self { process, directory }, always))
    }

    /// It takes a free port and writes down which.
    async fn address(&self) -> Result<String, Failure> {
        let ports = self.directory.join(format!("nats-server_{}.ports", self.process.id()));
        let begin = Instant::now();
        loop {
            let written: Option<serde_json::Value> = fs::read(&ports)
                .ok()
                .and_then(|bytes| serde_json::from_slice(&bytes).ok());
            if let Some(address) = written.as_ref().and_then(|ports| ports["nats"][0].as_str()) {
                return Ok(address.to_owned());
            }
            if begin.elapsed() > START {
                let log = self.directory.join("nats.log");
                return Err(format!("the server does not come up: see {}", log.display()).into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
