//! Hours, caps, gaps, staleness and the store's own hours at once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use jiff::Timestamp;
use policy::{
    Candidate, Kind, Known, Place, SentText, Verdict,
    caps::pack,
    leave::{Ask, may_leave},
    place::locate,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn florida() -> Place {
    locate(&Known {
        number: "+13055550123",
        ..Known::default()
    })
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

fn ask(place: &Place, history: &[SentText], candidate: Candidate) -> Verdict {
    may_leave(&Ask {
        place,
        pack: pack(place.country),
        history,
        candidate,
        store_opens: None,
    })
}

fn told(verdict: &Verdict) -> (String, Option<Timestamp>) {
    match verdict {
        Verdict::Allowed => ("allowed".to_owned(), None),
        Verdict::Held { until, because } => (because.code().to_owned(), Some(*until)),
        Verdict::Dropped { because } => (format!("dropped: {}", because.code()), None),
    }
}

#[test]
fn a_campaign_by_night_waits_for_the_morning() {
    let verdict = ask(&florida(), &[], candidate(Kind::Campaign, "2027-01-13T21:14:00-05:00"));
    let morning = at("2027-01-14T08:00:00-05:00");
    assert_eq!(told(&verdict), ("quiet_hours".to_owned(), Some(morning)));
}

#[test]
fn a_cap_that_ends_by_night_waits_for_the_morning_too() {
    let sent = |moment| SentText {
        at: at(moment),
        kind: Kind::Campaign,
        cart: None,
    };
    let history = [sent("2027-01-13T09:00:00-05:00"), sent("2027-01-13T11:00:00-05:00")];
    let verdict = ask(
        &florida(),
        &history,
        candidate(Kind::Campaign, "2027-01-13T15:00:00-05:00"),
    );
    let morning = at("2027-01-14T08:00:00-05:00");
    assert_eq!(told(&verdict), ("daily_cap".to_owned(), Some(morning)));
}

#[test]
fn what_could_only_leave_too_late_is_dropped_at_once() {
    // Abandoned on Friday evening in Rhode Island; Monday is a holiday, so Tuesday is the next weekday.
    let rhode_island = locate(&Known {
        number: "+14015550123",
        ..Known::default()
    });
    let late = Candidate {
        cart: Some("c1"),
        abandoned_at: Some(at("2027-01-16T16:30:00-05:00")),
        ..candidate(Kind::Cart, "2027-01-16T17:30:00-05:00")
    };
    let verdict = ask(&rhode_island, &[], late);
    assert_eq!(told(&verdict), ("dropped: stale".to_owned(), None));
    let Verdict::Dropped { because } = verdict else {
        unreachable!()
    };
    assert_eq!(
        because.to_string(),
        "Too late: a cart reminder makes sense for 2 days only. It was held: In Rhode Island texts may be sent on Saturdays \
         from 10:00 to 17:00; it is 17:30 there."
    );
}

#[test]
fn people_answer_at_any_hour_in_a_live_exchange() {
    let night = "2027-01-13T23:00:00-05:00";
    let live = Candidate {
        last_inbound_at: Some(at("2027-01-13T22:58:00-05:00")),
        ..candidate(Kind::Reply, night)
    };
    assert_eq!(ask(&florida(), &[], live), Verdict::Allowed);
    let cold = Candidate {
        last_inbound_at: Some(at("2027-01-11T12:00:00-05:00")),
        ..live
    };
    assert_eq!(told(&ask(&florida(), &[], cold)).0, "quiet_hours");
    let never = Candidate {
        last_inbound_at: None,
        ..live
    };
    assert_eq!(told(&ask(&florida(), &[], never)).0, "quiet_hours");
}

#[test]
fn confirmations_leave_at_any_hour() {
    let verdict = ask(&florida(), &[], candidate(Kind::Consent, "2027-01-13T23:00:00-05:00"));
    assert_eq!(verdict, Verdict::Allowed);
}

#[test]
fn an_automatic_answer_by_night_comes_in_the_morning() {
    let morning = at("2027-01-14T08:00:00-05:00");
    for night in ["2027-01-13T23:00:00-05:00", "2027-01-14T07:30:00-05:00"] {
        let verdict = ask(&florida(), &[], candidate(Kind::AutoReply, night));
        assert_eq!(told(&verdict), ("quiet_hours".to_owned(), Some(morning)));
    }
}

#[test]
fn the_stores_hours_hold_as_well() {
    let place = florida();
    let opens = at("2027-01-13T10:00:00-05:00");
    let store = |moment: Timestamp| (moment < opens).then_some(opens);
    let verdict = may_leave(&Ask {
        place: &place,
        pack: pack(place.country),
        history: &[],
        candidate: candidate(Kind::Order, "2027-01-13T09:00:00-05:00"),
        store_opens: Some(&store),
    });
    assert_eq!(told(&verdict), ("store_hours".to_owned(), Some(opens)));
}

#[test]
fn nobody_is_texted_nowhere() {
    let verdict = ask(
        &Place::unknown(),
        &[],
        candidate(Kind::Campaign, "2027-01-13T12:00:00Z"),
    );
    assert_eq!(told(&verdict), ("dropped: unknown_place".to_owned(), None));
}
