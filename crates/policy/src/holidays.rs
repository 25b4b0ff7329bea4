//! Public holidays by rule, for the calendars that some row of the quiet hours closes on.

use crate::table::{self, Unreadable, lines};
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use std::{collections::HashMap, sync::LazyLock};

const HOLIDAYS: &str = include_str!("../data/holidays.csv");

struct Holiday {
    rule: Rule,
    observed: Observed,
    /// First year.
    since: i16,
    name: &'static str,
}

enum Rule {
    On {
        month: i8,
        day: i8,
    },
    /// Days from Western Easter Sunday.
    Easter(i64),
    /// The nth such weekday of the month; -1 is the last.
    Nth {
        nth: i8,
        weekday: Weekday,
        month: i8,
    },
    /// The day after the first Monday: the election days of the United States.
    TuesdayAfterFirstMonday {
        month: i8,
    },
    MondayBefore {
        month: i8,
        day: i8,
    },
    /// That day, or the next Monday.
    MondayFrom {
        month: i8,
        day: i8,
    },
}

/// Which day is free as well.
#[derive(Clone, Copy)]
enum Observed {
    Only,
    NearestWeekday,
    MondayAfterSunday,
    MondayAfterWeekend,
    TwoDaysAfterWeekend,
    SaturdayBeforeSunday,
}

/// The holidays of one calendar.
pub struct Calendar {
    holidays: Vec<Holiday>,
}

impl std::fmt::Debug for Calendar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.holidays.iter().map(|day| day.name))
            .finish()
    }
}

static CALENDARS: LazyLock<HashMap<&'static str, Calendar>> = LazyLock::new(|| table::read(parse()));

/// By the name in the table: `US`, `US-PA`, `FR`.
pub fn calendar(name: &str) -> Option<&'static Calendar> {
    CALENDARS.get(name)
}

/// Version of the table.
pub fn version() -> &'static str {
    table::version(HOLIDAYS)
}

impl Calendar {
    /// The English name of the holiday on that day, or of the one whose substitute it is.
    pub fn holiday(&self, day: Date) -> Option<&'static str> {
        let falls = |holiday: &&Holiday| {
            // New Year's Day can be observed on the last day of the year before.
            let next = (day.month() == 12 && day.day() == 31).then(|| day.year() + 1);
            [Some(day.year()), next]
                .into_iter()
                .flatten()
                .any(|year| holiday.days(year).contains(&Some(day)))
        };
        self.holidays.iter().find(falls).map(|holiday| holiday.name)
    }

    /// Every holiday of the year with its name, substitutes included, in order.
    pub fn year(&self, year: i16) -> Vec<(Date, &'static str)> {
        let days = |holiday: &Holiday| {
            let name = holiday.name;
            holiday.days(year).into_iter().flatten().map(move |day| (day, name))
        };
        let mut all: Vec<_> = self.holidays.iter().flat_map(days).collect();
        all.sort();
        all.dedup_by_key(|(day, _)| *day);
        all
    }
}

impl Holiday {
    /// The day itself and its substitute.
    fn days(&self, year: i16) -> [Option<Date>; 2] {
        if year < self.since {
            return [None, None];
        }
        let day = self.rule.day(year);
        [day, day.and_then(|day| self.observed.substitute(day))]
    }
}

impl Rule {
    fn day(&self, year: i16) -> Option<Date> {
        match *self {
            Self::On { month, day } => Date::new(year, month, day).ok(),
            Self::Easter(days) => easter(year).checked_add(days.days()).ok(),
            Self::Nth { nth, weekday, month } => date(year, month, 1).nth_weekday_of_month(nth, weekday).ok(),
            Self::TuesdayAfterFirstMonday { month } => date(year, month, 1)
                .nth_weekday_of_month(1, Weekday::Monday)
                .and_then(|monday| monday.tomorrow())
                .ok(),
            Self::MondayBefore { month, day } => Date::new(year, month, day)
                .and_then(|day| day.nth_weekday(-1, Weekday::Monday))
                .ok(),
            Self::MondayFrom { month, day } => {
                let day = Date::new(year, month, day).ok()?;
                if day.weekday() == Weekday::Monday {
                    Some(day)
                } else {
                    day.nth_weekday(1, Weekday::Monday).ok()
                }
            }
        }
    }
}

impl Observed {
    fn substitute(self, day: Date) -> Option<Date> {
        let days = match (self, day.weekday()) {
            (Self::NearestWeekday, Weekday::Saturday) | (Self::SaturdayBeforeSunday, Weekday::Sunday) => -1,
            (Self::NearestWeekday | Self::MondayAfterSunday | Self::MondayAfterWeekend, Weekday::Sunday) => 1,
            (Self::MondayAfterWeekend, Weekday::Saturday) => 2,
            (Self::TwoDaysAfterWeekend, Weekday::Saturday | Weekday::Sunday) => 2,
            _ => return None,
        };
        day.checked_add(i64::from(days).days()).ok()
    }
}

/// Western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (n / 31, n % 31 + 1);
    // The algorithm yields March or April only.
    date(year, i8::try_from(month).unwrap_or(4), i8::try_from(day).unwrap_or(1))
}

