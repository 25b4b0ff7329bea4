//! What clocks showed where a contact was, or may have been, and what the rows of the table said of that minute.

use jiff::{Timestamp, civil::DateTime};
use policy::{
    Code, Place, Zone,
    place::{Known, locate},
    quiet_hours::{Row, Span, table},
};
use std::{collections::HashMap, sync::LazyLock};

/// A row, and the zones of its state where it is one's.
struct Ruled {
    row: &'static Row,
    zones: Vec<Zone>,
}

#[derive(Default)]
struct Rows {
    by_country: HashMap<Code, Vec<Ruled>>,
    /// Where no row names the country.
    elsewhere: Vec<Ruled>,
    /// For texts that sell nothing, everywhere.
    courtesy: Vec<Ruled>,
}

static ROWS: LazyLock<Rows> = LazyLock::new(|| {
    let mut rows = Rows::default();
    for row in table() {
        let ruled = || Ruled {
            row,
            zones: zones_of(row),
        };
        match row.jurisdiction.as_str() {
            "default" => rows.elsewhere.push(ruled()),
            "courtesy" => rows.courtesy.push(ruled()),
            _ => {
                for country in row.country.iter().chain(&row.also) {
                    rows.by_country.entry(*country).or_default().push(ruled());
                }
            }
        }
    }
    rows
});

fn zones_of(row: &Row) -> Vec<Zone> {
    let (Some(country), Some(region)) = (row.country, row.region) else {
        return Vec::new();
    };
    let place = locate(&Known {
        country: Some(country.as_str()),
        region: Some(region.as_str()),
        ..Known::default()
    });
    place.zones
}

/// A row that kept a text back, and where.
#[derive(Clone, Copy)]
pub(crate) struct Closed {
    pub row: &'static Row,
    pub zone: Zone,
    pub local: DateTime,
    pub spans: &'static [Span],
    pub holiday: Option<&'static str>,
}

/// Why a text should not have left at that moment.
pub(crate) enum Quiet {
    Closed(Closed),
    /// Nobody knew where the contact was.
    Nowhere,
}

/// The first rule that was closed anywhere the contact may have been; a state's rather than its country's, which says less.
pub(crate) fn quiet(place: &Place, marketing: bool, at: Timestamp) -> Option<Quiet> {
    let rows = match (marketing, place.country) {
        (false, _) => &ROWS.courtesy,
        (true, Some(country)) => ROWS.by_country.get(&country).unwrap_or(&ROWS.elsewhere),
        (true, None) => &ROWS.elsewhere,
    };
    let mut asked = false;
    let mut found: Option<Closed> = None;
    for Ruled { row, zones } in rows {
        let elsewhere = row
            .region
            .is_some_and(|region| !place.regions.is_empty() && !place.regions.contains(&region));
        if elsewhere {
            continue;
        }
        for zone in &place.zones {
            // Where it is open which state it is, a state's rule is that of the zones it has.
            let in_state =
                row.region.is_none() || place.regions.len() == 1 || zones.iter().any(|own| own.same_clock(*zone));
            if !in_state {
                continue;
            }
            asked = true;
            let closed = closed(row, *zone, at);
            if closed.is_some() && found.is_none_or(|found| found.row.region.is_none() && row.region.is_some()) {
                found = closed;
            }
        }
    }
    match asked {
        true => found.map(Quiet::Closed),
        false => Some(Quiet::Nowhere),
    }
}

/// By the minute that the clock shows: an hour that comes twice is the same both times, and one that is skipped never comes.
fn closed(row: &'static Row, zone: Zone, at: Timestamp) -> Option<Closed> {
    let local = zone.time_zone().to_datetime(at);
    let day = row.day(local.date());
    let minute = minute_of_day(local);
    let open = day.spans.iter().any(|span| (span.from..span.until).contains(&minute));
    (!open).then_some(Closed {
        row,
        zone,
        local,
        spans: day.spans,
        holiday: day.holiday,
    })
}

pub(crate) fn minute_of_day(local: DateTime) -> u16 {
    u16::try_from(i16::from(local.hour()) * 60 + i16::from(local.minute())).unwrap_or_default()
}

/// `2026-11-26 21:14 (America/New_York)`.
pub(crate) fn told(local: DateTime, zone: Zone) -> String {
    format!("{} ({zone})", local.strftime("%Y-%m-%d %H:%M"))
}

/// What a clock showed where the contact may have been.
pub(crate) fn told_there(place: &Place, at: Timestamp) -> String {
    let shown = |zone: Zone| told(zone.time_zone().to_datetime(at), zone);
    match place.zones.as_slice() {
        [] => format!("{} (UTC)", at.strftime("%Y-%m-%d %H:%M")),
        [only] => shown(*only),
        [first, others @ ..] => format!("{}, or in {} other zones", shown(*first), others.len()),
    }
}

impl Closed {
    /// What the rule said of that day: `texts may leave from 8:00 to 20:00`.
    pub fn said(&self) -> String {
        if let Some(holiday) = self.holiday {
            return format!("no text may leave on {holiday}");
        }
        let spans: Vec<String> = self.spans.iter().map(written).collect();
        match spans.is_empty() {
            true => "no text may leave that day".to_owned(),
            false => format!("texts may leave {}", spans.join(" and ")),
        }
    }
}

fn written(span: &Span) -> String {
    let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    format!("from {} to {}", clock(span.from), clock(span.until))
}
