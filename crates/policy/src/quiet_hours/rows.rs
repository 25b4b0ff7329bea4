//! The table and its rows.

use super::{Purpose, Span};
use crate::{
    holidays::{self, Calendar},
    place::{self, Code},
    table::{self, Unreadable},
    zone::Zone,
};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::LazyLock};

const FILE: &str = "quiet_hours.toml";
const QUIET_HOURS: &str = include_str!("../../data/quiet_hours.toml");

/// One rule of one jurisdiction.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// `US`, `US-FL`; `default` where no row names the country; `courtesy` for automated texts that sell nothing.
    pub jurisdiction: String,
    /// In English, as it stands after "in".
    pub name: String,
    pub country: Option<Code>,
    pub region: Option<Code>,
    /// Further countries where it holds.
    pub also: Vec<Code>,
    pub monday_to_friday: Vec<Span>,
    pub saturday: Vec<Span>,
    pub sunday: Vec<Span>,
    /// Name of the holiday calendar whose days are closed: [`holidays::calendar`].
    pub closed_on: Option<String>,
    pub written_for: WrittenFor,
    /// Law, regulation or code.
    pub source: String,
    pub note: Option<String>,
    /// First and last local day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub effective_from: Date,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub effective_until: Option<Date>,
    /// False where a figure or its citation stands on secondary sources, on sources that differ, or on a bill.
    pub sure: bool,
    #[serde(skip)]
    calendar: Option<&'static Calendar>,
    /// Those of the region, where it is one's.
    #[serde(skip)]
    zones: &'static [Zone],
}

/// What the rule itself speaks of. Rules for calls are kept for texts too.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WrittenFor {
    #[serde(rename = "calls and texts")]
    CallsAndTexts,
    #[serde(rename = "calls")]
    Calls,
    #[serde(rename = "texts")]
    Texts,
    #[serde(rename = "everything automated")]
    EverythingAutomated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    row: Vec<Written>,
}

/// A row as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    jurisdiction: String,
    #[serde(default)]
    also: Vec<Code>,
    every_day: Option<Vec<String>>,
    monday_to_friday: Option<Vec<String>>,
    saturday: Option<Vec<String>>,
    sunday: Option<Vec<String>>,
    closed_on: Option<String>,
    written_for: WrittenFor,
    source: String,
    note: Option<String>,
    effective_from: Date,
    effective_until: Option<Date>,
    sure: bool,
}

struct Table {
    version: String,
    rows: Vec<Row>,
    /// Positions of the rows of a country and its regions.
    by_country: HashMap<Code, Vec<usize>>,
    default: Vec<usize>,
    courtesy: Vec<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table::read(parse()));

/// Every row, in the order of the file.
pub fn table() -> &'static [Row] {
    &TABLE.rows
}

/// The table's version: its date.
pub fn version() -> &'static str {
    &TABLE.version
}

/// The rows that hold in a country, those of its regions included.
pub(super) fn for_each_row(country: Option<Code>, purpose: Purpose, mut each: impl FnMut(&'static Row)) {
    let rows = match purpose {
        Purpose::Service => &TABLE.courtesy,
        Purpose::Marketing => country
            .and_then(|country| TABLE.by_country.get(&country))
            .unwrap_or(&TABLE.default),
    };
    for at in rows {
        each(&TABLE.rows[*at]);
    }
}

impl Row {
    pub fn spans(&self, weekday: Weekday) -> &[Span] {
        match weekday {
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
            _ => &self.monday_to_friday,
        }
    }

    pub(super) fn differs_by_day(&self) -> bool {
        self.monday_to_friday != self.saturday || self.saturday != self.sunday
    }

    pub(super) fn is_courtesy(&self) -> bool {
        self.jurisdiction == "courtesy"
    }

    /// Whether clocks where the row holds, somewhere, show the zone's time.
    pub(super) fn speaks_for(&self, zone: Zone) -> bool {
        self.region.is_none() || self.zones.iter().any(|own| own.same_clock(zone))
    }

    pub(super) fn calendar(&self) -> Option<&'static Calendar> {
        self.calendar
    }
}

