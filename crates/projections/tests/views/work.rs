use crate::deployment::*;
use domain::{
    conversation::{ConversationCommand as Command, *},
    message::{Author, MessageKind},
};
use jiff::SignedDuration;
use projections::DueWhat;

const ANA: &str = "+14155550001";
const BEN: &str = "+14155550002";

#[tokio::test]
async fn a_raw_webhook_is_owed_a_parsing_until_it_was_parsed() {
    let mut shop = Deployment::new().await;
    let id = shop.raw(ANA).await;
    shop.see().await;
    let owed = shop.views.unparsed(10).await.unwrap();
    assert_eq!(
        owed.iter().map(|raw| (raw.stream.0, raw.version)).collect::<Vec<_>>(),
        [(id.0, 1)]
    );
    let parsed = Parsed::Ignored {
        reason: "nothing to us".to_owned(),
    };
    shop.tell(
        id,
        Command::Ingest {
            raw: 1,
            identity: None,
            parsed,
        },
    )
    .await;
    shop.see().await;
    assert_eq!(shop.views.unparsed(10).await.unwrap(), []);
}

#[tokio::test]
async fn a_queued_message_lies_in_the_outbox_until_it_is_claimed() {
    let mut shop = Deployment::new().await;
    let (ana, ben) = (shop.text(ANA, "Hi").await, shop.text(BEN, "Hi").await);
    shop.tell(ana, reply(1, agent(1), "Hello Ana")).await;
    shop.tell(ben, reply(2, agent(1), "Hello Ben")).await;
    shop.see().await;
    let outbox = shop.views.outbox(shop.now(), 10).await.unwrap();
    assert_eq!(
        outbox.iter().map(|queued| queued.message).collect::<Vec<_>>(),
        [message(1), message(2)]
    );
    assert_eq!(
        (outbox[0].sender.as_str(), outbox[0].kind),
        (SENDER, MessageKind::Reply)
    );

    let claimed_at = shop.later(1);
    shop.tell(ana, claim(1)).await;
    shop.see().await;
    assert_eq!(shop.views.outbox(shop.now(), 10).await.unwrap().len(), 1);
    let claims = shop.views.claimed(10).await.unwrap();
    assert_eq!(
        (claims[0].conversation, claims[0].claimed_at, claims.len()),
        (ana, claimed_at, 1)
    );

    shop.tell(ana, sent(1)).await;
    shop.tell(ben, Command::Cancel { message: message(2) }).await;
    shop.see().await;
    assert_eq!(shop.views.claimed(10).await.unwrap(), []);
    assert_eq!(shop.views.outbox(shop.now(), 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_deferred_message_comes_back_when_its_time_is_over() {
    let mut shop = Deployment::new().await;
    let ana = shop.text(ANA, "Hi").await;
    shop.tell(ana, reply(1, agent(1), "Hello")).await;
    shop.tell(ana, claim(1)).await;
    let until = shop.now() + SignedDuration::from_mins(5);
    let (code, reason) = (Some("429".to_owned()), "slow down".to_owned());
    shop.tell(
        ana,
        Command::DeferDispatch {
            message: message(1),
            until,
            code,
            reason,
        },
    )
    .await;
    shop.see().await;
    assert_eq!(shop.views.outbox(shop.now(), 10).await.unwrap(), []);
    assert_eq!(shop.views.next_retry(shop.now()).await.unwrap(), Some(until));
    shop.later(5);
    assert_eq!(shop.views.outbox(shop.now(), 10).await.unwrap().len(), 1);
    assert_eq!(shop.views.next_retry(shop.now()).await.unwrap(), None);
}

#[tokio::test]
async fn scheduled_messages_and_snoozes_come_due_in_order() {
    let mut shop = Deployment::new().await;
    let (ana, ben) = (shop.text(ANA, "Hi").await, shop.text(BEN, "Hi").await);
    let in_minutes = |minutes| shop.now() + SignedDuration::from_mins(minutes);
    let (first, second) = (in_minutes(10), in_minutes(20));
    let later = outgoing(1, MessageKind::Reply, Author::Agent { agent: agent(1) }, "Later");
    shop.tell(
        ana,
        Command::Schedule {
            outgoing: later,
            due: second,
        },
    )
    .await;
    shop.tell(ben, Command::Snooze { until: first }).await;
    shop.see().await;
    assert_eq!(shop.views.due(shop.now(), 10).await.unwrap(), []);
    assert_eq!(shop.views.next_due().await.unwrap(), Some(first));
    shop.later(20);
    let due = shop.views.due(shop.now(), 10).await.unwrap();
    let due: Vec<_> = due.iter().map(|due| (due.conversation, due.what, due.at)).collect();
    assert_eq!(
        due,
        [
            (ben, DueWhat::Snooze, first),
            (ana, DueWhat::Message(message(1)), second)
        ]
    );

    shop.tell(ben, Command::Wake).await;
    shop.tell(
        ana,
        Command::Release {
            message: message(1),
            rules: Default::default(),
        },
    )
    .await;
    shop.see().await;
    assert_eq!(shop.views.due(shop.now(), 10).await.unwrap(), []);
    assert_eq!(shop.views.next_due().await.unwrap(), None);
}

#[tokio::test]
async fn the_ai_owes_an_answer_to_the_newest_text_only() {
    let mut shop = Deployment::new().await;
    let id = shop.text_to(Controller::Ai, ANA, "Hi", Intent::None).await;
    shop.text_to(Controller::Ai, ANA, "Anybody there?", Intent::None).await;
    shop.see().await;
    let owed = shop.views.unanswered(10).await.unwrap();
    let newest = shop.row(id).await.last.unwrap().id;
    assert_eq!(owed.iter().map(|text| text.message).collect::<Vec<_>>(), [newest]);
    assert!(shop.views.conversation(id).await.unwrap().unwrap().awaiting_answer);

    let mut answer = outgoing(1, MessageKind::AutoReply, Author::Ai, "I am");
    answer.in_reply_to = Some(newest);
    shop.tell(
        id,
        Command::Answer {
            to: newest,
            answer: Answer::Reply(Box::new(answer)),
        },
    )
    .await;
    shop.see().await;
    assert_eq!(shop.views.unanswered(10).await.unwrap(), []);
}

#[tokio::test]
async fn a_takeover_settles_what_the_ai_owed() {
    let mut shop = Deployment::new().await;
    let id = shop.text_to(Controller::Ai, ANA, "Hi", Intent::None).await;
    shop.tell(id, Command::Assign { agent: agent(1) }).await;
    shop.see().await;
    assert_eq!(shop.views.unanswered(10).await.unwrap(), []);
}
