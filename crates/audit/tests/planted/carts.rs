use crate::log::*;
use audit::Code::{CartConsent, CartOrdered, OverCap, Stale};
use domain::conversation::event::{MessageReleased, MessageScheduled};
use jiff::SignedDuration;
use policy::caps::StoreCaps;

fn with_cart(number: &str) -> Log {
    let mut log = Log::opted_in(number);
    let changed_at = log.now;
    log.cart("c1", changed_at);
    log
}

#[test]
fn one_reminder_of_a_cart() {
    let mut log = with_cart(CALIFORNIA);
    let first = log.later(30).leaves(reminder(1, "c1"));
    log.is_clean();
    let changed_at = log.later(24 * 60).now;
    log.cart("c1", changed_at);
    let claim = log.later(30).leaves(reminder(2, "c1"));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
}

#[test]
fn each_cart_has_its_own() {
    let mut log = with_cart(CALIFORNIA);
    log.later(30).leaves(reminder(1, "c1"));
    let changed_at = log.later(24 * 60).now;
    log.cart("c2", changed_at);
    log.later(30).leaves(reminder(2, "c2"));
    log.is_clean();
}

#[test]
fn the_first_reminder_is_remembered_for_ever() {
    let mut log = with_cart(CALIFORNIA);
    let first = log.later(30).leaves(reminder(1, "c1"));
    let changed_at = log.later(90 * 24 * 60).now;
    log.leaves(campaign(5));
    log.cart("c1", changed_at);
    let claim = log.later(60).leaves(reminder(2, "c1"));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
}

#[test]
fn words_that_do_not_speak_of_carts() {
    let mut log = Log::of(CALIFORNIA);
    let agreed = log.opts_in("Offers by text");
    let claim = log.leaves(reminder(1, "c1"));
    assert_eq!(log.found(), [(CartConsent, claim, Some(agreed))]);
}

#[test]
fn they_need_not_everywhere() {
    let mut log = Log::of("+819012345678");
    log.opts_in("Offers by text");
    log.at("2027-01-14T12:00:00+09:00").leaves(reminder(1, "c1"));
    log.is_clean();
}

#[test]
fn a_reminder_of_what_was_bought() {
    let mut log = with_cart(CALIFORNIA);
    log.queued(reminder(1, "c1"));
    let order = log.later(10).order("c1");
    let claim = log.later(20).claim(1);
    assert_eq!(log.found(), [(CartOrdered, claim, Some(order))]);
}

#[test]
fn the_order_of_another_cart() {
    let mut log = with_cart(CALIFORNIA);
    log.later(10).order("c0");
    log.leaves(reminder(1, "c1"));
    log.is_clean();
}

#[test]
fn a_reminder_more_than_two_days_after() {
    let mut log = with_cart(CALIFORNIA);
    log.later(48 * 60).leaves(reminder(1, "c1"));
    log.is_clean();
    let mut log = with_cart(CALIFORNIA);
    log.later(48 * 60).now += SignedDuration::from_secs(1);
    let claim = log.leaves(reminder(1, "c1"));
    assert_eq!(log.found(), [(Stale, claim, None)]);
}

#[test]
fn a_store_that_wants_it_sooner() {
    let mut log = with_cart(CALIFORNIA);
    log.caps(StoreCaps {
        cart_within_hours: Some(2),
        ..StoreCaps::default()
    });
    let claim = log.later(121).leaves(reminder(1, "c1"));
    assert_eq!(log.found(), [(Stale, claim, None)]);
}

#[test]
fn a_campaign_a_day_after_it_was_due() {
    let late = |minutes: i64| {
        let mut log = Log::opted_in(CALIFORNIA);
        let due = log.now + SignedDuration::from_mins(60);
        log.happens(MessageScheduled {
            outgoing: campaign(1),
            due,
        });
        log.later(60 + minutes);
        log.happens(MessageReleased { message: message(1) });
        (log.claim(1), log)
    };
    let (_, log) = late(24 * 60);
    log.is_clean();
    let (claim, log) = late(24 * 60 + 1);
    assert_eq!(log.found(), [(Stale, claim, None)]);
}
