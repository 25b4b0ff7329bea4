//! A PostgreSQL server of our own: a fresh cluster in the measured directory, reached through a socket, ended with us.

use super::Failure;
use std::fs::{self, File};
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio_postgres::{Client, Config, NoTls};

/// Debian keeps the server's programs out of the path.
const DEBIAN: &str = "/usr/lib/postgresql/15/bin";
const SETTINGS: [&str; 9] = [
    "fsync=on",
    "synchronous_commit=on",
    "wal_sync_method=fdatasync",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "max_connections=300",
    "listen_addresses=",
    "port=5432",
    "logging_collector=off",
];
const START: Duration = Duration::from_secs(30);

pub struct Server {
    programs: PathBuf,
    data: PathBuf,
    /// The path of a socket must be short, so it does not lie with the data.
    socket: TempDir,
    user: Option<User>,
    process: Child,
    pub version: String,
}

/// The server refuses to run as root: whom it runs as then.
#[derive(Clone, Copy)]
struct User {
    user: u32,
    group: u32,
}

impl Server {
    pub fn start(directory: &Path) -> Result<Self, Failure> {
        let programs = programs()?;
        let version = output(Command::new(programs.join("postgres")).arg("--version"))?;
        let user = unprivileged()?;
        let data = directory.join("postgres");
        fs::create_dir(&data)?;
        let socket = tempfile::tempdir()?;
        if let Some(User { user, group }) = user {
            chown(&data, Some(user), Some(group))?;
            chown(socket.path(), Some(user), Some(group))?;
        }
        let mut initdb = command(&programs.join("initdb"), user);
        initdb.args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "-D",
        ]);
        output(initdb.arg(&data))?;
        let log = directory.join("postgres.log");
        let mut postgres = command(&programs.join("postgres"), user);
        postgres.arg("-D").arg(&data);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        let socket_directory = format!("unix_socket_directories={}", socket.path().display());
        let process = postgres
            .args(["-c", &socket_directory])
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn()?;
        Ok(Self {
            programs,
            data,
            socket,
            user,
            process,
            // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
            version: version.split(' ').nth(2).unwrap_or(&version).trim().to_owned(),
        })
    }

    /// A connection; the first ones wait until the server has come up.
    pub async fn connect(&self) -> Result<Client, Failure> {
        let mut config = Config::new();
        config.host_path(self.socket.path()).user("postgres").dbname("postgres");
        let begin = Instant::now();
        loop {
            match config.connect(NoTls).await {
                Ok((client, connection)) => {
                    tokio::spawn(connection);
                    return Ok(client);
                }
                Err(error) if begin.elapsed() > START => {
                    let log = self.data.with_extension("log");
                    return Err(format!("the server does not answer ({error}): see {}", log.display()).into());
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = command(&self.programs.join("pg_ctl"), self.user);
        let stopped = output(
            stop.args(["stop", "--mode=immediate", "--silent", "-D"])
                .arg(&self.data),
        );
        if stopped.is_err() {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

fn programs() -> Result<PathBuf, Failure> {
    if Path::new(DEBIAN).join("postgres").exists() {
        return Ok(DEBIAN.into());
    }
    let directory = output(Command::new("pg_config").arg("--bindir"))
        .map_err(|_| "it is not installed: on Debian `apt-get install postgresql-15`")?;
    Ok(directory.trim().into())
}

fn unprivileged() -> Result<Option<User>, Failure> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let number = |option: &str| -> Result<u32, Failure> {
        let number = output(Command::new("id").args([option, "postgres"]))
            .or_else(|_| output(Command::new("id").args([option, "nobody"])))?;
        Ok(number.trim().parse()?)
    };
    Ok(Some(User {
        user: number("-u")?,
        group: number("-g")?,
    }))
}

fn command(program: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    if let Some(User { user, group }) = user {
        command.uid(user).gid(group);
    }
    // Not where we stand: its user may not be allowed there.
    command.current_dir("/").stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{program} cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} failed: {}", said.trim()).into())
}
