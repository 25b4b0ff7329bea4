use crate::log::*;
use audit::Code::AfterErasure;
use domain::{
    StoreId,
    erasure::{ContactErased, ErasureEvent, ErasureReason},
};
use event_log::StreamId;
use uuid::Uuid;

fn erase(log: &mut Log) -> u64 {
    let erased = ContactErased {
        store: StoreId(Uuid::from_u128(1)),
        conversation: conversation(),
        reason: ErasureReason::ContactRequest,
    };
    log.event(StreamId(Uuid::from_u128(30)), ErasureEvent::from(erased))
}

#[test]
fn what_was_sent_to_erased_contacts_is_counted() {
    let mut log = Log::of(CALIFORNIA);
    log.leaves(campaign(1));
    log.leaves(campaign(2));
    erase(&mut log);
    log.forget(CONVERSATION);
    log.is_clean();
    let report = log.audited();
    assert_eq!((report.sends.checked, report.erased_sends), (0, 2));
    assert!(
        report
            .to_string()
            .contains("2 sends of erased contacts cannot be looked at")
    );
}

#[test]
fn a_send_after_the_erasure_is_seen_without_the_key() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.queued(campaign(1));
    let erased = erase(&mut log);
    let claim = log.claim(1);
    assert_eq!(log.found(), [(AfterErasure, claim, Some(erased))]);
    log.forget(CONVERSATION);
    assert_eq!(log.found(), [(AfterErasure, claim, Some(erased))]);
}
