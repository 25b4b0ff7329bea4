use crate::log::*;
use audit::Code::{AfterOptOut, WithoutConsent};
use domain::{
    consent::{ConsentSource, OptOutCause},
    conversation::event::*,
    message::MessageKind,
};

#[test]
fn a_reply_after_an_opt_out() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.contact_writes(1, Intent::None);
    log.leaves(reply(2));
    let out = log.opts_out(OptOutCause::Agent, None);
    let claim = log.later(1).leaves(reply(3));
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
    let says = &log.audited().violations[0].says;
    assert!(says.contains("60 seconds after the contact had opted out"), "{says}");
    assert!(says.contains("2027-01-13 10:01 (America/Los_Angeles)"), "{says}");
}

#[test]
fn nothing_is_wrong_once_the_contact_has_come_back() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.opts_out(OptOutCause::Shop, None);
    log.opts_in("START");
    log.later(1).leaves(campaign(3));
    log.is_clean();
}

#[test]
fn a_claim_that_is_renewed_after_an_opt_out() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.leaves(campaign(2));
    let out = log.opts_out(OptOutCause::Carrier, None);
    let claim = log.later(3).claim_again(2, 2);
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
}

fn stopped(cause: OptOutCause) -> (Log, u64) {
    let mut log = Log::opted_in(CALIFORNIA);
    log.contact_writes(1, Intent::OptOut);
    let out = log.opts_out(cause, Some(message(1)));
    log.queued(about_consent(2, 1));
    (log, out)
}

#[test]
fn the_one_confirmation_within_five_minutes() {
    let (mut log, _) = stopped(OptOutCause::Text);
    log.later(5).claim(2);
    log.is_clean();
}

#[test]
fn the_confirmation_after_five_minutes() {
    let (mut log, out) = stopped(OptOutCause::Text);
    log.later(5).now += jiff::SignedDuration::from_secs(1);
    let claim = log.claim(2);
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
    let source = log.audited().violations[0].source.clone();
    assert_eq!(source.as_deref(), Some("47 CFR 64.1200(a)(12)"));
}

#[test]
fn a_second_confirmation() {
    let (mut log, out) = stopped(OptOutCause::Text);
    log.claim(2);
    let claim = log.later(1).leaves(about_consent(3, 1));
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
}

#[test]
fn a_stop_that_is_repeated_allows_no_second_confirmation() {
    let (mut log, out) = stopped(OptOutCause::Text);
    log.claim(2);
    log.later(60).contact_writes(3, Intent::OptOut);
    log.opts_out(OptOutCause::Text, Some(message(3)));
    let claim = log.leaves(about_consent(4, 3));
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
}

#[test]
fn the_carrier_has_confirmed_already() {
    let (mut log, out) = stopped(OptOutCause::Carrier);
    let claim = log.claim(2);
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
}

#[test]
fn a_text_about_consent_that_answers_something_else() {
    let (mut log, out) = stopped(OptOutCause::Text);
    let claim = log.leaves(about_consent(5, 9));
    assert_eq!(log.found(), [(AfterOptOut, claim, Some(out))]);
}

#[test]
fn marketing_without_consent() {
    let mut log = Log::of(CALIFORNIA);
    let claim = log.leaves(campaign(1));
    assert_eq!(log.found(), [(WithoutConsent, claim, None)]);
}

#[test]
fn news_of_an_order_needs_none() {
    let mut log = Log::of(CALIFORNIA);
    log.leaves(news_of_an_order(1));
    log.is_clean();
}

#[test]
fn marketing_while_the_contact_is_asked_to_confirm() {
    let mut log = Log::of(CALIFORNIA);
    let asked = log.happens(ConsentRequested {
        source: ConsentSource::Checkout,
        wording: "carts and offers".to_owned(),
        evidence: "checkout 7".to_owned(),
        message: message(1),
    });
    log.leaves(outgoing(1, MessageKind::Consent, domain::message::Author::System));
    log.is_clean();
    let claim = log.later(10).leaves(campaign(2));
    assert_eq!(log.found(), [(WithoutConsent, claim, Some(asked))]);
}
