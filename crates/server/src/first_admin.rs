//! Somebody must be able to sign in to a new server.

use commands::{CommandError, Commands, Context, Streams};
use domain::{
    Actor, AgentId,
    agent::{Agent, AgentCommand, AgentRejection, Role},
};
use secrecy::SecretString;
use uuid::Uuid;

const EMAIL_VARIABLE: &str = "THREADKEEP_ADMIN_EMAIL";
const PASSWORD_VARIABLE: &str = "THREADKEEP_ADMIN_PASSWORD";
const EMAIL: &str = "admin@threadkeep.local";

/// To be shown once, on the terminal.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    pub email: String,
    pub password: SecretString,
    /// Made up here, not chosen by who started the server.
    pub generated: bool,
}

#[derive(thiserror::Error, Debug)]
pub enum FirstAdminError {
    #[error("{PASSWORD_VARIABLE} cannot be used: {0}")]
    Password(#[from] auth::PasswordError),
    #[error("the operating system gave no random bytes: {0}")]
    Randomness(getrandom::Error),
    #[error(transparent)]
    Add(#[from] CommandError<AgentRejection>),
}

/// Adds an admin with what the environment says, or with a password of its own.
pub async fn add(commands: &Commands) -> Result<FirstAdmin, FirstAdminError> {
    let chosen = std::env::var(PASSWORD_VARIABLE).ok();
    let admin = FirstAdmin {
        email: std::env::var(EMAIL_VARIABLE).unwrap_or_else(|_| EMAIL.to_owned()),
        generated: chosen.is_none(),
        password: match chosen {
            Some(password) => password.into(),
            None => random_password()?,
        },
    };
    let agent = AgentId(Uuid::new_v4());
    let command = AgentCommand::Add {
        agent,
        name: "Admin".to_owned(),
        email: admin.email.clone(),
        role: Role::Admin,
        password_hash: auth::hash_password(&admin.password, &[&admin.email])?,
    };
    let context = Context::new(Actor::System, agent.0);
    commands
        .handle::<Agent>(Streams::agent(agent), &command, &context)
        .await?;
    Ok(admin)
}

/// Four groups of five, without letters that look alike: 100 bits.
fn random_password() -> Result<SecretString, FirstAdminError> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = [0; 20];
    getrandom::fill(&mut random).map_err(FirstAdminError::Randomness)?;
    let letters: Vec<char> = random
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-").into())
}
