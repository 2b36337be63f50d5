-- The durable log: a workspace is one stream, a person is another (docs/ARCHITECTURE.md).
CREATE TABLE stream_head (
    stream_id      UUID NOT NULL PRIMARY KEY,
    kind           TEXT COLLATE "C" NOT NULL CHECK (kind IN ('workspace', 'person')),
    epoch          BIGINT NOT NULL,
    seq            BIGINT NOT NULL,
    chain          BYTEA NOT NULL,
    min_resume_seq BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);

CREATE TABLE event (
    stream_id      UUID NOT NULL,
    seq            BIGINT NOT NULL,
    -- The seq of the last entry that the same command left in this stream: readers never part them.
    command_end    BIGINT NOT NULL,
    id             UUID NOT NULL,
    type           TEXT COLLATE "C" NOT NULL,
    schema_version BIGINT NOT NULL,
    entity_type    TEXT COLLATE "C" NOT NULL,
    entity_id      UUID NOT NULL,
    entity_version BIGINT NOT NULL,
    -- What the entry is shown under: a comment's event belongs to its task's activity.
    subject_id     UUID,
    project_before UUID,
    project_after  UUID,
    actor_id       UUID,
    cause          TEXT COLLATE "C",
    request_id     TEXT COLLATE "C" NOT NULL,
    -- NULL once redacted; the hash stays, so the chain still verifies.
    payload        TEXT COLLATE "C",
    payload_hash   BYTEA NOT NULL,
    chain          BYTEA NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (stream_id, seq)
);
CREATE INDEX event_subject ON event (subject_id, seq);

CREATE TABLE idempotency (
    actor_id    UUID NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    fingerprint BYTEA NOT NULL,
    status      BIGINT NOT NULL,
    etag        BIGINT,
    location    TEXT COLLATE "C",
    body        BYTEA NOT NULL,
    stream_id   UUID,
    epoch       BIGINT,
    seq         BIGINT,
    at          BIGINT NOT NULL,
    PRIMARY KEY (actor_id, key)
);
CREATE INDEX idempotency_at ON idempotency (at);

CREATE TABLE consumer_cursor (
    consumer   TEXT COLLATE "C" NOT NULL,
    stream_id  UUID NOT NULL,
    seq        BIGINT NOT NULL,
    fence      BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (consumer, stream_id)
);

CREATE TABLE lease (
    name       TEXT COLLATE "C" NOT NULL,
    shard      BIGINT NOT NULL,
    holder     TEXT COLLATE "C" NOT NULL,
    fence      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (name, shard)
);
