//! `threadkeep restore`.

use super::{BackupCommandError, media_complaint};
use crate::{
    arguments::RestoreArguments,
    audit::progress,
    data_directory::{existing_master_key, keep_master_key},
};
use event_log::{LogPosition, RestoreOrder, Until};

/// Returns what is to be said about it.
pub fn restore(arguments: &RestoreArguments) -> Result<String, BackupCommandError> {
    let master = existing_master_key(arguments.master_key.as_deref())?;
    let order = RestoreOrder {
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        keys: arguments.keys.clone(),
        until: match (arguments.until, arguments.position) {
            (Some(time), _) => Until::Time(time),
            (None, Some(position)) => Until::Position(LogPosition(position)),
            (None, None) => Until::End,
        },
    };
    let bar = progress::bar("Copying", 0);
    let restored = event_log::restore(&order, &master, &mut progress::watcher(&bar));
    bar.finish_and_clear();
    let restored = restored?;
    if let Some(file) = &arguments.master_key {
        keep_master_key(file, &arguments.to).map_err(|cause| BackupCommandError::MasterKey {
            path: arguments.to.clone(),
            cause,
        })?;
    }
    let position = restored.position.0;
    if let Some(complaint) = media_complaint(
        &restored.media,
        restored.missing_media,
        &format!("the log is restored to position {position}"),
    ) {
        return Err(BackupCommandError::Media(complaint));
    }
    Ok(format!(
        "{position} events and {} media files are restored and checked in {}; the views are folded at the first \
         start\nchain {}\n",
        restored.media.files,
        arguments.to.display(),
        restored.chain,
    ))
}
