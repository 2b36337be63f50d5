-- Browsers that people are pushed to. Whoever has an endpoint can bother its browser: it is sealed, and found by its hash.
CREATE TABLE push_subscription (
    id            UUID NOT NULL PRIMARY KEY,
    user_id       UUID NOT NULL,
    -- In which they signed in there: when it ends, so does this.
    session_id    UUID NOT NULL,
    endpoint_hash BYTEA NOT NULL UNIQUE,
    keys          BYTEA NOT NULL,
    device        TEXT COLLATE "C" NOT NULL,
    host          TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);
CREATE INDEX push_subscription_person ON push_subscription (user_id, id);
