//! US states and Canadian provinces.

use super::{Basis, Code, Place, country};
use crate::{
    table::{self, Unreadable, lines},
    zone::Zone,
};
use std::{collections::HashMap, sync::LazyLock};

const REGIONS: &str = include_str!("../../data/regions.csv");

struct Region {
    name: &'static str,
    zones: Vec<Zone>,
}

static TABLE: LazyLock<HashMap<(Code, Code), Region>> = LazyLock::new(|| table::read(parse()));

fn parse() -> Result<HashMap<(Code, Code), Region>, Unreadable> {
    let mut regions = HashMap::new();
    for line in lines::<6>("regions.csv", REGIONS)? {
        let [country, region, name, zones, _source, _note] = line.columns;
        let country: Code = country.parse().map_err(|fault| line.unreadable(fault))?;
        let region: Code = region.parse().map_err(|fault| line.unreadable(fault))?;
        let zones = country::parse_zones(zones).map_err(|fault| line.unreadable(fault))?;
        regions.insert((country, region), Region { name, zones });
    }
    Ok(regions)
}

/// By code or English name. A US territory is a country of its own to ISO 3166-1, and so to us.
pub(super) fn locate(country: Option<Code>, region: &str) -> Option<Place> {
    let country = country?;
    let text = region.trim();
    let text = match text.split_once('-') {
        Some((prefix, code)) if prefix.eq_ignore_ascii_case(country.as_str()) => code,
        _ => text,
    };
    let code = text.parse().ok().or_else(|| by_name(country, text))?;
    if let Some(region) = TABLE.get(&(country, code)) {
        return Some(Place::new(
            country,
            vec![code],
            region.zones.iter().copied(),
            Basis::Region,
        ));
    }
    let is_territory = country.as_str() == "US" && ["PR", "VI", "GU", "MP", "AS"].contains(&code.as_str());
    let territory = is_territory.then(|| country::locate(code)).flatten()?;
    Some(Place {
        basis: Basis::Region,
        ..territory
    })
}

fn by_name(country: Code, name: &str) -> Option<Code> {
    let bare = |name: &str| name.strip_prefix("the ").unwrap_or(name).to_lowercase();
    let name = bare(name);
    let same = |((within, _), region): &(&(Code, Code), &Region)| *within == country && bare(region.name) == name;
    TABLE.iter().find(same).map(|((_, code), _)| *code)
}

/// Every zone of the region.
pub(crate) fn zones(country: Code, code: Code) -> &'static [Zone] {
    TABLE
        .get(&(country, code))
        .map(|region| region.zones.as_slice())
        .unwrap_or_default()
}

/// Whether clocks in the region, somewhere, show the zone's time.
pub(super) fn has_zone(country: Option<Code>, code: Code, zone: Zone) -> bool {
    let region = country.and_then(|country| TABLE.get(&(country, code)));
    region.is_some_and(|region| region.zones.iter().any(|own| own.same_clock(zone)))
}

/// Every region of the country in which clocks show the zone's time, in the order of their codes.
pub(super) fn in_zone(country: Code, zone: Zone) -> Vec<Code> {
    let of_country = TABLE.keys().filter(|(within, _)| *within == country);
    let mut codes: Vec<_> = of_country
        .map(|(_, code)| *code)
        .filter(|code| has_zone(Some(country), *code, zone))
        .collect();
    codes.sort();
    codes
}

pub(super) fn exists(country: Code, code: Code) -> bool {
    TABLE.contains_key(&(country, code))
}

pub(super) fn name(country: Code, code: Code) -> Option<&'static str> {
    TABLE.get(&(country, code)).map(|region| region.name)
}

pub(super) fn version() -> &'static str {
    table::version(REGIONS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_zone_and_a_source() {
        let lines = lines::<6>("regions.csv", REGIONS).unwrap();
        for line in &lines {
            let [_, region, name, zones, source, _] = line.columns;
            assert!(!name.is_empty() && !zones.is_empty() && !source.is_empty(), "{region}");
        }
        assert_eq!(lines.len(), 51 + 13);
    }
}
