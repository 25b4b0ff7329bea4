//! `threadkeep backup`: of a server that is stopped.

use super::{BackupCommandError, media_complaint};
use crate::{
    arguments::BackupArguments,
    audit::progress,
    data_directory::{DataDirectory, DataError},
};
use event_log::{BackupOrder, OpenError};
use jiff::Timestamp;
use uuid::Uuid;

/// Returns what is to be said about it.
pub fn make(arguments: &BackupArguments, now: Timestamp) -> Result<String, BackupCommandError> {
    let path = &arguments.directory.data;
    let data = match DataDirectory::open_existing(path) {
        Err(DataError::Open(OpenError::InUse { .. })) => return Err(BackupCommandError::InUse(path.clone())),
        opened => opened?,
    };
    let order = BackupOrder {
        keys: arguments.keys.clone(),
        ..BackupOrder::new(Uuid::new_v4(), arguments.to.clone(), now)
    };
    let bar = progress::bar("Copying", 0);
    let run = data.log.back_up(&order, &mut progress::watcher(&bar));
    bar.finish_and_clear();
    let run = run?;
    let made = format!(
        "{} new events and {} new media files are in {}, which now reaches position {}\nchain {}\n",
        run.events(),
        run.media.copied,
        arguments.to.display(),
        run.position.0,
        run.chain,
    );
    if let Some(complaint) = media_complaint(&run.media, 0, "the log is backed up") {
        return Err(BackupCommandError::Media(complaint));
    }
    Ok(match (&arguments.keys, run.keys) {
        (Some(path), Some(keys)) => format!(
            "{made}{} keys are in {}: keep it apart from the backup, and the master key apart from both\n",
            keys.keys,
            path.display()
        ),
        _ => format!(
            "{made}The keys are not in it, and without them nobody can read the log: back them up with --keys FILE, in \
             another place\n"
        ),
    })
}
