use super::*;
use crate::{Aggregate, Rejected};

impl Rejected for AgentRejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "agent_not_found",
            Self::AlreadyAdded => "agent_exists",
            Self::InvalidProfile => "agent_invalid",
            Self::InvalidRole => "role_invalid",
            Self::Deactivated => "agent_deactivated",
            Self::SessionEnded => "session_ended",
        }
    }
}

fn check(name: &str, email: Option<&str>, role: Role) -> Result<(), AgentRejection> {
    let named = (1..=120).contains(&name.trim().chars().count());
    let mailed = email.is_none_or(|email| email.len() <= 254 && email.matches('@').count() == 1);
    if !named || !mailed {
        return Err(AgentRejection::InvalidProfile);
    }
    if role == Role::Integrator {
        Err(AgentRejection::InvalidRole)
    } else {
        Ok(())
    }
}

impl Agent {
    fn end_all(&self, reason: SessionEnd) -> impl Iterator<Item = AgentEvent> + '_ {
        self.sessions.keys().map(move |session| {
            SessionEnded {
                session: *session,
                reason,
            }
            .into()
        })
    }
}

impl Aggregate for Agent {
    type Command = AgentCommand;
    type Event = AgentEvent;
    type Rejection = AgentRejection;

    fn decide(&self, command: &AgentCommand, now: Timestamp) -> Result<Vec<AgentEvent>, AgentRejection> {
        if let AgentCommand::Add {
            agent,
            name,
            email,
            role,
            password_hash,
        } = command
        {
            check(name, Some(email), *role)?;
            if self.profile.is_some() {
                return Err(AgentRejection::AlreadyAdded);
            }
            let (name, email, password_hash) = (name.trim().to_owned(), email.to_lowercase(), password_hash.clone());
            return Ok(vec![
                AgentAdded {
                    agent: *agent,
                    name,
                    email,
                    role: *role,
                    password_hash,
                }
                .into(),
            ]);
        }
        let profile = self.profile.as_ref().ok_or(AgentRejection::NotFound)?;
        match command {
            AgentCommand::Add { .. } => Ok(vec![]),
            AgentCommand::Change { name, role, active } => {
                check(name, None, *role)?;
                let unchanged = profile.name == name.trim() && profile.role == *role && profile.active == *active;
                if unchanged {
                    return Ok(vec![]);
                }
                let changed = AgentChanged {
                    name: name.trim().to_owned(),
                    role: *role,
                    active: *active,
                };
                let ended = self.end_all(SessionEnd::Deactivated).filter(|_| !active);
                Ok(std::iter::once(changed.into()).chain(ended).collect())
            }
            AgentCommand::ChangePassword { password_hash } => {
                let changed = PasswordChanged {
                    password_hash: password_hash.clone(),
                };
                Ok(std::iter::once(changed.into())
                    .chain(self.end_all(SessionEnd::PasswordChanged))
                    .collect())
            }
            AgentCommand::OpenSession { .. } if !profile.active => Err(AgentRejection::Deactivated),
            AgentCommand::OpenSession {
                session,
                token_hash,
                expires,
            } => {
                let (token_hash, expires) = (token_hash.clone(), *expires);
                Ok(vec![
                    SessionOpened {
                        session: *session,
                        token_hash,
                        expires,
                    }
                    .into(),
                ])
            }
            AgentCommand::RotateSession {
                session,
                presented,
                token_hash,
                expires,
            } => {
                let current = self.sessions.get(session).ok_or(AgentRejection::SessionEnded)?;
                if current.expires <= now {
                    return Err(AgentRejection::SessionEnded);
                }
                if current.token_hash != *presented {
                    return Ok(vec![
                        SessionEnded {
                            session: *session,
                            reason: SessionEnd::TokenReused,
                        }
                        .into(),
                    ]);
                }
                let (token_hash, expires) = (token_hash.clone(), *expires);
                Ok(vec![
                    SessionRotated {
                        session: *session,
                        token_hash,
                        expires,
                    }
                    .into(),
                ])
            }
            AgentCommand::EndSession { session } => {
                let ended = SessionEnded {
                    session: *session,
                    reason: SessionEnd::SignedOut,
                };
                Ok(if self.sessions.contains_key(session) {
                    vec![ended.into()]
                } else {
                    vec![]
                })
            }
        }
    }

    fn evolve(&mut self, event: &AgentEvent, version: u64, at: Timestamp) {
        self.version = version;
        match event.clone() {
            AgentEvent::AgentAdded(added) => {
                let AgentAdded {
                    agent,
                    name,
                    email,
                    role,
                    password_hash,
                } = added;
                self.profile = Some(AgentProfile {
                    agent,
                    name,
                    email,
                    role,
                    active: true,
                });
                self.password_hash = password_hash;
            }
            AgentEvent::AgentChanged(changed) => {
                if let Some(profile) = &mut self.profile {
                    profile.name = changed.name;
                    profile.role = changed.role;
                    profile.active = changed.active;
                }
            }
            AgentEvent::PasswordChanged(changed) => self.password_hash = changed.password_hash,
            AgentEvent::SessionOpened(opened) => {
                self.sessions.retain(|_, session| session.expires > at);
                let SessionOpened {
                    session,
                    token_hash,
                    expires,
                } = opened;
                self.sessions.insert(session, Session { token_hash, expires });
            }
            AgentEvent::SessionRotated(rotated) => {
                let SessionRotated {
                    session,
                    token_hash,
                    expires,
                } = rotated;
                self.sessions.insert(session, Session { token_hash, expires });
            }
            AgentEvent::SessionEnded(ended) => {
                self.sessions.remove(&ended.session);
            }
        }
    }
}
