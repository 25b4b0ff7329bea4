//! The data files: comma-separated lines without quoting, of which only the last column may hold commas, and `#` before a
//! comment, so that they read well and differ line by line in a review.

use std::fmt::Display;

/// A line of a data file that cannot be read.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
#[error("{file}, line {line}: {why}")]
pub(crate) struct Unreadable {
    file: &'static str,
    line: usize,
    why: String,
}

impl Unreadable {
    pub(crate) fn new(file: &'static str, line: usize, why: impl Display) -> Self {
        Self {
            file,
            line,
            why: why.to_string(),
        }
    }
}

/// One line with its columns.
pub(crate) struct Line<const N: usize> {
    file: &'static str,
    number: usize,
    pub columns: [&'static str; N],
}

impl<const N: usize> Line<N> {
    pub(crate) fn unreadable(&self, why: impl Display) -> Unreadable {
        Unreadable::new(self.file, self.number, why)
    }
}

pub(crate) fn lines<const N: usize>(file: &'static str, text: &'static str) -> Result<Vec<Line<N>>, Unreadable> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        .map(|(at, line)| {
            let columns: Vec<_> = line.splitn(N, ',').map(str::trim).collect();
            let found = columns.len();
            let columns = columns
                .try_into()
                .map_err(|_| Unreadable::new(file, at + 1, format!("{found} columns instead of {N}")))?;
            Ok(Line {
                file,
                number: at + 1,
                columns,
            })
        })
        .collect()
}

/// The table's version: the date in its comment `# version`.
pub(crate) fn version(text: &'static str) -> &'static str {
    text.lines()
        .find_map(|line| line.strip_prefix("# version "))
        .unwrap_or_default()
}

/// A table that could not be read would be a fault in this crate, and its tests read every line of every table.
pub(crate) fn read<T>(parsed: Result<T, Unreadable>) -> T {
    parsed.unwrap_or_else(|fault| panic!("a table of the policy cannot be read: {fault}"))
}
