use super::*;
use bytes::Bytes;
use commands::MovableClock;
use event_log::{Append, EventLog, Expected, MasterKey, NewEvent, Options, SledLog, StreamId, verify_against};
use std::{fs, path::Path};
use tempfile::TempDir;
use uuid::Uuid;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::header};

const EVERY: SignedDuration = SignedDuration::from_mins(10);

struct House {
    /// `None` while it is closed.
    log: Option<Arc<SledLog>>,
    clock: Arc<MovableClock>,
    directory: TempDir,
}

impl House {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        Self {
            log: Some(Self::open(&directory.path().join("data"))),
            clock: Arc::new(MovableClock::standing_at("2026-11-21T10:00:00Z".parse().unwrap())),
            directory,
        }
    }

    fn open(data: &Path) -> Arc<SledLog> {
        Arc::new(SledLog::open(data, MasterKey::from_bytes([7; 32]), Options::default()).unwrap())
    }

    fn log(&self) -> &Arc<SledLog> {
        self.log.as_ref().unwrap()
    }

    fn close(&mut self) {
        self.log().close();
        self.log = None;
    }

    async fn append(&self) {
        let append = Append {
            stream: StreamId(Uuid::from_u128(1)),
            expected: Expected::Any,
            events: vec![NewEvent {
                event_type: "told",
                schema: 1,
                payload: Bytes::from_static(b"{}"),
            }],
            time: self.clock.now(),
            actor: "system".to_owned(),
            causation: None,
            correlation: Uuid::nil(),
            idempotency: None,
        };
        self.log().append(append).await.unwrap();
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("checkpoints")
    }

    fn checkpoints(&self, file: Option<PathBuf>, webhook: Option<Url>) -> Checkpoints {
        let export = CheckpointExport::new(self.log().clone(), EVERY, file, webhook).unwrap();
        Checkpoints::new(self.clock.clone(), export)
    }

    /// Sizes of the checkpoints in the file.
    fn filed(&self) -> Vec<u64> {
        let text = fs::read_to_string(self.file()).unwrap_or_default();
        let all = SignedCheckpoint::open_all(&text, self.log().public_key()).unwrap();
        all.iter().map(SignedCheckpoint::size).collect()
    }
}

/// When it will look again.
async fn pass(checkpoints: &Checkpoints) -> Timestamp {
    let Ok(pass) = checkpoints.pass().await;
    pass.next.unwrap()
}

#[tokio::test]
async fn a_checkpoint_is_filed_when_it_is_due_and_the_log_has_grown() {
    let mut house = House::new();
    let checkpoints = house.checkpoints(Some(house.file()), None);
    assert_eq!(pass(&checkpoints).await, house.clock.now() + EVERY);
    assert_eq!(house.filed(), [0; 0], "an empty log is not worth a checkpoint");
    house.append().await;
    pass(&checkpoints).await;
    assert_eq!(house.filed(), [0; 0], "not due yet");
    house.clock.advance(EVERY);
    pass(&checkpoints).await;
    house.clock.advance(EVERY);
    pass(&checkpoints).await;
    assert_eq!(house.filed(), [1], "once, as long as nothing is added");
    house.append().await;
    house.append().await;
    house.clock.advance(EVERY);
    pass(&checkpoints).await;
    assert_eq!(house.filed(), [1, 3]);

    // After a restart the file says what was given out.
    pass(&house.checkpoints(Some(house.file()), None)).await;
    assert_eq!(house.filed(), [1, 3]);
    let held =
        SignedCheckpoint::open_all(&fs::read_to_string(house.file()).unwrap(), house.log().public_key()).unwrap();
    drop(checkpoints);
    house.close();
    let data = house.directory.path().join("data");
    assert_eq!(verify_against(&data, &held, &mut |_| ()).unwrap().events, 3);
}

#[tokio::test]
async fn a_webhook_gets_each_new_checkpoint_once_and_again_when_it_failed() {
    let server = MockServer::start().await;
    let house = House::new();
    house.append().await;
    let checkpoints = house.checkpoints(None, Some(server.uri().parse().unwrap()));
    let soon = pass(&checkpoints).await;
    assert_eq!(soon, house.clock.now() + AGAIN_AFTER, "nobody is there who takes it");
    let taken = Mock::given(header("content-type", "text/plain; charset=utf-8"))
        .respond_with(ResponseTemplate::new(204))
        .mount_as_scoped(&server)
        .await;
    house.clock.advance(AGAIN_AFTER);
    assert_eq!(pass(&checkpoints).await, house.clock.now() + EVERY);
    house.clock.advance(EVERY);
    pass(&checkpoints).await;
    let received = taken.received_requests().await;
    let [request] = &received[..] else {
        panic!("{} requests", received.len());
    };
    let note = String::from_utf8(request.body.clone()).unwrap();
    let checkpoint = SignedCheckpoint::open(&note, house.log().public_key()).unwrap();
    assert_eq!(checkpoint, house.log().checkpoint(None).await.unwrap());
}

#[tokio::test]
async fn a_log_that_lost_what_it_has_signed_for_gives_out_nothing() {
    let server = MockServer::start().await;
    let mut house = House::new();
    let (data, backup) = (
        house.directory.path().join("data"),
        house.directory.path().join("backup"),
    );
    house.append().await;
    house.close();
    copy(&data, &backup);
    house.log = Some(House::open(&data));
    house.append().await;
    house.append().await;
    pass(&house.checkpoints(Some(house.file()), None)).await;
    assert_eq!(house.filed(), [3]);

    house.close();
    house.log = Some(House::open(&backup));
    let checkpoints = house.checkpoints(Some(house.file()), Some(server.uri().parse().unwrap()));
    assert_eq!(
        pass(&checkpoints).await,
        house.clock.now() + AGAIN_AFTER,
        "it is shorter"
    );
    for _ in 0..4 {
        house.append().await;
    }
    house.clock.advance(EVERY);
    assert_eq!(
        pass(&checkpoints).await,
        house.clock.now() + AGAIN_AFTER,
        "it went another way"
    );
    assert_eq!(house.filed(), [3]);
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_of_something_else_stays_as_it_is() {
    let house = House::new();
    house.append().await;
    let other = "log\n7\nroot\n\n\u{2014} log c2lnbmVk\n";
    fs::write(house.file(), other).unwrap();
    assert_eq!(
        pass(&house.checkpoints(Some(house.file()), None)).await,
        house.clock.now() + AGAIN_AFTER
    );
    assert_eq!(fs::read_to_string(house.file()).unwrap(), other);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}
