-- The durable log: a workspace is one stream, a person is another (docs/ARCHITECTURE.md).
CREATE TABLE stream_head (
    stream_id      BLOB NOT NULL PRIMARY KEY,
    kind           TEXT NOT NULL CHECK (kind IN ('workspace', 'person')),
    epoch          INTEGER NOT NULL,
    seq            INTEGER NOT NULL,
    chain          BLOB NOT NULL,
    min_resume_seq INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
    stream_id      BLOB NOT NULL,
    seq            INTEGER NOT NULL,
    -- The seq of the last entry that the same command left in this stream: readers never part them.
    command_end    INTEGER NOT NULL,
    id             BLOB NOT NULL,
    type           TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    entity_type    TEXT NOT NULL,
    entity_id      BLOB NOT NULL,
    entity_version INTEGER NOT NULL,
    -- What the entry is shown under: a comment's event belongs to its task's activity.
    subject_id     BLOB,
    project_before BLOB,
    project_after  BLOB,
    actor_id       BLOB,
    cause          TEXT,
    request_id     TEXT NOT NULL,
    -- NULL once redacted; the hash stays, so the chain still verifies.
    payload        TEXT,
    payload_hash   BLOB NOT NULL,
    chain          BLOB NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (stream_id, seq)
) STRICT;
CREATE INDEX event_subject ON event (subject_id, seq);

CREATE TABLE idempotency (
    actor_id    BLOB NOT NULL,
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    status      INTEGER NOT NULL,
    etag        INTEGER,
    location    TEXT,
    body        BLOB NOT NULL,
    stream_id   BLOB,
    epoch       INTEGER,
    seq         INTEGER,
    at          INTEGER NOT NULL,
    PRIMARY KEY (actor_id, key)
) STRICT;
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE consumer_cursor (
    consumer   TEXT NOT NULL,
    stream_id  BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    fence      INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream_id)
) STRICT;

CREATE TABLE lease (
    name       TEXT NOT NULL,
    shard      INTEGER NOT NULL,
    holder     TEXT NOT NULL,
    fence      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (name, shard)
) STRICT;
