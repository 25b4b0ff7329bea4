//! Where is the recipient?
//!
//! A number tells where it was issued, not where its owner lives: people move and keep it. So what the contact's own data
//! say goes first: the zone, then the postal code, then state or country, and only then the number. What cannot be told apart
//! stays open: a place lists every state and every zone that is possible, and whoever asks it gets the strictest answer.

mod country;
mod number;
mod postal_code;
mod region;

use crate::zone::{Zone, distinct};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Two capital letters: a country of ISO 3166-1 (`US`), or what stands after the hyphen for a US state or Canadian province
/// in ISO 3166-2 (`FL`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "US"))]
#[serde(try_from = "String", into = "String")]
pub struct Code([u8; 2]);

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("`{0}` is not a two-letter code such as US or FL")]
pub struct InvalidCode(pub String);

/// What is known of a contact.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Known<'a> {
    /// E.164 (`+14155550123`), or a WhatsApp user id (`bsuid:US.123`), whose letters name the country.
    pub number: &'a str,
    /// IANA name of the time zone. A name nobody knows is ignored.
    pub zone: Option<&'a str>,
    /// Two letters of ISO 3166-1.
    pub country: Option<&'a str>,
    /// US state, US territory or Canadian province: code (`FL`, `US-FL`) or English name.
    pub region: Option<&'a str>,
    /// ZIP or ZIP+4 in the United States, postal code or its first three characters in Canada. Ignored elsewhere.
    pub postal_code: Option<&'a str>,
}

/// Where a recipient may be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub country: Option<Code>,
    /// Possible US states or Canadian provinces. None listed means any of them.
    pub regions: Vec<Code>,
    /// Possible time zones, one of each that ever show a different time. None listed means that nothing is known.
    pub zones: Vec<Zone>,
    pub basis: Basis,
}

/// What a place was concluded from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    ContactZone,
    PostalCode,
    Region,
    /// The digits of the number that name an area, in North America, Brazil, Australia and Mexico.
    AreaCode,
    /// The country of the contact's address, or of the number.
    Country,
    Unknown,
}

/// The recipient's place by the best there is: contact's zone, else postal code, else state, else country of the address
/// where it is not the number's, else number. See the crate's README for why.
pub fn locate(known: &Known) -> Place {
    let place = by_address(known)
        .or_else(|| number::locate(known.number))
        .unwrap_or_else(Place::unknown);
    match known.zone.and_then(country::zone) {
        Some(zone) => place.in_zone(zone),
        None => place,
    }
}

/// Every place that some part of what is known points to, best first. For whoever wants to obey all of them:
/// [`quiet_hours::next_allowed_in_all`](crate::quiet_hours::next_allowed_in_all).
pub fn evidence(known: &Known) -> Vec<Place> {
    let mut places = vec![locate(known)];
    let others = [by_address(known), number::locate(known.number)];
    for place in others.into_iter().flatten() {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

fn by_address(known: &Known) -> Option<Place> {
    let number_country = || number::locate(known.number).and_then(|place| place.country);
    let named = known.country.and_then(|name| name.trim().parse().ok());
    let country = named.or_else(number_country);
    let by_code = known.postal_code.and_then(|code| postal_code::locate(country, code));
    let by_region = || region::locate(country, known.region?);
    // A country that the number names as well says less than the number does.
    let by_country = || {
        named
            .filter(|country| Some(*country) != number_country())
            .and_then(country::locate)
    };
    by_code.or_else(by_region).or_else(by_country)
}

impl Place {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            country: None,
            regions: Vec::new(),
            zones: Vec::new(),
            basis: Basis::Unknown,
        }
    }

    fn new(country: Code, regions: Vec<Code>, zones: impl IntoIterator<Item = Zone>, basis: Basis) -> Self {
        Self {
            country: Some(country),
            regions,
            zones: distinct(zones),
            basis,
        }
    }

    /// The same contact, whose own zone is known. It overrules a state, or even a country, in which no clock shows its time.
    fn in_zone(self, zone: Zone) -> Self {
        let in_country = self.country.is_none_or(|code| country::has_zone(code, zone));
        let country = match country::of_zone(zone) {
            Some(abroad) if !in_country || self.country.is_none() => Some(abroad),
            _ => self.country,
        };
        let moved_abroad = country != self.country;
        let mut regions: Vec<Code> = Vec::new();
        if !moved_abroad {
            regions.extend(
                self.regions
                    .iter()
                    .filter(|code| region::has_zone(country, **code, zone)),
            );
        }
        if regions.is_empty()
            && let Some(country) = country
        {
            regions = region::in_zone(country, zone);
        }
        Self {
            country,
            regions,
            zones: vec![zone],
            basis: Basis::ContactZone,
        }
    }
}

/// English name of a country or, with `region`, of a US state or Canadian province, as it stands after "in".
pub fn name(country: Code, region: Option<Code>) -> Option<&'static str> {
    match region {
        Some(region) => region::name(country, region),
        None => country::name(country),
    }
}

/// Versions of the tables of this module by file name.
pub fn versions() -> [(&'static str, &'static str); 6] {
    [
        ("countries.csv", country::version()),
        ("zone_aliases.csv", country::alias_version()),
        ("regions.csv", region::version()),
        ("area_codes.csv", number::version()),
        ("number_prefixes.csv", number::prefix_version()),
        ("postal_codes.csv", postal_code::version()),
    ]
}

pub(crate) use region::zones as region_zones;

impl Code {
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Code {
    type Err = InvalidCode;

    /// In any case.
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        match *text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(InvalidCode(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Code {
    type Error = InvalidCode;

    fn try_from(text: String) -> Result<Self, InvalidCode> {
        text.parse()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
