//! Lines of JSON on standard input, each answered with what its text wants.

use intent::line;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};

#[derive(thiserror::Error, Debug)]
pub enum ClassifyError {
    #[error("{0} of the lines could not be read: see above")]
    Unread(usize),
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Answers every line of `input`; a line that is none is named in `complaints`, and the next is read. What was answered
/// is handed on whenever there is nothing more to read at once. Whoever stops reading the answers is told nothing.
pub(crate) fn classify(input: impl Read, answers: impl Write, mut complaints: impl Write) -> Result<(), ClassifyError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut answers = BufWriter::with_capacity(1 << 16, answers);
    match answer_lines(&mut input, &mut answers, &mut complaints) {
        Ok(0) => Ok(()),
        Ok(unread) => Err(ClassifyError::Unread(unread)),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            // Dropping the buffer would try once more to write it.
            let _ = answers.into_parts();
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn answer_lines<R: Read>(
    input: &mut BufReader<R>,
    answers: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<usize> {
    let (mut line, mut number, mut unread) = (Vec::new(), 0_usize, 0);
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match line::answer(&line) {
            Ok(answer) => writeln!(answers, "{answer}")?,
            Err(error) => {
                unread += 1;
                writeln!(complaints, "line {number}: {error}")?;
            }
        }
        if input.buffer().is_empty() {
            answers.flush()?;
        }
    }
    answers.flush()?;
    Ok(unread)
}
