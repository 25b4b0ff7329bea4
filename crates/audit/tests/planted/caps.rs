use crate::log::*;
use audit::Code::OverCap;
use domain::conversation::event::{DispatchDeferred, MessageDelivered};
use policy::caps::StoreCaps;

#[test]
fn a_third_marketing_text_in_a_day() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T08:00:00-08:00").leaves(campaign(1));
    let second = log.later(120).leaves(campaign(2));
    log.is_clean();
    let claim = log.later(120).leaves(campaign(3));
    assert_eq!(log.found(), [(OverCap, claim, Some(second))]);
    let says = &log.audited().violations[0].says;
    assert!(says.contains("as number 3 of a day"), "{says}");
}

#[test]
fn the_next_day_counts_anew() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T18:00:00-08:00").leaves(campaign(1));
    log.later(120).leaves(campaign(2));
    log.at("2027-01-15T08:00:00-08:00").leaves(campaign(3));
    log.is_clean();
}

#[test]
fn news_of_orders_counts_apart() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T08:00:00-08:00").leaves(campaign(1));
    log.later(120).leaves(campaign(2));
    log.later(120).leaves(news_of_an_order(3));
    log.is_clean();
}

#[test]
fn a_seventh_marketing_text_in_seven_days() {
    let mut log = Log::opted_in(CALIFORNIA);
    for day in 0..3 {
        log.at("2027-01-14T08:00:00-08:00")
            .later(day * 24 * 60)
            .leaves(campaign(day as u128 * 2));
        log.later(120).leaves(campaign(day as u128 * 2 + 1));
    }
    let sixth = log.recorded.len() as u64;
    let mut eighth_day = log.clone();
    let claim = log.at("2027-01-20T20:59:00-08:00").leaves(campaign(20));
    assert_eq!(log.found(), [(OverCap, claim, Some(sixth))]);
    eighth_day.at("2027-01-21T08:00:00-08:00").leaves(campaign(20));
    eighth_day.is_clean();
}

#[test]
fn four_in_thirty_days_in_france() {
    let mut log = Log::opted_in(FRANCE);
    for (n, day) in ["2027-06-01", "2027-06-08", "2027-06-15", "2027-06-22"]
        .iter()
        .enumerate()
    {
        log.at(&format!("{day}T11:00:00+02:00")).leaves(campaign(n as u128));
    }
    let fourth = log.recorded.len() as u64;
    let mut later = log.clone();
    let claim = log.at("2027-06-30T11:00:00+02:00").leaves(campaign(9));
    assert_eq!(log.found(), [(OverCap, claim, Some(fourth))]);
    later.at("2027-07-01T11:00:00+02:00").leaves(campaign(9));
    later.is_clean();
}

#[test]
fn too_soon_after_the_last() {
    let mut log = Log::opted_in(CALIFORNIA);
    let first = log.at("2027-01-14T10:00:00-08:00").leaves(news_of_an_order(1));
    let mut in_time = log.clone();
    let claim = log.later(59).leaves(campaign(2));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
    in_time.later(60).leaves(campaign(2));
    in_time.is_clean();
}

#[test]
fn a_store_that_wants_less() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.caps(StoreCaps {
        marketing_per_week: Some(1),
        ..StoreCaps::default()
    });
    let first = log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    let claim = log.at("2027-01-20T10:00:00-08:00").leaves(campaign(2));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
    assert_eq!(
        log.audited().violations[0].source.as_deref(),
        Some("the store's own settings")
    );
}

#[test]
fn a_store_cannot_want_more() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.caps(StoreCaps {
        marketing_per_day: Some(10),
        minimum_gap_minutes: Some(5),
        ..StoreCaps::default()
    });
    let first = log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    let claim = log.later(10).leaves(campaign(2));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
}

#[test]
fn what_the_carrier_refused_does_not_count_unless_it_arrived_after_all() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    log.failed(1);
    log.leaves(campaign(2));
    log.is_clean();
    let mut log = Log::opted_in(CALIFORNIA);
    let first = log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    log.failed(1);
    log.happens(MessageDelivered { message: message(1) });
    let claim = log.leaves(campaign(2));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
}

#[test]
fn a_text_that_the_carrier_put_off_counts_when_it_leaves() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    let until = log.now;
    log.happens(DispatchDeferred {
        message: message(1),
        until,
        code: None,
        reason: "busy".to_owned(),
    });
    log.later(1).leaves(campaign(2));
    log.later(60).claim_again(1, 2);
    log.is_clean();
}

#[test]
fn a_renewed_claim_is_the_same_text() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T10:00:00-08:00").leaves(campaign(1));
    log.later(60).leaves(campaign(2));
    log.later(1).claim_again(2, 2);
    log.is_clean();
    assert_eq!((log.audited().sends.checked, log.audited().sends.repeated), (3, 1));
}
