//! Why a text is held or dropped: a stable code for programs, a sentence for people, and what both stand on.

use crate::{
    caps::{Kind, Period, TextsOf},
    quiet_hours::Span,
    zone::Zone,
};
use jiff::{
    Timestamp,
    civil::{DateTime, Weekday},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text may not leave now. Its `Display` is a sentence for agents; [`Reason::code`] never changes its meaning.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    QuietHours(Hours),
    /// No moment within `days` days; `hours` is the rule that is closed now and opens last.
    NoWindow {
        days: i64,
        hours: Option<Hours>,
    },
    /// Nobody knows where the recipient is.
    UnknownPlace,
    StoreHours {
        opens: Timestamp,
    },
    DailyCap(Cap),
    WeeklyCap(Cap),
    MonthlyCap(Cap),
    /// There were that many texts about the cart.
    CartCap {
        at_most: u16,
        source: String,
    },
    /// Reminders of carts need a consent that names them.
    CartConsent {
        source: String,
    },
    MinimumGap {
        minutes: u32,
        last: Timestamp,
        source: String,
    },
    /// It comes, or would come, later than it makes sense.
    Stale {
        kind: Kind,
        /// The moment it was meant for; of a cart reminder also when the cart was abandoned.
        since: Timestamp,
        /// How long after that it may leave.
        minutes: u32,
        source: String,
        /// What would have held it until then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        held_by: Option<Box<Reason>>,
    },
}

/// The rule of a jurisdiction that is closed, on the day and in the zone in which it was asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = HoursInForce))]
pub struct Hours {
    /// As in the table: `US-FL`.
    pub jurisdiction: String,
    /// In English, as it stands after "in"; none for the courtesy hours, which hold everywhere.
    pub name: Option<String>,
    pub zone: Zone,
    /// The recipient may be in another zone, or under other rules.
    pub one_of_several: bool,
    /// The wall clock there, to the minute.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-26T21:14:00"))]
    pub local: DateTime,
    /// The windows of that day.
    pub windows: Vec<Span>,
    /// Whether other days have other windows.
    pub differs_by_day: bool,
    /// The holiday that closes the day.
    pub holiday: Option<String>,
    pub source: String,
    /// See [`Row::sure`](crate::quiet_hours::Row::sure).
    pub sure: bool,
    /// Version of the table.
    pub table: String,
}

/// A limit that is reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cap {
    pub of: TextsOf,
    pub at_most: u16,
    pub per: Period,
    pub source: String,
}

impl Reason {
    /// Stable, for programs: the `code` it is serialised with.
    pub fn code(&self) -> &'static str {
        match self {
            Self::QuietHours(_) => "quiet_hours",
            Self::NoWindow { .. } => "no_window",
            Self::UnknownPlace => "unknown_place",
            Self::StoreHours { .. } => "store_hours",
            Self::DailyCap(_) => "daily_cap",
            Self::WeeklyCap(_) => "weekly_cap",
            Self::MonthlyCap(_) => "monthly_cap",
            Self::CartCap { .. } => "cart_cap",
            Self::CartConsent { .. } => "cart_consent",
            Self::MinimumGap { .. } => "minimum_gap",
            Self::Stale { .. } => "stale",
        }
    }

    /// The law, code or setting it stands on.
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::QuietHours(hours) => Some(&hours.source),
            Self::NoWindow { hours, .. } => hours.as_ref().map(|hours| hours.source.as_str()),
            Self::DailyCap(cap) | Self::WeeklyCap(cap) | Self::MonthlyCap(cap) => Some(&cap.source),
            Self::CartCap { source, .. }
            | Self::CartConsent { source }
            | Self::MinimumGap { source, .. }
            | Self::Stale { source, .. } => Some(source),
            Self::UnknownPlace | Self::StoreHours { .. } => None,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::QuietHours(hours) => hours.fmt(f),
            Self::NoWindow { days, hours } => {
                write!(f, "Within {days} days there is no moment that every rule allows.")?;
                hours.as_ref().map_or(Ok(()), |hours| write!(f, " {hours}"))
            }
            Self::UnknownPlace => f.write_str(
                "Nobody knows where the recipient is, and so what time it is there: enter a country or a time zone.",
            ),
            Self::StoreHours { .. } => f.write_str("The store sends automated texts only in its own hours."),
            Self::DailyCap(cap) | Self::WeeklyCap(cap) | Self::MonthlyCap(cap) => cap.fmt(f),
            Self::CartCap { at_most: 1, .. } => f.write_str("There was a text about this cart; carriers allow one."),
            Self::CartCap { at_most, .. } => {
                write!(f, "There were {at_most} texts about this cart; more are not allowed.")
            }
            Self::CartConsent { .. } => f.write_str(
                "The contact agreed to texts, but the words they agreed to do not mention reminders of carts.",
            ),
            Self::MinimumGap { minutes, .. } => {
                write!(f, "Automated texts are at least {} apart.", duration(*minutes))
            }
            Self::Stale {
                kind, minutes, held_by, ..
            } => {
                write!(f, "Too late: {kind} makes sense for {} only.", duration(*minutes))?;
                held_by
                    .as_ref()
                    .map_or(Ok(()), |reason| write!(f, " It was held: {reason}"))
            }
        }
    }
}

