//! Is the log what it was when it was written?

use super::progress;
use event_log::{Progress, Verified, VerifyError};
use std::path::Path;

/// Checks every record, block and link, and the media files. The error names the exact position of what was changed.
pub fn verify(directory: &Path) -> Result<Verified, VerifyError> {
    let bar = progress::bar("Reading", 0);
    // The storage asserts what it expects of its file; what that means is said by the result, not by a stack trace.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let verified = event_log::verify(directory, &mut |progress| {
        let (what, done, all) = match progress {
            Progress::Bytes { done, all } => ("Reading", done, all),
            Progress::Events { done, all } => ("Checking", done, all),
        };
        bar.set_message(what);
        bar.set_length(all);
        bar.set_position(done);
    });
    std::panic::set_hook(hook);
    bar.finish_and_clear();
    verified
}
