//! One rule by the clocks of one zone.
//!
//! A rule goes by what the wall clock shows. So a window that should open in the hour that daylight saving skips opens at the
//! first moment after, and of an hour that comes twice both passes count the same.

use super::Row;
use crate::zone::Zone;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};

fn is_open(row: &'static Row, local: DateTime) -> bool {
    let (hour, minute) = (local.hour(), local.minute());
    let minute = u16::try_from(i16::from(hour) * 60 + i16::from(minute)).unwrap_or(0);
    let day = row.day(local.date());
    day.spans.iter().any(|span| span.from <= minute && minute < span.until)
}

/// The first moment from `at` on at which the rule is open; none if that is not before `limit`.
pub(super) fn next_opening(row: &'static Row, zone: Zone, at: Timestamp, limit: Timestamp) -> Option<Timestamp> {
    let zone = zone.time_zone();
    let local = zone.to_datetime(at);
    if is_open(row, local) {
        return Some(at);
    }
    let by_schedule = scheduled_opening(row, zone, at, local.date(), limit);
    let before = by_schedule.unwrap_or(limit);
    // Clocks that are set back or forward can land inside a window.
    let by_change = zone
        .following(at)
        .map(|change| change.timestamp())
        .take_while(|change| *change < before)
        .find(|change| is_open(row, zone.to_datetime(*change)));
    by_change.or(by_schedule)
}

fn scheduled_opening(
    row: &'static Row,
    zone: &TimeZone,
    at: Timestamp,
    today: Date,
    limit: Timestamp,
) -> Option<Timestamp> {
    let mut date = today;
    loop {
        let spans = row.day(date).spans.iter();
        let starts = spans.flat_map(|span| moments(zone, minute_of(date, span.from)));
        let opening = starts
            .flatten()
            .filter(|start| *start > at && is_open(row, zone.to_datetime(*start)))
            .min();
        if let Some(opening) = opening {
            return Some(opening).filter(|opening| *opening < limit);
        }
        date = date.tomorrow().ok()?;
        // A local day begins at most 26 hours from the same day's beginning in UTC, whichever the zone.
        let begins = TimeZone::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
        if begins.duration_since(limit).as_hours() > 26 {
            return None;
        }
    }
}

/// The first moment after `at`, at which the rule is open, that it no longer is; at most `limit`.
pub(super) fn next_closing(row: &'static Row, zone: Zone, at: Timestamp, limit: Timestamp) -> Timestamp {
    let zone = zone.time_zone();
    let mut at = at;
    while at < limit {
        let local = zone.to_datetime(at);
        let minute = u16::try_from(i16::from(local.hour()) * 60 + i16::from(local.minute())).unwrap_or(0);
        let day = row.day(local.date());
        let Some(span) = day.spans.iter().find(|span| span.from <= minute && minute < span.until) else {
            return at;
        };
        let end = moments(zone, minute_of(local.date(), span.until));
        let end = end.into_iter().flatten().filter(|end| *end > at).min().unwrap_or(limit);
        let change = zone.following(at).map(|change| change.timestamp()).next();
        // Either may still be open: at midnight before an open day, or when clocks change inside a window.
        at = change.map_or(end, |change| change.min(end));
    }
    limit
}

/// That minute of a day; minute 1440 is the next day's first.
fn minute_of(date: Date, minute: u16) -> DateTime {
    let midnight = date.to_datetime(Time::midnight());
    midnight.checked_add(i64::from(minute).minutes()).unwrap_or(midnight)
}

/// The moments at which the clocks show that time: one, two when clocks are set back, and when they skip it the moment at
/// which they do.
fn moments(zone: &TimeZone, local: DateTime) -> [Option<Timestamp>; 2] {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => [offset.to_timestamp(local).ok(), None],
        AmbiguousOffset::Fold { before, after } => [before, after].map(|offset| offset.to_timestamp(local).ok()),
        AmbiguousOffset::Gap { after, .. } => {
            // With the later offset the skipped time lies before the change.
            let change = after.to_timestamp(local).ok().and_then(|early| {
                let one_earlier = early.checked_sub(1.second()).ok()?;
                zone.following(one_earlier).next().map(|change| change.timestamp())
            });
            [change, None]
        }
    }
}

