//! A file of checkpoints, one signed note after the other with an empty line between them. It is only ever added to; what
//! a power cut has torn at its end is cut.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

const SIGNATURE: &str = "\u{2014} ";

#[derive(Clone, Debug)]
pub(crate) struct CheckpointFile(pub PathBuf);

impl CheckpointFile {
    /// The last note that is whole.
    pub async fn last_note(&self) -> io::Result<Option<String>> {
        self.on_disk(|path| Ok(last(whole(&read(path)?)))).await
    }

    /// On disk when this returns.
    pub async fn append(&self, note: &str) -> io::Result<()> {
        let note = note.to_owned();
        self.on_disk(move |path| append(path, &note)).await
    }

    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let path = self.0.clone();
        let done = tokio::task::spawn_blocking(move || work(&path)).await;
        done.unwrap_or_else(|_| Err(io::Error::other("it ended in the middle")))
    }
}

fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

/// Up to the end of the last signature.
fn whole(text: &str) -> &str {
    let (mut end, mut read) = (0, 0);
    for line in text.split_inclusive('\n') {
        read += line.len();
        if line.starts_with(SIGNATURE) && line.ends_with('\n') {
            end = read;
        }
    }
    &text[..end]
}

/// A note begins after the signatures of the one before, and empty lines.
fn last(notes: &str) -> Option<String> {
    let lines: Vec<&str> = notes.split_inclusive('\n').collect();
    let signatures = lines
        .iter()
        .rev()
        .take_while(|line| line.starts_with(SIGNATURE))
        .count();
    let above = &lines[..lines.len() - signatures];
    let begin = above
        .iter()
        .rposition(|line| line.starts_with(SIGNATURE))
        .map_or(0, |at| at + 1);
    let note = lines[begin..].concat();
    let note = note.trim_start_matches('\n');
    (!note.is_empty()).then(|| note.to_owned())
}

fn append(path: &Path, note: &str) -> io::Result<()> {
    let text = read(path)?;
    let whole = whole(&text);
    if text[whole.len()..].contains(|c| c != '\n') {
        tracing::warn!("the file of checkpoints ended in a torn one, which is cut");
    }
    let between = if whole.is_empty() { "" } else { "\n" };
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.set_len(whole.len() as u64)?;
    file.seek(SeekFrom::End(0))?;
    file.write_all(format!("{between}{note}").as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: u32) -> String {
        format!("log\n{number}\nroot\n\n\u{2014} log c2ln\n\u{2014} witness c2ln\n")
    }

    #[tokio::test]
    async fn notes_are_added_and_a_torn_one_is_cut() {
        let directory = tempfile::tempdir().unwrap();
        let file = CheckpointFile(directory.path().join("checkpoints"));
        assert_eq!(file.last_note().await.unwrap(), None);
        for number in 1..=3 {
            file.append(&note(number)).await.unwrap();
            assert_eq!(file.last_note().await.unwrap(), Some(note(number)));
        }
        let all = fs::read_to_string(&file.0).unwrap();
        assert_eq!(all, [note(1), note(2), note(3)].join("\n"));
        let two = [note(1), note(2)].join("\n");
        for cut in [two.len() + 1, two.len() + 9, all.len() - note(3).len() / 2] {
            fs::write(&file.0, &all.as_bytes()[..cut]).unwrap();
            assert_eq!(file.last_note().await.unwrap(), Some(note(2)), "cut at {cut}");
            file.append(&note(3)).await.unwrap();
            assert_eq!(fs::read_to_string(&file.0).unwrap(), all, "cut at {cut}");
        }
    }
}
