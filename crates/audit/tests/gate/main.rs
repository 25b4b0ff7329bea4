//! The gate and the audit against each other: whatever is asked of the domain, in whatever order, nothing leaves that the
//! audit objects to; and what the gate keeps back would have been found, had it left.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod played;
mod steps;

use played::Played;
use proptest::test_runner::{Config, TestRunner};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

/// `PROPTEST_CASES` runs more of them.
const CASES: u32 = 400;

#[test]
fn gate_and_audit_agree() {
    let mut config = Config::default();
    config.failure_persistence = None;
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    let cases = u64::from(config.cases);
    let (left, kept_back) = (Cell::new(0), RefCell::new(BTreeMap::<String, u64>::new()));
    let mut runner = TestRunner::new(config);
    let run = runner.run(&steps::story(), |story| {
        let mut played = Played::begin(&story);
        for step in &story.steps {
            played.play(step)?;
        }
        left.set(left.get() + played.no_violation()?);
        for why in played.kept_back {
            *kept_back.borrow_mut().entry(why).or_default() += 1;
        }
        Ok(())
    });
    if let Err(failure) = run {
        panic!("{failure}");
    }
    // Were the stories so dull that nothing left, or nothing was kept back, they would prove nothing.
    let kept_back = kept_back.into_inner();
    println!(
        "{} sends and what was kept back of {cases} stories: {kept_back:?}",
        left.get()
    );
    assert!(left.get() > cases && kept_back.values().sum::<u64>() > cases);
}
