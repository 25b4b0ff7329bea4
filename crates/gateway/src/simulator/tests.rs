use super::*;
use crate::{Attribution, CarrierInbound, MediaSource, OutboundMedia};
use domain::{
    MessageId, StoreId,
    conversation::{ReportedState, StatusReport},
};

struct Network {
    gateway: SimulatorGateway,
    clock: Arc<Mutex<Timestamp>>,
    path: std::path::PathBuf,
    _directory: tempfile::TempDir,
}

impl Network {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("simulator.sqlite3");
        let clock = Arc::new(Mutex::new("2026-11-21T09:00:00Z".parse().unwrap()));
        Self {
            gateway: open(&path, &clock),
            clock,
            path,
            _directory: directory,
        }
    }

    fn pass(&self, time: SignedDuration) -> Timestamp {
        let mut clock = self.clock.lock();
        *clock = clock.checked_add(time).unwrap();
        *clock
    }

    fn now(&self) -> Timestamp {
        *self.clock.lock()
    }

    /// Another process opens the same ledger.
    fn reopened(&self) -> SimulatorGateway {
        open(&self.path, &self.clock)
    }

    fn states(&self) -> Vec<PhoneTextState> {
        self.gateway
            .phone(&phone())
            .unwrap()
            .iter()
            .map(|text| text.state)
            .collect()
    }

    /// Takes in everything that is due, as the server does.
    fn take_in(&self) -> Vec<CarrierInbound> {
        let due = self.gateway.take_due(self.now()).unwrap();
        due.iter()
            .map(|webhook| {
                let parsed = parse(&webhook.topic, "application/json", webhook.body.as_bytes()).unwrap();
                self.gateway.confirm(&webhook.id).unwrap();
                parsed
            })
            .collect()
    }
}

fn open(path: &Path, clock: &Arc<Mutex<Timestamp>>) -> SimulatorGateway {
    let clock = Arc::clone(clock);
    SimulatorGateway::open(path, Arc::new(move || *clock.lock())).unwrap()
}

fn phone() -> Address {
    "+14155550123".parse().unwrap()
}

const SENDER: &str = "+18885550100";

fn outbound(body: &str) -> Outbound {
    Outbound {
        message: MessageId(Uuid::new_v5(&Uuid::NAMESPACE_OID, body.as_bytes())),
        store: StoreId(Uuid::nil()),
        to: phone(),
        from: SENDER.to_owned(),
        messaging_service: None,
        channel: Channel::Sms,
        body: body.to_owned(),
        media: Vec::new(),
        template: None,
    }
}

fn lookup(outbound: &Outbound, claimed_at: Timestamp) -> Lookup {
    Lookup {
        message: outbound.message,
        to: outbound.to.clone(),
        from: outbound.from.clone(),
        body: outbound.body.clone(),
        channel: outbound.channel,
        claimed_at,
        known: Vec::new(),
    }
}

fn customer(body: &str) -> CustomerText {
    CustomerText {
        from: phone(),
        to: SENDER.to_owned(),
        channel: Channel::Sms,
        body: body.to_owned(),
        photo: false,
        profile_name: None,
    }
}

