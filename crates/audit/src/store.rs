//! What a store asked of its texts, and when.

use crate::wall_clock::minute_of_day;
use domain::store::{Hours, Weekday};
use jiff::{SignedDuration, Timestamp};
use policy::{Zone, caps::StoreCaps};
use std::rc::Rc;

/// The gate reads a store's settings before it claims, and a claim is decided by the conversation's stream alone. A text
/// that left within this time of a change may have been judged by what stood before, and rightly so.
const REACHES_THE_GATE_WITHIN: SignedDuration = SignedDuration::from_mins(1);

/// The settings that concern sending, each with the position of the event that made it so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub hours: Option<(Rc<Hours>, u64)>,
    pub caps: Option<(Rc<StoreCaps>, u64)>,
}

#[derive(Debug, Default)]
pub(crate) struct Store {
    now: Settings,
    /// Those before, with the moment at which they were replaced. Only of the last minute before the newest change.
    before: Vec<(Timestamp, Settings)>,
}

impl Store {
    pub fn change(&mut self, at: Timestamp, change: impl FnOnce(&mut Settings)) {
        self.before.retain(|(replaced, _)| may_still_hold(*replaced, at));
        self.before.push((at, self.now.clone()));
        change(&mut self.now);
    }

    /// All that may have been known of the store at that moment, the newest first.
    pub fn settings_at(&self, at: Timestamp) -> impl Iterator<Item = &Settings> {
        let before = self.before.iter().rev();
        let known = before.filter(move |(replaced, _)| may_still_hold(*replaced, at));
        std::iter::once(&self.now).chain(known.map(|(_, settings)| settings))
    }
}

fn may_still_hold(replaced: Timestamp, at: Timestamp) -> bool {
    at.duration_since(replaced) < REACHES_THE_GATE_WITHIN
}

/// Whether the store sends by itself at that moment, by the wall clock in its zone; and what that clock shows. Hours in a
/// zone that nobody knows keep nothing back.
pub(crate) fn is_open(hours: &Hours, at: Timestamp) -> Result<(), String> {
    let name = if hours.time_zone.is_empty() {
        "UTC"
    } else {
        &hours.time_zone
    };
    let Some(zone) = Zone::named(name) else {
        return Ok(());
    };
    let local = zone.time_zone().to_datetime(at);
    let shown = || crate::wall_clock::told(local, zone);
    if hours.holidays.contains(&local.date()) {
        return Err(format!("it was {}, a day on which the store is closed", shown()));
    }
    let today = Weekday::from(local.date().weekday());
    let minute = minute_of_day(local);
    let mut of_today = hours.periods.iter().filter(|period| period.day == today);
    match hours.periods.is_empty() || of_today.any(|period| (period.from..period.until).contains(&minute)) {
        true => Ok(()),
        false => Err(format!("it was {}", shown())),
    }
}
