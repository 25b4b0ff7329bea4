//! `log.tree`: the roots of the complete parts of the tree, so that opening a log does not hash all of it. Derived from the
//! log and never synced: what is lost or torn in it is hashed anew.
//!
//! ```text
//! mark      4 bytes: "TKT" and the format, 1
//! parts     40 bytes each, in order:
//!             root: 32 bytes, over the leaves of 256 records
//!             check: the first 8 bytes of BLAKE3 over the check before (zeros before the first) and the root
//! ```

use super::merkle::TreeHash;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

const MARK: [u8; 4] = *b"TKT\x01";
const ENTRY: usize = 40;

type Check = [u8; 8];

#[derive(Debug)]
pub(super) struct TreeFile {
    file: File,
    check: Check,
}

impl TreeFile {
    /// As many roots as are whole; none if there is no file, or none of this format.
    pub(super) fn read(path: &Path) -> io::Result<Vec<TreeHash>> {
        let mut bytes = Vec::new();
        match File::open(path) {
            Ok(mut file) => file.read_to_end(&mut bytes)?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let entries = bytes.strip_prefix(&MARK).unwrap_or_default();
        let mut before = Check::default();
        let whole = entries.as_chunks::<ENTRY>().0.iter().map_while(|entry| {
            let (root, check) = entry.split_first_chunk::<32>()?;
            before = check_of(before, TreeHash(*root));
            (before == *check).then_some(TreeHash(*root))
        });
        Ok(whole.collect())
    }

    /// Opens or creates the file and cuts it after these roots, which it begins with.
    pub(super) fn continue_after(path: &Path, roots: &[TreeHash]) -> io::Result<Self> {
        let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        file.write_all(&MARK)?;
        let end = (MARK.len() + roots.len() * ENTRY) as u64;
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        let check = roots
            .iter()
            .fold(Check::default(), |check, root| check_of(check, *root));
        Ok(Self { file, check })
    }

    pub(super) fn append(&mut self, roots: &[TreeHash]) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(roots.len() * ENTRY);
        for root in roots {
            self.check = check_of(self.check, *root);
            bytes.extend_from_slice(&root.0);
            bytes.extend_from_slice(&self.check);
        }
        self.file.write_all(&bytes)
    }
}

fn check_of(before: Check, root: TreeHash) -> Check {
    let mut input = [0; ENTRY];
    input[..8].copy_from_slice(&before);
    input[8..].copy_from_slice(&root.0);
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(&input).as_bytes();
    [a, b, c, d, e, f, g, h]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_is_read_and_written_on() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("log.tree");
        assert!(TreeFile::read(&path).unwrap().is_empty());
        let roots: Vec<_> = (1..=5).map(|number| TreeHash([number; 32])).collect();
        TreeFile::continue_after(&path, &[]).unwrap().append(&roots).unwrap();
        assert_eq!(TreeFile::read(&path).unwrap(), roots);

        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&path, &changed).unwrap();
            let expected = at.checked_sub(MARK.len()).map_or(0, |at| at / ENTRY);
            assert_eq!(TreeFile::read(&path).unwrap(), roots[..expected], "byte {at} changed");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(TreeFile::read(&path).unwrap(), roots[..expected], "cut at {at}");
        }

        std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let mut file = TreeFile::continue_after(&path, &roots[..3]).unwrap();
        file.append(&roots[3..]).unwrap();
        assert_eq!(TreeFile::read(&path).unwrap(), roots);
    }
}
