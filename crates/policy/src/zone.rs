//! Time zones by name, from the database that is compiled in and no other.

use jiff::{
    Timestamp,
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    str::FromStr,
    sync::{LazyLock, OnceLock},
};

/// From here on two zones are compared, until [`RULES_UNTIL`]: the date of the tables. Zones that differed before are alike.
const RULES_FROM: Timestamp = Timestamp::constant(1_795_651_200, 0);
const RULES_UNTIL: Timestamp = Timestamp::constant(2_111_270_400, 0);

/// A time zone of the IANA database, such as `America/New_York`. Cheap to copy; reads and writes as its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "America/New_York"))]
#[serde(try_from = "String", into = "&'static str")]
pub struct Zone(u16);

#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("`{0}` is not a time zone: use an IANA name such as America/New_York")]
pub struct UnknownZone(pub String);

struct Entry {
    name: String,
    zone: OnceLock<TimeZone>,
    rules: OnceLock<u64>,
}

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Every name, in order, so that a zone is an index. A zone itself is read when it is first asked for.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut names: Vec<String> = DATABASE.available().map(|name| name.as_str().to_owned()).collect();
    names.sort_by(|a, b| letters(a).cmp(letters(b)));
    let entry = |name| Entry {
        name,
        zone: OnceLock::new(),
        rules: OnceLock::new(),
    };
    names.into_iter().map(entry).collect()
});

fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().map(|letter| letter.to_ascii_lowercase())
}

impl Zone {
    /// By IANA name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let at = ENTRIES
            .binary_search_by(|entry| letters(&entry.name).cmp(letters(name)))
            .ok()?;
        u16::try_from(at).ok().map(Self)
    }

    pub fn name(self) -> &'static str {
        &self.entry().name
    }

    pub fn time_zone(self) -> &'static TimeZone {
        let entry = self.entry();
        entry
            .zone
            .get_or_init(|| DATABASE.get(&entry.name).unwrap_or(TimeZone::UTC))
    }

    /// Whether the clocks of both show the same time, now and by the rules known for the next ten years.
    pub fn same_clock(self, other: Self) -> bool {
        self == other || self.rules() == other.rules()
    }

    fn entry(self) -> &'static Entry {
        &ENTRIES[usize::from(self.0)]
    }

    fn rules(self) -> u64 {
        *self.entry().rules.get_or_init(|| {
            let zone = self.time_zone();
            let mut hasher = DefaultHasher::new();
            zone.to_offset(RULES_FROM).seconds().hash(&mut hasher);
            for change in zone.following(RULES_FROM) {
                if change.timestamp() > RULES_UNTIL {
                    break;
                }
                (change.timestamp().as_second(), change.offset().seconds()).hash(&mut hasher);
            }
            hasher.finish()
        })
    }
}

/// Without those whose clocks always agree with one before.
pub(crate) fn distinct(zones: impl IntoIterator<Item = Zone>) -> Vec<Zone> {
    let mut distinct: Vec<Zone> = Vec::new();
    for zone in zones {
        if !distinct.iter().any(|kept| kept.same_clock(zone)) {
            distinct.push(zone);
        }
    }
    distinct
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        Self::named(name).ok_or_else(|| UnknownZone(name.to_owned()))
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;

    fn try_from(name: String) -> Result<Self, UnknownZone> {
        name.parse()
    }
}

impl From<Zone> for &'static str {
    fn from(zone: Zone) -> Self {
        zone.name()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
