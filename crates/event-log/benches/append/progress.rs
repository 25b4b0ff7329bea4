//! Bars on the terminal for what takes longer than a moment. Nothing is drawn when stderr is no terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

pub fn bar(length: u64) -> ProgressBar {
    styled(
        ProgressBar::new(length),
        "{wide_bar} {human_pos}/{human_len} {eta} {msg}",
    )
}

/// For a time that passes by itself.
pub fn wait(what: String) -> ProgressBar {
    let spinner = styled(ProgressBar::new_spinner(), "{spinner} {msg} {elapsed}").with_message(what);
    spinner.enable_steady_tick(Duration::from_millis(200));
    spinner
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
