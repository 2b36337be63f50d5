CREATE TABLE users (
    id             BLOB NOT NULL PRIMARY KEY,
    email          TEXT NOT NULL,
    -- Folded to lower case: what makes an address unique.
    email_key      TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    avatar_url     TEXT,
    locale         TEXT NOT NULL,
    timezone       TEXT NOT NULL,
    status         TEXT NOT NULL CHECK (status IN ('active', 'suspended', 'deleted')),
    email_verified INTEGER NOT NULL,
    server_admin   INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX users_shut_out ON users (updated_at) WHERE status <> 'active';

-- Secrets live apart from what the log carries.
CREATE TABLE credential (
    user_id       BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password_hash TEXT,
    changed_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    id             BLOB NOT NULL PRIMARY KEY,
    user_id        BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    agent          TEXT NOT NULL,
    address        TEXT NOT NULL,
    expires_at     INTEGER NOT NULL,
    revoked_at     INTEGER,
    revoked_reason TEXT,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX session_by_user ON session (user_id, id);
-- Who holds connections open asks every moment what has ended.
CREATE INDEX session_revoked ON session (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE refresh_token (
    hash       BLOB NOT NULL PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    issued_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    -- The token that replaced this one, sealed: a retry within the grace period gets the same.
    successor  BLOB
) STRICT;
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE api_token (
    id          BLOB NOT NULL PRIMARY KEY,
    user_id     BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    scopes      TEXT NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    expires_at  INTEGER,
    revoked_at  INTEGER,
    version     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX api_token_user ON api_token (user_id, id);
CREATE INDEX api_token_revoked ON api_token (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE one_time_token (
    hash       BLOB NOT NULL PRIMARY KEY,
    purpose    TEXT NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    user_id    BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email      TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX one_time_token_user ON one_time_token (user_id, purpose);

CREATE TABLE login_throttle (
    key           TEXT NOT NULL PRIMARY KEY,
    failures      INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX login_throttle_updated ON login_throttle (updated_at);

CREATE TABLE mail_outbox (
    id              BLOB NOT NULL PRIMARY KEY,
    kind            TEXT NOT NULL,
    -- Recipient, subject and texts, sealed: a reset link is a secret until it is used.
    message         BLOB NOT NULL,
    attempts        INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    sent_at         INTEGER,
    failed_at       INTEGER,
    last_error      TEXT,
    created_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_outbox_due ON mail_outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
