use crate::deployment::*;
use domain::{
    conversation::{ConversationCommand as Command, *},
    message::{Channel, DeliveryState, MessageKind},
};
use projections::{BoxCount, ConversationBox, Cursor, Direction, Has, ListFilter, Listing};

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";
const CLEO: &str = "+14155550003";

fn of(total: u64, unread: u64) -> BoxCount {
    BoxCount { total, unread }
}

async fn listed(shop: &Deployment, filter: ListFilter) -> Vec<String> {
    let page = shop.views.list(ListFilter { limit: 50, ..filter }).await.unwrap();
    page.items.into_iter().map(|row| row.address).collect()
}

async fn in_box(shop: &Deployment, listing: Listing) -> Vec<String> {
    listed(
        shop,
        ListFilter {
            listing,
            ..ListFilter::default()
        },
    )
    .await
}

#[tokio::test]
async fn a_conversation_moves_through_the_boxes_as_people_and_the_ai_take_it() {
    let mut shop = Deployment::new().await;
    let id = shop.campaign(ANA, 1).await;
    shop.see().await;
    assert_eq!(shop.row(id).await.lies_in, ConversationBox::Sent);

    shop.text_to(Controller::People, ANA, "Is it in blue?", Intent::None)
        .await;
    shop.see().await;
    let row = shop.row(id).await;
    assert_eq!((row.lies_in, row.unread), (ConversationBox::Inbox, 1));

    shop.tell(
        id,
        Command::HandOff {
            to: Controller::Ai,
            reason: HandoffReason::GivenBack,
        },
    )
    .await;
    shop.see().await;
    assert_eq!(shop.row(id).await.lies_in, ConversationBox::Automated);

    shop.tell(id, reply(2, agent(1), "Yes it is")).await;
    shop.see().await;
    let row = shop.row(id).await;
    assert_eq!(
        (row.lies_in, row.unread, row.assignee),
        (ConversationBox::Assigned, 0, Some(agent(1)))
    );

    let until = shop.now() + jiff::SignedDuration::from_hours(1);
    shop.tell(id, Command::Snooze { until }).await;
    shop.see().await;
    let row = shop.row(id).await;
    assert_eq!(
        (row.lies_in, row.snoozed_until),
        (ConversationBox::Snoozed, Some(until))
    );

    shop.tell(id, Command::Close).await;
    shop.see().await;
    let row = shop.row(id).await;
    assert_eq!((row.lies_in, row.snoozed_until), (ConversationBox::Closed, None));
}

#[tokio::test]
async fn counts_follow_every_move() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    shop.text(BEN, "Hello").await;
    shop.text_to(Controller::Ai, CLEO, "Hey", Intent::None).await;
    shop.campaign("+14155550004", 1).await;
    let position = shop.see().await;
    let counts = shop.views.counts(Some(STORE), Some(agent(1)), false).await.unwrap();
    assert_eq!(
        (counts.inbox, counts.yours, counts.open),
        (of(2, 2), of(0, 0), of(2, 2))
    );
    assert_eq!((counts.automated, counts.sent), (of(1, 1), of(1, 0)));
    assert_eq!((counts.position, counts.agents), (position.0, None));

    shop.tell(ana, Command::Assign { agent: agent(1) }).await;
    shop.tell(ana, Command::Read { agent: agent(1) }).await;
    shop.see().await;
    let counts = shop.views.counts(None, Some(agent(1)), true).await.unwrap();
    assert_eq!(
        (counts.inbox, counts.yours, counts.open),
        (of(1, 1), of(1, 0), of(2, 1))
    );
    assert_eq!(
        counts
            .agents
            .unwrap()
            .iter()
            .map(|own| (own.agent, own.total))
            .collect::<Vec<_>>(),
        [(agent(1), 1)]
    );

    shop.tell(ana, Command::Close).await;
    shop.see().await;
    let counts = shop.views.counts(None, Some(agent(1)), true).await.unwrap();
    assert_eq!(
        (counts.yours, counts.open, counts.closed),
        (of(0, 0), of(1, 1), of(1, 0))
    );
    assert_eq!(counts.agents, Some(vec![]));
}

