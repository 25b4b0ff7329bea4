//! A bar on the terminal for what takes longer than a moment. Nothing is drawn when stderr is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

pub fn bar(what: &'static str, length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
    ProgressBar::new(length)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(what)
}
