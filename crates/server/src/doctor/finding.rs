//! What was found, and how much it matters.

use serde::Serialize;
use std::{
    fmt,
    path::{Path, PathBuf},
};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    Well,
    /// Nothing is lost, but somebody should know.
    Notice,
    /// Something is broken or about to.
    Wrong,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// What it is about, in one word, for programs.
    pub about: &'static str,
    pub health: Health,
    pub says: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Findings {
    pub data: PathBuf,
    pub findings: Vec<Finding>,
}

impl Findings {
    pub(super) fn of(directory: &Path) -> Self {
        Self {
            data: directory.to_owned(),
            findings: vec![],
        }
    }

    /// Whether nothing is broken.
    pub fn are_well(&self) -> bool {
        self.findings.iter().all(|finding| finding.health != Health::Wrong)
    }

    pub(super) fn well(&mut self, about: &'static str, says: impl Into<String>) {
        self.add(about, Health::Well, says.into(), None);
    }

    pub(super) fn notice(&mut self, about: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(about, Health::Notice, says.into(), Some(advice.into()));
    }

    pub(super) fn wrong(&mut self, about: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(about, Health::Wrong, says.into(), Some(advice.into()));
    }

    fn add(&mut self, about: &'static str, health: Health, says: String, advice: Option<String>) {
        self.findings.push(Finding {
            about,
            health,
            says,
            advice,
        });
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            let mark = match finding.health {
                Health::Well => '✓',
                Health::Notice => '!',
                Health::Wrong => '✗',
            };
            writeln!(f, "{mark} {}", finding.says)?;
            if let Some(advice) = &finding.advice {
                writeln!(f, "    {advice}")?;
            }
        }
        Ok(())
    }
}
