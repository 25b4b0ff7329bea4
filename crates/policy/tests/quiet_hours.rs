//! Golden cases of jurisdictions: when may a text leave there?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use jiff::Timestamp;
use policy::{
    Known, Place, Purpose, Reason, Timing,
    place::locate,
    quiet_hours::{self, next_allowed, next_allowed_in_all, next_allowed_within, rows_for, windows},
};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn number(number: &str) -> Place {
    locate(&Known {
        number,
        ..Known::default()
    })
}

fn marketing(digits: &str, moment: &str) -> Timing {
    next_allowed(&number(digits), Purpose::Marketing, at(moment))
}

/// A moment at which a text is held, the moment it leaves, and the words.
fn held(digits: &str, moment: &str, until: &str, words: &str) {
    match marketing(digits, moment) {
        Timing::Held { until: found, because } => {
            assert_eq!(found, at(until), "{digits} at {moment}: {because}");
            assert_eq!(because.to_string(), words);
            assert_eq!(because.code(), "quiet_hours");
        }
        other => panic!("{digits} at {moment}: {other:?}"),
    }
}

fn allowed(digits: &str, moment: &str) {
    assert_eq!(marketing(digits, moment), Timing::Allowed, "{digits} at {moment}");
}

#[test]
fn federal_law_holds_where_a_state_has_no_rule() {
    allowed("+13035550123", "2027-01-13T20:59:59-07:00");
    held(
        "+13035550123",
        "2027-01-13T21:00:00-07:00",
        "2027-01-14T08:00:00-07:00",
        "In the United States texts may be sent from 8:00 to 21:00; it is 21:00 there.",
    );
    held(
        "+17875550123",
        "2027-01-13T07:30:00-04:00",
        "2027-01-13T08:00:00-04:00",
        "In Puerto Rico texts may be sent from 8:00 to 21:00; it is 7:30 there.",
    );
}

#[test]
fn florida_ends_at_eight() {
    held(
        "+13055550123",
        "2027-01-13T21:14:30-05:00",
        "2027-01-14T08:00:00-05:00",
        "In Florida texts may be sent from 8:00 to 20:00; it is 21:14 there.",
    );
    allowed("+13055550123", "2027-01-13T19:59:59-05:00");
}

#[test]
fn in_the_panhandle_both_zones_must_agree() {
    // 8:30 Eastern is 7:30 Central.
    held(
        "+18505550123",
        "2027-01-13T08:30:00-05:00",
        "2027-01-13T09:00:00-05:00",
        "In Florida texts may be sent from 8:00 to 20:00; it may be 7:30 there (in America/Chicago).",
    );
    held(
        "+18505550123",
        "2027-01-13T19:30:00-06:00",
        "2027-01-14T08:00:00-06:00",
        "In Florida texts may be sent from 8:00 to 20:00; it may be 20:30 there (in America/New_York).",
    );
}

