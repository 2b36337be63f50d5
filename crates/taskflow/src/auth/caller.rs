//! Who calls: the extractor every endpoint of a signed-in person starts with.
//!
//! The credential's signature is checked here; that its session or token still stands is checked by the same
//! trip to the database that answers the request ([`super::authenticate`]).

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use taskflow_db::Tx;
use uuid::Uuid;

use super::authenticate;
use crate::base::{Actor, Error, Result, Stamp, secret};
use crate::event::{self, Cx, Meta, Remembered, Replay};
use crate::http::{Answer, App, Claim, Owners, RequestId};

/// What somebody shows to prove who they are.
#[derive(Clone, Debug)]
pub enum Credential {
    /// An access token, its signature and expiry checked.
    Session { user_id: Uuid, session_id: Uuid },
    /// The hash of an API token.
    Token { hash: Vec<u8> },
    /// Whoever sits at the server's own command line acts for this user: they hold the database anyway.
    Local { user_id: Uuid },
}

/// Where the request came from, as the gateway found it: behind trusted proxies not the socket's address.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

impl Credential {
    /// Reads `Authorization: Bearer …`.
    ///
    /// # Errors
    /// `Unauthenticated` when there is none, or an access token is not good.
    pub fn read(app: &App, headers: &HeaderMap) -> Result<Self> {
        let missing =
            || Error::unauthenticated("unauthenticated", "Sign in, or send `Authorization: Bearer …`.");
        let value = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .ok_or_else(missing)?;
        let (scheme, token) = value.split_once(' ').ok_or_else(missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(missing());
        }
        let token = token.trim();
        if token.starts_with(super::API_TOKEN_PREFIX) {
            return Ok(Self::Token { hash: secret::hash(token) });
        }
        let claims = app.keyring.verify(token, app.clock.now())?;
        Ok(Self::Session { user_id: claims.sub, session_id: claims.sid })
    }
}

/// Somebody with a credential, and what their request says besides its body.
#[derive(Clone)]
pub struct Caller {
    app: App,
    credential: Credential,
    meta: Meta,
    /// SHA-256 over method and path: with the body's digest the fingerprint of an idempotent request.
    route: [u8; 32],
    /// The version named by `If-Match`.
    if_match: Option<i64>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let credential = match parts.extensions.get::<Credential>() {
            Some(credential) => credential.clone(),
            None => Credential::read(app, &parts.headers)?,
        };
        let mut route = Sha256::new();
        route.update(parts.method.as_str());
        route.update([0]);
        route.update(parts.uri.path_and_query().map_or("", |path| path.as_str()));
        Ok(Self {
            app: app.clone(),
            credential,
            meta: request_meta(parts, app)?,
            route: route.finalize().into(),
            if_match: if_match(&parts.headers)?,
        })
    }
}

/// What is recorded of a request, signed in or not.
///
/// # Errors
/// `Malformed` for a bad `Idempotency-Key`.
pub fn request_meta(parts: &Parts, app: &App) -> Result<Meta> {
    let text = |name: header::HeaderName, most: usize| {
        parts
            .headers
            .get(name)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).chars().take(most).collect())
    };
    Ok(Meta {
        at: app.clock.now(),
        actor_id: None,
        cause: idempotency_key(&parts.headers)?,
        request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        address: parts.extensions.get::<ClientAddress>().map(|address| address.0.clone()),
        agent: text(header::USER_AGENT, 200),
        session_id: None,
        token_id: None,
    })
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(Error::malformed(
            "invalid_idempotency_key",
            "Give an Idempotency-Key of 1 to 255 ASCII characters.",
        )),
    }
}

/// `If-Match: "7"`; `*` asks for nothing more than that the thing exists.
fn if_match(headers: &HeaderMap) -> Result<Option<i64>> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text.trim_start_matches("W/").trim_matches('"').parse();
    version
        .map(Some)
        .map_err(|_| Error::malformed("invalid_if_match", "Give If-Match as one version, such as \"7\"."))
}

impl Caller {
    /// A caller at the server's own command line; `at` is this moment.
    pub fn local(app: &App, user_id: Uuid, at: Stamp) -> Self {
        Self::acting(app, user_id, at, "command-line")
    }