#[tokio::test]
async fn what_is_counted_is_what_is_listed() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    shop.later(1);
    shop.text(BEN, "Hello").await;
    shop.later(1);
    shop.text_to(Controller::Ai, CLEO, "Hey", Intent::None).await;
    shop.tell(ana, Command::Assign { agent: agent(1) }).await;
    shop.see().await;
    assert_eq!(in_box(&shop, Listing::All).await, [CLEO, BEN, ANA]);
    assert_eq!(in_box(&shop, Listing::Inbox).await, [BEN]);
    assert_eq!(in_box(&shop, Listing::Open).await, [BEN, ANA]);
    assert_eq!(in_box(&shop, Listing::Owned(agent(1))).await, [ANA]);
    assert_eq!(in_box(&shop, Listing::Automated).await, [CLEO]);
    for empty in [
        Listing::Owned(agent(2)),
        Listing::Closed,
        Listing::Sent,
        Listing::Snoozed,
    ] {
        assert_eq!(in_box(&shop, empty).await, [""; 0], "{empty:?}");
    }
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let mut shop = Deployment::new().await;
    let ana = shop.campaign(ANA, 1).await;
    let ben = shop.text(BEN, "Hello").await;
    let now = shop.now();
    let cleo = shop
        .webhook(CLEO, Controller::People, cart_webhook(cart("c1", &["Throw"], now)))
        .await;
    shop.tell(
        ana,
        Command::AddLabel {
            label: "vip".to_owned(),
        },
    )
    .await;
    shop.tell(
        ben,
        Command::OptOut {
            cause: domain::consent::OptOutCause::Agent,
            reason: "asked".to_owned(),
        },
    )
    .await;
    shop.tell(cleo, Command::Assign { agent: agent(1) }).await;
    shop.see().await;
    let any = ListFilter::default;
    let kind = Some(MessageKind::Campaign);
    assert_eq!(listed(&shop, ListFilter { kind, ..any() }).await, [ANA]);
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                label: Some("vip".to_owned()),
                ..any()
            }
        )
        .await,
        [ANA]
    );
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                opted_out: true,
                ..any()
            }
        )
        .await,
        [BEN]
    );
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                has: Some(Has::Cart),
                ..any()
            }
        )
        .await,
        [CLEO]
    );
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                has: Some(Has::Order),
                ..any()
            }
        )
        .await,
        [""; 0]
    );
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                assignee: Some(agent(1)),
                ..any()
            }
        )
        .await,
        [CLEO]
    );
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                channel: Some(Channel::Whatsapp),
                ..any()
            }
        )
        .await,
        [""; 0]
    );
    let unread = listed(&shop, ListFilter { unread: true, ..any() }).await;
    assert!(
        unread.contains(&BEN.to_owned()) && !unread.contains(&ANA.to_owned()),
        "{unread:?}"
    );

    shop.tell(
        ana,
        Command::RemoveLabel {
            label: "vip".to_owned(),
        },
    )
    .await;
    shop.see().await;
    assert_eq!(
        listed(
            &shop,
            ListFilter {
                label: Some("vip".to_owned()),
                ..any()
            }
        )
        .await,
        [""; 0]
    );
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat_even_among_equals() {
    let mut shop = Deployment::new().await;
    for n in 0..7 {
        shop.text(&format!("+1415555010{n}"), "Hi").await;
    }
    shop.see().await;
    let all = in_box(&shop, Listing::Inbox).await;
    assert_eq!(all.len(), 7);
    let (mut paged, mut cursor) = (vec![], None::<Cursor>);
    loop {
        let filter = ListFilter {
            listing: Listing::Inbox,
            cursor,
            limit: 3,
            ..ListFilter::default()
        };
        let page = shop.views.list(filter).await.unwrap();
        paged.extend(page.items.into_iter().map(|row| row.address));
        match page.next_cursor {
            Some(next) => cursor = Some(next.parse().unwrap()),
            None => break,
        }
    }
    assert_eq!(paged, all);
}

#[tokio::test]
async fn the_row_shows_the_last_words_and_how_far_they_got() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Where is\nmy   parcel?").await;
    shop.see().await;
    let row = shop.row(id).await;
    let last = row.last.unwrap();
    assert_eq!(
        (last.direction, last.text.as_str()),
        (Direction::In, "Where is my parcel?")
    );
    assert_eq!(
        (row.address_display.as_str(), row.kind),
        ("(415) 555-0001", MessageKind::Reply)
    );

    shop.tell(id, reply(1, agent(1), &"long ".repeat(60))).await;
    shop.tell(id, claim(1)).await;
    shop.tell(id, sent(1)).await;
    shop.see().await;
    let last = shop.row(id).await.last.unwrap();
    assert_eq!(
        (last.direction, last.state),
        (Direction::Out, Some(DeliveryState::Sent))
    );
    assert_eq!((last.text.chars().count(), last.text.ends_with('…')), (140, true));
}

#[tokio::test]
async fn a_text_for_later_does_not_hide_what_was_said_last() {
    let mut shop = Deployment::new().await;
    let id = shop.text(ANA, "Call me on Monday").await;
    // On Monday at ten in the morning where the number is from.
    let due = shop.now() + jiff::SignedDuration::from_hours(56);
    let later = outgoing(
        1,
        MessageKind::Reply,
        domain::message::Author::Agent { agent: agent(1) },
        "Good morning",
    );
    shop.tell(id, Command::Schedule { outgoing: later, due }).await;
    shop.see().await;
    assert_eq!(shop.row(id).await.last.unwrap().text, "Call me on Monday");
    shop.later(56 * 60);
    shop.tell(
        id,
        Command::Release {
            message: message(1),
            rules: Default::default(),
        },
    )
    .await;
    shop.see().await;
    let row = shop.row(id).await;
    assert_eq!(
        (row.last.unwrap().text.as_str(), row.last_activity_at),
        ("Good morning", due)
    );
}

#[tokio::test]
async fn an_opt_out_is_shown_with_its_evidence() {
    let mut shop = Deployment::new().await;
    let id = shop.campaign(ANA, 1).await;
    shop.see().await;
    let detail = shop.views.conversation(id).await.unwrap().unwrap();
    assert_eq!(detail.consent_detail.wording.as_deref(), Some("Texts, please"));
    assert_eq!(detail.opted_out, None);

    let at = shop.later(5);
    shop.text_to(Controller::People, ANA, "ugh leave me alone", Intent::OptOut)
        .await;
    shop.see().await;
    let detail = shop.views.conversation(id).await.unwrap().unwrap();
    let opted_out = detail.opted_out.unwrap();
    assert_eq!(
        (opted_out.at, opted_out.text.as_deref()),
        (at, Some("ugh leave me alone"))
    );
    assert_eq!(detail.row.consent, domain::consent::ConsentStatus::OptedOut);
    assert!(detail.consent_detail.position.is_some());
}

#[tokio::test]
async fn there_is_nothing_to_show_before_a_conversation_has_started() {
    let mut shop = Deployment::new().await;
    let id = shop.raw(ANA).await;
    shop.see().await;
    assert_eq!(shop.views.row(id).await.unwrap(), None);
    assert_eq!(shop.views.conversation(id).await.unwrap(), None);
    assert_eq!(in_box(&shop, Listing::All).await, [""; 0]);
}
