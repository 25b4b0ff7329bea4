//! What holds for any place, moment and history.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use jiff::{SignedDuration, Timestamp};
use policy::{
    Candidate, Kind, Known, Place, Purpose, SentText, Timing, Verdict, Zone,
    caps::{StoreCaps, judge, pack},
    leave::{Ask, may_leave},
    place::{Basis, locate},
    quiet_hours::{next_allowed, next_allowed_in_all, windows},
};
use proptest::{prelude::*, sample::select};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// 2026 to 2031, in seconds.
fn moment() -> impl Strategy<Value = Timestamp> {
    (1_767_225_600i64..1_924_992_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// Around the nights in which clocks change somewhere, to the second.
fn moment_of_change() -> impl Strategy<Value = Timestamp> {
    let changes = [
        "2027-03-14T07:00:00Z",
        "2027-11-07T06:00:00Z",
        "2027-03-28T01:00:00Z",
        "2027-10-31T01:00:00Z",
        "2027-04-03T15:00:00Z",
        "2027-10-02T15:30:00Z",
        "2027-09-05T04:00:00Z",
    ];
    let around = -129_600i64..129_600;
    (select(changes.to_vec()), around).prop_map(|(change, seconds)| {
        let change: Timestamp = change.parse().unwrap();
        change.checked_add(SignedDuration::from_secs(seconds)).unwrap()
    })
}

fn place() -> impl Strategy<Value = Place> {
    let numbers = [
        "+13055550123",
        "+18505550123",
        "+14015550123",
        "+12145550123",
        "+12155550123",
        "+15025550123",
        "+19285550123",
        "+18885550123",
        "+19075550123",
        "+18085550123",
        "+14165550123",
        "+16045550123",
        "+17095550123",
        "+33612345678",
        "+4915112345678",
        "+447911123456",
        "+393312345678",
        "+61412345678",
        "+6421123456",
        "+919812345678",
        "+5568912345678",
        "+573012345678",
        "+27821234567",
        "+79161234567",
        "+819012345678",
        "+56912345678",
        "+685123456",
        "bsuid:US.1",
        "bsuid:BR.1",
    ];
    select(numbers.to_vec()).prop_map(|number| {
        locate(&Known {
            number,
            ..Known::default()
        })
    })
}

fn zone_only() -> impl Strategy<Value = Place> {
    let zones = [
        "Australia/Lord_Howe",
        "America/Santiago",
        "Pacific/Kiritimati",
        "Asia/Kathmandu",
        "Africa/Casablanca",
    ];
    select(zones.to_vec()).prop_map(|zone| Place {
        country: None,
        regions: Vec::new(),
        zones: vec![Zone::named(zone).unwrap()],
        basis: Basis::ContactZone,
    })
}

fn purpose() -> impl Strategy<Value = Purpose> {
    select(vec![Purpose::Marketing, Purpose::Service])
}

fn is_allowed(place: &Place, purpose: Purpose, at: Timestamp) -> bool {
    next_allowed(place, purpose, at) == Timing::Allowed
}

/// Independent of the search: of every zone, whether the wall clock there shows a minute that every row of the place allows.
fn is_open_by_the_table(place: &Place, purpose: Purpose, at: Timestamp) -> bool {
    policy::quiet_hours::rows_for(place, purpose).into_iter().all(|row| {
        let mut zones = place.zones.iter().filter(|zone| {
            // Of several possible states, each speaks only for zones that it has.
            place.regions.len() == 1
                || row.region.is_none()
                || state_has(row.country.unwrap().as_str(), row.region.unwrap().as_str(), **zone)
        });
        zones.all(|zone| {
            let local = at.to_zoned(zone.time_zone().clone());
            let minute = local.hour() as u16 * 60 + local.minute() as u16;
            let day = row.day(local.date());
            day.spans.iter().any(|span| (span.from..span.until).contains(&minute))
        })
    })
}

fn state_has(country: &str, region: &str, zone: Zone) -> bool {
    let known = Known {
        number: "",
        country: Some(country),
        region: Some(region),
        ..Known::default()
    };
    locate(&known).zones.iter().any(|own| own.same_clock(zone))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_next_moment_is_the_first_that_is_allowed(
        place in prop_oneof![6 => place(), 1 => zone_only()],
        purpose in purpose(),
        at in prop_oneof![moment(), moment_of_change()],
    ) {
        match next_allowed(&place, purpose, at) {
            Timing::Allowed => prop_assert!(is_open_by_the_table(&place, purpose, at)),
            Timing::Held { until, because } => {
                prop_assert!(until > at);
                prop_assert!(is_allowed(&place, purpose, until), "{until}: {because}");
                prop_assert!(is_open_by_the_table(&place, purpose, until), "{until}: {because}");
                let mut between = at;
                while between < until {
                    prop_assert!(!is_open_by_the_table(&place, purpose, between), "{between} is before {until}: {because}");
                    between = between.checked_add(MINUTE).unwrap();
                }
            }
            Timing::NoWindow { because } => prop_assert!(false, "{}", because),
        }
    }

    #[test]
    fn windows_are_the_moments_that_are_allowed(
        place in place(),
        purpose in purpose(),
        from in prop_oneof![moment(), moment_of_change()],
        minutes in 0i64..4000,
    ) {
        let until = from.checked_add(SignedDuration::from_hours(66)).unwrap();
        let windows = windows(&place, purpose, from, until);
        prop_assert!(windows.iter().all(|window| from <= window.from && window.from < window.until && window.until <= until));
        prop_assert!(windows.windows(2).all(|pair| pair[0].until < pair[1].from));
        let at = from.checked_add(SignedDuration::from_mins(minutes.min(3959))).unwrap();
        let within = windows.iter().any(|window| window.from <= at && at < window.until);
        prop_assert_eq!(within, is_allowed(&place, purpose, at));
    }

    #[test]
    fn several_places_are_never_looser_than_one(one in place(), other in place(), at in moment()) {
        let both = [one, other];
        if next_allowed_in_all(&both, Purpose::Marketing, at) == Timing::Allowed {
            for place in &both {
                prop_assert!(is_allowed(place, Purpose::Marketing, at));
            }
        }
    }

    #[test]
    fn more_possible_zones_are_never_looser(place in place(), kept in any::<prop::sample::Index>(), at in moment()) {
        let certain = Place { zones: vec![place.zones[kept.index(place.zones.len())]], ..place.clone() };
        if is_allowed(&place, Purpose::Marketing, at) {
            prop_assert!(is_allowed(&certain, Purpose::Marketing, at));
        }
    }

    #[test]
    fn a_known_state_is_never_stricter_than_an_unknown_one(place in place(), at in moment()) {
        let anywhere = Place { regions: Vec::new(), ..place.clone() };
        if is_allowed(&anywhere, Purpose::Marketing, at) && !place.regions.is_empty() {
            prop_assert!(is_allowed(&place, Purpose::Marketing, at));
        }
    }

    #[test]
    fn any_text_is_located_without_a_panic(number in ".{0,20}", zip in ".{0,8}", region in ".{0,8}", country in ".{0,3}", zone in ".{0,8}") {
        locate(&Known {
            number: &number,
            zone: Some(&zone),
            country: Some(&country),
            region: Some(&region),
            postal_code: Some(&zip),
        });
    }

    #[test]
    fn every_american_number_is_somewhere_or_unassigned(area in 200u16..1000) {
        let number = format!("+1{area}5550123");
        let place = locate(&Known { number: &number, ..Known::default() });
        prop_assert_eq!(place.country.is_none(), place.zones.is_empty());
        if place.country.is_some() {
            let noon = "2027-01-13T12:00:00-05:00".parse().unwrap();
            let timing = next_allowed(&place, Purpose::Marketing, noon);
            prop_assert!(!matches!(timing, Timing::NoWindow { .. }), "{:?}", timing);
        }
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![
        Kind::Cart,
        Kind::Campaign,
        Kind::Order,
        Kind::Reply,
        Kind::AutoReply,
        Kind::Consent,
    ])
}

/// Up to ten days before.
fn history(now: Timestamp) -> impl Strategy<Value = Vec<SentText<'static>>> {
    let text = (kind(), 0i64..14_400, select(vec![None, Some("c1"), Some("c2")]));
    prop::collection::vec(text, 0..25).prop_map(move |texts| {
        let sent = |(kind, minutes, cart)| SentText {
            at: now.checked_sub(SignedDuration::from_mins(minutes)).unwrap(),
            kind,
            cart,
        };
        texts.into_iter().map(sent).collect()
    })
}

fn candidate(now: Timestamp) -> impl Strategy<Value = Candidate<'static>> {
    let minutes = 0i64..3_000;
    (kind(), minutes.clone(), minutes, any::<bool>()).prop_map(move |(kind, late, ago, named)| Candidate {
        kind,
        now,
        due: now.checked_sub(SignedDuration::from_mins(late)).unwrap(),
        cart: Some("c1"),
        abandoned_at: now.checked_sub(SignedDuration::from_mins(late.max(ago))).ok(),
        consent_names_carts: named,
        last_inbound_at: None,
    })
}