#[test]
fn states_with_hours_of_their_own() {
    let cases = [
        // (number, last allowed second, first closed second, next opening)
        (
            "+14105550123",
            "2027-01-13T19:59:59-05:00",
            "2027-01-13T20:00:00-05:00",
            "2027-01-14T08:00:00-05:00",
        ), // MD
        (
            "+14055550123",
            "2027-01-13T19:59:59-06:00",
            "2027-01-13T20:00:00-06:00",
            "2027-01-14T08:00:00-06:00",
        ), // OK
        (
            "+12035550123",
            "2027-01-13T19:59:59-05:00",
            "2027-01-13T20:00:00-05:00",
            "2027-01-14T09:00:00-05:00",
        ), // CT
        (
            "+12065550123",
            "2027-01-13T19:59:59-08:00",
            "2027-01-13T20:00:00-08:00",
            "2027-01-14T08:00:00-08:00",
        ), // WA
        (
            "+19735550123",
            "2027-01-13T20:59:59-05:00",
            "2027-01-13T21:00:00-05:00",
            "2027-01-14T08:00:00-05:00",
        ), // NJ
        (
            "+15025550123",
            "2027-01-13T20:59:59-05:00",
            "2027-01-13T21:00:00-05:00",
            "2027-01-14T10:00:00-05:00",
        ), // KY
        (
            "+17025550123",
            "2027-01-13T19:59:59-08:00",
            "2027-01-13T20:00:00-08:00",
            "2027-01-14T09:00:00-08:00",
        ), // NV
        (
            "+15035550123",
            "2027-01-13T19:59:59-08:00",
            "2027-01-13T20:00:00-08:00",
            "2027-01-14T08:00:00-08:00",
        ), // OR
        (
            "+16175550123",
            "2027-01-13T19:59:59-05:00",
            "2027-01-13T20:00:00-05:00",
            "2027-01-14T08:00:00-05:00",
        ), // MA
        (
            "+15055550123",
            "2027-01-13T20:59:59-07:00",
            "2027-01-13T21:00:00-07:00",
            "2027-01-14T09:00:00-07:00",
        ), // NM
        (
            "+16125550123",
            "2027-01-13T20:59:59-06:00",
            "2027-01-13T21:00:00-06:00",
            "2027-01-14T09:00:00-06:00",
        ), // MN
        (
            "+16015550123",
            "2027-01-16T19:59:59-06:00",
            "2027-01-16T20:00:00-06:00",
            "2027-01-18T08:00:00-06:00",
        ), // MS: Sunday
        (
            "+12255550123",
            "2027-02-08T19:59:59-06:00",
            "2027-02-08T20:00:00-06:00",
            "2027-02-10T08:00:00-06:00",
        ), // LA: Mardi Gras
        (
            "+18015550123",
            "2027-01-16T20:59:59-07:00",
            "2027-01-16T21:00:00-07:00",
            "2027-01-19T08:00:00-07:00",
        ), // UT
        (
            "+12155550123",
            "2027-01-16T18:59:59-05:00",
            "2027-01-16T19:00:00-05:00",
            "2027-01-19T09:00:00-05:00",
        ), // PA
        (
            "+12055550123",
            "2027-01-16T19:59:59-06:00",
            "2027-01-16T20:00:00-06:00",
            "2027-01-19T08:00:00-06:00",
        ), // AL: Sunday, King
        (
            "+13135550123",
            "2027-01-13T20:59:59-05:00",
            "2027-01-13T21:00:00-05:00",
            "2027-01-14T09:00:00-05:00",
        ), // MI
        (
            "+13075550123",
            "2027-01-13T19:59:59-07:00",
            "2027-01-13T20:00:00-07:00",
            "2027-01-14T08:00:00-07:00",
        ), // WY
        (
            "+16055550123",
            "2027-01-15T20:59:59-06:00",
            "2027-01-15T21:00:00-06:00",
            "2027-01-18T09:00:00-07:00",
        ), // SD, in two zones
        (
            "+18015550123",
            "2027-07-22T20:59:59-06:00",
            "2027-07-22T21:00:00-06:00",
            "2027-07-26T08:00:00-06:00",
        ), // UT: Pioneer Day, free on Friday for Saturday; Sunday
        (
            "+14015550123",
            "2027-08-07T16:59:59-04:00",
            "2027-08-07T17:00:00-04:00",
            "2027-08-10T09:00:00-04:00",
        ), // RI: Sunday, Victory Day
        (
            "+16045550123",
            "2027-05-21T21:29:59-07:00",
            "2027-05-24T12:00:00-07:00",
            "2027-05-25T09:00:00-07:00",
        ), // BC: Victoria Day
    ];
    for (digits, open, closed, opens) in cases {
        allowed(digits, open);
        match marketing(digits, closed) {
            Timing::Held { until, .. } => assert_eq!(until, at(opens), "{digits}"),
            other => panic!("{digits}: {other:?}"),
        }
    }
}

