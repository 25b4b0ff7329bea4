//! How often one may ask. Kept in memory, counted for each person, key or address.

use crate::problem::Problem;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use auth::Principal;
use domain::{AgentId, ApiKeyId};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use jiff::SignedDuration;
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

/// How many requests a minute. What was not used is saved up for one minute, no longer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RateLimits {
    /// For a person or an API key.
    pub requests: NonZeroU32,
    /// For an address that has not proven who it is.
    pub unauthenticated: NonZeroU32,
    /// Attempts to sign in, for an address and for an account.
    pub sign_ins: NonZeroU32,
}

impl Default for RateLimits {
    fn default() -> Self {
        const fn a_minute(count: u32) -> NonZeroU32 {
            match NonZeroU32::new(count) {
                Some(count) => count,
                None => NonZeroU32::MIN,
            }
        }
        Self {
            requests: a_minute(1_200),
            unauthenticated: a_minute(120),
            sign_ins: a_minute(10),
        }
    }
}

/// Who is counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Counted {
    Agent(AgentId),
    ApiKey(ApiKeyId),
    Address(Option<IpAddr>),
}

impl From<&Principal> for Counted {
    fn from(principal: &Principal) -> Self {
        match principal {
            Principal::Person { agent, .. } => Self::Agent(*agent),
            Principal::ApiKey { key, .. } => Self::ApiKey(*key),
        }
    }
}

/// Who tries to sign in, and as whom. The account is a fingerprint of its e-mail address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Attempt {
    From(Option<IpAddr>),
    As([u8; 16]),
}

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// Counters that forget whoever has been quiet for long enough.
pub(crate) struct Counters<K: Hash + Eq + Clone> {
    limiter: Limiter<K>,
    clock: DefaultClock,
    limit: NonZeroU32,
}

/// More keys than this, and those who have been quiet are forgotten.
const MANY: usize = 10_000;

impl<K: Hash + Eq + Clone> Counters<K> {
    fn new(a_minute: NonZeroU32) -> Self {
        let limiter = RateLimiter::keyed(Quota::per_minute(a_minute)).with_middleware();
        Self {
            limiter,
            clock: DefaultClock::default(),
            limit: a_minute,
        }
    }

    pub(crate) fn count(&self, key: &K) -> Result<Allowance, Problem> {
        if self.limiter.len() > MANY {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(key) {
            Ok(state) => Ok(Allowance::new(self.limit, state.remaining_burst_capacity())),
            Err(not_until) => {
                let wait = not_until.wait_time_from(self.clock.now());
                Err(Problem::rate_limited(rounded_up(wait)))
            }
        }
    }

    pub(crate) fn exhausted(&self) -> Allowance {
        Allowance::new(self.limit, 0)
    }
}

fn rounded_up(wait: Duration) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX - 1) + 1)
}

/// All counters of the API.
pub(crate) struct Limiters {
    pub requests: Counters<Counted>,
    pub unauthenticated: Counters<Counted>,
    pub sign_ins: Counters<Attempt>,
}

impl Limiters {
    pub(crate) fn new(limits: RateLimits) -> Self {
        Self {
            requests: Counters::new(limits.requests),
            unauthenticated: Counters::new(limits.unauthenticated),
            sign_ins: Counters::new(limits.sign_ins),
        }
    }
}

/// What is left, for the `RateLimit-*` headers (draft-ietf-httpapi-ratelimit-headers-06).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Allowance {
    limit: u32,
    remaining: u32,
    /// Seconds until all of it is there again.
    reset: u32,
}

impl Allowance {
    fn new(limit: NonZeroU32, remaining: u32) -> Self {
        let used = u64::from(limit.get().saturating_sub(remaining));
        let reset = (used * 60).div_ceil(u64::from(limit.get()));
        Self {
            limit: limit.get(),
            remaining,
            reset: u32::try_from(reset).unwrap_or(60),
        }
    }

    pub(crate) fn write(self, headers: &mut HeaderMap) {
        for (name, value) in [
            ("ratelimit-limit", self.limit),
            ("ratelimit-remaining", self.remaining),
            ("ratelimit-reset", self.reset),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counters(a_minute: u32) -> Counters<Counted> {
        Counters::new(NonZeroU32::new(a_minute).unwrap())
    }

    const SOMEBODY: Counted = Counted::Address(None);

    #[test]
    fn whoever_asks_too_often_is_told_to_wait() {
        let counters = counters(2);
        assert_eq!(counters.count(&SOMEBODY).map(|allowance| allowance.remaining), Ok(1));
        assert_eq!(counters.count(&SOMEBODY).map(|allowance| allowance.remaining), Ok(0));
        assert_eq!(counters.count(&SOMEBODY).unwrap_err().code(), "rate_limited");
    }

    #[test]
    fn each_is_counted_alone() {
        let counters = counters(1);
        let another = Counted::Address(Some([127, 0, 0, 1].into()));
        assert!(counters.count(&SOMEBODY).is_ok());
        assert!(counters.count(&another).is_ok());
        assert!(counters.count(&SOMEBODY).is_err());
    }

    #[test]
    fn the_reset_is_when_everything_is_there_again() {
        let limit = NonZeroU32::new(60).unwrap();
        assert_eq!(Allowance::new(limit, 60).reset, 0);
        assert_eq!(Allowance::new(limit, 45).reset, 15);
        assert_eq!(Allowance::new(limit, 0).reset, 60);
    }
}
