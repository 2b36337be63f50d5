//! How much one user or one address may ask for, told in `RateLimit` and `RateLimit-Policy`
//! (draft-ietf-httpapi-ratelimit-headers).

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use uuid::Uuid;

use crate::base::{Error, network};
use crate::config;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

/// Which limits a route is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Probes, metrics and the files of the web app: never limited.
    Free,
    /// Everything people do.
    Ordinary,
    /// Where passwords and one-time secrets can be guessed.
    SignIn,
}

impl Class {
    pub fn of(template: &str) -> Self {
        const OPEN: &[&str] = &["/refresh", "/logout", "/sessions", "/sessions/{", "/tokens", "/tokens/{"];
        let open = |rest: &str| {
            OPEN.iter()
                .any(|open| rest == *open || (open.ends_with('{') && rest.starts_with(open)))
        };
        if ["/health", "/metrics", "/assets/"]
            .iter()
            .any(|start| template.starts_with(start))
        {
            return Self::Free;
        }
        match template.strip_prefix("/api/v1/auth") {
            Some(rest) if !open(rest) => Self::SignIn,
            _ => Self::Ordinary,
        }
    }
}

/// The limits of a running server.
pub struct Limits {
    user: Option<Bucket<Uuid>>,
    address: Option<Bucket<u128>>,
    sign_in: Option<Bucket<u128>>,
}

/// Where a caller stands with the limit that is closest to them.
#[derive(Debug)]
pub struct Standing {
    policy: HeaderValue,
    left: HeaderValue,
}

impl Standing {
    pub fn tell(self, headers: &mut HeaderMap) {
        headers.insert(POLICY, self.policy);
        headers.insert(LEFT, self.left);
    }
}

impl Limits {
    pub fn new(limits: &config::Limits) -> Self {
        Self {
            user: Bucket::new("user", limits.per_user_per_minute),
            address: Bucket::new("address", limits.per_address_per_minute),
            sign_in: Bucket::new("sign-in", limits.sign_in_per_address_per_minute),
        }
    }

    /// Counts a request. The answer carries where the caller stands, also when it is refused.
    pub fn take(
        &self,
        class: Class,
        client: IpAddr,
        user: Option<Uuid>,
    ) -> (Option<Standing>, Result<(), Error>) {
        if class == Class::Free {
            return (None, Ok(()));
        }
        let (address, mut closest) = (network(client), None);
        let sign_in = self.sign_in.as_ref().filter(|_| class == Class::SignIn);
        let asked = [
            self.address.as_ref().map(|bucket| bucket.take(&address)),
            user.and_then(|user| self.user.as_ref().map(|bucket| bucket.take(&user))),
            sign_in.map(|bucket| bucket.take(&address)),
        ];
        for (standing, verdict) in asked.into_iter().flatten() {
            if verdict.is_err() {
                return (Some(standing), verdict);
            }
            closest = Some(standing);
        }
        (closest, Ok(()))
    }

    /// Forgets who has all of their quota back: what is kept stays as small as what was asked in the last minute.
    pub fn forget_idle(&self) {
        self.user.iter().for_each(Bucket::forget_idle);
        self.address.iter().chain(&self.sign_in).for_each(Bucket::forget_idle);
    }
}

type Keyed<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// One limit: a minute's worth at once, then as it flows back.
struct Bucket<K: Hash + Eq + Clone> {
    name: &'static str,
    per_minute: NonZeroU32,
    policy: HeaderValue,
    limiter: Keyed<K>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> Bucket<K> {
    fn new(name: &'static str, per_minute: u32) -> Option<Self> {
        let per_minute = NonZeroU32::new(per_minute)?;
        let policy = HeaderValue::from_str(&format!("\"{name}\";q={per_minute};w=60")).ok()?;
        let limiter = RateLimiter::dashmap(Quota::per_minute(per_minute)).with_middleware();
        Some(Self { name, per_minute, policy, limiter, clock: DefaultClock::default() })
    }

    fn take(&self, key: &K) -> (Standing, Result<(), Error>) {
        match self.limiter.check_key(key) {
            Ok(state) => {
                let left = state.remaining_burst_capacity();
                let missing = u64::from(self.per_minute.get().saturating_sub(left));
                // Seconds until all of it is back.
                let back = (missing * 60).div_ceil(u64::from(self.per_minute.get()));
                (self.standing(left, back), Ok(()))
            }
            Err(not_until) => {
                let wait = not_until.wait_time_from(self.clock.now()).as_millis().div_ceil(1000).max(1);
                let wait = u64::try_from(wait).unwrap_or(60);
                let refusal = Error::RateLimited {
                    code: "rate_limited",
                    detail: format!(
                        "Too many requests: {} a minute are allowed. Wait {wait} s.",
                        self.per_minute
                    ),
                    retry_after_secs: wait,
                };
                (self.standing(0, wait), Err(refusal))
            }
        }
    }

    fn standing(&self, left: u32, secs: u64) -> Standing {
        let text = format!("\"{}\";r={left};t={secs}", self.name);
        let left = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
        Standing { policy: self.policy.clone(), left }
    }

    fn forget_idle(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(user: u32, address: u32, sign_in: u32) -> Limits {
        Limits::new(&config::Limits {
            per_user_per_minute: user,
            per_address_per_minute: address,
            sign_in_per_address_per_minute: sign_in,
            request_timeout_secs: 1,
            upload_bytes: 1,
        })
    }

    #[test]
    fn the_closest_limit_is_told() {
        let limits = limits(10, 20, 5);
        let told = |class, user: Option<Uuid>| {
            let (standing, verdict) = limits.take(class, IpAddr::from([1, 1, 1, 1]), user);
            assert!(verdict.is_ok());
            standing.map(|standing| standing.policy.to_str().unwrap().to_owned())
        };
        assert_eq!(told(Class::Ordinary, None).unwrap(), "\"address\";q=20;w=60");
        assert_eq!(told(Class::Ordinary, Some(Uuid::nil())).unwrap(), "\"user\";q=10;w=60");
        assert_eq!(told(Class::SignIn, None).unwrap(), "\"sign-in\";q=5;w=60");
        assert_eq!(told(Class::Free, None), None);
    }

    #[test]
    fn an_empty_bucket_refuses_its_own_only() {
        let limits = limits(2, 0, 0);
        let take = |user| {
            limits
                .take(Class::Ordinary, IpAddr::from([1, 1, 1, 1]), Some(Uuid::from_u128(user)))
                .1
        };
        assert!(take(1).is_ok() && take(1).is_ok());
        assert!(matches!(take(1), Err(Error::RateLimited { retry_after_secs: 1..=60, .. })));
        assert!(take(2).is_ok());
        limits.forget_idle();
        assert!(take(1).is_err(), "who is being limited is not forgotten");
    }

    #[test]
    fn guessing_is_limited_more_than_the_rest() {
        assert_eq!(Class::of("/api/v1/auth/login"), Class::SignIn);
        assert_eq!(Class::of("/api/v1/auth/password/forgot"), Class::SignIn);
        assert_eq!(Class::of("/api/v1/auth/refresh"), Class::Ordinary);
        assert_eq!(Class::of("/api/v1/auth/sessions/{session_id}"), Class::Ordinary);
        assert_eq!(Class::of("/api/v1/tasks/{task_id}"), Class::Ordinary);
        assert_eq!(Class::of("/health/ready"), Class::Free);
    }
}