#[test]
fn texas_sleeps_late_on_sundays() {
    held(
        "+12145550123",
        "2027-01-17T09:30:00-06:00",
        "2027-01-17T12:00:00-06:00",
        "In Texas texts may be sent on Sundays from 12:00 to 21:00; it is 9:30 there.",
    );
    allowed("+12145550123", "2027-01-16T09:30:00-06:00");
}

#[test]
fn rhode_island_is_closed_on_sundays_and_holidays() {
    held(
        "+14015550123",
        "2027-01-16T17:00:00-05:00",
        "2027-01-19T09:00:00-05:00",
        "In Rhode Island texts may be sent on Saturdays from 10:00 to 17:00; it is 17:00 there.",
    );
    held(
        "+14015550123",
        "2027-01-17T11:30:00-05:00",
        "2027-01-19T09:00:00-05:00",
        "In Rhode Island no texts may be sent on Sundays; it is Sunday 11:30 there.",
    );
    held(
        "+14015550123",
        "2027-01-18T11:30:00-05:00",
        "2027-01-19T09:00:00-05:00",
        "In Rhode Island no texts may be sent on public holidays; it is Martin Luther King Jr. Day there.",
    );
}

#[test]
fn a_row_holds_from_its_first_day() {
    allowed("+12155550123", "2026-10-11T12:00:00-04:00"); // Pennsylvania, the last free Sunday
    held(
        "+12155550123",
        "2026-10-18T12:00:00-04:00",
        "2026-10-19T09:00:00-04:00",
        "In Pennsylvania no texts may be sent on Sundays; it is Sunday 12:00 there.",
    );
}

#[test]
fn canada_by_weekday_and_weekend() {
    allowed("+14165550123", "2027-01-13T21:29:59-05:00");
    held(
        "+14165550123",
        "2027-01-15T21:30:00-05:00",
        "2027-01-16T10:00:00-05:00",
        "In Canada texts may be sent on Fridays from 9:00 to 21:30; it is 21:30 there.",
    );
}

#[test]
fn france_rests_at_noon_and_at_weekends() {
    held(
        "+33612345678",
        "2027-01-13T13:00:00+01:00",
        "2027-01-13T14:00:00+01:00",
        "In France texts may be sent on Wednesdays from 10:00 to 13:00 and from 14:00 to 20:00; it is 13:00 there.",
    );
    held(
        "+33612345678",
        "2027-05-07T20:00:00+02:00",
        "2027-05-10T10:00:00+02:00",
        "In France texts may be sent on Fridays from 10:00 to 13:00 and from 14:00 to 20:00; it is 20:00 there.",
    );
}

