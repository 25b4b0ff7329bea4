//! How often, how late, and with what consent?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use jiff::Timestamp;
use policy::{
    Candidate, Kind, Known, Pack, Place, Reason, SentText, Verdict,
    caps::{Disclosure, StoreCaps, judge, pack, packs},
    place::locate,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn number(number: &str) -> Place {
    locate(&Known {
        number,
        ..Known::default()
    })
}

fn us() -> &'static Pack {
    pack("US".parse().ok())
}

fn sent(kind: Kind, moment: &str) -> SentText<'static> {
    SentText {
        at: at(moment),
        kind,
        cart: None,
    }
}

fn candidate(kind: Kind, now: &str) -> Candidate<'static> {
    Candidate {
        kind,
        now: at(now),
        due: at(now),
        cart: None,
        abandoned_at: None,
        consent_names_carts: true,
        last_inbound_at: None,
    }
}

fn held(verdict: Verdict) -> (Timestamp, Reason) {
    match verdict {
        Verdict::Held { until, because } => (until, because),
        other => panic!("{other:?}"),
    }
}

fn dropped(verdict: Verdict) -> Reason {
    match verdict {
        Verdict::Dropped { because } => because,
        other => panic!("{other:?}"),
    }
}

const NEW_YORK: &str = "+12125550123";

#[test]
fn a_first_text_is_free() {
    let verdict = judge(
        us(),
        &number(NEW_YORK),
        &[],
        &candidate(Kind::Campaign, "2027-01-13T12:00:00-05:00"),
    );
    assert_eq!(verdict, Verdict::Allowed);
}

#[test]
fn two_marketing_texts_a_day_and_the_third_waits_for_the_next() {
    let history = [
        sent(Kind::Campaign, "2027-01-13T09:00:00-05:00"),
        sent(Kind::Cart, "2027-01-13T11:00:00-05:00"),
    ];
    let third = candidate(Kind::Campaign, "2027-01-13T15:00:00-05:00");
    let (until, because) = held(judge(us(), &number(NEW_YORK), &history, &third));
    assert_eq!(until, at("2027-01-14T00:00:00-05:00"));
    assert_eq!(because.code(), "daily_cap");
    assert_eq!(
        because.to_string(),
        "A contact gets at most 2 marketing texts a day, and has had them."
    );
    let order = candidate(Kind::Order, "2027-01-13T15:00:00-05:00");
    assert_eq!(
        judge(us(), &number(NEW_YORK), &history, &order),
        Verdict::Allowed,
        "an order is no marketing"
    );
}

#[test]
fn a_day_is_over_when_it_is_over_in_every_possible_zone() {
    let history = [
        sent(Kind::Campaign, "2027-01-13T09:00:00-05:00"),
        sent(Kind::Campaign, "2027-01-13T11:00:00-05:00"),
    ];
    let third = candidate(Kind::Campaign, "2027-01-13T15:00:00-05:00");
    let (until, _) = held(judge(us(), &number("+18005550123"), &history, &third));
    assert_eq!(until, at("2027-01-14T00:00:00-08:00"));
}

#[test]
fn days_follow_daylight_saving() {
    let history = [
        sent(Kind::Campaign, "2027-03-13T09:00:00-05:00"),
        sent(Kind::Campaign, "2027-03-13T11:00:00-05:00"),
    ];
    let third = candidate(Kind::Campaign, "2027-03-13T15:00:00-05:00");
    let (until, _) = held(judge(us(), &number(NEW_YORK), &history, &third));
    assert_eq!(until, at("2027-03-14T00:00:00-05:00"));
}

#[test]
fn seven_days_hold_no_more_than_six() {
    let history: Vec<_> = (10..=15)
        .map(|day| sent(Kind::Campaign, &format!("2027-01-{day}T12:00:00-05:00")))
        .collect();
    let seventh = candidate(Kind::Campaign, "2027-01-16T12:00:00-05:00");
    let (until, because) = held(judge(us(), &number(NEW_YORK), &history, &seventh));
    // The first of them, of the 10th, is seven days away on the 17th.
    assert_eq!(until, at("2027-01-17T00:00:00-05:00"));
    assert_eq!(because.code(), "weekly_cap");
}

