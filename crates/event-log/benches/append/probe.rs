//! The speed of the disk, without any of those who are measured: virtual disks change it from minute to minute, by ten
//! times and more, and figures from before and after cannot be compared.

use crate::peers::Failure;
use crate::spread::Spread;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

const WRITES: usize = 50;
const WRITE_BYTES: usize = 4096;
/// Within a round, and against the run, the disk may be so many times faster or slower.
const STEADY: f64 = 2.0;

/// Median milliseconds of one small write and `fdatasync`. What others have left for the system to write is written
/// first, so that it slows down neither the probe nor whoever has the next turn.
pub fn sync_milliseconds(directory: &Path) -> Result<f64, Failure> {
    rustix::fs::syncfs(File::open(directory)?)?;
    let path = directory.join("probe");
    let mut file = File::create(&path)?;
    let mut times = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let start = Instant::now();
        file.write_all(&[0; WRITE_BYTES])?;
        file.sync_data()?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    std::fs::remove_file(&path)?;
    Spread::of(times)
        .map(|times| times.median)
        .ok_or_else(|| "no write was timed".into())
}

/// Whether the disk kept its speed among these probes, and was as fast as it is in this run.
pub fn is_steady(probes: &[f64], of_the_run: f64) -> bool {
    let Some(Spread { min, max, .. }) = Spread::of(probes.iter().copied()) else {
        return false;
    };
    max <= STEADY * min && max <= STEADY * of_the_run && of_the_run <= STEADY * min
}