#[test]
fn other_countries() {
    let cases = [
        ("+447911123456", "2027-01-13T21:00:00Z", "2027-01-14T08:00:00Z"),
        (
            "+4915112345678",
            "2027-03-26T10:00:00+01:00",
            "2027-03-27T10:00:00+01:00",
        ), // Good Friday
        (
            "+393312345678",
            "2027-01-16T19:00:00+01:00",
            "2027-01-18T09:00:00+01:00",
        ),
        ("+34612345678", "2027-01-15T21:00:00+01:00", "2027-01-18T10:00:00+01:00"), // the Canaries an hour behind
        ("+4791234567", "2027-05-14T21:00:00+02:00", "2027-05-18T09:00:00+02:00"),  // Whit Monday and Constitution Day
        (
            "+971501234567",
            "2027-01-13T18:00:00+04:00",
            "2027-01-14T09:00:00+04:00",
        ),
        (
            "+919812345678",
            "2027-01-13T21:00:00+05:30",
            "2027-01-14T10:00:00+05:30",
        ),
        ("+27821234567", "2027-01-16T13:00:00+02:00", "2027-01-18T08:00:00+02:00"),
        (
            "+573012345678",
            "2027-01-09T15:00:00-05:00",
            "2027-01-12T07:00:00-05:00",
        ), // Epiphany moved to Monday
        (
            "+5511912345678",
            "2027-01-16T16:00:00-03:00",
            "2027-01-18T09:00:00-03:00",
        ),
        (
            "+821012345678",
            "2027-01-13T21:00:00+09:00",
            "2027-01-14T08:00:00+09:00",
        ),
        ("+31612345678", "2027-01-16T16:00:00+01:00", "2027-01-18T09:00:00+01:00"),
        ("+32470123456", "2027-07-20T20:00:00+02:00", "2027-07-22T09:00:00+02:00"), // the National Day
        ("+6171234567", "2027-04-24T17:00:00+10:00", "2027-04-26T09:00:00+10:00"),  // Anzac Day is a Sunday
        ("+84912345678", "2027-01-13T22:00:00+07:00", "2027-01-14T07:00:00+07:00"),
        (
            "+819012345678",
            "2027-01-13T20:00:00+09:00",
            "2027-01-14T09:00:00+09:00",
        ), // the default
    ];
    for (digits, closed, opens) in cases {
        match marketing(digits, closed) {
            Timing::Held { until, .. } => assert_eq!(until, at(opens), "{digits}"),
            other => panic!("{digits}: {other:?}"),
        }
        allowed(digits, opens);
    }
    held(
        "+819012345678",
        "2027-01-13T20:00:00+09:00",
        "2027-01-14T09:00:00+09:00",
        "In Japan texts may be sent from 9:00 to 20:00; it is 20:00 there.",
    );
}

#[test]
fn a_toll_free_number_obeys_every_state_and_zone() {
    let place = number("+18885550123");
    assert!(rows_for(&place, Purpose::Marketing).len() > 20);
    // Rhode Island ends at 18:00 Eastern, Nevada begins at 9:00 Pacific.
    let week = windows(
        &place,
        Purpose::Marketing,
        at("2027-01-13T00:00:00-05:00"),
        at("2027-01-14T00:00:00-05:00"),
    );
    let told: Vec<_> = week.iter().map(|window| (window.from, window.until)).collect();
    assert_eq!(
        told,
        [(at("2027-01-13T12:00:00-05:00"), at("2027-01-13T18:00:00-05:00"))]
    );
}

#[test]
fn what_sells_nothing_keeps_courtesy_hours_only() {
    let place = number("+33612345678");
    let sunday = at("2027-01-17T11:00:00+01:00");
    assert_eq!(next_allowed(&place, Purpose::Service, sunday), Timing::Allowed);
    let Timing::Held { until, because } = next_allowed(&place, Purpose::Service, at("2027-01-17T22:00:00+01:00"))
    else {
        panic!("held by night");
    };
    assert_eq!(until, at("2027-01-18T08:00:00+01:00"));
    assert_eq!(
        because.to_string(),
        "Wherever the recipient is, automated texts are sent from 8:00 to 21:00; it is 22:00 there."
    );
}

#[test]
fn nobody_is_texted_nowhere() {
    let timing = next_allowed(&Place::unknown(), Purpose::Marketing, at("2027-01-13T12:00:00Z"));
    assert_eq!(
        timing,
        Timing::NoWindow {
            because: Reason::UnknownPlace
        }
    );
}

#[test]
fn places_at_the_ends_of_the_earth_have_no_common_window() {
    let places = [number("+6491234567"), number("+33612345678")];
    let timing = next_allowed_in_all(&places, Purpose::Marketing, at("2027-01-13T12:00:00Z"));
    let Timing::NoWindow { because } = timing else {
        panic!("{timing:?}");
    };
    assert_eq!(because.code(), "no_window");
    assert!(because.to_string().starts_with("Within 14 days"), "{because}");
}

#[test]
fn two_places_must_both_be_content() {
    let places = [number("+13055550123"), number("+14155550123")];
    let timing = next_allowed_in_all(&places, Purpose::Marketing, at("2027-01-13T08:30:00-05:00"));
    let Timing::Held { until, .. } = timing else {
        panic!("{timing:?}");
    };
    assert_eq!(until, at("2027-01-13T08:00:00-08:00"));
}