#[test]
fn florida_counts_any_24_hours() {
    let three = [
        sent(Kind::Campaign, "2027-01-12T18:00:00-05:00"),
        sent(Kind::Campaign, "2027-01-12T19:30:00-05:00"),
        sent(Kind::Campaign, "2027-01-13T09:00:00-05:00"),
    ];
    let fourth = candidate(Kind::Campaign, "2027-01-13T12:00:00-05:00");
    let (until, because) = held(judge(us(), &number("+13055550123"), &three, &fourth));
    assert_eq!(until, at("2027-01-13T18:00:00-05:00"));
    assert_eq!(because.code(), "daily_cap");
    assert!(because.source().unwrap().contains("501.616(6)(b)"));
    assert_eq!(judge(us(), &number(NEW_YORK), &three, &fourth), Verdict::Allowed);
}

#[test]
fn france_counts_thirty_days() {
    let france = pack("FR".parse().ok());
    let history: Vec<_> = [4, 11, 18, 25]
        .map(|day| sent(Kind::Campaign, &format!("2027-01-{day:02}T12:00:00+01:00")))
        .into();
    let fifth = candidate(Kind::Campaign, "2027-01-29T12:00:00+01:00");
    let (until, because) = held(judge(france, &number("+33612345678"), &history, &fifth));
    assert_eq!(
        (until, because.code()),
        (at("2027-02-03T00:00:00+01:00"), "monthly_cap")
    );
}

#[test]
fn automated_texts_keep_apart() {
    let history = [sent(Kind::Order, "2027-01-13T12:00:00-05:00")];
    let soon = candidate(Kind::Campaign, "2027-01-13T12:20:00-05:00");
    let (until, because) = held(judge(us(), &number(NEW_YORK), &history, &soon));
    assert_eq!(until, at("2027-01-13T13:00:00-05:00"));
    assert_eq!(because.code(), "minimum_gap");
    assert_eq!(because.to_string(), "Automated texts are at least an hour apart.");
    let order = candidate(Kind::Order, "2027-01-13T12:20:00-05:00");
    assert_eq!(judge(us(), &number(NEW_YORK), &history, &order), Verdict::Allowed);
}

#[test]
fn answers_are_neither_limited_nor_counted() {
    let chat: Vec<_> = (0..9)
        .map(|minute| sent(Kind::Reply, &format!("2027-01-13T12:0{minute}:00-05:00")))
        .collect();
    for kind in [Kind::Reply, Kind::AutoReply, Kind::Consent, Kind::Campaign] {
        let next = candidate(kind, "2027-01-13T12:10:00-05:00");
        assert_eq!(
            judge(us(), &number(NEW_YORK), &chat, &next),
            Verdict::Allowed,
            "{kind:?}"
        );
    }
}

fn about_cart(now: &str) -> Candidate<'static> {
    Candidate {
        cart: Some("c1"),
        abandoned_at: Some(at("2027-01-12T10:00:00-05:00")),
        ..candidate(Kind::Cart, now)
    }
}

#[test]
fn a_cart_gets_one_text() {
    let history = [SentText {
        cart: Some("c1"),
        ..sent(Kind::Cart, "2027-01-12T11:00:00-05:00")
    }];
    let again = about_cart("2027-01-13T11:00:00-05:00");
    let because = dropped(judge(us(), &number(NEW_YORK), &history, &again));
    assert_eq!(because.code(), "cart_cap");
    assert_eq!(
        because.to_string(),
        "There was a text about this cart; carriers allow one."
    );
    let other = Candidate {
        cart: Some("c2"),
        ..again
    };
    assert_eq!(judge(us(), &number(NEW_YORK), &history, &other), Verdict::Allowed);
}

#[test]
fn a_cart_reminder_comes_within_48_hours_or_not_at_all() {
    let place = number(NEW_YORK);
    let last = about_cart("2027-01-14T10:00:00-05:00");
    assert_eq!(judge(us(), &place, &[], &last), Verdict::Allowed);
    let late = about_cart("2027-01-14T10:00:01-05:00");
    let because = dropped(judge(us(), &place, &[], &late));
    assert_eq!(because.code(), "stale");
    assert!(because.source().unwrap().contains("CTIA"));
    assert_eq!(
        because.to_string(),
        "Too late: a cart reminder makes sense for 2 days only."
    );
}

