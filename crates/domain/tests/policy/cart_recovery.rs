use crate::scenario::*;
use domain::{
    conversation::{ConversationCommand as Command, *},
    message::{Author, DeliveryState, MessageKind, Outgoing},
    store::{Hours, OpenPeriod, StoreRules, Weekday},
};
use jiff::SignedDuration;

fn nudge(n: u128, about: &str, story: &Scenario) -> Box<Recovery> {
    let flow = Author::Flow {
        name: "cart recovery".into(),
    };
    let outgoing = Outgoing {
        about: Some(about.into()),
        ..outgoing(n, MessageKind::Cart, flow)
    };
    Box::new(Recovery {
        outgoing,
        due: story.now + SignedDuration::from_mins(45),
    })
}

fn abandon(story: &mut Scenario, n: u128, name: &str) -> Vec<&'static str> {
    let consent = Some(ShopConsent {
        wording: "Text me about my cart".into(),
        evidence: format!("checkout {name}"),
        confirm: None,
    });
    let (cart, recovery) = (cart(name, story.now), Some(nudge(n, name, story)));
    story.webhook(
        Controller::Ai,
        Parsed::Cart {
            cart,
            contact: Default::default(),
            consent,
            recovery,
        },
    )
}

fn release(n: u128) -> Command {
    Command::Release {
        message: message(n),
        rules: StoreRules::default(),
    }
}

#[test]
fn an_abandoned_cart_is_followed_by_a_text_after_45_minutes() {
    let mut story = Scenario::new();
    let events = abandon(&mut story, 1, "c1");
    let expected = [
        "inbound_parsed",
        "conversation_started",
        "conversation_handed_off",
        "contact_opted_in",
        "cart_updated",
        "message_scheduled",
    ];
    assert_eq!(events, expected);
    assert!(story.later(44).when(release(1)).is_empty());
    assert_eq!(story.later(1).when(release(1)), ["message_released"]);
    assert_eq!(story.claim(1), ["dispatch_started"]);
    assert!(!story.state.engaged, "nobody has to look until the contact writes");
}

#[test]
fn without_consent_nothing_is_scheduled() {
    let mut story = Scenario::new();
    let (cart, recovery) = (cart("c1", story.now), Some(nudge(1, "c1", &story)));
    let parsed = Parsed::Cart {
        cart,
        contact: Default::default(),
        consent: None,
        recovery,
    };
    assert_eq!(
        story.webhook(Controller::People, parsed),
        ["inbound_parsed", "conversation_started", "cart_updated"]
    );
}

#[test]
fn each_change_of_the_cart_starts_the_45_minutes_anew() {
    let mut story = Scenario::new();
    abandon(&mut story, 1, "c1");
    story.later(30);
    let events = abandon(&mut story, 2, "c1");
    assert_eq!(
        events,
        [
            "inbound_parsed",
            "cart_updated",
            "message_suppressed",
            "message_scheduled"
        ]
    );
    assert!(story.later(20).when(release(1)).is_empty());
    assert_eq!(story.later(25).when(release(2)), ["message_released"]);
}

#[test]
fn an_order_a_reply_or_an_opt_out_stops_it() {
    type Stop = fn(&mut Scenario);
    let stops: [(&str, Stop); 3] = [
        ("order", |story| {
            let order = order("1042", Some("c1"), story.now);
            story.webhook(
                Controller::Ai,
                Parsed::Order {
                    order,
                    contact: Default::default(),
                    consent: None,
                },
            );
        }),
        ("reply", |story| {
            story.contact_writes(7, "thinking about it", Intent::None);
        }),
        ("opt-out", |story| {
            story.contact_writes(7, "stop", Intent::OptOut);
        }),
    ];
    for (what, stop) in stops {
        let mut story = Scenario::new();
        abandon(&mut story, 1, "c1");
        stop(&mut story);
        assert_eq!(story.state_of(1), DeliveryState::Suppressed, "{what}");
        assert!(story.later(60).when(release(1)).is_empty(), "{what}");
    }
}

#[test]
fn a_cart_gets_one_text_in_48_hours() {
    let mut story = Scenario::new();
    abandon(&mut story, 1, "c1");
    story.later(45).when(release(1));
    story.claim(1);
    story.later(60);
    assert_eq!(abandon(&mut story, 2, "c1"), ["inbound_parsed", "cart_updated"]);
    story.later(48 * 60);
    assert_eq!(abandon(&mut story, 3, "c1").last(), Some(&"message_scheduled"));
}

#[test]
fn a_webhook_that_was_overtaken_says_nothing() {
    let mut story = Scenario::new();
    let old = cart("c1", story.now);
    story.later(5);
    abandon(&mut story, 1, "c1");
    let parsed = Parsed::Cart {
        cart: old,
        contact: Default::default(),
        consent: None,
        recovery: None,
    };
    assert_eq!(story.webhook(Controller::Ai, parsed), ["inbound_parsed"]);
    assert_eq!(story.state_of(1), DeliveryState::Scheduled);
}

#[test]
fn outside_the_hours_it_waits_for_the_morning() {
    let mut story = Scenario::new();
    abandon(&mut story, 1, "c1");
    story.later(45);
    // The story plays on a Saturday at 18:45 UTC, 13:45 in New York.
    let periods = vec![OpenPeriod {
        day: Weekday::Saturday,
        from: 14 * 60,
        until: 18 * 60,
    }];
    let hours = Hours {
        time_zone: "America/New_York".into(),
        periods,
        holidays: vec![],
    };
    let rules = StoreRules {
        hours,
        ..StoreRules::default()
    };
    let held = story.when(Command::Release {
        message: message(1),
        rules: rules.clone(),
    });
    assert_eq!(held, ["message_held"]);
    assert_eq!(
        story.state.messages[&message(1)].not_before,
        Some("2026-11-21T19:00:00Z".parse().unwrap())
    );
    story.now = "2026-11-21T19:00:00Z".parse().unwrap();
    assert_eq!(
        story.when(Command::Release {
            message: message(1),
            rules
        }),
        ["message_released"]
    );
}
