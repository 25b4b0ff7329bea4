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
    /// Check every record, block and link of the log; exit code 1 and the position if a byte was changed.
    Verify(DataArguments),
    /// Print every event as one line of JSON, unsealed. Needs the deployment's master key.
    Export(DataArguments),
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
    fn replay_takes_a_moment_and_refuses_what_is_none() {
        let Command::Replay(replay) = parsed("threadkeep replay --data d --until 2026-11-21T09:30:00Z --json") else {
            panic!("not replay");
        };
        assert!(replay.json && replay.until.is_some());
        assert!(Arguments::try_parse_from(["threadkeep", "replay", "--until", "yesterday"]).is_err());
    }
}
