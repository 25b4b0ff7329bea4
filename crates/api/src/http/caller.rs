//! Who asks, for a handler. It can only be had for an operation that was allowed to them.

use crate::problem::{Answer, Problem};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use auth::{Permission, Principal};
use domain::{Actor, AgentId};
use jiff::Timestamp;
use std::future::{Ready, ready};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct Caller {
    pub principal: Principal,
    /// When the proof of who it is ends; a live stream ends with it.
    pub expires: Option<Timestamp>,
}

impl Caller {
    pub fn actor(&self) -> Actor {
        self.principal.actor()
    }

    /// Some things only a person can do: own a conversation, have read it.
    pub fn agent(&self) -> Answer<AgentId> {
        let detail = "only a person can do this: sign in as an agent instead of using an API key";
        self.principal.agent().ok_or_else(|| Problem::forbidden(detail))
    }

    pub fn may(&self, permission: Permission) -> bool {
        permission.allows(&self.principal)
    }

    /// For the parts of an operation that need more than the operation itself.
    pub fn must(&self, permission: Permission) -> Answer<()> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(not_allowed(permission))
        }
    }
}

pub(crate) fn not_allowed(permission: Permission) -> Problem {
    let detail = format!("this needs the permission `{permission}`: ask an admin");
    Problem::forbidden(detail)
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(
            request
                .extensions()
                .get::<Self>()
                .cloned()
                .ok_or_else(Problem::unauthenticated),
        )
    }
}

/// The id of the request: `X-Request-Id`, and the correlation of every event it causes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RequestId(pub Uuid);

impl FromRequest for RequestId {
    type Error = Problem;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = request.extensions().get::<Self>().copied();
        ready(Ok(known.unwrap_or_else(|| Self(Uuid::new_v4()))))
    }
}
