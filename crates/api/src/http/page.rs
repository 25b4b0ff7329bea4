//! What lists and reads have in common.

use crate::{
    App,
    problem::{Answer, Problem},
};
use event_log::LogPosition;
use projections::{Cursor, View};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;

/// How long a read waits for the view to get to `at_least`.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) const DEFAULT_LIMIT: usize = 50;
pub(crate) const LARGEST_LIMIT: usize = 200;

/// Waits until the view shows the event at this position. Of one that stands still before it, it is said at once.
pub(crate) async fn seen(app: &App, view: View, at_least: Option<u64>) -> Answer<()> {
    let Some(position) = at_least else { return Ok(()) };
    Ok(app.views.wait_for_view(view, LogPosition(position), PATIENCE).await?)
}

/// The cursor that an earlier page gave.
pub(crate) fn cursor(given: Option<&str>) -> Answer<Option<Cursor>> {
    given
        .filter(|text| !text.is_empty())
        .map(|text| text.parse().map_err(Problem::from))
        .transpose()
}

/// The limit to use; one that is out of range is refused rather than changed silently.
pub(crate) fn limit(asked: Option<u32>) -> Answer<usize> {
    match asked.map(|limit| limit as usize) {
        None => Ok(DEFAULT_LIMIT),
        Some(limit) if (1..=LARGEST_LIMIT).contains(&limit) => Ok(limit),
        Some(_) => {
            let detail = format!("`limit` lies between 1 and {LARGEST_LIMIT}");
            Err(Problem::bad_request("query_invalid", detail).at("/query/limit"))
        }
    }
}

/// For reads of small lists.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AtLeast {
    /// Wait (2 seconds at most) until this log position can be seen: the `position` of an earlier write.
    pub at_least: Option<u64>,
}
