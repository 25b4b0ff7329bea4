//! What may be asked, at random: few messages and carts, so that they meet.

use domain::{
    AgentId, MessageId,
    consent::{ConsentSource, OptOutCause},
    conversation::{event::ContactUpdated, *},
    message::{Author, Channel, MessageKind, Outgoing},
    store::{Hours, OpenPeriod, SendingRules, StoreRules, Weekday},
};
use jiff::Timestamp;
use policy::caps::StoreCaps;
use proptest::{option, prelude::*, sample::select};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct Story {
    pub number: &'static str,
    pub begins: Timestamp,
    pub by_ai: bool,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub enum Step {
    Wait(i64),
    Ask(Command),
    /// Parsed webhooks; carts change at the moment of the step.
    Hear(Parsed),
    Cart {
        cart: &'static str,
        /// The wording of a consent that comes along, and whether it has to be confirmed.
        consent: Option<(&'static str, bool)>,
        reminded_after: Option<i64>,
        message: u128,
    },
    Order(&'static str),
    /// In so many minutes.
    Schedule(Outgoing, i64),
    /// Everything that is due is released, everything that is queued is claimed.
    Work,
    /// As after a crash.
    ClaimAgain(MessageId),
    Settings(StoreRules),
}

type Command = ConversationCommand;

const NUMBERS: &[&str] = &[
    "+14155550123",
    "+13055550123",
    "+18505550123",
    "+18885550123",
    "+12255550123",
    "+16135550123",
    "+33612345678",
    "+447911123456",
    "+4915112345678",
    "+5511912345678",
    "+61412345678",
    "+819012345678",
    "+84912345678",
    "+79161234567",
    "+88312345678",
    "bsuid:US.1",
];

/// Around changes of clocks and holidays, and on days that are neither.
const BEGINNINGS: &[&str] = &[
    "2027-01-13T18:00:00Z",
    "2027-03-13T20:00:00Z",
    "2027-03-27T20:00:00Z",
    "2027-05-13T09:00:00Z",
    "2027-07-02T15:00:00Z",
    "2027-10-30T22:00:00Z",
    "2027-11-06T17:00:00Z",
    "2027-12-24T12:00:00Z",
];

const CARTS: &[&str] = &["c1", "c2"];
const WORDINGS: &[&str] = &["Offers and reminders of my cart", "Offers by text"];

pub fn story() -> impl Strategy<Value = Story> {
    let begins = select(BEGINNINGS).prop_map(|text| text.parse::<Timestamp>().unwrap());
    let steps = proptest::collection::vec(step(), 1..200);
    (select(NUMBERS), begins, any::<bool>(), steps).prop_map(|(number, begins, by_ai, steps)| Story {
        number,
        begins,
        by_ai,
        steps,
    })
}

fn message_id(n: u128) -> MessageId {
    MessageId(Uuid::from_u128(n))
}

fn any_message() -> impl Strategy<Value = MessageId> {
    let role = select(&["opt_out_confirmation", "opt_in_confirmation", "help", "retry"][..]);
    prop_oneof![
        6 => (1u128..40).prop_map(message_id),
        1 => (1u128..40, role).prop_map(|(n, role)| message_id(n).follow_up(role)),
    ]
}

fn any_outgoing() -> impl Strategy<Value = Outgoing> {
    let kind = prop_oneof![
        3 => Just(MessageKind::Campaign),
        2 => Just(MessageKind::Cart),
        2 => Just(MessageKind::Order),
        2 => Just(MessageKind::Reply),
        1 => Just(MessageKind::AutoReply),
    ];
    let channel = prop_oneof![4 => Just(Channel::Sms), 1 => Just(Channel::Whatsapp)];
    let template = option::weighted(0.3, Just("order_shipped".to_owned()));
    (1u128..40, kind, channel, template, select(CARTS)).prop_map(|(n, kind, channel, template, cart)| Outgoing {
        message: message_id(n),
        kind,
        channel,
        sender: "+14155550100".to_owned(),
        body: "Hello".to_owned(),
        media: vec![],
        author: author(kind, n),
        in_reply_to: None,
        about: (kind == MessageKind::Cart).then(|| cart.to_owned()),
        client_id: None,
        template: template.filter(|_| channel == Channel::Whatsapp),
    })
}

fn author(kind: MessageKind, n: u128) -> Author {
    match kind {
        MessageKind::Campaign => Author::Campaign { name: "Spring".into() },
        MessageKind::Reply => Author::Agent {
            agent: AgentId(Uuid::from_u128(n % 2)),
        },
        MessageKind::AutoReply if n.is_multiple_of(2) => Author::Rule { name: "ship".into() },
        MessageKind::AutoReply => Author::Ai,
        _ => Author::Flow { name: "flow".into() },
    }
}

fn any_text() -> impl Strategy<Value = Parsed> {
    let intent = prop_oneof![
        12 => Just(Intent::None),
        1 => Just(Intent::OptOut),
        3 => Just(Intent::OptIn),
        1 => Just(Intent::Help),
        1 => Just(Intent::Escalate),
    ];
    let channel = select(&[Channel::Sms, Channel::Whatsapp][..]);
    (100u128..140, intent, channel, prop::bool::weighted(0.2)).prop_map(|(n, intent, channel, carrier_answered)| {
        let word = |text: &str| text.to_owned();
        Parsed::Message(Box::new(InboundMessage {
            message: message_id(n),
            channel,
            sender: word("+14155550100"),
            body: word("hello"),
            media: vec![],
            carrier_id: format!("SM{n}"),
            finding: Finding {
                intent,
                topic: word("none"),
                reason: word("a test"),
                rule: word("test"),
                version: word("1"),
            },
            carrier_answered,
            profile_name: None,
            replies: ConsentReplies {
                opted_out: word("You are unsubscribed."),
                opted_in: word("Welcome back, carts and all."),
                help: word("help@example.com"),
            },
        }))
    })
}

fn any_report() -> impl Strategy<Value = Parsed> {
    let state = prop_oneof![
        Just(ReportedState::Sent),
        Just(ReportedState::Delivered),
        Just(ReportedState::Read),
        prop::bool::weighted(0.1).prop_map(|opted_out| ReportedState::Failed {
            code: None,
            reason: "no".into(),
            opted_out
        }),
    ];
    (any_message(), state).prop_map(|(message, state)| {
        Parsed::Status(StatusReport {
            carrier_id: format!("out-{message}"),
            message: Some(message),
            state,
        })
    })
}

/// Where the contact says to be, or takes it back.
fn any_update() -> impl Strategy<Value = ContactUpdated> {
    let zones = &[
        "America/New_York",
        "America/Chicago",
        "Pacific/Honolulu",
        "Europe/Paris",
        "Asia/Kolkata",
        "",
    ][..];
    let countries = &["US", "FR", "CA", "JP", ""][..];
    let regions = &["FL", "TX", "MD", "QC", "Kentucky", ""][..];
    let postal_codes = &["33101", "10001", "K1A", ""][..];
    let field = |values: &'static [&'static str]| option::weighted(0.4, select(values).prop_map(str::to_owned));
    (field(zones), field(countries), field(regions), field(postal_codes)).prop_map(
        |(time_zone, country, region, postal_code)| ContactUpdated {
            time_zone,
            country,
            region,
            postal_code,
            ..ContactUpdated::default()
        },
    )
}

fn any_settings() -> impl Strategy<Value = StoreRules> {
    let wish = || option::weighted(0.3, 0u16..4);
    let caps = (
        wish(),
        wish(),
        wish(),
        option::weighted(0.3, 0u32..300),
        option::weighted(0.3, 1u32..60),
    );
    let caps = caps.prop_map(|(day, week, automated, gap, cart)| StoreCaps {
        marketing_per_day: day,
        marketing_per_week: week,
        automated_per_day: automated,
        minimum_gap_minutes: gap,
        cart_within_hours: cart,
        ..StoreCaps::default()
    });
    (any_hours(), caps).prop_map(|(hours, caps)| StoreRules {
        name: "Fern & Thread".to_owned(),
        hours,
        sending: SendingRules {
            caps,
            ..SendingRules::default()
        },
    })
}

fn any_hours() -> impl Strategy<Value = Hours> {
    let days = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let span = select(&[(0, 1440), (540, 1020), (600, 1380), (480, 720)][..]);
    let zone = select(&["", "America/New_York", "Europe/Paris", "Nowhere/Land"][..]);
    let day_off = option::weighted(0.3, select(&["2027-01-14", "2027-03-14", "2027-12-25"][..]));
    let some = (zone, span, proptest::bits::u8::masked(0x7f), day_off).prop_map(
        move |(zone, (from, until), open, day_off)| Hours {
            time_zone: zone.to_owned(),
            periods: days
                .iter()
                .enumerate()
                .filter(|(at, _)| open & (1 << at) != 0)
                .map(|(_, day)| OpenPeriod { day: *day, from, until })
                .collect(),
            holidays: day_off.into_iter().map(|day| day.parse().unwrap()).collect(),
        },
    );
    prop_oneof![2 => Just(Hours::default()), 1 => some]
}

fn step() -> impl Strategy<Value = Step> {
    let wait = prop_oneof![1i64..600, 600i64..20_000, 20_000i64..200_000];
    let asked = prop_oneof![
        12 => any_outgoing().prop_map(|outgoing| Command::Send { outgoing }),
        1 => any_message().prop_map(|message| Command::Cancel { message }),
        1 => any_message().prop_map(|message| Command::SendNow { message }),
        1 => (any_message(), any::<bool>()).prop_map(|(message, by)| Command::Retry {
            message,
            again: message.follow_up("retry"),
            by: by.then(|| AgentId(Uuid::from_u128(1))),
        }),
        4 => any_message().prop_map(|message| Command::RecordSent { message, carrier_id: format!("out-{message}") }),
        1 => (any_message(), prop::bool::weighted(0.2)).prop_map(|(message, opted_out)| Command::RecordRefused {
            message,
            code: None,
            reason: "no".into(),
            opted_out
        }),
        1 => any_message().prop_map(|message| Command::MarkUncertain { message, reason: "?".into() }),
        1 => Just(Command::OptOut { cause: OptOutCause::Agent, reason: "asked".into() }),
        6 => select(WORDINGS).prop_map(|wording| Command::OptIn {
            source: ConsentSource::Import,
            wording: wording.to_owned(),
            evidence: "row 7".to_owned(),
        }),
        1 => Just(Command::Assign { agent: AgentId(Uuid::from_u128(1)) }),
        1 => Just(Command::HandOff { to: Controller::Ai, reason: HandoffReason::GivenBack }),
        1 => Just(Command::HandOff { to: Controller::People, reason: HandoffReason::TakenOver }),
        1 => any_update().prop_map(Command::UpdateContact),
        2 => (1u128..40, 100u128..140).prop_map(|(n, to)| Command::Answer {
            to: message_id(to),
            answer: Answer::Reply(Box::new(answer(n, to))),
        }),
        1 => (1u128..40, 100u128..140).prop_map(|(n, to)| Command::Answer {
            to: message_id(to),
            answer: Answer::HandOff {
                reason: HandoffReason::AskedForPerson,
                summary: None,
                fallback: Some(Box::new(Outgoing { author: Author::System, ..answer(n, to) })),
            },
        }),
    ];
    let consent = option::weighted(0.5, (select(WORDINGS), prop::bool::weighted(0.3)));
    let cart = (select(CARTS), consent, option::of(1i64..3_000), 1u128..40);
    prop_oneof![
        30 => asked.prop_map(Step::Ask),
        12 => wait.prop_map(Step::Wait),
        24 => Just(Step::Work),
        6 => any_text().prop_map(Step::Hear),
        3 => any_report().prop_map(Step::Hear),
        1 => Just(Step::Hear(Parsed::ConsentWithdrawn { evidence: "customer 5".into() })),
        6 => cart.prop_map(|(cart, consent, reminded_after, message)| Step::Cart { cart, consent, reminded_after, message }),
        2 => select(CARTS).prop_map(Step::Order),
        6 => (any_outgoing(), 1i64..4_000).prop_map(|(outgoing, minutes)| Step::Schedule(outgoing, minutes)),
        3 => (any_message(), 1i64..300).prop_map(|(message, minutes)| Step::Ask(Command::DeferDispatch {
            message,
            until: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_mins(minutes),
            code: None,
            reason: "busy".into(),
        })),
        6 => any_message().prop_map(Step::ClaimAgain),
        2 => any_settings().prop_map(Step::Settings),
    ]
}

fn answer(n: u128, to: u128) -> Outgoing {
    Outgoing {
        message: message_id(n),
        kind: MessageKind::AutoReply,
        channel: Channel::Sms,
        sender: "+14155550100".to_owned(),
        body: "Hello".to_owned(),
        media: vec![],
        author: author(MessageKind::AutoReply, n),
        in_reply_to: Some(message_id(to)),
        about: None,
        client_id: None,
        template: None,
    }
}
