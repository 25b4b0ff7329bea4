//! The backups that the settings name.

use super::Findings;
use crate::config::{BackupConfig, ConfigError};
use event_log::{LogPosition, backups_in};
use jiff::{SignedDuration, Timestamp};

pub(super) fn examine(
    config: &Result<Option<BackupConfig>, ConfigError>,
    head: LogPosition,
    now: Timestamp,
    findings: &mut Findings,
) {
    let config = match config {
        Ok(Some(config)) => config,
        Ok(None) => {
            let advice =
                "set `directory` and `keys` under [backup], or run `threadkeep backup` on a schedule of your own";
            findings.notice("backups", "the settings name no place for backups", advice);
            return;
        }
        Err(error) => {
            let advice = "mend the settings: without them nobody knows where backups lie";
            findings.notice("backups", format!("the settings cannot be read: {error}"), advice);
            return;
        }
    };
    let runs = match backups_in(&config.directory) {
        Ok(runs) => runs,
        Err(error) => {
            let advice = "begin a new backup in another directory, and keep this one until that is done";
            findings.wrong("backups", error.to_string(), advice);
            return;
        }
    };
    let Some(last) = runs.last() else {
        let says = format!("there is no backup in {} yet", config.directory.display());
        findings.notice("backups", says, "start the server, or run `threadkeep backup`");
        return;
    };
    let behind = head.0.saturating_sub(last.position.0);
    let says = format!(
        "the newest backup is of {}, reaches position {} and lacks {behind} events",
        last.time, last.position.0
    );
    // Twice, so that one that is being made is not late yet.
    let late = SignedDuration::from_hours(config.every_hours.into()) * 2;
    if config.every_hours > 0 && now > last.time + late {
        findings.notice(
            "backups",
            says,
            "it is late: look for `a backup failed` in the server's log lines",
        );
    } else {
        findings.well("backups", says);
    }
    if !last.media.damaged.is_empty() {
        let says = format!(
            "{} damaged media files could not be backed up",
            last.media.damaged.len()
        );
        findings.notice("backups", says, "run `threadkeep verify`, which names them");
    }
    if last.keys.is_none() {
        let advice =
            "set `keys` under [backup], or back up keys.sqlite3 in another way: without it nobody reads the log";
        findings.notice("backups", "the keys were not backed up with it", advice);
    }
}
