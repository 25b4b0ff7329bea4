//! What a US ZIP code or a Canadian postal code tells.

use super::{Basis, Code, Place, country, region};
use crate::{
    table::{self, Unreadable, lines},
    zone::Zone,
};
use std::sync::LazyLock;

const POSTAL_CODES: &str = include_str!("../../data/postal_codes.csv");

struct Row {
    country: Code,
    /// First and last prefix, of the same length.
    from: &'static str,
    to: &'static str,
    regions: Vec<Code>,
    zones: Vec<Zone>,
}

/// Longest prefixes first.
static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| table::read(parse()));

fn parse() -> Result<Vec<Row>, Unreadable> {
    let mut rows = Vec::new();
    for line in lines::<7>("postal_codes.csv", POSTAL_CODES)? {
        let [country, from, to, regions, zones, _source, _note] = line.columns;
        let country: Code = country.parse().map_err(|fault| line.unreadable(fault))?;
        let regions: Result<Vec<Code>, _> = regions.split_whitespace().map(str::parse).collect();
        let regions = regions.map_err(|fault| line.unreadable(fault))?;
        if let Some(unknown) = regions.iter().find(|code| !region::exists(country, **code)) {
            return Err(line.unreadable(format!("{unknown} is no region")));
        }
        if from.len() != to.len() || from > to {
            return Err(line.unreadable("the first and the last prefix do not fit"));
        }
        rows.push(Row {
            country,
            from,
            to,
            regions,
            zones: country::parse_zones(zones).map_err(|fault| line.unreadable(fault))?,
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.from.len()));
    Ok(rows)
}

/// `country` is the address's, or failing that the number's: five digits are a ZIP code only in the United States.
pub(super) fn locate(country: Option<Code>, code: &str) -> Option<Place> {
    let code: String = code.trim().to_ascii_uppercase();
    let row = match country?.as_str() {
        "US" | "PR" | "VI" | "GU" | "MP" | "AS" | "PW" | "FM" | "MH" => {
            let digits = code.get(..5)?;
            let rest = code.get(5..)?;
            let is_zip =
                digits.bytes().all(|digit| digit.is_ascii_digit()) && (rest.is_empty() || rest.starts_with('-'));
            let mut rows = TABLE.iter().filter(|row| row.country.as_str() != "CA");
            rows.find(|row| is_zip && row.covers(digits))
        }
        "CA" => {
            let is_area = matches!(code.as_bytes(), [a, b, ..] if a.is_ascii_uppercase() && b.is_ascii_digit());
            let mut rows = TABLE.iter().filter(|row| row.country.as_str() == "CA");
            rows.find(|row| is_area && row.covers(&code))
        }
        _ => None,
    }?;
    let zones = row.zones.iter().copied();
    Some(Place::new(row.country, row.regions.clone(), zones, Basis::PostalCode))
}

impl Row {
    fn covers(&self, code: &str) -> bool {
        let prefix = code.get(..self.from.len());
        prefix.is_some_and(|prefix| self.from <= prefix && prefix <= self.to)
    }
}

pub(super) fn version() -> &'static str {
    table::version(POSTAL_CODES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_zones_of_its_state_and_a_source() {
        for line in lines::<7>("postal_codes.csv", POSTAL_CODES).unwrap() {
            let [_, from, _, _, zones, source, _] = line.columns;
            assert!(!zones.is_empty() && !source.is_empty(), "{from}");
        }
        for row in TABLE.iter() {
            for zone in &row.zones {
                let fits = |region: &Code| region::has_zone(Some(row.country), *region, *zone);
                assert!(
                    row.regions.is_empty() || row.regions.iter().any(fits),
                    "{} {zone}",
                    row.from
                );
                assert!(country::has_zone(row.country, *zone), "{} {zone}", row.from);
            }
        }
    }

    #[test]
    fn no_prefix_is_listed_twice() {
        for (at, row) in TABLE.iter().enumerate() {
            let twice = TABLE[..at].iter().find(|other| {
                let same_length = other.from.len() == row.from.len() && (other.country == row.country);
                same_length && other.from <= row.to && row.from <= other.to
            });
            assert!(twice.is_none(), "{}", row.from);
        }
    }
}
