//! A data directory looked at from outside: nothing is opened for writing, so a server may have it open meanwhile.

use crate::block::{self, Block};
use crate::chain::ChainHash;
use crate::data_keys::{KeyCopy, KeyCounts, KeyError};
use crate::durable_head::{DurableHead, Witness};
use crate::media;
use crate::opening::{LOCK, Layout};
use crate::{LogPosition, MasterKey};
use jiff::Timestamp;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Read from the end of sled's file, at most, in search of the newest block: sled writes where it finds room.
const SEARCHED: u64 = 512 << 20;
const WINDOW: u64 = 4 << 20;
/// Blocks of several pieces lie scattered; larger ones than this are not looked for.
const OVERLAP: usize = 64 << 10;

/// What lies in a data directory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// Whether a process has the log open.
    pub in_use: bool,
    pub log_bytes: u64,
    /// The last event that was acknowledged, and the hash chain there, as far as the witness knows.
    pub witnessed: Option<(LogPosition, ChainHash)>,
    pub newest: Newest,
    pub media_files: u64,
    pub media_bytes: u64,
    /// What interrupted work left. All of it can be deleted while nothing is at work.
    pub leftovers: Vec<PathBuf>,
}

/// The block of the last acknowledged event, looked for where blocks are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Newest {
    /// It is there, and its hash chain ends as was witnessed.
    There { time: Timestamp },
    /// Records were exchanged, or the witness is of another log.
    OtherChain,
    /// It is not there.
    Missing,
    /// It was not found, which does not say much: it may be large, or lie far from the end of the file.
    Unseen,
}

/// `None` if there is no log.
pub fn inspect(directory: &Path) -> io::Result<Option<Inspection>> {
    let layout = Layout::of(directory);
    if !layout.log().is_dir() {
        return Ok(None);
    }
    let witness = Witness::read(&layout.witness())?;
    let (media_files, media_bytes) = media_size(&layout.media())?;
    Ok(Some(Inspection {
        in_use: is_locked(&directory.join(LOCK))?,
        log_bytes: size_of(&layout.log())?,
        witnessed: witness.map(|head| (head.position, head.chain)),
        newest: find_newest(directory, witness.unwrap_or_default())?,
        media_files,
        media_bytes,
        leftovers: leftovers(directory)?,
    }))
}

/// Whether the key store opens with this master key, and what is in it.
pub fn inspect_keys(directory: &Path, master: &MasterKey) -> Result<KeyCounts, KeyError> {
    KeyCopy::open(&Layout::of(directory).keys(), master)?.counts()
}

fn is_locked(path: &Path) -> io::Result<bool> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened?,
    };
    // Held for no longer than this line.
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn size_of(directory: &Path) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(directory)? {
        // Sled removes old snapshots on its own time.
        match entry?.metadata() {
            Ok(metadata) => size += metadata.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(size)
}

fn media_size(directory: &Path) -> io::Result<(u64, u64)> {
    if !directory.is_dir() {
        return Ok((0, 0));
    }
    let (mut files, mut bytes) = (0, 0);
    for path in media::files(directory)? {
        if let Ok(metadata) = fs::metadata(&path) {
            files += 1;
            bytes += metadata.len();
        }
    }
    Ok((files, bytes))
}

fn leftovers(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".partial") || name == "verify.scratch" {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn find_newest(directory: &Path, head: DurableHead) -> io::Result<Newest> {
    if head.position.0 == 0 {
        return Ok(Newest::Unseen);
    }
    let mut all_read = true;
    let mut large = false;
    for name in ["journal", "log/db"] {
        let file = match File::open(directory.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened?,
        };
        match search(file, head, &mut all_read)? {
            Some(Image::Whole(newest)) => return Ok(newest),
            Some(Image::Large) => large = true,
            None => {}
        }
    }
    match all_read && !large {
        true => Ok(Newest::Missing),
        false => Ok(Newest::Unseen),
    }
}

enum Image {
    Whole(Newest),
    Large,
}

/// From the end to the beginning.
fn search(mut file: File, head: DurableHead, all_read: &mut bool) -> io::Result<Option<Image>> {
    let length = file.metadata()?.len();
    let mut end = length;
    let mut large = None;
    while end > 0 {
        if length - end >= SEARCHED {
            *all_read = false;
            break;
        }
        let begin = end.saturating_sub(WINDOW);
        file.seek(SeekFrom::Start(begin))?;
        let mut window = Vec::new();
        // A block that begins in this window may end in the one after it.
        Read::by_ref(&mut file)
            .take(end - begin + OVERLAP as u64)
            .read_to_end(&mut window)?;
        let starts = (0..window.len().min((end - begin) as usize)).rev();
        for at in starts.filter(|at| window[*at..].starts_with(&block::MARK)) {
            match examine(&window[at..], head) {
                Some(Image::Large) => large = Some(Image::Large),
                Some(found) => return Ok(Some(found)),
                None => {}
            }
        }
        end = begin;
    }
    Ok(large)
}

/// Whether the block that begins here holds the head.
fn examine(bytes: &[u8], head: DurableHead) -> Option<Image> {
    let first = u64::from_be_bytes(*bytes.get(5..)?.first_chunk()?);
    if first == 0 || first > head.position.0 {
        return None;
    }
    let length = block::whole_length(bytes).ok()?;
    let image = match bytes.get(..length).filter(|image| block::checksum_matches(image)) {
        Some(image) => image,
        None if length > block::TARGET => return Some(Image::Large),
        None => return None,
    };
    let block = Block::parse(image).ok()?;
    if !block.positions().contains(&head.position.0) {
        return None;
    }
    let mut chain = block.previous;
    for record in block.records() {
        let (record, hash) = record.ok()?;
        chain = chain.link(hash);
        if record.position == head.position {
            return Some(Image::Whole(match chain == head.chain {
                true => Newest::There {
                    time: record.time().ok()?,
                },
                false => Newest::OtherChain,
            }));
        }
    }
    None
}
