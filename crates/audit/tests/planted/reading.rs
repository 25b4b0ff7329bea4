//! What is read, what is counted, and what cannot be.

use crate::log::*;
use audit::{Audit, Code};
use domain::{
    conversation::event::{DispatchStarted, Intent, Judged, MessageQueued},
    message::MessageKind,
};
use event_log::Payload;

#[test]
fn only_sends_since_a_moment_are_judged_and_the_past_still_forbids() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T03:00:00-08:00").leaves(campaign(1));
    let second = log.at("2027-01-14T09:00:00-08:00").leaves(campaign(2));
    log.later(1);
    let since = log.now;
    let third = log.leaves(campaign(3));
    let report = log.audited_by(Audit::default().since(Some(since)));
    let found: Vec<_> = report
        .violations
        .iter()
        .map(|found| (found.code, found.position, found.forbidden_by))
        .collect();
    assert_eq!(found, [(Code::OverCap, third, Some(second))]);
    assert_eq!(report.sends.checked, 1);
    assert_eq!(report.events, log.recorded.len() as u64);
}

#[test]
fn sends_are_counted_by_kind_and_told() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.leaves(campaign(1));
    log.contact_writes(9, Intent::None);
    log.leaves(reply(2));
    log.leaves(reply(3));
    let report = log.audited();
    assert_eq!(report.sends.checked, 3);
    assert_eq!(report.sends.by_kind[&MessageKind::Reply], 2);
    assert_eq!(
        report.to_string(),
        "3 sends checked in 10 events\n  1 campaigns' texts\n  2 people's replies\nno violation\n"
    );
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["sends"]["by_kind"]["reply"], 2);
    assert_eq!(json["found"], 0);
}

#[test]
fn each_violation_is_told_with_its_positions() {
    let mut log = Log::opted_in(CALIFORNIA);
    let out = log.opts_out(domain::consent::OptOutCause::Agent, None);
    for n in 0..60 {
        log.contact_writes(100 + n, Intent::None);
        log.leaves(reply(n));
    }
    let told = log.audited().to_string();
    assert!(told.contains("60 violations: after_opt_out 60"), "{told}");
    let first = format!("position {}: after_opt_out, forbidden by position {out}\n", out + 3);
    assert!(told.contains(&first), "{told}");
    assert!(told.contains("and 10 more"), "{told}");
}

#[test]
fn a_verdict_of_other_tables_is_told() {
    let mut log = Log::opted_in(CALIFORNIA);
    log.at("2027-01-14T03:00:00-08:00");
    log.happens(MessageQueued { outgoing: campaign(1) });
    log.happens(DispatchStarted {
        judged: Some(Judged {
            version: "hours 2020-01-01, limits 2020-01-01".to_owned(),
            zones: vec!["America/Los_Angeles".to_owned()],
            basis: "area_code".to_owned(),
        }),
        ..claim_of(1, 1)
    });
    let violation = log.audited().violations[0].clone();
    assert_eq!(
        violation.judged_by.as_deref(),
        Some("hours 2020-01-01, limits 2020-01-01")
    );
}

#[test]
fn what_is_not_understood_stops_the_audit() {
    let mut log = Log::of(CALIFORNIA);
    log.write(CONVERSATION, "message_teleported", 1, Payload::Open("{}".into()));
    let mut audit = Audit::default();
    let read: Result<Vec<()>, _> = log.recorded.iter().map(|recorded| audit.record(recorded)).collect();
    let says = read.unwrap_err().to_string();
    assert!(
        says.starts_with("position 3: event type `message_teleported` is unknown here"),
        "{says}"
    );
}
