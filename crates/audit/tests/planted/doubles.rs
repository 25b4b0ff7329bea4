use crate::log::*;
use audit::Code::{ClaimOfStopped, DoubleSend, NeverQueued, WithoutClaim};
use domain::conversation::event::*;
use jiff::SignedDuration;

fn claimed() -> Log {
    let mut log = Log::of(CALIFORNIA);
    log.contact_writes(1, Intent::None);
    log.leaves(reply(2));
    log
}

#[test]
fn a_claim_after_the_message_was_sent() {
    let mut log = claimed();
    let sent = log.sent(2);
    let claim = log.claim_again(2, 2);
    log.sent(2);
    assert_eq!(log.found(), [(DoubleSend, claim, Some(sent))]);
}

#[test]
fn a_claim_that_is_renewed_after_a_crash() {
    let mut log = claimed();
    log.later(1).claim_again(2, 2);
    log.sent(2);
    log.is_clean();
}

#[test]
fn a_claim_after_the_carrier_was_busy() {
    let mut log = claimed();
    let until = log.now;
    log.happens(DispatchDeferred {
        message: message(2),
        until,
        code: None,
        reason: "busy".to_owned(),
    });
    log.later(1).claim_again(2, 2);
    log.is_clean();
}

#[test]
fn two_senders_that_do_not_know_of_each_other() {
    let mut log = claimed();
    let first = log.recorded.len() as u64;
    let claim = log.claim_again(2, 1);
    assert_eq!(log.found(), [(DoubleSend, claim, Some(first))]);
}

#[test]
fn a_message_that_is_sent_twice() {
    let mut log = claimed();
    let first = log.sent(2);
    let second = log.later(1).sent(2);
    assert_eq!(log.found(), [(DoubleSend, second, Some(first))]);
}

#[test]
fn a_claim_that_repeats_blindly() {
    let mut log = claimed();
    let uncertain = log.happens(DispatchUncertain {
        message: message(2),
        reason: "?".to_owned(),
    });
    let claim = log.claim_again(2, 2);
    assert_eq!(log.found(), [(DoubleSend, claim, Some(uncertain))]);
}

#[test]
fn a_claim_of_what_was_stopped() {
    let mut log = claimed();
    log.queued(reply(3));
    let cancelled = log.happens(MessageCancelled { message: message(3) });
    let third = log.claim(3);
    log.queued(reply(4));
    let suppressed = log.happens(MessageSuppressed {
        message: message(4),
        reason: SuppressionReason::TakenOver,
        because: None,
    });
    let fourth = log.claim(4);
    log.queued(reply(5));
    log.claim(5);
    let failed = log.failed(5);
    let fifth = log.claim_again(5, 2);
    assert_eq!(
        log.found(),
        [
            (ClaimOfStopped, third, Some(cancelled)),
            (ClaimOfStopped, fourth, Some(suppressed)),
            (ClaimOfStopped, fifth, Some(failed)),
        ]
    );
}

#[test]
fn a_claim_of_what_nobody_wrote() {
    let mut log = claimed();
    let claim = log.claim(7);
    assert_eq!(log.found(), [(NeverQueued, claim, None)]);
}

#[test]
fn a_claim_of_what_waits_for_its_time() {
    let mut log = claimed();
    let due = log.now + SignedDuration::from_hours(1);
    let scheduled = log.happens(MessageScheduled {
        outgoing: reply(3),
        due,
    });
    let mut released = log.clone();
    released.now = due;
    let claim = log.claim(3);
    assert_eq!(log.found(), [(NeverQueued, claim, Some(scheduled))]);
    released.happens(MessageReleased { message: message(3) });
    released.claim(3);
    released.is_clean();
}

#[test]
fn a_message_that_was_sent_without_a_claim() {
    let mut log = claimed();
    let queued = log.queued(reply(3));
    let sent = log.sent(3);
    let unknown = log.sent(8);
    assert_eq!(
        log.found(),
        [(WithoutClaim, sent, Some(queued)), (WithoutClaim, unknown, None)]
    );
}

#[test]
fn a_message_that_is_written_twice_hides_nothing() {
    let mut log = claimed();
    let sent = log.sent(2);
    log.queued(reply(2));
    let claim = log.claim(2);
    assert_eq!(log.found(), [(DoubleSend, claim, Some(sent))]);
}
