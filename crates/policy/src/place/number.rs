//! What a number tells: the area code in North America and a few other countries, the calling code elsewhere.

use super::{Basis, Code, Place, country, region};
use crate::{
    table::{self, Unreadable, lines},
    zone::Zone,
};
use std::{collections::HashMap, sync::LazyLock};

const AREA_CODES: &str = include_str!("../../data/area_codes.csv");
const PREFIXES: &str = include_str!("../../data/number_prefixes.csv");

struct Area {
    country: Code,
    regions: Vec<Code>,
    zones: Vec<Zone>,
    basis: Basis,
}

struct Table {
    /// North America, by three digits.
    area_codes: HashMap<&'static str, Area>,
    /// Elsewhere, by the first digits with the calling code.
    prefixes: HashMap<&'static str, Area>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table::read(parse()));

fn parse() -> Result<Table, Unreadable> {
    let mut area_codes = HashMap::new();
    for line in lines::<7>("area_codes.csv", AREA_CODES)? {
        let [code, country, regions, zones, kind, _source, _note] = line.columns;
        let country: Code = country.parse().map_err(|fault| line.unreadable(fault))?;
        let regions: Result<Vec<Code>, _> = regions.split_whitespace().map(str::parse).collect();
        let regions = regions.map_err(|fault| line.unreadable(fault))?;
        if let Some(unknown) = regions.iter().find(|code| !region::exists(country, **code)) {
            return Err(line.unreadable(format!("{unknown} is no region")));
        }
        let zones = country::parse_zones(zones).map_err(|fault| line.unreadable(fault))?;
        let basis = match kind {
            "geographic" => Basis::AreaCode,
            "toll_free" | "non_geographic" => Basis::Country,
            _ => return Err(line.unreadable(format!("{kind} is no kind of area code"))),
        };
        let area = Area {
            country,
            regions,
            zones,
            basis,
        };
        if area_codes.insert(code, area).is_some() {
            return Err(line.unreadable("listed twice"));
        }
    }
    let mut prefixes = HashMap::new();
    for line in lines::<5>("number_prefixes.csv", PREFIXES)? {
        let [prefix, country, zones, _source, _note] = line.columns;
        let area = Area {
            country: country.parse().map_err(|fault| line.unreadable(fault))?,
            regions: Vec::new(),
            zones: country::parse_zones(zones).map_err(|fault| line.unreadable(fault))?,
            basis: Basis::AreaCode,
        };
        prefixes.insert(prefix, area);
    }
    Ok(Table { area_codes, prefixes })
}

/// By an E.164 number, or a WhatsApp user id, which starts with its country.
pub(super) fn locate(number: &str) -> Option<Place> {
    if let Some(id) = number.strip_prefix("bsuid:") {
        let (country, _) = id.split_once('.')?;
        return country::locate(country.parse().ok()?);
    }
    let digits = number.strip_prefix('+')?;
    if let Some(national) = digits.strip_prefix('1') {
        return TABLE.area_codes.get(national.get(..3)?).map(Area::place);
    }
    let longest = digits.len().min(4);
    let by_prefix = (3..=longest)
        .rev()
        .find_map(|length| TABLE.prefixes.get(digits.get(..length)?));
    match by_prefix {
        Some(area) => Some(area.place()),
        None => country::locate(country::by_calling_code(digits)?),
    }
}

impl Area {
    fn place(&self) -> Place {
        Place::new(
            self.country,
            self.regions.clone(),
            self.zones.iter().copied(),
            self.basis,
        )
    }
}

pub(super) fn version() -> &'static str {
    table::version(AREA_CODES)
}

pub(super) fn prefix_version() -> &'static str {
    table::version(PREFIXES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_code_has_three_digits_a_zone_and_a_source() {
        for line in lines::<7>("area_codes.csv", AREA_CODES).unwrap() {
            let [code, country, regions, zones, kind, source, _] = line.columns;
            assert!(
                code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit()),
                "{code}"
            );
            assert!(matches!(code.as_bytes()[0], b'2'..=b'9'), "{code}");
            assert!(!zones.is_empty() && !source.is_empty(), "{code}");
            let divided = matches!(country, "US" | "CA") && kind == "geographic";
            assert_eq!(divided, !regions.is_empty(), "{code}");
        }
        assert!(TABLE.area_codes.len() > 450);
    }

    /// A code's zones are some of its state's, and its state has no zone that no code has.
    #[test]
    fn area_codes_agree_with_their_states() {
        for (code, area) in &TABLE.area_codes {
            for zone in &area.zones {
                let fits = |region: &Code| region::has_zone(Some(area.country), *region, *zone);
                assert!(
                    area.regions.is_empty() || area.regions.iter().any(fits),
                    "{code} {zone}"
                );
                assert!(country::has_zone(area.country, *zone), "{code} {zone}");
            }
        }
    }

    #[test]
    fn every_state_and_province_has_an_area_code() {
        for line in lines::<6>("regions.csv", include_str!("../../data/regions.csv")).unwrap() {
            let [country, region, ..] = line.columns;
            let key = (country.parse::<Code>().unwrap(), region.parse::<Code>().unwrap());
            let mut areas = TABLE.area_codes.values();
            assert!(
                areas.any(|area| area.country == key.0 && area.regions.contains(&key.1)),
                "{region}"
            );
        }
    }

    #[test]
    fn every_prefix_has_a_source() {
        for line in lines::<5>("number_prefixes.csv", PREFIXES).unwrap() {
            let [prefix, country, zones, source, _] = line.columns;
            assert!(!zones.is_empty() && !source.is_empty(), "{prefix}");
            let by_calling_code = country::by_calling_code(prefix).map(|code| code.to_string());
            assert_eq!(by_calling_code.as_deref(), Some(country), "{prefix}");
        }
    }
}
