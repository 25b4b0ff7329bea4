//! `threadkeep`: see `threadkeep help`.

use clap::Parser;
use server::{arguments::Arguments, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Arguments::parse().command()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
