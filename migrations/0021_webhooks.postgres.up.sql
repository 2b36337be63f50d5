CREATE TABLE webhook (
    id              UUID NOT NULL PRIMARY KEY,
    workspace_id    UUID NOT NULL REFERENCES workspace (id),
    url             TEXT NOT NULL,
    description     TEXT NOT NULL,
    -- A JSON list; an empty one is every type.
    event_types     TEXT NOT NULL,
    -- In the filter language.
    filter          TEXT,
    state           TEXT NOT NULL CHECK (state IN ('enabled', 'disabled')),
    disabled_reason TEXT CHECK (disabled_reason IN ('paused', 'gone', 'failing')),
    disabled_at     BIGINT,
    created_by      UUID NOT NULL REFERENCES users (id),
    version         BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE INDEX webhook_workspace ON webhook (workspace_id, id);

-- What signs; several while one is exchanged for another.
CREATE TABLE webhook_secret (
    id         UUID NOT NULL PRIMARY KEY,
    webhook_id UUID NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    sealed     BYTEA NOT NULL,
    -- When it no longer signs; NULL for the newest.
    expires_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX webhook_secret_webhook ON webhook_secret (webhook_id, id);

-- How an endpoint does: its circuit breaker, and since when it fails.
CREATE TABLE webhook_health (
    webhook_id    UUID NOT NULL PRIMARY KEY REFERENCES webhook (id) ON DELETE CASCADE,
    -- In a row, over all its deliveries.
    failures      BIGINT NOT NULL,
    failing_since BIGINT,
    open_until    BIGINT,
    -- Why its filter cannot be read any more, such as a tag that is gone.
    filter_fault  TEXT
);

-- The id is what the receiver knows it by: the same at every attempt.
CREATE TABLE webhook_delivery (
    id              UUID NOT NULL PRIMARY KEY,
    webhook_id      UUID NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    workspace_id    UUID NOT NULL,
    -- The entry of the log; NULL for a ping.
    seq             BIGINT,
    event_type      TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts        BIGINT NOT NULL,
    -- Attempts since it was last asked for: the schedule of retries counts these.
    tries           BIGINT NOT NULL,
    last_status     BIGINT,
    next_attempt_at BIGINT,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);

CREATE TABLE webhook_attempt (
    delivery_id UUID NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
    number      BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    status      BIGINT,
    error       TEXT,
    -- The beginning of what was sent and answered, sealed: it is people's work.
    excerpt     BYTEA NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
