//! When may a text leave, by the recipient's clock?
//!
//! Every rule that may hold where the recipient may be must be content: of all possible countries and states, in each
//! possible zone. The table is `data/quiet_hours.toml`.

mod clock;
mod rows;

use crate::{
    place::{self, Code, Place},
    reason::{Hours, Reason},
    zone::Zone,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

pub(crate) use clock::start_of_day;
pub use rows::{Row, WrittenFor, table, version};

/// How far ahead a moment is looked for.
pub const HORIZON_DAYS: i64 = 14;
const HORIZON: SignedDuration = SignedDuration::from_hours(24 * HORIZON_DAYS);

/// What a text is for, as far as hours go.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It sells something: every law on hours is kept.
    Marketing,
    /// News of an order, an automatic answer: only the row `courtesy`.
    Service,
}

/// Part of a day by the wall clock, in minutes from midnight, from the first to before the last; `until` may be 1440.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    pub from: u16,
    pub until: u16,
}

/// Whether a text may leave at a moment, as far as hours go.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "timing", rename_all = "snake_case")]
pub enum Timing {
    Allowed,
    /// `until` is the first moment from then on at which it may.
    Held {
        until: Timestamp,
        because: Reason,
    },
    /// Not within [`HORIZON_DAYS`], or nobody knows where the recipient is.
    NoWindow {
        because: Reason,
    },
}

/// A stretch of time in which a text may leave, from its first moment to before its last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Window {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// One rule in one zone, as it must be kept for one place.
#[derive(Clone, Copy, Debug)]
struct Constraint {
    row: &'static Row,
    country: Option<Code>,
    zone: Zone,
    /// The recipient may be in another zone.
    one_of_several: bool,
}

/// Whether a text may leave at `at` to somebody there, and when otherwise.
pub fn next_allowed(place: &Place, purpose: Purpose, at: Timestamp) -> Timing {
    next_allowed_in_all(std::slice::from_ref(place), purpose, at)
}

/// The same where several places must all be content: [`place::evidence`].
pub fn next_allowed_in_all(places: &[Place], purpose: Purpose, at: Timestamp) -> Timing {
    search(places, purpose, at, &|_| None)
}

/// The same within the store's own hours. `store_opens` tells for a moment `None` if the store is open then, otherwise its next
/// opening.
pub fn next_allowed_within(
    place: &Place,
    purpose: Purpose,
    at: Timestamp,
    store_opens: impl Fn(Timestamp) -> Option<Timestamp>,
) -> Timing {
    search(std::slice::from_ref(place), purpose, at, &store_opens)
}

/// Every stretch of time between two moments in which a text may leave; both ends are cut. At most [`HORIZON_DAYS`] are told.
pub fn windows(place: &Place, purpose: Purpose, from: Timestamp, until: Timestamp) -> Vec<Window> {
    let constraints = constraints(std::slice::from_ref(place), purpose);
    let end = until.min(later(from, HORIZON));
    let mut windows = Vec::new();
    let mut at = from;
    while let Some(opens) = first_common(&constraints, at, end).filter(|opens| *opens < end) {
        let closing = |constraint: &Constraint| clock::next_closing(constraint.row, constraint.zone, opens, end);
        let Some(closes) = constraints.iter().map(closing).min() else {
            break;
        };
        windows.push(Window {
            from: opens,
            until: closes,
        });
        at = closes;
    }
    windows
}

/// The rows that must be kept there, without repetition.
pub fn rows_for(place: &Place, purpose: Purpose) -> Vec<&'static Row> {
    let mut rows: Vec<&Row> = Vec::new();
    for constraint in constraints(std::slice::from_ref(place), purpose) {
        if !rows.iter().any(|row| std::ptr::eq(*row, constraint.row)) {
            rows.push(constraint.row);
        }
    }
    rows
}

