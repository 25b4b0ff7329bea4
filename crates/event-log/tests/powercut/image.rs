//! An ext4 file system in a file, and what of it has reached the device.

use rustix::fs::{SeekFrom, seek};
use rustix::io::Errno;
use std::fs::{self, File};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const CHUNK: usize = 1 << 20;
/// Copies at most. A stopped appender writes no more, but what it began and what ext4 does by itself may go on a while.
const COPIES: u32 = 100;

/// Removed when let go.
pub struct Image {
    path: PathBuf,
    kept: bool,
}

impl Image {
    /// Sparse: what is not used takes no room.
    pub fn make(directory: &Path, bytes: u64) -> io::Result<Self> {
        let path = directory.join("image");
        File::create_new(&path)?.set_len(bytes)?;
        // Its tables are written now, not by the kernel while the image is copied.
        run(Command::new("mkfs.ext4")
            .args([
                "-q",
                "-E",
                "lazy_itable_init=0,lazy_journal_init=0",
                "-J",
                "size=8",
                "-N",
                "16384",
            ])
            .arg(&path));
        Ok(Self { path, kept: false })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Copies what has reached the device, until two readings agree: so it is one state of it, not parts of several.
    pub fn copy_to(&self, path: &Path) -> io::Result<Image> {
        for _ in 0..COPIES {
            let copied = copy(&self.path, Some(path))?;
            if copied == copy(&self.path, None)? {
                return Ok(Image {
                    path: path.to_owned(),
                    kept: false,
                });
            }
        }
        Err(io::Error::other(
            "the image does not come to rest though its writer is stopped",
        ))
    }

    pub fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The hash of the file's content. Holes are skipped and stay holes.
fn copy(from: &Path, to: Option<&Path>) -> io::Result<blake3::Hash> {
    let from = File::open(from)?;
    let to = to.map(File::create).transpose()?;
    if let Some(to) = &to {
        to.set_len(from.metadata()?.len())?;
    }
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK];
    let mut at = 0;
    while let Some(data) = next_data(&from, at)? {
        at = data.end;
        for start in data.clone().step_by(CHUNK) {
            let chunk = &mut chunk[..CHUNK.min((data.end - start) as usize)];
            from.read_exact_at(chunk, start)?;
            hasher.update(&start.to_be_bytes()).update(chunk);
            if let Some(to) = &to {
                to.write_all_at(chunk, start)?;
            }
        }
    }
    Ok(hasher.finalize())
}

/// What lies before the next hole, from `start` on.
fn next_data(file: &File, start: u64) -> io::Result<Option<Range<u64>>> {
    match seek(file, SeekFrom::Data(start)) {
        Ok(begin) => Ok(Some(begin..seek(file, SeekFrom::Hole(begin))?)),
        Err(Errno::NXIO) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A mounted image. The loop device is the kernel's to find and to let go.
pub struct Mounted(PathBuf);

impl Mounted {
    pub fn mount(image: &Image, on: &Path) -> Self {
        fs::create_dir(on).unwrap();
        // Ext4 shall save nothing by itself: what is not synced stays in memory.
        run(Command::new("mount")
            .args(["-o", "loop,commit=300"])
            .arg(image.path())
            .arg(on));
        Self(on.to_owned())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run(Command::new("umount").arg(&self.0));
    }
}

fn run(command: &mut Command) {
    let done = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        done.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}
