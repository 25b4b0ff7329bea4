use crate::log::*;
use audit::Code::QuietHours;
use domain::{
    conversation::event::{ContactUpdated, Intent},
    message::Outgoing,
};

/// A campaign's text that leaves at that moment, and whether it is found.
fn quiet(log: impl Fn() -> Log, moment: &str) -> bool {
    quiet_for(log, campaign(1), moment)
}

fn quiet_for(log: impl Fn() -> Log, outgoing: Outgoing, moment: &str) -> bool {
    let mut log = log();
    let claim = log.at(moment).leaves(outgoing);
    match log.found().as_slice() {
        [] => false,
        [(QuietHours, position, None)] if *position == claim => true,
        other => panic!("{moment}: {other:?}"),
    }
}

fn florida() -> Log {
    Log::opted_in(FLORIDA)
}

#[test]
fn the_edges_of_floridas_day() {
    assert!(quiet(florida, "2027-01-14T07:59:59-05:00"));
    assert!(!quiet(florida, "2027-01-14T08:00:00-05:00"));
    assert!(!quiet(florida, "2027-01-14T19:59:59-05:00"));
    assert!(quiet(florida, "2027-01-14T20:00:00-05:00"));
    // The federal hour would allow it.
    assert!(!quiet(|| Log::opted_in(CALIFORNIA), "2027-01-14T20:59:59-08:00"));
}

#[test]
fn the_sentence_names_the_rule_and_the_clock() {
    let mut log = florida();
    log.at("2027-01-14T20:14:00-05:00").leaves(campaign(1));
    let violation = log.audited().violations[0].clone();
    assert_eq!(
        violation.says,
        "A campaign's text left when it was 2027-01-14 20:14 (America/New_York) where the contact is; in Florida texts \
         may leave from 8:00 to 20:00."
    );
    assert_eq!(violation.source.as_deref(), Some("Fla. Stat. 501.616(6)(a)"));
}

#[test]
fn what_sells_nothing_keeps_the_courtesy_hours() {
    let moment = "2027-01-14T20:30:00-05:00";
    assert!(!quiet_for(florida, news_of_an_order(1), moment));
    assert!(quiet_for(florida, news_of_an_order(1), "2027-01-14T21:00:00-05:00"));
}

#[test]
fn a_persons_reply_within_the_live_exchange_and_after_it() {
    let wrote = || {
        let mut log = Log::of(FLORIDA);
        log.at("2027-01-14T02:00:00-05:00").contact_writes(9, Intent::None);
        log
    };
    assert!(!quiet_for(wrote, reply(1), "2027-01-15T02:00:00-05:00"));
    assert!(quiet_for(wrote, reply(1), "2027-01-15T02:00:01-05:00"));
    // An automatic answer has to wait for the morning.
    let given_to_the_ai = || {
        let mut log = wrote();
        log.handed_off(domain::conversation::Controller::Ai);
        log
    };
    assert!(quiet_for(given_to_the_ai, by_ai(1), "2027-01-14T02:05:00-05:00"));
}

#[test]
fn texts_about_consent_leave_at_any_hour() {
    assert!(!quiet_for(florida, about_consent(1, 9), "2027-01-14T03:00:00-05:00"));
}

#[test]
fn every_zone_that_is_possible_counts() {
    // 850 lies on both sides of the line between Eastern and Central time.
    let panhandle = || Log::opted_in("+18505550123");
    assert!(quiet(panhandle, "2027-01-14T08:30:00-05:00"), "it may be 7:30");
    assert!(!quiet(panhandle, "2027-01-14T09:00:00-05:00"));
    assert!(quiet(panhandle, "2027-01-14T20:00:00-05:00"), "it may be 20:00");
    let in_pensacola = || {
        let mut log = panhandle();
        log.contact_in("America/Chicago");
        log
    };
    assert!(!quiet(in_pensacola, "2027-01-14T20:30:00-05:00"));
}

#[test]
fn where_the_contact_was_known_to_be_before_the_claim() {
    let mut log = Log::opted_in(CALIFORNIA);
    let claim = log.at("2027-01-14T20:30:00-08:00").leaves(campaign(1));
    log.contact_in("America/New_York");
    assert_eq!(log.found(), [], "it was not known yet: {claim}");
    let claim = log.later(24 * 60).leaves(campaign(2));
    assert_eq!(log.found(), [(QuietHours, claim, None)], "where it is 23:30");
}

#[test]
fn a_place_that_was_taken_back() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.contact_in("America/New_York");
    log.contact_in("");
    log.at("2027-01-14T20:30:00-08:00").leaves(campaign(1));
    log.is_clean();
}

#[test]
fn sundays_and_holidays_in_france() {
    let france = || Log::opted_in(FRANCE);
    assert!(!quiet(france, "2027-07-13T11:00:00+02:00"));
    assert!(quiet(france, "2027-07-14T11:00:00+02:00"), "the Bastille's day");
    assert!(quiet(france, "2027-07-18T11:00:00+02:00"), "a Sunday");
}

#[test]
fn nobody_knows_where_the_contact_is() {
    let nowhere = || Log::opted_in("+88312345678");
    assert!(quiet(nowhere, "2027-01-14T12:00:00Z"));
    let known = || {
        let mut log = nowhere();
        log.happens(ContactUpdated {
            country: Some("JP".to_owned()),
            ..ContactUpdated::default()
        });
        log
    };
    assert!(!quiet(known, "2027-01-14T12:00:00+09:00"));
}

#[test]
fn the_morning_after_clocks_changed() {
    // 12:30 UTC is 7:30 in Florida's winter and 8:30 in its summer.
    assert!(quiet(florida, "2027-03-13T12:30:00Z"));
    assert!(!quiet(florida, "2027-03-14T12:30:00Z"));
    assert!(!quiet(florida, "2027-11-06T12:30:00Z"));
    assert!(quiet(florida, "2027-11-07T12:30:00Z"));
}