fn reports(inbound: &[CarrierInbound]) -> Vec<ReportedState> {
    inbound
        .iter()
        .map(|inbound| match inbound {
            CarrierInbound::Status(StatusReport { state, .. }) => state.clone(),
            other => panic!("expected a report, got {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn a_text_is_sent_then_delivered_then_read_on_demand() {
    let network = Network::new();
    let accepted = network.gateway.send(&outbound("Hi")).await.unwrap();
    assert_eq!(network.states(), [PhoneTextState::Sent]);
    assert_eq!(network.take_in(), []);

    network.pass(DELIVERED_AFTER);
    let inbound = network.take_in();
    assert_eq!(reports(&inbound), [ReportedState::Sent, ReportedState::Delivered]);
    let CarrierInbound::Status(report) = &inbound[0] else {
        unreachable!()
    };
    assert_eq!(
        (&report.carrier_id, report.message),
        (&accepted.carrier_id, Some(outbound("Hi").message))
    );
    assert_eq!(network.states(), [PhoneTextState::Delivered]);

    network.gateway.customer_reads(&phone()).unwrap();
    network.gateway.customer_reads(&phone()).unwrap();
    assert_eq!(reports(&network.take_in()), [ReportedState::Read]);
    assert_eq!(network.states(), [PhoneTextState::Read]);
    assert_eq!(network.gateway.next_due().unwrap(), None);
}

#[tokio::test]
async fn a_text_that_is_not_delivered_yet_cannot_be_read() {
    let network = Network::new();
    network.gateway.send(&outbound("Hi")).await.unwrap();
    network.gateway.customer_reads(&phone()).unwrap();
    network.pass(DELIVERED_AFTER);
    assert_eq!(
        reports(&network.take_in()),
        [ReportedState::Sent, ReportedState::Delivered]
    );
}

#[tokio::test]
async fn a_text_sent_twice_stands_in_the_ledger_twice() {
    let network = Network::new();
    network.gateway.send(&outbound("Hi")).await.unwrap();
    network.gateway.send(&outbound("Hi")).await.unwrap();
    let calls = network.gateway.accepted_calls().unwrap();
    assert_eq!(
        calls.iter().map(|call| call.message).collect::<Vec<_>>(),
        [outbound("Hi").message; 2]
    );
    assert_ne!(calls[0].carrier_id, calls[1].carrier_id);
}

#[tokio::test]
async fn whatever_was_accepted_is_known_to_the_next_process() {
    let network = Network::new();
    let accepted = network.gateway.send(&outbound("Hi")).await.unwrap();
    let reopened = network.reopened();
    let found = reopened.find(&lookup(&outbound("Hi"), network.now())).await.unwrap();
    assert_eq!(
        found,
        Found::Sent {
            carrier_id: accepted.carrier_id
        }
    );
    assert!(reopened.next_due().unwrap().is_some());
}

#[tokio::test]
async fn a_webhook_comes_again_until_it_is_confirmed() {
    let network = Network::new();
    network.gateway.customer_texts(&customer("hello")).unwrap();
    let first = network.gateway.take_due(network.now()).unwrap();
    assert_eq!(network.reopened().take_due(network.now()).unwrap(), first);
    network.gateway.confirm(&first[0].id).unwrap();
    assert_eq!(network.reopened().take_due(network.now()).unwrap(), []);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_sender_in_doubt_and_the_ledger_knows() {
    for (failure, taken) in [(Failure::Hang, true), (Failure::Lost, false)] {
        let network = Network::new();
        network.gateway.fail_with(failure);
        let error = network.gateway.send(&outbound("Hi")).await.unwrap_err();
        assert!(matches!(error, SendError::Ambiguous { .. }), "{failure:?}");
        let found = network
            .gateway
            .find(&lookup(&outbound("Hi"), network.now()))
            .await
            .unwrap();
        assert_eq!(matches!(found, Found::Sent { .. }), taken, "{failure:?}");
        assert_eq!(network.gateway.accepted_calls().unwrap().len(), usize::from(taken));
    }
}

#[tokio::test]
async fn refusals_leave_no_trace_on_the_phone() {
    for failure in [Failure::Refuse, Failure::OptedOut, Failure::Later] {
        let network = Network::new();
        network.gateway.fail_with(failure);
        match (failure, network.gateway.send(&outbound("Hi")).await.unwrap_err()) {
            (Failure::Later, SendError::Later { after, .. }) => assert_eq!(after, Some(SignedDuration::from_secs(30))),
            (Failure::Refuse, SendError::Refused { opted_out: false, .. }) => {}
            (Failure::OptedOut, SendError::Refused { opted_out: true, .. }) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(network.gateway.phone(&phone()).unwrap(), []);
    }
}

#[tokio::test]
async fn an_undeliverable_text_is_taken_and_reported_later() {
    let network = Network::new();
    network.gateway.fail_with(Failure::Undelivered);
    network.gateway.send(&outbound("Hi")).await.unwrap();
    network.pass(DELIVERED_AFTER);
    let reports = reports(&network.take_in());
    assert!(
        matches!(&reports[1], ReportedState::Failed { code: Some(code), .. } if code == "30003"),
        "{reports:?}"
    );
    assert_eq!(network.states(), [PhoneTextState::Undelivered]);
}

#[tokio::test]
async fn a_customers_text_arrives_with_its_photo() {
    let network = Network::new();
    let text = CustomerText {
        photo: true,
        channel: Channel::Mms,
        ..customer("look")
    };
    let carrier_id = network.gateway.customer_texts(&text).unwrap();
    let inbound = network.take_in();
    let [CarrierInbound::Message(text)] = inbound.as_slice() else {
        panic!("{inbound:?}")
    };
    assert_eq!(
        (&text.carrier_id, &text.from, text.to.as_str()),
        (&carrier_id, &phone(), SENDER)
    );
    assert_eq!((text.channel, text.body.as_str()), (Channel::Mms, "look"));
    let photo = network.gateway.fetch_media(&text.media[0]).await.unwrap();
    assert!(photo.starts_with(b"\x89PNG"));
    assert_eq!(network.states(), [PhoneTextState::Received]);
}

#[tokio::test]
async fn a_file_of_the_store_can_be_looked_at_on_the_phone() {
    let network = Network::new();
    let file = OutboundMedia {
        content_type: "image/gif".to_owned(),
        source: MediaSource::Bytes(b"GIF89a".to_vec()),
    };
    network
        .gateway
        .send(&Outbound {
            media: vec![file],
            ..outbound("")
        })
        .await
        .unwrap();
    let text = network.gateway.phone(&phone()).unwrap().remove(0);
    assert_eq!(network.gateway.fetch_media(&text.media[0]).await.unwrap(), b"GIF89a");
    let nowhere = RemoteMedia {
        url: "simulator:file/99".to_owned(),
        content_type: String::new(),
    };
    assert_eq!(network.gateway.fetch_media(&nowhere).await, Err(FetchError::Gone));
}

#[tokio::test]
async fn the_network_answers_stop_itself_only_if_asked_to() {
    let network = Network::new();
    network.gateway.customer_texts(&customer("Stop ")).unwrap();
    network.gateway.send(&outbound("one")).await.unwrap();

    let strict = network.gateway.clone().answering_stop();
    strict.customer_texts(&customer("Stop ")).unwrap();
    let refused = strict.send(&outbound("two")).await.unwrap_err();
    assert!(matches!(refused, SendError::Refused { opted_out: true, .. }));
    let answer = strict.phone(&phone()).unwrap().pop().unwrap();
    assert_eq!(
        (answer.direction, answer.state),
        (Direction::Store, PhoneTextState::Delivered)
    );

    strict.customer_texts(&customer("start")).unwrap();
    strict.send(&outbound("three")).await.unwrap();
    network.pass(DELIVERED_AFTER);
    let words: Vec<_> = network
        .take_in()
        .into_iter()
        .filter_map(|inbound| match inbound {
            CarrierInbound::Message(text) => Some(text.opt_out_type),
            _ => None,
        })
        .collect();
    assert_eq!(words, [None, Some(OptOutType::Stop), Some(OptOutType::Start)]);
}

#[tokio::test]
async fn whoever_waits_is_told_of_new_webhooks() {
    let network = Network::new();
    let mut changes = network.gateway.changes();
    network.gateway.send(&outbound("Hi")).await.unwrap();
    assert!(changes.has_changed().unwrap());
    changes.mark_unchanged();
    network.gateway.customer_texts(&customer("hello")).unwrap();
    assert!(changes.has_changed().unwrap());
}

#[test]
fn a_webhook_names_its_parties_before_anything_else_is_read() {
    let body = br#"{"contact":"+14155550123","sender":"+18885550100","body":7}"#;
    assert_eq!(
        attribute(body),
        Some(Attribution {
            contact: phone(),
            sender: Some(SENDER.to_owned())
        })
    );
    assert_eq!(attribute(b"{}"), None);
    assert_eq!(attribute(b"\xff"), None);
}

#[test]
fn a_broken_webhook_is_refused_without_repeating_its_contents() {
    let json = "application/json";
    let secret =
        r#"{"id":"x","contact":"+14155550123","sender":"+18885550100","channel":"sms","body":{"my":"secret"}}"#;
    let error = parse("message", json, secret.as_bytes()).unwrap_err().to_string();
    assert!(!error.contains("secret") && !error.contains("555"), "{error}");
    assert!(matches!(
        parse("fax", json, b"{}"),
        Err(crate::ParseError::UnknownTopic { .. })
    ));
    assert!(matches!(
        parse("status", "text/plain", b"{}"),
        Err(crate::ParseError::ContentType { .. })
    ));
}

#[test]
fn a_ledger_of_a_newer_version_is_left_alone() {
    let network = Network::new();
    let connection = rusqlite::Connection::open(&network.path).unwrap();
    connection.pragma_update(None, "user_version", 9).unwrap();
    let opened = SimulatorGateway::open(&network.path, Arc::new(|| Timestamp::UNIX_EPOCH));
    assert!(matches!(opened, Err(SimulatorError::Format { found: 9 })));
}