#[test]
fn the_store_may_open_later_than_the_law() {
    let place = number("+13055550123");
    let opens = at("2027-01-14T14:00:00-05:00");
    let store = |moment: Timestamp| (moment < opens).then_some(opens);
    let timing = next_allowed_within(&place, Purpose::Marketing, at("2027-01-13T22:00:00-05:00"), store);
    let Timing::Held { until, because } = timing else {
        panic!("{timing:?}");
    };
    assert_eq!((until, because.code()), (opens, "store_hours"));
}

#[test]
fn a_store_that_opens_by_night_waits_for_the_law() {
    let place = number("+13055550123");
    let first = at("2027-01-13T21:00:00-05:00");
    let timing = next_allowed_within(&place, Purpose::Marketing, at("2027-01-13T12:00:00-05:00"), |moment| {
        (moment < first).then_some(first)
    });
    let Timing::Held { until, because } = timing else {
        panic!("{timing:?}");
    };
    assert_eq!(
        (until, because.code()),
        (at("2027-01-14T08:00:00-05:00"), "store_hours")
    );
}

#[test]
fn a_store_that_is_never_open_in_the_laws_hours_has_no_window() {
    let place = number("+13055550123");
    // Open at 3:00 sharp, and never else.
    let nightly = |moment: Timestamp| {
        let local = moment.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(-5)));
        let three = local
            .with()
            .hour(3)
            .minute(0)
            .second(0)
            .subsec_nanosecond(0)
            .build()
            .unwrap();
        if local == three {
            return None;
        }
        let next = if local < three {
            three
        } else {
            three.tomorrow().unwrap()
        };
        Some(next.timestamp())
    };
    let timing = next_allowed_within(&place, Purpose::Marketing, at("2027-01-13T12:00:00-05:00"), nightly);
    assert!(matches!(timing, Timing::NoWindow { .. }), "{timing:?}");
}

#[test]
fn a_reason_reads_back_as_it_was_written() {
    let timing = marketing("+13055550123", "2027-01-13T21:14:30-05:00");
    let json = serde_json::to_value(&timing).unwrap();
    assert_eq!(json["timing"], "held");
    assert_eq!(json["because"]["code"], "quiet_hours");
    assert_eq!(json["because"]["jurisdiction"], "US-FL");
    assert_eq!(json["because"]["zone"], "America/New_York");
    assert_eq!(json["because"]["local"], "2027-01-13T21:14:00");
    assert_eq!(json["because"]["source"], "Fla. Stat. 501.616(6)(a)");
    assert_eq!(json["because"]["table"], quiet_hours::version());
    assert_eq!(serde_json::from_value::<Timing>(json).unwrap(), timing);
}

#[test]
fn the_table_lists_for_a_calendar() {
    let florida = quiet_hours::table()
        .iter()
        .find(|row| row.jurisdiction == "US-FL")
        .unwrap();
    let json = serde_json::to_value(florida).unwrap();
    assert_eq!(json["name"], "Florida");
    assert_eq!(json["monday_to_friday"][0]["from"], 480);
    assert_eq!(json["written_for"], "calls and texts");
}

/// What the README says of a number that may be anywhere in the United States.
#[test]
fn anywhere_in_the_united_states_is_texted_at_noon() {
    let place = number("+18885550123");
    let from = at("2027-01-15T00:00:00-05:00");
    let week = windows(&place, Purpose::Marketing, from, at("2027-01-20T00:00:00-05:00"));
    let told: Vec<_> = week.iter().map(|window| (window.from, window.until)).collect();
    let noon_to = |day: &str, hour: &str| {
        (
            at(&format!("{day}T12:00:00-05:00")),
            at(&format!("{day}T{hour}:00:00-05:00")),
        )
    };
    assert_eq!(told, [noon_to("2027-01-15", "18"), noon_to("2027-01-19", "18")]);
}
