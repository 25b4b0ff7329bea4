//! The figures as a picture: a panel for each number of writers, a bar for each peer, readable in light and dark.

use super::number;
use crate::figures::{CaseFigures, Figures};
use crate::peers::Kind;
use std::fmt::{self, Write};

const WIDTH: usize = 740;
const LABEL: usize = 200;
const BAR: usize = 330;
const ROW: usize = 24;
const HEAD: usize = 34;
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2328}.head{font-weight:600}.quiet{fill:#59636e}\
    rect{fill:#8c959f}.ours{fill:#0969da}.range{stroke:#1f2328;stroke-width:1.5}\
    @media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9198a1}rect{fill:#6e7681}.ours{fill:#4493f8}\
    .range{stroke:#e6edf3}}";

pub fn draw(figures: &Figures) -> Result<String, fmt::Error> {
    let whole: usize = HEAD + figures.cases.iter().map(height).sum::<usize>();
    let mut out = String::new();
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" role="img">"#
    )?;
    writeln!(
        out,
        "<title>Durable appends of {} bytes a second</title>\n<style>{STYLE}</style>",
        figures.payload_bytes
    )?;
    writeln!(
        out,
        r#"<text class="head" x="8" y="22">Durable appends of {} bytes a second: median, least and most</text>"#,
        figures.payload_bytes
    )?;
    let mut top = HEAD;
    for case in &figures.cases {
        draw_case(&mut out, figures, case, top)?;
        top += height(case);
    }
    writeln!(out, "</svg>")?;
    Ok(out)
}

fn height(case: &CaseFigures) -> usize {
    HEAD + ROW * case.peers.len()
}

fn draw_case(out: &mut String, figures: &Figures, case: &CaseFigures, top: usize) -> fmt::Result {
    writeln!(
        out,
        r#"<text class="head" x="8" y="{}">{} writer{}</text>"#,
        top + 22,
        case.writers,
        if case.writers == 1 { "" } else { "s" }
    )?;
    let most = case.peers.iter().map(|peer| peer.per_second.max).fold(0.0, f64::max);
    let x = |value: f64| LABEL as f64 + value / most * BAR as f64;
    for (row, peer) in case.peers.iter().enumerate() {
        let y = top + HEAD + row * ROW;
        let rate = peer.per_second;
        let class = if peer.kind == Kind::Ours { "ours" } else { "peer" };
        let middle = y + ROW / 2 - 2;
        writeln!(
            out,
            r#"<text x="{}" y="{}" text-anchor="end">{}</text>"#,
            LABEL - 8,
            y + 15,
            figures.label(peer.kind)
        )?;
        writeln!(
            out,
            r#"<rect class="{class}" x="{LABEL}" y="{}" width="{:.1}" height="{}" rx="2"/>"#,
            y + 2,
            x(rate.median) - LABEL as f64,
            ROW - 8
        )?;
        writeln!(
            out,
            r#"<line class="range" x1="{:.1}" y1="{middle}" x2="{:.1}" y2="{middle}"/>"#,
            x(rate.min),
            x(rate.max)
        )?;
        writeln!(
            out,
            r#"<text x="{:.1}" y="{}">{} <tspan class="quiet">p99 {} ms</tspan></text>"#,
            x(rate.max) + 8.0,
            y + 15,
            number(rate.median),
            number(peer.p99_ms.median)
        )?;
    }
    Ok(())
}
