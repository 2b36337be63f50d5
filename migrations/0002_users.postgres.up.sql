CREATE TABLE users (
    id             UUID NOT NULL PRIMARY KEY,
    email          TEXT COLLATE "C" NOT NULL,
    -- Folded to lower case: what makes an address unique.
    email_key      TEXT COLLATE "C" NOT NULL UNIQUE,
    name           TEXT COLLATE "C" NOT NULL,
    avatar_url     TEXT COLLATE "C",
    locale         TEXT COLLATE "C" NOT NULL,
    timezone       TEXT COLLATE "C" NOT NULL,
    status         TEXT COLLATE "C" NOT NULL CHECK (status IN ('active', 'suspended', 'deleted')),
    email_verified BOOLEAN NOT NULL,
    server_admin   BOOLEAN NOT NULL,
    version        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE INDEX users_shut_out ON users (updated_at) WHERE status <> 'active';

-- Secrets live apart from what the log carries.
CREATE TABLE credential (
    user_id       UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password_hash TEXT COLLATE "C",
    changed_at    BIGINT NOT NULL
);

CREATE TABLE session (
    id             UUID NOT NULL PRIMARY KEY,
    user_id        UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    agent          TEXT COLLATE "C" NOT NULL,
    address        TEXT COLLATE "C" NOT NULL,
    expires_at     BIGINT NOT NULL,
    revoked_at     BIGINT,
    revoked_reason TEXT COLLATE "C",
    version        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE INDEX session_by_user ON session (user_id, id);
-- Who holds connections open asks every moment what has ended.
CREATE INDEX session_revoked ON session (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE refresh_token (
    hash       BYTEA NOT NULL PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    -- The token that replaced this one, sealed: a retry within the grace period gets the same.
    successor  BYTEA
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);

CREATE TABLE api_token (
    id          UUID NOT NULL PRIMARY KEY,
    user_id     UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT COLLATE "C" NOT NULL,
    scopes      TEXT COLLATE "C" NOT NULL,
    secret_hash BYTEA NOT NULL UNIQUE,
    expires_at  BIGINT,
    revoked_at  BIGINT,
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX api_token_user ON api_token (user_id, id);
CREATE INDEX api_token_revoked ON api_token (revoked_at) WHERE revoked_at IS NOT NULL;

CREATE TABLE one_time_token (
    hash       BYTEA NOT NULL PRIMARY KEY,
    purpose    TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('verify_email', 'reset_password')),
    user_id    UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email      TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX one_time_token_user ON one_time_token (user_id, purpose);

CREATE TABLE login_throttle (
    key           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failures      BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);
CREATE INDEX login_throttle_updated ON login_throttle (updated_at);

CREATE TABLE mail_outbox (
    id              UUID NOT NULL PRIMARY KEY,
    kind            TEXT COLLATE "C" NOT NULL,
    -- Recipient, subject and texts, sealed: a reset link is a secret until it is used.
    message         BYTEA NOT NULL,
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    sent_at         BIGINT,
    failed_at       BIGINT,
    last_error      TEXT COLLATE "C",
    created_at      BIGINT NOT NULL
);
CREATE INDEX mail_outbox_due ON mail_outbox (next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
