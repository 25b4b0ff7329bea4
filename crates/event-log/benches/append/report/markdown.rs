//! The tables of the README.

use super::{measured, number, thousands, verdict, wanted};
use crate::figures::{CaseFigures, Figures};
use std::fmt::{self, Write};

pub fn write(figures: &Figures) -> Result<String, fmt::Error> {
    let mut out = String::new();
    write_setting(&mut out, figures)?;
    write_rates(&mut out, figures)?;
    write_latencies(&mut out, figures)?;
    for peer in &figures.peers {
        writeln!(out, "- {}: {}", peer.kind.name(), peer.about)?;
    }
    for left_out in &figures.left_out {
        writeln!(out, "- {}: left out ({})", left_out.kind.name(), left_out.why)?;
    }
    writeln!(out, "\n| goal | wanted | measured | |\n| --- | --- | ---: | --- |")?;
    for goal in &figures.goals {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            goal.what,
            wanted(goal),
            measured(goal),
            verdict(goal)
        )?;
    }
    Ok(out)
}

fn write_setting(out: &mut String, figures: &Figures) -> fmt::Result {
    let thrown_away: usize = figures.cases.iter().map(|case| case.thrown_away_ms.len()).sum();
    let rounds: usize = figures.cases.iter().map(|case| case.rounds).sum();
    write!(
        out,
        "{} cores; payloads of {} bytes; {rounds} rounds of {} s counted, {thrown_away} thrown away because the disk changed its speed",
        figures.cores, figures.payload_bytes, figures.settings.seconds
    )?;
    match figures.probe_ms {
        Some(probe) => writeln!(
            out,
            "; one `fdatasync` {} ms ({} to {}).\n",
            number(probe.median),
            number(probe.min),
            number(probe.max)
        ),
        None => writeln!(out, ".\n"),
    }
}

fn write_rates(out: &mut String, figures: &Figures) -> fmt::Result {
    writeln!(out, "Durable appends a second, and ours over theirs:\n")?;
    write_table(out, figures, |case, at| {
        let peer = &case.peers[at];
        format!(
            "{} ({})",
            number(peer.per_second.median),
            number(peer.ours_over_it.median)
        )
    })
}

fn write_latencies(out: &mut String, figures: &Figures) -> fmt::Result {
    writeln!(out, "Latency, p50 / p99 in ms:\n")?;
    write_table(out, figures, |case, at| {
        let peer = &case.peers[at];
        format!("{} / {}", number(peer.p50_ms.median), number(peer.p99_ms.median))
    })
}

/// A row for each peer, a column for each number of writers.
fn write_table(out: &mut String, figures: &Figures, cell: impl Fn(&CaseFigures, usize) -> String) -> fmt::Result {
    write!(out, "| writers |")?;
    for case in &figures.cases {
        write!(out, " {} |", thousands(case.writers as u64))?;
    }
    writeln!(out, "\n| --- |{}", " ---: |".repeat(figures.cases.len()))?;
    for peer in &figures.peers {
        write!(out, "| {} |", peer.label())?;
        for case in &figures.cases {
            match case.peers.iter().position(|figures| figures.kind == peer.kind) {
                Some(at) => write!(out, " {} |", cell(case, at))?,
                None => write!(out, " – |")?,
            }
        }
        writeln!(out)?;
    }
    writeln!(out)
}
