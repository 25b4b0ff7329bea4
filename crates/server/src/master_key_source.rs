//! Where the master key comes from: the environment, a command that prints it, or a file in the data directory.
//!
//! The environment wins over the command, the command over the file. Only the file is made by itself.

use crate::config::{self, ConfigError};
use event_log::{MASTER_KEY_VARIABLE, MasterKey, MasterKeyError, RotationError, finish_rotation};
use std::{
    io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use zeroize::Zeroizing;

const FILE: &str = "master.key";
/// What the next master key is to be, for those who keep it elsewhere than in the file.
const NEXT_KEY_VARIABLE: &str = "THREADKEEP_NEW_MASTER_KEY";

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum MasterKeySource {
    /// 64 hexadecimal digits in `THREADKEEP_MASTER_KEY`.
    Environment,
    /// Run once at the start; the first line it prints is the key in hexadecimal digits.
    Command(Vec<String>),
    /// `master.key` in the data directory, made at the first start.
    #[default]
    File,
}

#[derive(thiserror::Error, Debug)]
pub enum SourceError {
    #[error(transparent)]
    MasterKey(#[from] MasterKeyError),
    #[error(transparent)]
    Rotation(#[from] RotationError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("the setting `master_key_command` is empty: name a program that prints the key, or leave it out")]
    NoProgram,
    #[error("the master key's command `{program}` cannot be run: {cause}")]
    NotRun { program: String, cause: io::Error },
    /// What it printed is not shown: it may be the key.
    #[error("the master key's command `{program}` ended with {status}: run it by hand to see why")]
    Failed {
        program: String,
        status: std::process::ExitStatus,
    },
    #[error("the first line that `{program}` prints must be the master key: 64 hexadecimal digits")]
    NotAKey { program: String },
    #[error(
        "the master key does not come from a file, so the new one has to come from you: put 64 hexadecimal digits \
         (`openssl rand -hex 32`) into {NEXT_KEY_VARIABLE}, and once it is rotated where the old one is kept"
    )]
    NoNextKey,
}

impl MasterKeySource {
    /// For commands that take no settings: as the environment and `threadkeep.toml` say.
    pub fn of_settings() -> Result<Self, SourceError> {
        Ok(Self::choose(config::master_key_command()?))
    }

    pub fn choose(command: Option<Vec<String>>) -> Self {
        if std::env::var_os(MASTER_KEY_VARIABLE).is_some() {
            return Self::Environment;
        }
        command.map_or(Self::File, Self::Command)
    }

    /// The key of the data directory at `path`.
    pub fn read(&self, path: &Path) -> Result<MasterKey, SourceError> {
        match self {
            Self::Environment => {
                let key = from_environment(MASTER_KEY_VARIABLE)?;
                Ok(key.ok_or(MasterKeyError::NotHex(MASTER_KEY_VARIABLE))?)
            }
            Self::Command(command) => printed_by(command),
            Self::File => {
                let file = file_in(path);
                finish_rotation(path, &file)?;
                Ok(MasterKey::read_or_create(&file)?)
            }
        }
    }
}

/// The next key, if the operator gives it.
pub fn next_key() -> Result<Option<MasterKey>, SourceError> {
    Ok(from_environment(NEXT_KEY_VARIABLE)?)
}

pub fn file_in(path: &Path) -> PathBuf {
    path.join(FILE)
}

fn from_environment(variable: &'static str) -> Result<Option<MasterKey>, MasterKeyError> {
    let text = std::env::var(variable).ok().map(Zeroizing::new);
    text.map(|text| MasterKey::from_hex(&text).map_err(|_| MasterKeyError::NotHex(variable)))
        .transpose()
}

fn printed_by(command: &[String]) -> Result<MasterKey, SourceError> {
    let [program, arguments @ ..] = command else {
        return Err(SourceError::NoProgram);
    };
    // It may ask for a passphrase on the terminal, so it keeps ours, and says what is wrong there.
    let ended = Command::new(program)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output();
    let program = program.clone();
    let ended = match ended {
        Ok(ended) => ended,
        Err(cause) => return Err(SourceError::NotRun { program, cause }),
    };
    let printed = Zeroizing::new(ended.stdout);
    if !ended.status.success() {
        let status = ended.status;
        return Err(SourceError::Failed { program, status });
    }
    let first = printed.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let key = std::str::from_utf8(first)
        .ok()
        .and_then(|line| MasterKey::from_hex(line).ok());
    key.ok_or(SourceError::NotAKey { program })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(script: &str) -> MasterKeySource {
        MasterKeySource::Command(["sh", "-c", script].map(str::to_owned).to_vec())
    }

    fn refused(source: &MasterKeySource) -> String {
        let directory = tempfile::tempdir().unwrap();
        source.read(directory.path()).unwrap_err().to_string()
    }

    #[test]
    fn a_command_gives_the_key_in_its_first_line() {
        let directory = tempfile::tempdir().unwrap();
        let key = "07".repeat(32);
        command(&format!("echo {key}; echo more"))
            .read(directory.path())
            .unwrap();
        assert_eq!(
            std::fs::read_dir(directory.path()).unwrap().count(),
            0,
            "no file is made"
        );
    }

    #[test]
    fn a_command_that_fails_or_prints_something_else_is_named_and_its_output_is_not() {
        let failed = refused(&command("echo hush-hush; exit 3"));
        assert!(
            failed.contains("`sh`") && failed.contains('3') && !failed.contains("hush"),
            "{failed}"
        );
        let nonsense = refused(&command("echo hush-hush"));
        assert!(
            nonsense.contains("64 hexadecimal") && !nonsense.contains("hush"),
            "{nonsense}"
        );
        let missing = refused(&MasterKeySource::Command(vec!["no-such-program-anywhere".to_owned()]));
        assert!(missing.contains("cannot be run"), "{missing}");
        assert!(refused(&MasterKeySource::Command(vec![])).contains("master_key_command"));
    }
}