#[test]
fn a_cart_reminder_needs_a_consent_that_names_it_where_carriers_ask() {
    let vague = Candidate {
        consent_names_carts: false,
        ..about_cart("2027-01-12T11:00:00-05:00")
    };
    let because = dropped(judge(us(), &number(NEW_YORK), &[], &vague));
    assert_eq!(because.code(), "cart_consent");
    let germany = pack("DE".parse().ok());
    assert_eq!(judge(germany, &number("+4915112345678"), &[], &vague), Verdict::Allowed);
}

#[test]
fn what_is_stale_is_dropped() {
    let cases = [
        (Kind::Campaign, "2027-01-14T12:00:01-05:00"),
        (Kind::Order, "2027-01-14T12:00:01-05:00"),
        (Kind::AutoReply, "2027-01-14T00:00:01-05:00"),
        (Kind::Reply, "2027-01-16T12:00:01-05:00"),
    ];
    for (kind, late) in cases {
        let candidate = Candidate {
            due: at("2027-01-13T12:00:00-05:00"),
            ..candidate(kind, late)
        };
        assert_eq!(
            dropped(judge(us(), &number(NEW_YORK), &[], &candidate)).code(),
            "stale",
            "{kind:?}"
        );
        let on_time = Candidate {
            now: candidate.now.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap(),
            ..candidate
        };
        assert_eq!(
            judge(us(), &number(NEW_YORK), &[], &on_time),
            Verdict::Allowed,
            "{kind:?}"
        );
    }
}

#[test]
fn a_store_may_be_stricter() {
    let strict = us().stricter(&StoreCaps {
        marketing_per_day: Some(1),
        minimum_gap_minutes: Some(240),
        cart_within_hours: Some(24),
        ..StoreCaps::default()
    });
    let history = [sent(Kind::Campaign, "2027-01-13T09:00:00-05:00")];
    let second = candidate(Kind::Campaign, "2027-01-13T15:00:00-05:00");
    let (until, because) = held(judge(&strict, &number(NEW_YORK), &history, &second));
    assert_eq!((until, because.code()), (at("2027-01-14T00:00:00-05:00"), "daily_cap"));
    assert_eq!(because.source(), Some("the store's own settings"));
    assert_eq!(
        because.to_string(),
        "A contact gets at most 1 marketing text a day, and has had it."
    );
    assert_eq!(strict.minimum_gap.marketing, 240);
    assert_eq!(strict.cart.within_hours, 24);
}

#[test]
fn a_store_that_wants_none_sends_none() {
    let none = us().stricter(&StoreCaps {
        marketing_per_day: Some(0),
        ..StoreCaps::default()
    });
    let first = candidate(Kind::Campaign, "2027-01-13T15:00:00-05:00");
    assert_eq!(
        dropped(judge(&none, &number(NEW_YORK), &[], &first)).code(),
        "daily_cap"
    );
}

#[test]
fn a_store_is_never_looser() {
    let loose = StoreCaps {
        marketing_per_day: Some(100),
        marketing_per_week: Some(1000),
        automated_per_day: Some(100),
        automated_per_week: Some(1000),
        texts_per_cart: Some(9),
        cart_within_hours: Some(900),
        minimum_gap_minutes: Some(0),
    };
    for pack in packs() {
        let wished = pack.stricter(&loose);
        assert!(wished.limits.starts_with(&pack.limits), "{}", pack.name);
        assert_eq!(wished.cart, pack.cart, "{}", pack.name);
        assert_eq!(wished.minimum_gap, pack.minimum_gap, "{}", pack.name);
    }
}

#[test]
fn the_first_message_in_the_united_states_says_all_that_carriers_want() {
    for said in [
        Disclosure::StoreName,
        Disclosure::Frequency,
        Disclosure::MessageAndDataRates,
        Disclosure::HowToStop,
    ] {
        assert!(us().first_message.contains(&said), "{said:?}");
    }
}

#[test]
fn a_verdict_reads_back_as_it_was_written() {
    let history = [sent(Kind::Order, "2027-01-13T12:00:00-05:00")];
    let soon = candidate(Kind::Campaign, "2027-01-13T12:20:00-05:00");
    let verdict = judge(us(), &number(NEW_YORK), &history, &soon);
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["verdict"], "held");
    assert_eq!(json["because"]["code"], "minimum_gap");
    assert_eq!(serde_json::from_value::<Verdict>(json).unwrap(), verdict);
}
