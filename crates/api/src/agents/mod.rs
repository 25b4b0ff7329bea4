//! The people who work here.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod list;

use crate::{
    App,
    problem::{Answer, Problem},
};
use actix_web::{http::StatusCode, web};
use auth::{HashedPassword, PasswordError, hash_password};
use commands::Streams;
use domain::{AgentId, agent::Agent};
use projections::AgentRecord;
use secrecy::SecretString;

/// An agent as the log has it now.
pub(crate) async fn load(app: &App, id: AgentId) -> Answer<Option<AgentRecord>> {
    let profile = app.commands.load::<Agent>(Streams::agent(id)).await?.state.profile;
    Ok(profile.map(|profile| AgentRecord {
        id: profile.agent,
        name: profile.name,
        email: profile.email,
        role: profile.role,
        active: profile.active,
    }))
}

/// Hashes a new password, away from the threads that answer requests. `known` is what an attacker would try first.
pub(crate) async fn hashed(password: SecretString, known: Vec<String>, pointer: &str) -> Answer<HashedPassword> {
    let hashed = web::block(move || {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        hash_password(&password, &known)
    });
    match hashed.await.map_err(|error| Problem::internal(&error))? {
        Ok(hash) => Ok(hash),
        Err(PasswordError::Weak(weak)) => {
            Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "password_weak", weak.to_string()).at(pointer))
        }
        Err(error) => Err(Problem::internal(&error)),
    }
}
