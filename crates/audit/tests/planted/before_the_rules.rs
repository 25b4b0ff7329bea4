use crate::log::*;
use audit::{
    Audit,
    Code::{OverCap, QuietHours, WithoutConsent},
};
use domain::{conversation::event::ConversationEvent, schema::StoredEvent};
use event_log::Payload;

/// As claims were written before hours and limits were asked.
fn leaves_unjudged(log: &mut Log, n: u128) -> u64 {
    log.queued(campaign(n));
    let claim = ConversationEvent::from(claim_of(n, 1));
    let payload = Payload::Open(claim.payload().unwrap().into());
    log.write(CONVERSATION, "dispatch_started", 1, payload)
}

#[test]
fn hours_and_limits_of_an_old_log_are_counted_apart() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T03:00:00-08:00");
    let first = leaves_unjudged(&mut log, 1);
    let second = leaves_unjudged(&mut log, 2);
    log.is_clean();
    let report = log.audited();
    let counts: Vec<_> = report.before_the_rules.by_code.clone().into_iter().collect();
    assert_eq!(report.before_the_rules.sends, 2);
    assert_eq!(counts, [(QuietHours, 2), (OverCap, 1)]);
    let told = report.to_string();
    assert!(
        told.contains(
            "2 left before hours and limits were asked, of which today's would keep back: quiet_hours 2, over_cap 1"
        ),
        "{told}"
    );

    let strictly = log.audited_by(Audit::default().strict(true));
    let found: Vec<_> = strictly
        .violations
        .iter()
        .map(|found| (found.code, found.position))
        .collect();
    assert_eq!(found, [(QuietHours, first), (QuietHours, second), (OverCap, second)]);
}

#[test]
fn consent_was_always_needed() {
    let mut log = Log::of(CALIFORNIA);
    let claim = leaves_unjudged(&mut log, 1);
    assert_eq!(log.found(), [(WithoutConsent, claim, None)]);
}

#[test]
fn what_left_before_the_rules_counts_for_what_leaves_after() {
    let mut log = Log::opted_in(CALIFORNIA);
    let first = leaves_unjudged(&mut log, 1);
    let claim = log.later(30).leaves(campaign(2));
    assert_eq!(log.found(), [(OverCap, claim, Some(first))]);
}
