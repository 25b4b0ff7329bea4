//! What came of an audit, for programs and for people.

use crate::violation::{Code, Violation};
use domain::message::MessageKind;
use jiff::Timestamp;
use serde::Serialize;
use std::{collections::BTreeMap, fmt};

/// Kept in full, so that a log in which everything is wrong does not fill the memory. All are counted.
const KEPT: usize = 10_000;
/// Told to people.
const TOLD: usize = 50;

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Report {
    /// Events read, whether they concern sending or not.
    pub events: u64,
    /// Position of the last.
    pub last: u64,
    /// Only what left from then on was judged.
    pub since: Option<Timestamp>,
    /// Whether hours and limits were asked of claims that were made before these rules were.
    pub strict: bool,
    pub tables: Tables,
    pub sends: Sends,
    /// How many violations there are.
    pub found: u64,
    pub by_code: BTreeMap<Code, u64>,
    /// In the order of the log; the first 10,000.
    pub violations: Vec<Violation>,
    pub before_the_rules: BeforeTheRules,
    /// Sends to contacts who have been erased since: nobody can look at them any more.
    pub erased_sends: u64,
}

/// Versions of the tables that were asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Tables {
    pub hours: String,
    pub limits: String,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            hours: policy::quiet_hours::version().to_owned(),
            limits: policy::caps::version().to_owned(),
        }
    }
}

/// A send is a claim: from there on the carrier may have the text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Sends {
    pub checked: u64,
    /// Of these, later attempts: after a crash, or when the carrier was busy.
    pub repeated: u64,
    pub by_kind: BTreeMap<MessageKind, u64>,
}

/// Claims that were made before hours and limits were asked, and what these would have kept back. They broke no rule of
/// their time.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct BeforeTheRules {
    pub sends: u64,
    pub by_code: BTreeMap<Code, u64>,
}

impl BeforeTheRules {
    pub(crate) fn count(&mut self, code: Code) {
        *self.by_code.entry(code).or_default() += 1;
    }
}

impl Report {
    pub fn is_clean(&self) -> bool {
        self.found == 0
    }

    pub(crate) fn covers(&self, at: Timestamp) -> bool {
        self.since.is_none_or(|since| at >= since)
    }

    pub(crate) fn checked(&mut self, kind: Option<MessageKind>, attempt: u32, judged_then: bool) {
        self.sends.checked += 1;
        self.sends.repeated += u64::from(attempt > 1);
        self.before_the_rules.sends += u64::from(!judged_then);
        if let Some(kind) = kind {
            *self.sends.by_kind.entry(kind).or_default() += 1;
        }
    }

    pub(crate) fn violation(&mut self, violation: Violation) {
        self.found += 1;
        *self.by_code.entry(violation.code).or_default() += 1;
        if self.violations.len() < KEPT {
            self.violations.push(violation);
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Sends {
            checked,
            repeated,
            by_kind,
        } = &self.sends;
        write!(f, "{} sends checked in {} events", checked, self.events)?;
        if let Some(since) = self.since {
            write!(f, ", those since {since}")?;
        }
        writeln!(f)?;
        for (kind, count) in by_kind {
            writeln!(f, "  {count} {}", plural(*kind))?;
        }
        if *repeated > 0 {
            writeln!(f, "  {repeated} of them a further attempt")?;
        }
        if self.erased_sends > 0 {
            let (erased, of) = (self.erased_sends, if self.erased_sends == 1 { "send" } else { "sends" });
            writeln!(f, "{erased} {of} of erased contacts cannot be looked at")?;
        }
        if self.before_the_rules.sends > 0 && !self.strict {
            self.tell_of_before(f)?;
        }
        match self.found {
            0 => writeln!(f, "no violation"),
            found => self.tell_violations(f, found),
        }
    }
}

impl Report {
    fn tell_of_before(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BeforeTheRules { sends, by_code } = &self.before_the_rules;
        let listed: Vec<_> = by_code.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let kept_back = match listed.is_empty() {
            true => "none of which today's would keep back".to_owned(),
            false => format!("of which today's would keep back: {}", listed.join(", ")),
        };
        writeln!(f, "{sends} left before hours and limits were asked, {kept_back}")
    }

    fn tell_violations(&self, f: &mut fmt::Formatter<'_>, found: u64) -> fmt::Result {
        let listed: Vec<_> = self
            .by_code
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        let noun = if found == 1 { "violation" } else { "violations" };
        writeln!(f, "{found} {noun}: {}", listed.join(", "))?;
        for violation in self.violations.iter().take(TOLD) {
            writeln!(f, "{violation}")?;
        }
        match found.saturating_sub(TOLD as u64) {
            0 => Ok(()),
            more => writeln!(f, "and {more} more: --json lists the first {KEPT}"),
        }
    }
}

fn plural(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Cart => "cart reminders",
        MessageKind::Campaign => "campaigns' texts",
        MessageKind::Order => "news of orders",
        MessageKind::Reply => "people's replies",
        MessageKind::AutoReply => "automatic answers",
        MessageKind::Consent => "texts about consent",
    }
}