fn parse() -> Result<Table, Unreadable> {
    let unreadable = |fault: toml::de::Error| Unreadable::new(FILE, 0, fault);
    let file: File = toml::from_str(QUIET_HOURS).map_err(unreadable)?;
    let mut table = Table {
        version: file.version,
        rows: Vec::new(),
        by_country: HashMap::new(),
        default: Vec::new(),
        courtesy: Vec::new(),
    };
    for written in file.row {
        let jurisdiction = written.jurisdiction.clone();
        let row = read(written).map_err(|why| Unreadable::new(FILE, 0, format!("{jurisdiction}: {why}")))?;
        let at = table.rows.len();
        match jurisdiction.as_str() {
            "default" => table.default.push(at),
            "courtesy" => table.courtesy.push(at),
            _ => {
                for country in row.country.iter().chain(&row.also) {
                    table.by_country.entry(*country).or_default().push(at);
                }
            }
        }
        table.rows.push(row);
    }
    Ok(table)
}

fn read(written: Written) -> Result<Row, String> {
    let (country, region) = match written.jurisdiction.as_str() {
        "default" | "courtesy" => (None, None),
        code => {
            let (country, region) = code.split_once('-').map_or((code, None), |(of, at)| (of, Some(at)));
            let parse = |code: &str| code.parse::<Code>().map_err(|fault| fault.to_string());
            (Some(parse(country)?), region.map(parse).transpose()?)
        }
    };
    let name = match country {
        Some(country) => place::name(country, region)
            .ok_or("no such country or region")?
            .to_owned(),
        None if written.jurisdiction == "default" => "any other country".to_owned(),
        None => "any country".to_owned(),
    };
    let every_day = written.every_day;
    let day = |own: Option<Vec<String>>| {
        let written = match (&every_day, own) {
            (Some(every_day), None) => every_day.clone(),
            (None, Some(own)) => own,
            _ => return Err("either every_day, or monday_to_friday, saturday and sunday".to_owned()),
        };
        spans(&written)
    };
    let calendar = match &written.closed_on {
        Some(name) => Some(holidays::calendar(name).ok_or(format!("no holidays of {name}"))?),
        None => None,
    };
    Ok(Row {
        jurisdiction: written.jurisdiction,
        name,
        country,
        region,
        also: written.also,
        monday_to_friday: day(written.monday_to_friday)?,
        saturday: day(written.saturday)?,
        sunday: day(written.sunday)?,
        closed_on: written.closed_on,
        written_for: written.written_for,
        source: written.source,
        note: written.note,
        effective_from: written.effective_from,
        effective_until: written.effective_until,
        sure: written.sure,
        calendar,
        zones: country
            .zip(region)
            .map(|(country, region)| place::region_zones(country, region))
            .unwrap_or_default(),
    })
}

fn spans(written: &[String]) -> Result<Vec<Span>, String> {
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60 && hour * 60 + minute <= 1440).then_some(hour * 60 + minute)
    };
    let span = |text: &String| {
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute(from)?, minute(until)?);
        (from < until).then_some(Span { from, until })
    };
    let spans: Option<Vec<Span>> = written.iter().map(span).collect();
    let spans = spans.ok_or("a window reads HH:MM-HH:MM")?;
    // Windows that touch would close for no time at all.
    let in_order = spans.windows(2).all(|pair| pair[0].until < pair[1].from);
    if in_order {
        Ok(spans)
    } else {
        Err("windows must be in order and apart".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_name_and_a_source() {
        for row in table() {
            assert!(!row.name.is_empty() && !row.source.is_empty(), "{}", row.jurisdiction);
            assert!(
                row.sure || row.note.is_some() || !row.source.is_empty(),
                "{}",
                row.jurisdiction
            );
        }
        assert!(!version().is_empty());
    }

    /// Rows of one jurisdiction follow one another without a day in common or between them.
    #[test]
    fn a_jurisdiction_has_one_row_a_day() {
        for (at, row) in table().iter().enumerate() {
            for other in &table()[at + 1..] {
                if other.jurisdiction == row.jurisdiction {
                    let last = row.effective_until.expect("an older row ends");
                    assert_eq!(last.tomorrow().unwrap(), other.effective_from, "{}", row.jurisdiction);
                }
            }
        }
    }

    #[test]
    fn a_country_is_named_by_one_row() {
        let national = |country: &Code| {
            let holds =
                |row: &&Row| row.region.is_none() && (row.country == Some(*country) || row.also.contains(country));
            table().iter().filter(holds).count()
        };
        for row in table() {
            for country in row.country.iter().chain(&row.also) {
                assert_eq!(national(country), 1, "{country}");
            }
        }
    }
}
