//! The command line.

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use std::{net::SocketAddr, path::PathBuf};

/// A self-hosted conversations inbox for online stores, on one append-only event log.
#[derive(Parser, Debug)]
#[command(name = "threadkeep", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArguments,
}

impl Arguments {
    /// Without a command the server is started.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Serve(self.serve))
    }
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Start the server (also without any command).
    Serve(ServeArguments),
    /// Write a demo store into an empty data directory and start the server with simulated phones.
    Demo(DemoArguments),
    /// Fold the whole log anew and print the state hash.
    Replay(ReplayArguments),
    /// Build the views of a server that is not running anew from the log.
    RebuildViews(DataArguments),
    /// Judge every send of the log a second time: none after an opt-out, in quiet hours, over a limit, by the AI after a
    /// takeover, or twice; exit code 1 and the positions if there was one.
    Audit(AuditArguments),
    /// Check every record, block and link of the log; exit code 1 and the position if a byte was changed.
    Verify(VerifyArguments),
    /// Print a signed checkpoint of the log: who holds it can tell for ever whether the log still begins like this.
    Checkpoint(CheckpointArguments),
    /// Print the proof that one record is in the log (c2sp.org/tlog-proof), the sealed record inside.
    Prove(ProveArguments),
    /// Print the sealed records between two checkpoints with their proof: a bundle, checked by `verify --bundle`.
    Bundle(BundleArguments),
    /// Print the key that checkpoints, proofs and bundles of this log are checked with.
    PublicKey(DataArguments),
    /// Print every event as one line of JSON, unsealed. Needs the deployment's master key.
    Export(DataArguments),
    /// Make a data directory of an export, read from stdin.
    Import(ImportArguments),
    /// Bring the backup in a directory up to date; a running server makes its own, see the setting `backup.directory`.
    Backup(BackupArguments),
    /// Make a data directory of a backup, as it is or as it was at an earlier moment.
    Restore(RestoreArguments),
    /// Say in plain words how a data directory is, and what to do; writes nothing.
    Doctor(DoctorArguments),
    /// Make another master key and wrap every key with it; the log stays as it is. For a server that is not running.
    RotateMasterKey(DataArguments),
    /// Say what customers' texts want: reads lines of JSON such as {"text": "stop"} on stdin and answers each.
    Classify,
    /// Print the OpenAPI document.
    Openapi,
}

#[derive(Args, Clone, Debug, Default)]
pub struct ServeArguments {
    /// Where the log, its keys, media and views lie.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Address and port to listen on.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Settings file; `threadkeep.toml` of the current directory if there is one.
    #[arg(long, value_name = "FILE", env = "THREADKEEP_CONFIG")]
    pub config: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub struct DemoArguments {
    /// Where the demo store lies.
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    pub data: PathBuf,
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Write the store and exit.
    #[arg(long)]
    pub seed_only: bool,
}

#[derive(Args, Clone, Debug)]
pub struct DataArguments {
    /// The data directory of a server that is not running.
    #[arg(long, value_name = "DIR", env = "THREADKEEP_DATA", default_value = "data")]
    pub data: PathBuf,
}

#[derive(Args, Clone, Debug)]
pub struct VerifyArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Check a bundle instead of a data directory. Needs no data directory and no master key.
    #[arg(long, value_name = "FILE", requires = "public_key")]
    pub bundle: Option<PathBuf>,
    /// Check the proof of one record instead.
    #[arg(long, value_name = "FILE", requires = "public_key", conflicts_with = "bundle")]
    pub proof: Option<PathBuf>,
    /// What `threadkeep public-key` printed, or a file that holds it.
    #[arg(long, value_name = "KEY")]
    pub public_key: Option<String>,
    /// Checkpoints that were kept elsewhere, one after the other: whatever is checked must agree with them.
    #[arg(long, value_name = "FILE", requires = "public_key", conflicts_with = "proof")]
    pub held: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub struct CheckpointArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Of the first so many records, instead of all.
    #[arg(long, value_name = "RECORDS")]
    pub size: Option<u64>,
}

#[derive(Args, Clone, Debug)]
pub struct ProveArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Position of the record.
    #[arg(long, value_name = "POSITION")]
    pub position: u64,
    /// Prove it against the checkpoint of so many records, instead of the newest.
    #[arg(long, value_name = "RECORDS")]
    pub size: Option<u64>,
}

