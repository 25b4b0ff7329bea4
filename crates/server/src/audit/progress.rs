//! A bar on the terminal for what takes longer than a moment. Nothing is drawn when stderr is no terminal.

use event_log::Step;
use indicatif::{ProgressBar, ProgressStyle};
use std::ops::ControlFlow;

pub fn bar(what: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(length)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}

/// Shows on the bar where a backup, a restoration or an import stands.
pub fn watcher(bar: &ProgressBar) -> impl FnMut(Step) -> ControlFlow<()> {
    let bar = bar.clone();
    move |step| {
        let (what, done, all) = match step {
            Step::Searched { done, all } => ("Searching", done, all),
            Step::Events { done, all } => ("Copying", done, all),
            Step::Checked { done, all } => ("Checking", done, all),
            Step::Media { done } => ("Media", done, done),
        };
        bar.set_message(what);
        bar.set_length(all);
        bar.set_position(done);
        ControlFlow::Continue(())
    }
}
