//! Countries, their calling codes and zones.

use super::{Basis, Code, Place};
use crate::{
    table::{self, Unreadable, lines},
    zone::Zone,
};
use std::{collections::HashMap, sync::LazyLock};

const COUNTRIES: &str = include_str!("../../data/countries.csv");
const ALIASES: &str = include_str!("../../data/zone_aliases.csv");

struct Country {
    name: &'static str,
    zones: Vec<Zone>,
}

struct Table {
    countries: HashMap<Code, Country>,
    /// Digits after the plus.
    calling_codes: HashMap<&'static str, Code>,
    of_zone: HashMap<Zone, Code>,
    /// Zones by a name that the tz database keeps only for the sake of old programs.
    aliases: HashMap<Zone, Zone>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table::read(parse()));

fn parse() -> Result<Table, Unreadable> {
    let mut table = Table {
        countries: HashMap::new(),
        calling_codes: HashMap::new(),
        of_zone: HashMap::new(),
        aliases: HashMap::new(),
    };
    for line in lines::<5>("countries.csv", COUNTRIES)? {
        let [code, calling_codes, name, zones, _source] = line.columns;
        let code: Code = code.parse().map_err(|fault| line.unreadable(fault))?;
        let zones = parse_zones(zones).map_err(|fault| line.unreadable(fault))?;
        for zone in &zones {
            table.of_zone.entry(*zone).or_insert(code);
        }
        for calling_code in calling_codes.split_whitespace() {
            table.calling_codes.insert(calling_code, code);
        }
        table.countries.insert(code, Country { name, zones });
    }
    for line in lines::<2>("zone_aliases.csv", ALIASES)? {
        let [alias, zone] = line.columns.map(str::parse::<Zone>);
        let alias = alias.map_err(|fault| line.unreadable(fault))?;
        let zone = zone.map_err(|fault| line.unreadable(fault))?;
        table.aliases.insert(alias, zone);
    }
    Ok(table)
}

pub(super) fn parse_zones(names: &str) -> Result<Vec<Zone>, crate::zone::UnknownZone> {
    names.split_whitespace().map(str::parse).collect()
}

pub(super) fn locate(code: Code) -> Option<Place> {
    let country = TABLE.countries.get(&code)?;
    let zones = country.zones.iter().copied();
    Some(Place::new(code, Vec::new(), zones, Basis::Country))
}

/// By the longest calling code that the digits start with.
pub(super) fn by_calling_code(digits: &str) -> Option<Code> {
    (1..=digits.len().min(7))
        .rev()
        .find_map(|length| TABLE.calling_codes.get(digits.get(..length)?).copied())
}

/// The zone that a contact's data name, under its present name.
pub(super) fn zone(name: &str) -> Option<Zone> {
    let zone = Zone::named(name.trim())?;
    Some(TABLE.aliases.get(&zone).copied().unwrap_or(zone))
}

pub(super) fn of_zone(zone: Zone) -> Option<Code> {
    TABLE.of_zone.get(&zone).copied()
}

/// Whether clocks in the country, somewhere, show the zone's time.
pub(super) fn has_zone(code: Code, zone: Zone) -> bool {
    let country = TABLE.countries.get(&code);
    country.is_some_and(|country| country.zones.iter().any(|own| own.same_clock(zone)))
}

pub(super) fn name(code: Code) -> Option<&'static str> {
    TABLE.countries.get(&code).map(|country| country.name)
}

pub(super) fn version() -> &'static str {
    table::version(COUNTRIES)
}

pub(super) fn alias_version() -> &'static str {
    table::version(ALIASES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_zone_and_a_source() {
        for line in lines::<5>("countries.csv", COUNTRIES).unwrap() {
            let [code, _, name, zones, source] = line.columns;
            assert!(!name.is_empty() && !zones.is_empty() && !source.is_empty(), "{code}");
        }
        assert!(TABLE.countries.len() > 240);
    }

    #[test]
    fn the_longest_calling_code_decides() {
        let of = |digits| by_calling_code(digits).map(|code| code.to_string());
        assert_eq!(of("77012345678").as_deref(), Some("KZ"));
        assert_eq!(of("79161234567").as_deref(), Some("RU"));
        assert_eq!(of("447911123456").as_deref(), Some("GB"));
        assert_eq!(of("3906698123").as_deref(), Some("VA"));
        assert_eq!(of("390612345678").as_deref(), Some("IT"));
        assert_eq!(of("5999123456").as_deref(), Some("CW"));
        assert_eq!(of("262639123456").as_deref(), Some("YT"));
        assert_eq!(of("88312345678"), None);
    }
}