/// The first moment of a day in a zone.
pub(crate) fn start_of_day(zone: Zone, date: Date) -> Option<Timestamp> {
    let [first, _] = moments(zone.time_zone(), date.to_datetime(Time::midnight()));
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiet_hours::{Span, table};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A rule that is open in some minutes of every day.
    fn open(spans: &[(u16, u16)]) -> &'static Row {
        let mut row = table()
            .iter()
            .find(|row| row.jurisdiction == "default")
            .unwrap()
            .clone();
        let spans: Vec<_> = spans
            .iter()
            .map(|(from, until)| Span {
                from: *from,
                until: *until,
            })
            .collect();
        row.monday_to_friday = spans.clone();
        row.saturday = spans.clone();
        row.sunday = spans;
        Box::leak(Box::new(row))
    }

    fn opening(row: &'static Row, zone: &str, moment: &str) -> Timestamp {
        let limit = at(moment).checked_add(48.hours()).unwrap();
        next_opening(row, Zone::named(zone).unwrap(), at(moment), limit).unwrap()
    }

    fn closing(row: &'static Row, zone: &str, moment: &str) -> Timestamp {
        let limit = at(moment).checked_add(48.hours()).unwrap();
        next_closing(row, Zone::named(zone).unwrap(), at(moment), limit)
    }

    #[test]
    fn a_window_that_opens_in_the_skipped_hour_opens_right_after_it() {
        let row = open(&[(150, 600)]);
        let found = opening(row, "America/New_York", "2027-03-14T01:00:00-05:00");
        assert_eq!(found, at("2027-03-14T03:00:00-04:00"));
    }

    #[test]
    fn a_window_that_lies_in_the_skipped_hour_waits_for_the_next_day() {
        let row = open(&[(130, 170)]);
        let found = opening(row, "America/New_York", "2027-03-14T01:00:00-05:00");
        assert_eq!(found, at("2027-03-15T02:10:00-04:00"));
    }

    #[test]
    fn a_window_that_closes_in_the_skipped_hour_closes_before_it() {
        let row = open(&[(60, 150)]);
        let found = closing(row, "America/New_York", "2027-03-14T01:30:00-05:00");
        assert_eq!(found, at("2027-03-14T03:00:00-04:00"));
    }

    #[test]
    fn a_window_in_the_repeated_hour_opens_twice() {
        let row = open(&[(75, 105)]);
        let zone = "America/New_York";
        assert_eq!(
            opening(row, zone, "2027-11-07T00:30:00-04:00"),
            at("2027-11-07T01:15:00-04:00")
        );
        assert_eq!(
            closing(row, zone, "2027-11-07T01:15:00-04:00"),
            at("2027-11-07T01:45:00-04:00")
        );
        assert_eq!(
            opening(row, zone, "2027-11-07T01:50:00-04:00"),
            at("2027-11-07T01:15:00-05:00")
        );
    }

    #[test]
    fn clocks_that_are_set_back_into_a_window_open_it() {
        let row = open(&[(30, 75)]);
        let zone = "America/New_York";
        assert_eq!(
            opening(row, zone, "2027-11-07T01:30:00-04:00"),
            at("2027-11-07T01:00:00-05:00")
        );
        // And clocks that are set back within one leave it open.
        let row = open(&[(30, 180)]);
        assert_eq!(
            closing(row, zone, "2027-11-07T00:30:00-04:00"),
            at("2027-11-07T03:00:00-05:00")
        );
    }

    #[test]
    fn half_an_hour_is_skipped_and_repeated_on_lord_howe() {
        let row = open(&[(135, 600)]);
        let zone = "Australia/Lord_Howe";
        assert_eq!(
            opening(row, zone, "2027-10-03T01:00:00+10:30"),
            at("2027-10-03T02:30:00+11:00")
        );
        let row = open(&[(105, 110)]);
        assert_eq!(
            opening(row, zone, "2027-04-04T01:55:00+11:00"),
            at("2027-04-04T01:45:00+10:30")
        );
    }

    #[test]
    fn a_day_without_midnight_begins_an_hour_later() {
        let row = open(&[(0, 60), (120, 180)]);
        let zone = "America/Santiago";
        assert_eq!(
            opening(row, zone, "2027-09-04T20:00:00-04:00"),
            at("2027-09-05T02:00:00-03:00")
        );
        let day = jiff::civil::date(2027, 9, 5);
        assert_eq!(
            start_of_day(Zone::named(zone).unwrap(), day),
            Some(at("2027-09-05T01:00:00-03:00"))
        );
    }

    #[test]
    fn windows_that_meet_at_midnight_do_not_close() {
        let row = open(&[(0, 60), (1380, 1440)]);
        assert_eq!(closing(row, "UTC", "2027-01-13T23:30:00Z"), at("2027-01-14T01:00:00Z"));
        let always = open(&[(0, 1440)]);
        assert_eq!(
            closing(always, "UTC", "2027-01-13T23:30:00Z"),
            at("2027-01-15T23:30:00Z")
        );
    }
}
