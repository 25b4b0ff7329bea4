use crate::log::*;
use audit::Code::StoreHours;
use domain::store::{Hours, HoursChanged, OpenPeriod, Weekday};

/// Thursdays from nine to five in New York, but not on the 21st.
fn thursdays() -> Hours {
    Hours {
        time_zone: "America/New_York".to_owned(),
        periods: vec![OpenPeriod {
            day: Weekday::Thursday,
            from: 9 * 60,
            until: 17 * 60,
        }],
        holidays: vec!["2027-01-21".parse().unwrap()],
    }
}

fn with_hours() -> (Log, u64) {
    let mut log = Log::opted_in(CALIFORNIA);
    let changed = log.in_store(HoursChanged { hours: thursdays() });
    (log, changed)
}

fn found_at(moment: &str) -> bool {
    let (mut log, changed) = with_hours();
    let claim = log.at(moment).leaves(campaign(1));
    match log.found().as_slice() {
        [] => false,
        [(StoreHours, position, Some(by))] if (*position, *by) == (claim, changed) => true,
        other => panic!("{moment}: {other:?}"),
    }
}

#[test]
fn outside_of_the_stores_hours() {
    assert!(!found_at("2027-01-14T11:00:00-05:00"));
    assert!(!found_at("2027-01-14T16:59:59-05:00"));
    assert!(found_at("2027-01-14T17:00:00-05:00"));
    assert!(found_at("2027-01-15T12:00:00-05:00"), "a Friday");
    assert!(found_at("2027-01-21T12:00:00-05:00"), "closed that day");
}

#[test]
fn people_and_answers_do_not_keep_them() {
    let (mut log, _) = with_hours();
    log.at("2027-01-15T12:00:00-08:00").leaves(reply(1));
    log.is_clean();
}

#[test]
fn a_change_reaches_the_gate_within_a_minute() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-15T12:00:00-08:00");
    log.in_store(HoursChanged { hours: thursdays() });
    log.now += jiff::SignedDuration::from_secs(59);
    log.leaves(campaign(1));
    log.is_clean();
    log.later(61);
    let claim = log.leaves(campaign(2));
    assert_eq!(log.found()[0].0, StoreHours);
    assert_eq!(log.found()[0].1, claim);
}
