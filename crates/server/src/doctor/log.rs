//! The log itself.

use super::{Findings, space::in_words};
use event_log::{Inspection, Newest};
use jiff::Timestamp;

pub(super) fn examine(inspection: &Inspection, now: Timestamp, findings: &mut Findings) {
    findings.well(
        "server",
        match inspection.in_use {
            true => "a process has the log open: a server, or a command that works on it",
            false => "no process has the log open",
        },
    );
    let size = in_words(inspection.log_bytes);
    let Some((position, chain)) = inspection.witnessed.filter(|(position, _)| position.0 > 0) else {
        let says = format!("nothing says how many events are in the log, which has {size}");
        findings.notice(
            "log",
            says,
            "a log without events is new; otherwise run `threadkeep verify`",
        );
        return;
    };
    let position = position.0;
    let verify = "stop the server, run `threadkeep verify`, and restore a backup if it finds damage";
    match inspection.newest {
        Newest::There { time } => {
            let events = format!("{position} events are in the log, which has {size}");
            findings.well("log", format!("{events}; the newest was recorded at {time}"));
            if time > now {
                let says = format!("the newest event is of {time}, which is still to come");
                findings.notice(
                    "clock",
                    says,
                    "set the clock of this machine, unless the demo's clock was moved forward",
                );
            }
        }
        Newest::OtherChain => {
            let says = format!("the hash chain at position {position} is not the one that was witnessed");
            findings.wrong("log", says, verify);
        }
        Newest::Missing => {
            let says = format!("position {position} was acknowledged, and is not in the log");
            findings.wrong("log", says, verify);
        }
        Newest::Unseen => {
            let says =
                format!("{position} events are in the log, which has {size}; the newest was not found at a glance");
            findings.notice("log", says, "run `threadkeep verify` to be sure");
        }
    }
    findings.well("chain", format!("the hash chain at position {position} is {chain}"));
    findings.well(
        "media",
        format!(
            "{} media files have {}",
            inspection.media_files,
            in_words(inspection.media_bytes)
        ),
    );
}

pub(super) fn leftovers(inspection: &Inspection, findings: &mut Findings) {
    for path in &inspection.leftovers {
        let says = format!(
            "{} was left by work that was interrupted, or is under way",
            path.display()
        );
        findings.notice("leftover", says, "delete it if nothing is at work");
    }
}
