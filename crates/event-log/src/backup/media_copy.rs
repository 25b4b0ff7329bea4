//! Media files, copied from one place to another: those that are not there yet.

use super::{BackupError, MediaBackedUp, Step, Watcher, io_error, told};
use crate::MediaHash;
use crate::durability::sync_directory;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// Named in a report, at most.
const DAMAGED: usize = 1_000;
const PIECE: usize = 256 << 10;

/// Copies what `to` lacks, and compares each file with its name on the way. Damaged files are left out and named.
pub(crate) fn copy_media(from: &Path, to: &Path, watcher: &mut Watcher<'_>) -> Result<MediaBackedUp, BackupError> {
    let mut report = MediaBackedUp::default();
    let mut done = 0;
    fs::create_dir_all(to).map_err(io_error(to))?;
    for shelf in (0..=u8::MAX).map(|shelf| format!("{shelf:02x}")) {
        let (source, target) = (from.join(&shelf), to.join(&shelf));
        fs::create_dir_all(&target).map_err(io_error(&target))?;
        let mut copied = false;
        for hash in names(&source)? {
            told(watcher, Step::Media { done })?;
            done += 1;
            let path = target.join(hash.to_string());
            if path.exists() {
                continue;
            }
            match copy(&source.join(hash.to_string()), &path, hash)? {
                Copied::Whole => {
                    copied = true;
                    report.copied += 1;
                }
                Copied::Damaged if report.damaged.len() < DAMAGED => report.damaged.push(hash.to_string()),
                Copied::Damaged | Copied::Gone => {}
            }
        }
        if copied {
            sync_directory(&target).map_err(io_error(&target))?;
        }
        report.files += names(&target)?.len() as u64;
    }
    sync_directory(to).map_err(io_error(to))?;
    Ok(report)
}

enum Copied {
    Whole,
    Damaged,
    /// Erased since it was listed.
    Gone,
}

fn copy(from: &Path, to: &Path, hash: MediaHash) -> Result<Copied, BackupError> {
    let source = match File::open(from) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Copied::Gone),
        opened => opened.map_err(io_error(from))?,
    };
    let partial = to.with_extension("partial");
    let mut target = File::create(&partial).map_err(io_error(&partial))?;
    let mut source = BufReader::with_capacity(PIECE, source);
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; PIECE];
    loop {
        let length = source.read(&mut piece).map_err(io_error(from))?;
        if length == 0 {
            break;
        }
        hasher.update(&piece[..length]);
        target.write_all(&piece[..length]).map_err(io_error(&partial))?;
    }
    if hasher.finalize().to_hex().as_str() != hash.to_string() {
        fs::remove_file(&partial).map_err(io_error(&partial))?;
        return Ok(Copied::Damaged);
    }
    target.sync_all().map_err(io_error(&partial))?;
    fs::rename(&partial, to).map_err(io_error(to))?;
    Ok(Copied::Whole)
}

/// The media files on one shelf; a shelf that is not there is empty.
fn names(shelf: &Path) -> Result<Vec<MediaHash>, BackupError> {
    let entries = match fs::read_dir(shelf) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(io_error(shelf))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(io_error(shelf))?.file_name();
        names.extend(name.to_str().and_then(|name| name.parse::<MediaHash>().ok()));
    }
    Ok(names)
}
