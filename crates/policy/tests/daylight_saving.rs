//! Both edges of daylight saving, and clocks that are odd in other ways.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use jiff::Timestamp;
use policy::{
    Known, Place, Purpose, Timing, Zone,
    place::{Basis, locate},
    quiet_hours::{next_allowed, windows},
};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// Somebody in that zone, of whom nothing else is known: the default hours, 9:00 to 20:00.
fn in_zone(zone: &str) -> Place {
    Place {
        country: None,
        regions: Vec::new(),
        zones: vec![Zone::named(zone).expect("a zone")],
        basis: Basis::ContactZone,
    }
}

fn next(place: &Place, moment: &str) -> Timestamp {
    match next_allowed(place, Purpose::Marketing, at(moment)) {
        Timing::Allowed => at(moment),
        Timing::Held { until, .. } => until,
        Timing::NoWindow { because } => panic!("{because}"),
    }
}

#[test]
fn the_night_clocks_go_forward_is_an_hour_shorter() {
    let place = in_zone("America/New_York");
    // 20:00 in winter to 9:00 in summer is twelve hours.
    let (evening, morning) = ("2027-03-13T20:00:00-05:00", "2027-03-14T09:00:00-04:00");
    assert_eq!(next(&place, evening), at(morning));
    assert_eq!(at(morning).duration_since(at(evening)).as_hours(), 12);
}

#[test]
fn the_night_clocks_go_back_is_an_hour_longer() {
    let place = in_zone("America/New_York");
    let (evening, morning) = ("2027-11-06T20:00:00-04:00", "2027-11-07T09:00:00-05:00");
    assert_eq!(next(&place, evening), at(morning));
    assert_eq!(at(morning).duration_since(at(evening)).as_hours(), 14);
}

#[test]
fn both_passes_of_a_repeated_hour_are_quiet() {
    let place = in_zone("America/New_York");
    for pass in ["2027-11-07T01:30:00-04:00", "2027-11-07T01:30:00-05:00"] {
        assert_eq!(next(&place, pass), at("2027-11-07T09:00:00-05:00"));
    }
}

#[test]
fn windows_of_the_days_around_both_edges_are_eleven_hours() {
    let place = in_zone("Europe/Berlin");
    for (from, until) in [
        ("2027-03-27T00:00:00+01:00", "2027-03-30T00:00:00+02:00"),
        ("2027-10-30T00:00:00+02:00", "2027-11-02T00:00:00+01:00"),
    ] {
        let windows = windows(&place, Purpose::Marketing, at(from), at(until));
        assert_eq!(windows.len(), 3);
        for window in windows {
            assert_eq!(window.until.duration_since(window.from).as_hours(), 11);
        }
    }
}

#[test]
fn arizona_keeps_its_clocks_and_the_navajo_nation_does_not() {
    let place = locate(&Known {
        number: "+19285550123",
        ..Known::default()
    });
    // In summer the Navajo Nation is an hour ahead of Phoenix: both must be between 8:00 and 21:00.
    assert_eq!(
        next(&place, "2027-07-14T07:30:00-07:00"),
        at("2027-07-14T08:00:00-07:00")
    );
    assert_eq!(
        next(&place, "2027-07-14T20:30:00-07:00"),
        at("2027-07-15T08:00:00-07:00")
    );
    assert_eq!(
        next(&place, "2027-07-14T19:59:00-07:00"),
        at("2027-07-14T19:59:00-07:00")
    );
    // In winter they agree.
    assert_eq!(
        next(&place, "2027-01-13T20:30:00-07:00"),
        at("2027-01-13T20:30:00-07:00")
    );
}

#[test]
fn lord_howe_moves_by_half_an_hour() {
    let place = in_zone("Australia/Lord_Howe");
    assert_eq!(
        next(&place, "2027-04-03T20:00:00+11:00"),
        at("2027-04-04T09:00:00+10:30")
    );
    assert_eq!(
        next(&place, "2027-10-02T20:00:00+10:30"),
        at("2027-10-03T09:00:00+11:00")
    );
}

#[test]
fn the_southern_hemisphere_has_its_edges_the_other_way_round() {
    let place = in_zone("Australia/Sydney");
    assert_eq!(
        next(&place, "2027-04-03T20:00:00+11:00"),
        at("2027-04-04T09:00:00+10:00")
    );
    assert_eq!(
        next(&place, "2027-10-02T20:00:00+10:00"),
        at("2027-10-03T09:00:00+11:00")
    );
    let place = in_zone("America/Santiago");
    // Clocks go back at midnight: 24:00 becomes 23:00, and that hour is quiet twice.
    assert_eq!(
        next(&place, "2027-04-03T23:30:00-03:00"),
        at("2027-04-04T09:00:00-04:00")
    );
    assert_eq!(
        next(&place, "2027-04-03T23:30:00-04:00"),
        at("2027-04-04T09:00:00-04:00")
    );
}

#[test]
fn at_the_date_line_it_is_another_day() {
    // At one moment it is Monday 9:00 on Kiritimati and Sunday 8:00 on Niue.
    let kiritimati = in_zone("Pacific/Kiritimati");
    let niue = in_zone("Pacific/Niue");
    let moment = "2027-01-17T19:00:00Z";
    assert_eq!(next(&kiritimati, moment), at(moment));
    assert_eq!(next(&niue, moment), at("2027-01-17T20:00:00Z"));
}

#[test]
fn a_country_on_both_sides_of_noon_has_a_narrow_window() {
    let russia = locate(&Known {
        number: "+79161234567",
        ..Known::default()
    });
    // 9:00 in Kaliningrad is 19:00 on Kamchatka.
    let windows = windows(
        &russia,
        Purpose::Marketing,
        at("2027-01-13T00:00:00Z"),
        at("2027-01-14T00:00:00Z"),
    );
    let told: Vec<_> = windows.iter().map(|window| (window.from, window.until)).collect();
    assert_eq!(told, [(at("2027-01-13T07:00:00Z"), at("2027-01-13T08:00:00Z"))]);
}

#[test]
fn toll_free_numbers_on_the_days_of_change() {
    let place = locate(&Known {
        number: "+18005550123",
        ..Known::default()
    });
    // Service texts keep 8:00 to 21:00 in every zone; Phoenix does not change, so the common window moves with the others.
    let day = |from: &str, until: &str| {
        let windows = windows(&place, Purpose::Service, at(from), at(until));
        assert_eq!(windows.len(), 1);
        (windows[0].from, windows[0].until)
    };
    let winter = day("2027-03-13T00:00:00-05:00", "2027-03-14T00:00:00-05:00");
    assert_eq!(
        winter,
        (at("2027-03-13T08:00:00-08:00"), at("2027-03-13T21:00:00-05:00"))
    );
    let summer = day("2027-03-14T00:00:00-05:00", "2027-03-15T00:00:00-04:00");
    assert_eq!(
        summer,
        (at("2027-03-14T08:00:00-07:00"), at("2027-03-14T21:00:00-04:00"))
    );
}