fn search(
    places: &[Place],
    purpose: Purpose,
    at: Timestamp,
    store_opens: &dyn Fn(Timestamp) -> Option<Timestamp>,
) -> Timing {
    let constraints = constraints(places, purpose);
    if constraints.is_empty() || places.iter().any(|place| place.zones.is_empty()) {
        let because = Reason::UnknownPlace;
        return Timing::NoWindow { because };
    }
    let limit = later(at, HORIZON);
    // The reason told is the rule that keeps the text longest, of those that are closed now; of several the state's, which
    // says more than the country's.
    let mut blocker: Option<(Timestamp, Option<&Constraint>)> = None;
    for constraint in &constraints {
        let opens = clock::next_opening(constraint.row, constraint.zone, at, limit).unwrap_or(limit);
        let tells_more = |(latest, told): (Timestamp, Option<&Constraint>)| {
            let told_of_state = told.is_some_and(|told| told.row.region.is_some());
            opens > latest || (opens == latest && constraint.row.region.is_some() && !told_of_state)
        };
        if opens > at && blocker.is_none_or(tells_more) {
            blocker = Some((opens, Some(constraint)));
        }
    }
    if let Some(opens) = store_opens(at)
        && opens > at
        && blocker.is_none_or(|(latest, _)| opens > latest)
    {
        blocker = Some((opens, None));
    }
    let Some((latest, blocker)) = blocker else {
        return Timing::Allowed;
    };
    match first_within_store(&constraints, latest, limit, store_opens) {
        Some(until) => Timing::Held {
            until,
            because: match blocker {
                Some(constraint) => Reason::QuietHours(constraint.hours(at)),
                None => Reason::StoreHours { opens: latest },
            },
        },
        None => Timing::NoWindow {
            because: Reason::NoWindow {
                days: HORIZON_DAYS,
                hours: blocker.map(|constraint| constraint.hours(at)),
            },
        },
    }
}

/// The first moment that both the rules and the store accept.
fn first_within_store(
    constraints: &[Constraint],
    from: Timestamp,
    limit: Timestamp,
    store_opens: &dyn Fn(Timestamp) -> Option<Timestamp>,
) -> Option<Timestamp> {
    let mut at = from;
    while at < limit {
        let common = first_common(constraints, at, limit)?;
        match store_opens(common) {
            Some(opens) if opens > common => at = opens,
            _ => return Some(common),
        }
    }
    None
}

/// The first moment from `from` on, before `limit`, that every rule accepts: each in turn moves it to its own next opening, until
/// none does. It only ever moves forward, from opening to opening, so this ends.
fn first_common(constraints: &[Constraint], from: Timestamp, limit: Timestamp) -> Option<Timestamp> {
    let mut at = from;
    let mut content = 0;
    for constraint in constraints.iter().cycle() {
        let opens = clock::next_opening(constraint.row, constraint.zone, at, limit)?;
        if opens > at {
            at = opens;
            content = 0;
        }
        content += 1;
        if content >= constraints.len() {
            return Some(at);
        }
    }
    None
}

fn constraints(places: &[Place], purpose: Purpose) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for place in places {
        rows::for_each_row(place.country, purpose, |row| {
            let possible = row
                .region
                .is_none_or(|region| place.regions.is_empty() || place.regions.contains(&region));
            if !possible {
                return;
            }
            // Of several possible states, each speaks only for the zones that it has.
            let within = |zone: &Zone| place.regions.len() == 1 || row.speaks_for(*zone);
            let zones = place.zones.iter().copied().filter(within);
            constraints.extend(zones.map(|zone| Constraint {
                row,
                country: place.country,
                zone,
                one_of_several: place.zones.len() > 1,
            }));
        });
    }
    constraints
}

impl Constraint {
    /// What the rule says on that day there.
    fn hours(&self, at: Timestamp) -> Hours {
        let local = self.zone.time_zone().to_datetime(at);
        let day = self.row.day(local.date());
        Hours {
            jurisdiction: self.row.jurisdiction.clone(),
            name: self.name(),
            zone: self.zone,
            one_of_several: self.one_of_several,
            local: local.with().second(0).subsec_nanosecond(0).build().unwrap_or(local),
            windows: day.spans.to_vec(),
            differs_by_day: self.row.differs_by_day(),
            holiday: day.holiday.map(str::to_owned),
            source: self.row.source.clone(),
            sure: self.row.sure,
            table: version().to_owned(),
        }
    }

    fn name(&self) -> Option<String> {
        if self.row.is_courtesy() {
            return None;
        }
        let name = self.country.and_then(|country| place::name(country, self.row.region));
        Some(name.unwrap_or(&self.row.name).to_owned())
    }
}

/// What a row says of one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Windows in order; none means that nothing may be sent.
    pub spans: &'static [Span],
    /// The holiday that closes the day.
    pub holiday: Option<&'static str>,
}

impl Row {
    /// What the row says of a day. A day on which it is not in force is open throughout.
    pub fn day(&'static self, date: Date) -> Day {
        const ALL_DAY: &[Span] = &[Span { from: 0, until: 1440 }];
        if date < self.effective_from || self.effective_until.is_some_and(|last| date > last) {
            return Day {
                spans: ALL_DAY,
                holiday: None,
            };
        }
        if let Some(holiday) = self.calendar().and_then(|calendar| calendar.holiday(date)) {
            return Day {
                spans: &[],
                holiday: Some(holiday),
            };
        }
        Day {
            spans: self.spans(date.weekday()),
            holiday: None,
        }
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