fn case() -> impl Strategy<Value = (Place, Vec<SentText<'static>>, Candidate<'static>)> {
    (place(), moment()).prop_flat_map(|(place, now)| (Just(place), history(now), candidate(now)))
}

fn severity(verdict: &Verdict) -> (u8, Timestamp) {
    match verdict {
        Verdict::Allowed => (0, Timestamp::MIN),
        Verdict::Held { until, .. } => (1, *until),
        Verdict::Dropped { .. } => (2, Timestamp::MAX),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn caps_hold_until_the_first_moment_they_allow((place, history, candidate) in case()) {
        let pack = pack(place.country);
        if let Verdict::Held { until, because } = judge(pack, &place, &history, &candidate) {
            prop_assert!(until > candidate.now);
            let then = |now| judge(pack, &place, &history, &Candidate { now, due: now, abandoned_at: None, ..candidate });
            prop_assert_eq!(then(until), Verdict::Allowed, "{}", because);
            let before = until.checked_sub(SignedDuration::from_secs(1)).unwrap();
            prop_assert!(matches!(then(before), Verdict::Held { .. }), "{}", because);
        }
    }

    #[test]
    fn a_store_is_never_looser_than_its_country(
        (place, history, candidate) in case(),
        per_day in prop::option::of(0u16..9),
        per_week in prop::option::of(0u16..30),
        gap in prop::option::of(0u32..500),
        per_cart in prop::option::of(0u16..4),
        hours in prop::option::of(0u32..90),
    ) {
        let pack = pack(place.country);
        let store = pack.stricter(&StoreCaps {
            marketing_per_day: per_day,
            automated_per_week: per_week,
            minimum_gap_minutes: gap,
            texts_per_cart: per_cart,
            cart_within_hours: hours,
            ..StoreCaps::default()
        });
        let own = judge(&store, &place, &history, &candidate);
        let lawful = judge(pack, &place, &history, &candidate);
        prop_assert!(severity(&own) >= severity(&lawful), "{own:?} is looser than {lawful:?}");
    }

    #[test]
    fn everything_at_once_is_as_strict_as_each((place, history, candidate) in case()) {
        let pack = pack(place.country);
        let ask = |candidate| may_leave(&Ask { place: &place, pack, history: &history, candidate, store_opens: None });
        match ask(candidate) {
            Verdict::Allowed if candidate.kind == Kind::Consent => {}
            Verdict::Allowed => {
                prop_assert_eq!(judge(pack, &place, &history, &candidate), Verdict::Allowed);
                prop_assert!(is_allowed(&place, candidate.kind.purpose(), candidate.now));
            }
            Verdict::Held { until, because } => {
                prop_assert_eq!(ask(Candidate { now: until, ..candidate }), Verdict::Allowed, "{}", because);
            }
            Verdict::Dropped { .. } => {}
        }
    }
}