    /// Somebody whose work the server goes on with by itself, as long as they may; `why` is recorded with it.
    pub fn acting(app: &App, user_id: Uuid, at: Stamp, why: &str) -> Self {
        let meta = Meta::system(at, why);
        Self {
            app: app.clone(),
            credential: Credential::Local { user_id },
            meta,
            route: [0; 32],
            if_match: None,
        }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn credential(&self) -> &Credential {
        &self.credential
    }

    /// Whose the credential is, as [`Credential::owner`] says: a hint, for grouping and counting.
    pub fn owner(&self) -> Uuid {
        self.credential.owner(&self.app.owners)
    }

    /// What is recorded of the request.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The version the caller changes, when it named one: commands compare it with the stored one.
    pub fn if_match(&self) -> Option<i64> {
        self.if_match
    }

    /// Answers from the database. Each statement sees the newest state.
    ///
    /// # Errors
    /// Those of `f`, and `Unauthenticated` when the credential was revoked.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
    {
        let (proof, now) = (self.proof(), self.meta.at);
        let read = self.app.db.read(move |tx| {
            let actor = proof.reader(tx, now)?;
            f(tx, &actor)
        });
        self.used(read.await)
    }

    /// As [`Caller::read`], for what is read in well under a millisecond; see [`taskflow_db::Db::glance`].
    ///
    /// # Errors
    /// As [`Caller::read`].
    pub async fn glance<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
    {
        let (proof, now) = (self.proof(), self.meta.at);
        let read = self.app.db.glance(move |tx| {
            let actor = proof.reader(tx, now)?;
            f(tx, &actor)
        });
        self.used(read.await)
    }

    /// As [`Caller::read`], with all statements seeing one moment, and at the time of the call: for one page of an
    /// answer that takes long.
    ///
    /// # Errors
    /// As [`Caller::read`].
    pub async fn snapshot<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
    {
        let (proof, now) = (self.proof(), self.app.clock.now());
        let read = self.app.db.snapshot(move |tx| {
            let actor = proof.reader(tx, now)?;
            f(tx, &actor)
        });
        self.used(read.await)
    }

    /// Carries out one step of something longer, such as a batch of an import. No idempotency key is looked at:
    /// whatever takes several steps must itself know what it has done.
    ///
    /// # Errors
    /// Those of `f`, and `Unauthenticated` when the credential was revoked.
    pub async fn step<T, F>(&self, about: Uuid, mut f: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Cx<'_, '_>, &Actor) -> Result<T> + Send + 'static,
    {
        let (proof, meta) = (self.proof(), self.meta.clone());
        let run = move |tx: &mut Tx<'_>| {
            let actor = proof.actor(tx, meta.at)?;
            let meta = meta.of(&actor);
            f(&mut Cx::new(tx, &meta), &actor)
        };
        let (value, _) = self.used(self.app.db.write(self.app.lanes.of(about), run).await)?;
        Ok(value)
    }

    /// Carries out a command without a body; see [`Caller::write_body`].
    ///
    /// # Errors
    /// Those of `f`.
    pub async fn write<F>(&self, about: Uuid, f: F) -> Result<Answer>
    where
        F: FnMut(&mut Cx<'_, '_>, &Actor) -> Result<Answer> + Send + 'static,
    {
        self.write_body(about, &[0; 32], f).await
    }

    /// Carries out a command, once for each `Idempotency-Key`, and tells where the log stands after it.
    /// `about` is the thing the request names: it decides which commands are committed together.
    ///
    /// # Errors
    /// Those of `f`; `idempotency_key_reused`, `idempotency_in_progress`.
    pub async fn write_body<F>(&self, about: Uuid, digest: &[u8; 32], f: F) -> Result<Answer>
    where
        F: FnMut(&mut Cx<'_, '_>, &Actor) -> Result<Answer> + Send + 'static,
    {
        let claim = self.claim()?;
        let answer = self.write_part(about, digest, "", f).await?;
        drop(claim);
        self.used(Ok(answer))
    }

    /// Keeps the request's `Idempotency-Key`, if it has one, to this request for as long as the answer lives.
    ///
    /// # Errors
    /// `idempotency_in_progress`.
    pub fn claim(&self) -> Result<Option<Claim>> {
        let claim = self.meta.cause.as_ref().map(|key| self.app.in_flight.claim(self.owner(), key));
        claim.transpose()
    }