#[derive(Args, Clone, Debug)]
pub struct BundleArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Begin after the checkpoint of so many records, instead of with the first.
    #[arg(long, value_name = "RECORDS", default_value_t = 0)]
    pub from: u64,
    /// End with the checkpoint of so many records, instead of the newest.
    #[arg(long, value_name = "RECORDS")]
    pub to: Option<u64>,
}

#[derive(Args, Clone, Debug)]
pub struct ReplayArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Fold only what was recorded up to this moment, such as 2026-11-21T09:30:00Z.
    #[arg(long, value_name = "TIME")]
    pub until: Option<Timestamp>,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Clone, Debug)]
pub struct AuditArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Judge only what left from this moment on, such as 2026-11-21T09:30:00Z; what came before is read all the same.
    #[arg(long, value_name = "TIME")]
    pub since: Option<Timestamp>,
    /// Count what left before hours and limits were asked as violations, too.
    #[arg(long)]
    pub strict: bool,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Clone, Debug)]
pub struct BackupArguments {
    #[command(flatten)]
    pub directory: DataArguments,
    /// Where the backup lies: an empty directory, or the one of the backup before, which is then continued.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// A file for the keys, in another place than the backup: whoever has both can read whom you erase later.
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub struct RestoreArguments {
    /// The directory of the backup.
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// A new data directory.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// The keys that were backed up with it.
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    /// The deployment's master key; it is put into the new directory. Without it THREADKEEP_MASTER_KEY is read.
    #[arg(long, value_name = "FILE")]
    pub master_key: Option<PathBuf>,
    /// Restore only what was recorded up to this moment, such as 2026-11-21T09:30:00Z.
    #[arg(long, value_name = "TIME", conflicts_with = "position")]
    pub until: Option<Timestamp>,
    /// Restore only the events up to this position.
    #[arg(long, value_name = "N")]
    pub position: Option<u64>,
}

#[derive(Args, Clone, Debug)]
pub struct ImportArguments {
    /// A new data directory.
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// A copy of the deployment's keys, as `backup --keys` makes it.
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    /// The deployment's master key; it is put into the new directory. Without it THREADKEEP_MASTER_KEY is read.
    #[arg(long, value_name = "FILE")]
    pub master_key: Option<PathBuf>,
    /// The directory `media` of a data directory or a backup, whose files are copied.
    #[arg(long, value_name = "DIR")]
    pub media: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub struct DoctorArguments {
    /// The data directory, of a server that is running or not.
    #[arg(long, value_name = "DIR", env = "THREADKEEP_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Settings file; `threadkeep.toml` of the current directory if there is one. It says where backups lie.
    #[arg(long, value_name = "FILE", env = "THREADKEEP_CONFIG")]
    pub config: Option<PathBuf>,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parsed(line: &str) -> Command {
        Arguments::try_parse_from(line.split(' ')).unwrap().command()
    }

    #[test]
    fn the_command_line_is_well_formed() {
        <Arguments as CommandFactory>::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_server_starts() {
        let Command::Serve(serve) = parsed("threadkeep --data /srv/threadkeep") else {
            panic!("not serve");
        };
        assert_eq!(serve.data, Some(PathBuf::from("/srv/threadkeep")));
    }

    #[test]
    fn a_bundle_or_a_proof_is_verified_with_a_key_only() {
        let Command::Verify(verify) = parsed("threadkeep verify --bundle b --public-key k --held h") else {
            panic!("not verify");
        };
        assert!(verify.bundle.is_some() && verify.held.is_some());
        for line in [
            "threadkeep verify --bundle b",
            "threadkeep verify --proof p",
            "threadkeep verify --held h",
            "threadkeep verify --bundle b --proof p --public-key k",
            "threadkeep prove",
        ] {
            assert!(Arguments::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }

    #[test]
    fn replay_takes_a_moment_and_refuses_what_is_none() {
        let Command::Replay(replay) = parsed("threadkeep replay --data d --until 2026-11-21T09:30:00Z --json") else {
            panic!("not replay");
        };
        assert!(replay.json && replay.until.is_some());
        assert!(Arguments::try_parse_from(["threadkeep", "replay", "--until", "yesterday"]).is_err());
    }
    #[test]
    fn audit_takes_a_moment_and_refuses_what_is_none() {
        let Command::Audit(audit) = parsed("threadkeep audit --data d --since 2026-11-21T09:30:00Z --json") else {
            panic!("not audit");
        };
        assert!(audit.json && audit.since.is_some() && !audit.strict);
        assert!(Arguments::try_parse_from(["threadkeep", "audit", "--since", "yesterday"]).is_err());
    }
}
