//! How long a server takes from being started to being ready, over a log of many events.
//!
//! `cargo bench -p server --bench startup -- --events 5000000` writes the log, has the views built once, which takes
//! minutes, and then starts the server on them a few times.

use commands::{Clock, SystemClock};
use domain::{
    MessageId, StoreId,
    conversation::{ConversationEvent, event::*},
    message::{Author, Channel, MessageKind, Outgoing},
    schema::StoredEvent,
};
use event_log::{Append, EventLog, Expected, MasterKey, NewEvent, Options, SledLog, StreamId};
use futures::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use server::{config::Config, start};
use std::{error::Error, fs::File, path::Path, sync::Arc, time::Instant};
use uuid::Uuid;

const EVENTS: u64 = 5_000_000;
/// Started, named, a campaign text queued, claimed, sent, delivered.
const OPENING: u64 = 6;
const APPENDS_AT_ONCE: usize = 512;
const STARTS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let events = asked_for()?;
    let directory = tempfile::tempdir()?;
    let data = directory.path();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let began = Instant::now();
        write_log(data, events).await?;
        println!("{events} events written in {:.0} s", began.elapsed().as_secs_f64());
        let built = started(data).await?;
        println!("first start, which builds the views: {built:.1} s");
        let mut starts = vec![];
        for _ in 0..STARTS {
            starts.push(started(data).await?);
        }
        until_let_go(data)?;
        let log = open_log(data)?;
        let views = opened_views(data, &log).await?;
        starts.sort_by(f64::total_cmp);
        let (quickest, middle, slowest) = (starts[0], starts[STARTS / 2], starts[STARTS - 1]);
        println!(
            "started and ready with warm views: {middle:.2} s ({quickest:.2} to {slowest:.2}); of it the views {views:.3} s"
        );
        Ok(())
    })
}

/// `--events N`; cargo adds `--bench`.
fn asked_for() -> Result<u64, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let at = arguments.iter().position(|argument| argument == "--events");
    let Some(number) = at.and_then(|at| arguments.get(at + 1)) else {
        return Ok(EVENTS);
    };
    Ok(number.parse()?)
}

/// The log's threads hold on to it a little longer than the server; how long is not what is measured.
fn until_let_go(data: &Path) -> Result<(), Box<dyn Error>> {
    Ok(File::open(data.join("log.lock"))?.lock()?)
}

/// Seconds from the call to the first `/readyz` that says so.
async fn started(data: &Path) -> Result<f64, Box<dyn Error>> {
    until_let_go(data)?;
    let began = Instant::now();
    let server = start(Config::for_test(data.to_owned()), Arc::new(SystemClock::default())).await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let ready = client.get(format!("http://{}/readyz", server.address)).send().await?;
    let seconds = began.elapsed().as_secs_f64();
    if !ready.status().is_success() {
        return Err(format!("not ready: {}", ready.text().await?).into());
    }
    server.stop().await;
    Ok(seconds)
}

fn open_log(data: &Path) -> Result<Arc<SledLog>, Box<dyn Error>> {
    let master = MasterKey::read_or_create(&data.join("master.key"))?;
    Ok(Arc::new(SledLog::open(data, master, Options::default())?))
}

async fn opened_views(data: &Path, log: &Arc<SledLog>) -> Result<f64, Box<dyn Error>> {
    let began = Instant::now();
    let (_, mut follower) = projections::open(&data.join("views.sqlite3"), log.clone()).await?;
    follower.catch_up().await?;
    Ok(began.elapsed().as_secs_f64())
}

async fn write_log(data: &Path, events: u64) -> Result<(), Box<dyn Error>> {
    let log = open_log(data)?;
    let began = SystemClock::default().now() - SignedDuration::from_hours(24 * 300);
    let appends = stream::iter(0..events.div_ceil(OPENING))
        .map(|conversation| log.append(opening(conversation, began)))
        .buffer_unordered(APPENDS_AT_ONCE);
    let outcomes = appends.filter_map(|appended| std::future::ready(appended.err()));
    if let Some(error) = Box::pin(outcomes).next().await {
        return Err(error.into());
    }
    log.close();
    Ok(())
}

fn opening(conversation: u64, began: Timestamp) -> Append {
    let message = MessageId(Uuid::from_u128(u128::from(conversation)));
    let sender = "+14155550100".to_owned();
    let body = format!("Spring is here, number {conversation}: 20 % off everything woollen until Sunday");
    let author = Author::Campaign {
        name: "Spring".to_owned(),
    };
    let events: [ConversationEvent; OPENING as usize] = [
        ConversationStarted {
            store: StoreId(Uuid::from_u128(1)),
            address: format!("+1415{:07}", 2_000_000 + conversation % 8_000_000)
                .parse()
                .expect("a number"),
            channel: Channel::Sms,
            sender: sender.clone(),
        }
        .into(),
        ContactUpdated {
            name: Some(format!("Katherine Surname{}", conversation % 5_000)),
            ..ContactUpdated::default()
        }
        .into(),
        MessageQueued {
            outgoing: Outgoing {
                message,
                kind: MessageKind::Campaign,
                channel: Channel::Sms,
                sender,
                body,
                media: vec![],
                author,
                in_reply_to: None,
                about: None,
                client_id: None,
                template: None,
            },
        }
        .into(),
        DispatchStarted {
            message,
            attempt: 1,
            gateway: "simulator".to_owned(),
            added: None,
            judged: None,
        }
        .into(),
        MessageSent {
            message,
            carrier_id: format!("SM{conversation}"),
        }
        .into(),
        MessageDelivered { message }.into(),
    ];
    Append {
        stream: StreamId(Uuid::from_u128(u128::from(conversation) + 1)),
        expected: Expected::Any,
        events: events
            .iter()
            .map(|event| NewEvent {
                event_type: event.event_type(),
                schema: event.schema(),
                payload: event.payload().expect("JSON").into(),
            })
            .collect(),
        time: began + SignedDuration::from_secs(i64::try_from(conversation).unwrap_or(0)),
        actor: "system".to_owned(),
        causation: None,
        correlation: Uuid::from_u128(u128::from(conversation)),
        idempotency: None,
    }
}