fn parse() -> Result<HashMap<&'static str, Calendar>, Unreadable> {
    let mut calendars: HashMap<_, Calendar> = HashMap::new();
    for line in lines::<6>("holidays.csv", HOLIDAYS)? {
        let [calendar, rule, observed, since, name, _source] = line.columns;
        let holiday = Holiday {
            rule: parse_rule(rule).ok_or_else(|| line.unreadable(format!("`{rule}` is no rule")))?,
            observed: match observed {
                "" => Observed::Only,
                "nearest weekday" => Observed::NearestWeekday,
                "monday after sunday" => Observed::MondayAfterSunday,
                "monday after weekend" => Observed::MondayAfterWeekend,
                "two days after weekend" => Observed::TwoDaysAfterWeekend,
                "saturday before sunday" => Observed::SaturdayBeforeSunday,
                _ => return Err(line.unreadable(format!("`{observed}` is no way to observe a holiday"))),
            },
            since: match since {
                "" => i16::MIN,
                year => year.parse().map_err(|fault| line.unreadable(fault))?,
            },
            name,
        };
        let empty = || Calendar { holidays: Vec::new() };
        calendars.entry(calendar).or_insert_with(empty).holidays.push(holiday);
    }
    Ok(calendars)
}

fn parse_rule(rule: &str) -> Option<Rule> {
    let words: Vec<_> = rule.split_whitespace().collect();
    let rule = match words[..] {
        ["on", day] => month_day(day).map(|(month, day)| Rule::On { month, day }),
        ["easter", days] => days.parse().ok().map(Rule::Easter),
        ["monday", "before", day] => month_day(day).map(|(month, day)| Rule::MondayBefore { month, day }),
        ["monday", "from", day] => month_day(day).map(|(month, day)| Rule::MondayFrom { month, day }),
        ["tuesday", "after", "1st", "monday", "of", month] => {
            month.parse().ok().map(|month| Rule::TuesdayAfterFirstMonday { month })
        }
        [nth, weekday, "of", month] => {
            let nth = match nth {
                "1st" => 1,
                "2nd" => 2,
                "3rd" => 3,
                "4th" => 4,
                "last" => -1,
                _ => return None,
            };
            let weekday = match weekday {
                "monday" => Weekday::Monday,
                "thursday" => Weekday::Thursday,
                _ => return None,
            };
            let month = month.parse().ok()?;
            Some(Rule::Nth { nth, weekday, month })
        }
        _ => None,
    }?;
    // Any year will do: a rule that fits no day in a leap year fits none.
    rule.day(2028).map(|_| rule)
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_holiday_has_a_name_and_a_source() {
        for line in lines::<6>("holidays.csv", HOLIDAYS).unwrap() {
            let [_, rule, _, _, name, source] = line.columns;
            assert!(!name.is_empty() && !source.is_empty(), "{rule}");
        }
    }

    #[test]
    fn easter_falls_where_the_church_puts_it() {
        let known = [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)];
        for (year, month, day) in known {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    fn on(calendar_name: &str, year: i16, month: i8, day: i8) -> Option<&'static str> {
        calendar(calendar_name).unwrap().holiday(date(year, month, day))
    }

    #[test]
    fn federal_holidays_and_the_days_they_are_observed() {
        assert_eq!(on("US", 2026, 11, 26), Some("Thanksgiving Day"));
        assert_eq!(
            on("US", 2026, 7, 3),
            Some("Independence Day"),
            "a Saturday's holiday is free on Friday"
        );
        assert_eq!(
            on("US", 2026, 7, 4),
            Some("Independence Day"),
            "and stays closed itself"
        );
        assert_eq!(on("US", 2027, 7, 5), Some("Independence Day"), "a Sunday's on Monday");
        assert_eq!(on("US", 2027, 12, 31), Some("New Year's Day"), "even in the old year");
        assert_eq!(on("US", 2026, 12, 24), None);
        assert_eq!(on("US", 2020, 6, 19), None, "before it was made a holiday");
    }

    #[test]
    fn substitutes_of_other_countries() {
        assert_eq!(on("AU", 2027, 12, 27), Some("Christmas Day"));
        assert_eq!(on("AU", 2027, 12, 28), Some("Boxing Day"));
        assert_eq!(on("ZA", 2027, 12, 27), Some("Day of Goodwill"));
        assert_eq!(on("NL", 2031, 4, 26), Some("King's Day"));
        assert_eq!(on("CO", 2026, 1, 12), Some("Epiphany"));
        assert_eq!(on("CO", 2026, 6, 29), Some("Saints Peter and Paul"));
        assert_eq!(on("CA-BC", 2026, 5, 18), Some("Victoria Day"));
        assert_eq!(on("US-PA", 2026, 11, 3), Some("Election Day"));
        assert_eq!(on("FR", 2026, 5, 14), Some("Ascension Day"));
    }

    #[test]
    fn a_year_is_listed_in_order() {
        let year = calendar("DE").unwrap().year(2026);
        assert_eq!(year.len(), 9);
        assert!(year.is_sorted());
    }
}
