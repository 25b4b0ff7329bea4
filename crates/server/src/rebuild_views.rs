//! The views built anew while nobody serves them.

use crate::{audit::progress, data_directory::DataDirectory};
use event_log::{EventLog, LogPosition};
use projections::{Progress, RebuildError};

/// Beside those that are there, which they replace at the end: interrupted, it has changed nothing.
pub async fn rebuild_views(data: &DataDirectory) -> Result<LogPosition, RebuildError> {
    let bar = progress::bar("Rebuilding", data.log.head().0);
    let tell = |progress: Progress| bar.set_position(progress.done);
    let rebuilt = projections::rebuild(&data.views_path(), data.log.as_ref(), tell).await;
    bar.finish_and_clear();
    rebuilt
}
