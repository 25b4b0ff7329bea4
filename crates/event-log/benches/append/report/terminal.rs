//! For the terminal: a bar for each peer, then the goals.

use super::{measured, number, thousands, verdict, wanted};
use crate::figures::{CaseFigures, Figures};
use std::fmt::{self, Write};

const BAR: usize = 32;
const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

pub fn draw(figures: &Figures) -> Result<String, fmt::Error> {
    let mut out = String::new();
    writeln!(
        out,
        "durable appends of {} bytes a second: median (least..most) of the rounds that count; latency in ms; {} cores",
        figures.payload_bytes, figures.cores
    )?;
    for case in &figures.cases {
        draw_case(&mut out, figures, case)?;
    }
    writeln!(out)?;
    for peer in &figures.peers {
        writeln!(out, "{:<26}{}", peer.kind.name(), peer.about)?;
    }
    for left_out in &figures.left_out {
        writeln!(out, "{:<26}left out: {}", left_out.kind.name(), left_out.why)?;
    }
    writeln!(
        out,
        "\nfirst events of new streams, a key made for each: {}/s",
        number(figures.first_events_per_second)
    )?;
    draw_length(&mut out, figures)?;
    writeln!(out)?;
    for goal in &figures.goals {
        writeln!(
            out,
            "{:<46}{:<28}{:>10}  {}",
            goal.what,
            wanted(goal),
            measured(goal),
            verdict(goal)
        )?;
    }
    Ok(out)
}

fn draw_case(out: &mut String, figures: &Figures, case: &CaseFigures) -> fmt::Result {
    write!(
        out,
        "\n{} writer{}",
        case.writers,
        if case.writers == 1 { "" } else { "s" }
    )?;
    if let Some(probe) = case.probe_ms {
        write!(out, ", one fdatasync {} ms", number(probe.median))?;
    }
    match case.thrown_away_ms.len() {
        0 => writeln!(out)?,
        some => writeln!(
            out,
            "; {some} of {} rounds thrown away, because the disk changed its speed",
            case.rounds + some
        )?,
    }
    if case.rounds == 0 {
        return writeln!(out, "  the disk was never steady for a round: run it again");
    }
    let most = case.peers.iter().map(|peer| peer.per_second.median).fold(0.0, f64::max);
    for peer in &case.peers {
        let rate = peer.per_second;
        writeln!(
            out,
            "  {:<26}{} {:>8} ({}..{})  p50 {}  p99 {}  ours is {} of it",
            figures.label(peer.kind),
            bar(rate.median / most),
            number(rate.median),
            number(rate.min),
            number(rate.max),
            number(peer.p50_ms.median),
            number(peer.p99_ms.median),
            number(peer.ours_over_it.median),
        )?;
    }
    Ok(())
}

fn draw_length(out: &mut String, figures: &Figures) -> fmt::Result {
    if let Some(sustained) = &figures.sustained {
        write!(
            out,
            "{} seconds at {} writers: {}/s, p99 {} ms",
            figures.settings.sustained,
            sustained.writers,
            number(sustained.turn.per_second),
            number(sustained.turn.p99_ms)
        )?;
        match sustained.of_short {
            Some(of_short) => writeln!(out, ", {} of the short figure", number(of_short))?,
            None => writeln!(
                out,
                "; the disk changed its speed, so it is not held against the short figure"
            )?,
        }
    }
    let Some(large) = &figures.large else { return Ok(()) };
    let loaded = &large.loaded;
    let mebibytes = |bytes: u64| thousands(bytes >> 20);
    writeln!(
        out,
        "{} events of {} streams loaded in {} s, {}/s: {} bytes an event on disk, {} MiB of memory at most, {} half way",
        thousands(loaded.events),
        thousands(loaded.streams),
        number(loaded.seconds),
        number(loaded.events as f64 / loaded.seconds),
        loaded.disk_bytes / loaded.events.max(1),
        mebibytes(loaded.peak_bytes),
        mebibytes(loaded.peak_bytes_half_way),
    )?;
    writeln!(
        out,
        "opened in {} s with {} MiB; replayed on one core in {} s with {} MiB, {} events/s",
        number(large.opened.seconds),
        mebibytes(large.opened.peak_bytes),
        number(large.replayed.seconds),
        mebibytes(large.replayed.peak_bytes),
        number(large.replayed.events as f64 / large.replayed.seconds),
    )
}

fn bar(share: f64) -> String {
    let eighths = (share * (BAR * 8) as f64).round() as usize;
    let mut bar: String = std::iter::repeat_n('█', eighths / 8).collect();
    if !eighths.is_multiple_of(8) {
        bar.push(EIGHTHS[eighths % 8]);
    }
    format!("{bar:<BAR$}")
}
