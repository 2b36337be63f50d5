CREATE TABLE webhook (
    id              BLOB NOT NULL PRIMARY KEY,
    workspace_id    BLOB NOT NULL REFERENCES workspace (id),
    url             TEXT NOT NULL,
    description     TEXT NOT NULL,
    -- A JSON list; an empty one is every type.
    event_types     TEXT NOT NULL,
    -- In the filter language.
    filter          TEXT,
    state           TEXT NOT NULL CHECK (state IN ('enabled', 'disabled')),
    disabled_reason TEXT CHECK (disabled_reason IN ('paused', 'gone', 'failing')),
    disabled_at     INTEGER,
    created_by      BLOB NOT NULL REFERENCES users (id),
    version         INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_workspace ON webhook (workspace_id, id);

-- What signs; several while one is exchanged for another.
CREATE TABLE webhook_secret (
    id         BLOB NOT NULL PRIMARY KEY,
    webhook_id BLOB NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    sealed     BLOB NOT NULL,
    -- When it no longer signs; NULL for the newest.
    expires_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_secret_webhook ON webhook_secret (webhook_id, id);

-- How an endpoint does: its circuit breaker, and since when it fails.
CREATE TABLE webhook_health (
    webhook_id    BLOB NOT NULL PRIMARY KEY REFERENCES webhook (id) ON DELETE CASCADE,
    -- In a row, over all its deliveries.
    failures      INTEGER NOT NULL,
    failing_since INTEGER,
    open_until    INTEGER,
    -- Why its filter cannot be read any more, such as a tag that is gone.
    filter_fault  TEXT
) STRICT;

-- The id is what the receiver knows it by: the same at every attempt.
CREATE TABLE webhook_delivery (
    id              BLOB NOT NULL PRIMARY KEY,
    webhook_id      BLOB NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    workspace_id    BLOB NOT NULL,
    -- The entry of the log; NULL for a ping.
    seq             INTEGER,
    event_type      TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts        INTEGER NOT NULL,
    -- Attempts since it was last asked for: the schedule of retries counts these.
    tries           INTEGER NOT NULL,
    last_status     INTEGER,
    next_attempt_at INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);

CREATE TABLE webhook_attempt (
    delivery_id BLOB NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status      INTEGER,
    error       TEXT,
    -- The beginning of what was sent and answered, sealed: it is people's work.
    excerpt     BLOB NOT NULL,
    PRIMARY KEY (delivery_id, number)
) STRICT;
