//! The packs as they are written.

use super::{CartRule, Disclosure, Limit, LiveExchange, MarketingConsent, MinimumGap, Pack, StaleAfter};
use crate::{
    place::{self, Code},
    table::{self, Unreadable},
};
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

const FILE: &str = "packs.toml";
const PACKS: &str = include_str!("../../data/packs.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    pack: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    country: String,
    #[serde(default)]
    also: Vec<Code>,
    marketing_consent: MarketingConsent,
    consent_source: String,
    first_message: Vec<Disclosure>,
    first_message_source: String,
    footer: Option<String>,
    note: Option<String>,
    sure: bool,
    limits: Vec<Limit>,
    /// These are the default pack's where they are not written.
    minimum_gap: Option<MinimumGap>,
    cart: Option<CartRule>,
    stale_after: Option<StaleAfter>,
    live_exchange: Option<LiveExchange>,
}

struct Table {
    version: String,
    packs: Vec<Pack>,
    by_country: HashMap<Code, usize>,
    default: usize,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| table::read(parse()));

/// Every pack, in the order of the file; the last is that of all other countries.
pub fn packs() -> &'static [Pack] {
    &TABLE.packs
}

/// The pack of a country, or that of all other countries.
pub fn pack(country: Option<Code>) -> &'static Pack {
    let own = country.and_then(|country| TABLE.by_country.get(&country));
    &TABLE.packs[*own.unwrap_or(&TABLE.default)]
}

/// The table's version: its date.
pub fn version() -> &'static str {
    &TABLE.version
}

fn parse() -> Result<Table, Unreadable> {
    let file: File = toml::from_str(PACKS).map_err(|fault| Unreadable::new(FILE, 0, fault))?;
    let missing = || Unreadable::new(FILE, 0, "no whole pack `default`");
    let default = file
        .pack
        .iter()
        .position(|pack| pack.country == "default")
        .ok_or_else(missing)?;
    let basis = &file.pack[default];
    let minimum_gap = basis.minimum_gap.clone().ok_or_else(missing)?;
    let cart = basis.cart.clone().ok_or_else(missing)?;
    let stale_after = basis.stale_after.clone().ok_or_else(missing)?;
    let live_exchange = basis.live_exchange.clone().ok_or_else(missing)?;
    let mut by_country = HashMap::new();
    let mut packs = Vec::new();
    for (at, written) in file.pack.into_iter().enumerate() {
        let fault = |why: String| Unreadable::new(FILE, 0, format!("{}: {why}", written.country));
        let country = match written.country.as_str() {
            "default" => None,
            code => Some(code.parse::<Code>().map_err(|why| fault(why.to_string()))?),
        };
        let name = match country {
            Some(code) => place::name(code, None).ok_or_else(|| fault("no such country".to_owned()))?,
            None => "any other country",
        };
        for code in country.iter().chain(&written.also) {
            if by_country.insert(*code, at).is_some() {
                return Err(fault(format!("{code} has a pack before")));
            }
        }
        packs.push(Pack {
            country,
            name: name.to_owned(),
            also: written.also,
            limits: written.limits,
            minimum_gap: written.minimum_gap.unwrap_or_else(|| minimum_gap.clone()),
            cart: written.cart.unwrap_or_else(|| cart.clone()),
            stale_after: written.stale_after.unwrap_or_else(|| stale_after.clone()),
            live_exchange: written.live_exchange.unwrap_or_else(|| live_exchange.clone()),
            marketing_consent: written.marketing_consent,
            consent_source: written.consent_source,
            first_message: written.first_message,
            first_message_source: written.first_message_source,
            footer: written.footer,
            note: written.note,
            sure: written.sure,
        });
    }
    Ok(Table {
        version: file.version,
        packs,
        by_country,
        default,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_source() {
        for pack in packs() {
            let mut sources = vec![
                &pack.consent_source,
                &pack.first_message_source,
                &pack.minimum_gap.source,
                &pack.cart.source,
                &pack.stale_after.source,
                &pack.live_exchange.source,
            ];
            sources.extend(pack.limits.iter().map(|limit| &limit.source));
            assert!(sources.iter().all(|source| !source.is_empty()), "{}", pack.name);
            assert!(!pack.limits.is_empty(), "{}", pack.name);
        }
    }

    #[test]
    fn a_country_without_a_pack_has_the_default() {
        assert_eq!(pack("JP".parse().ok()).country, None);
        assert_eq!(pack(None).country, None);
        assert_eq!(pack("PR".parse().ok()).name, "the United States");
        assert_eq!(packs().last().unwrap().country, None);
    }
}