impl fmt::Display for Cap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = match (self.of, self.at_most) {
            (TextsOf::Marketing, 1) => "marketing text",
            (TextsOf::Marketing, _) => "marketing texts",
            (TextsOf::Automated, 1) => "automated text",
            (TextsOf::Automated, _) => "automated texts",
        };
        let per = match self.per {
            Period::Day => "a day",
            Period::Hours24 => "within 24 hours",
            Period::Week => "within 7 days",
            Period::Month => "within 30 days",
        };
        let them = if self.at_most == 1 { "it" } else { "them" };
        write!(
            f,
            "A contact gets at most {} {texts} {per}, and has had {them}.",
            self.at_most
        )
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "In {name} ")?,
            None => f.write_str("Wherever the recipient is, ")?,
        }
        let texts = if self.name.is_some() {
            "texts may be"
        } else {
            "automated texts are"
        };
        let weekday = weekday(self.local.weekday());
        let clock = clock(self.local);
        match (&self.holiday, self.windows.is_empty()) {
            (Some(_), _) => write!(f, "no {texts} sent on public holidays; ")?,
            (None, true) => write!(f, "no {texts} sent on {weekday}s; ")?,
            (None, false) => {
                write!(f, "{texts} sent ")?;
                if self.differs_by_day {
                    write!(f, "on {weekday}s ")?;
                }
                for (at, span) in self.windows.iter().enumerate() {
                    let and = if at == 0 { "" } else { " and " };
                    write!(f, "{and}from {} to {}", minutes(span.from), minutes(span.until))?;
                }
                f.write_str("; ")?;
            }
        }
        let is = if self.one_of_several { "it may be" } else { "it is" };
        match (&self.holiday, self.windows.is_empty()) {
            (Some(holiday), _) => write!(f, "{is} {holiday} there")?,
            (None, true) => write!(f, "{is} {weekday} {clock} there")?,
            (None, false) => write!(f, "{is} {clock} there")?,
        }
        if self.one_of_several {
            write!(f, " (in {})", self.zone)?;
        }
        f.write_str(".")
    }
}

fn clock(local: DateTime) -> String {
    format!("{}:{:02}", local.hour(), local.minute())
}

fn minutes(of_day: u16) -> String {
    format!("{}:{:02}", of_day / 60, of_day % 60)
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn duration(minutes: u32) -> String {
    match minutes {
        1 => "a minute".to_owned(),
        60 => "an hour".to_owned(),
        1440 => "a day".to_owned(),
        minutes if minutes % 1440 == 0 => format!("{} days", minutes / 1440),
        minutes if minutes % 60 == 0 => format!("{} hours", minutes / 60),
        minutes => format!("{minutes} minutes"),
    }
}
