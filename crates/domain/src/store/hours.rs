//! When a store sends texts by itself.

use jiff::{Timestamp, ToSpan, Unit, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl From<civil::Weekday> for Weekday {
    fn from(day: civil::Weekday) -> Self {
        match day {
            civil::Weekday::Monday => Self::Monday,
            civil::Weekday::Tuesday => Self::Tuesday,
            civil::Weekday::Wednesday => Self::Wednesday,
            civil::Weekday::Thursday => Self::Thursday,
            civil::Weekday::Friday => Self::Friday,
            civil::Weekday::Saturday => Self::Saturday,
            civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

/// Minutes from local midnight; `until` may be 1440, the end of the day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenPeriod {
    pub day: Weekday,
    pub from: u16,
    pub until: u16,
}

/// Opening hours for automated texts. No periods at all means open on every day that is no holiday.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hours {
    /// IANA name, such as `America/New_York`; empty means UTC.
    pub time_zone: String,
    pub periods: Vec<OpenPeriod>,
    /// Days on which it is closed all day, whatever the periods say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>, example = json!(["2026-12-25"])))]
    pub holidays: Vec<civil::Date>,
}

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum InvalidHours {
    #[error("`{0}` is not a time zone: use an IANA name such as America/New_York")]
    UnknownTimeZone(String),
    #[error("a period must start before it ends and end by minute 1440")]
    InvalidPeriod,
}

impl Hours {
    pub fn check(&self) -> Result<(), InvalidHours> {
        self.zone()?;
        let fits = |period: &OpenPeriod| period.from < period.until && period.until <= 1440;
        if self.periods.iter().all(fits) {
            Ok(())
        } else {
            Err(InvalidHours::InvalidPeriod)
        }
    }

    fn zone(&self) -> Result<TimeZone, InvalidHours> {
        if self.time_zone.is_empty() {
            return Ok(TimeZone::UTC);
        }
        TimeZone::get(&self.time_zone).map_err(|_| InvalidHours::UnknownTimeZone(self.time_zone.clone()))
    }

    fn periods_of(&self, day: Weekday) -> Vec<OpenPeriod> {
        let all_day = OpenPeriod {
            day,
            from: 0,
            until: 1440,
        };
        match self.periods.is_empty() {
            true => vec![all_day],
            false => self
                .periods
                .iter()
                .filter(|period| period.day == day)
                .cloned()
                .collect(),
        }
    }

    /// `None` if open now, otherwise the next opening. Hours that no clock can satisfy count as always open.
    pub fn next_opening(&self, now: Timestamp) -> Option<Timestamp> {
        if self.periods.is_empty() && self.holidays.is_empty() {
            return None;
        }
        let zone = self.zone().ok()?;
        let local = now.to_zoned(zone.clone());
        // A week of periods, and one more day for each day that may be skipped.
        (0..=7 + self.holidays.len() as i64)
            .find_map(|ahead: i64| {
                let date = local.date().checked_add(ahead.days()).ok()?;
                if self.holidays.contains(&date) {
                    return None;
                }
                let mut today = self.periods_of(Weekday::from(date.weekday()));
                today.sort_by_key(|period| period.from);
                today.into_iter().find_map(|period| {
                    let at = |minute: u16| {
                        let midnight = date.at(0, 0, 0, 0);
                        midnight
                            .checked_add(i64::from(minute).minutes())
                            .ok()?
                            .to_zoned(zone.clone())
                            .ok()
                    };
                    let (opens, closes) = (at(period.from)?.timestamp(), at(period.until)?.timestamp());
                    (now < closes).then(|| opens.max(now))
                })
            })
            .filter(|opening| *opening > now)
            .map(|opening| opening.round(Unit::Second).unwrap_or(opening))
    }
}