    /// Carries out one part of a request that takes several transactions. Hold a [`Caller::claim`] meanwhile. Each part
    /// is carried out once for each `Idempotency-Key`, so that a request which broke off goes on where it did; the first
    /// part has no name.
    ///
    /// # Errors
    /// Those of `f`; `idempotency_key_reused`.
    pub async fn write_part<F>(&self, about: Uuid, digest: &[u8; 32], part: &str, mut f: F) -> Result<Answer>
    where
        F: FnMut(&mut Cx<'_, '_>, &Actor) -> Result<Answer> + Send + 'static,
    {
        let caller = self.clone();
        let fingerprint: [u8; 32] =
            Sha256::new().chain_update(self.route).chain_update(digest).finalize().into();
        // A header holds no line break, so no other request's key can look like a part's.
        let key = self.meta.cause.as_ref().map(|key| match part {
            "" => key.clone(),
            part => format!("{key}\n{part}"),
        });
        let (lane, own) = (self.app.lanes.of(about), key.clone());
        let written = self.app.db.write(lane, move |tx| {
            let actor = caller.proof().actor(tx, caller.meta.at)?;
            let meta = caller.meta.of(&actor);
            let mut cx = Cx::new(tx, &meta);
            let Some(key) = &key else {
                return f(&mut cx, &actor);
            };
            if let Some(replay) = event::recall(&mut cx, actor.user_id, key, &fingerprint)? {
                return caller.replay(replay);
            }
            let answer = f(&mut cx, &actor)?;
            let remembered = caller.remembered(&actor, key, fingerprint, &answer)?;
            event::remember(&mut cx, remembered);
            Ok(answer)
        });
        match (written.await, own) {
            (Ok((answer, staged)), _) => {
                let position = event::outcome(staged).or(answer.position);
                Ok(Answer { position, ..answer })
            }
            // The same request was carried out by another process meanwhile: what was done here is undone.
            (Err(Error::Db(error)), Some(key)) if event::is_kept(&error) => self.kept(key, fingerprint).await,
            (Err(error), _) => Err(error),
        }
    }

    /// The answer that is kept under a key.
    async fn kept(&self, key: String, fingerprint: [u8; 32]) -> Result<Answer> {
        let caller = self.clone();
        let read = self.app.db.read(move |tx| {
            let actor = caller.proof().actor(tx, caller.meta.at)?;
            let kept = event::recall(tx, actor.user_id, &key, &fingerprint)?;
            caller.replay(kept.ok_or_else(|| Error::internal("an answer that was just kept is gone"))?)
        });
        read.await
    }

    /// An API token that was good for something has been used.
    fn used<T>(&self, outcome: Result<T>) -> Result<T> {
        if let (Credential::Token { hash }, Ok(_)) = (&self.credential, &outcome) {
            super::note_token(&self.app, hash, &self.meta);
        }
        outcome
    }

    fn proof(&self) -> Proof {
        Proof { credential: self.credential.clone(), owners: self.app.owners.clone() }
    }

    fn remembered(
        &self,
        actor: &Actor,
        key: &str,
        fingerprint: [u8; 32],
        answer: &Answer,
    ) -> Result<Remembered> {
        Ok(Remembered {
            actor_id: actor.user_id,
            key: key.to_owned(),
            fingerprint,
            status: answer.status.as_u16(),
            etag: answer.etag,
            location: answer.location.clone(),
            body: answer.body.as_ref().map_or(Ok(Vec::new()), |body| self.app.sealer.seal(body))?,
            at: self.meta.at,
        })
    }

    fn replay(&self, replay: Replay) -> Result<Answer> {
        let body = if replay.body.is_empty() {
            None
        } else {
            Some(self.app.sealer.open(&replay.body)?)
        };
        let status = axum::http::StatusCode::from_u16(replay.status).map_err(Error::internal)?;
        let mut answer = Answer::nothing().with_status(status);
        answer.body = body;
        answer.etag = replay.etag;
        answer.location = replay.location;
        answer.position = replay.position;
        answer.replayed = true;
        Ok(answer)
    }
}

/// A credential on its way into a transaction.
struct Proof {
    credential: Credential,
    owners: Owners,
}

impl Proof {
    /// Who it is; remembers whose an API token is.
    fn actor(&self, tx: &mut Tx<'_>, now: Stamp) -> Result<Actor> {
        let actor = authenticate(tx, &self.credential, now);
        match (self.credential.token(), &actor) {
            (Some(token), Ok(actor)) => self.owners.learn(token, actor.user_id),
            (Some(token), Err(Error::Unauthenticated { .. })) => self.owners.forget(token),
            _ => {}
        }
        actor
    }

    /// The user behind a credential that may read.
    fn reader(&self, tx: &mut Tx<'_>, now: Stamp) -> Result<Actor> {
        let actor = self.actor(tx, now)?;
        if !actor.has_scope(crate::base::Scope::Read) {
            return Err(Error::forbidden("missing_scope", "This token may not read."));
        }
        Ok(actor)
    }
}

impl Credential {
    /// Whose requests share idempotency keys and limits: the user's. An API token that this process has not seen yet
    /// stands in for its owner.
    pub fn owner(&self, owners: &Owners) -> Uuid {
        match self {
            Self::Session { user_id, .. } | Self::Local { user_id } => *user_id,
            Self::Token { .. } => self.token().map_or(Uuid::nil(), |token| owners.of(token)),
        }
    }

    /// What an API token is remembered by.
    fn token(&self) -> Option<Uuid> {
        match self {
            Self::Token { hash } => hash.first_chunk::<16>().map(|bytes| Uuid::from_bytes(*bytes)),
            Self::Session { .. } | Self::Local { .. } => None,
        }
    }
}
