//! `threadkeep`: see `threadkeep help`.

use clap::Parser;
use mimalloc::MiMalloc;
use server::{arguments::Arguments, run};
use std::process::ExitCode;

// Events are made on one thread and let go of on another, which the system's allocator makes every one of them pay for.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match run(Arguments::parse().command()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
