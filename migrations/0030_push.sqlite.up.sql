-- Browsers that people are pushed to. Whoever has an endpoint can bother its browser: it is sealed, and found by its hash.
CREATE TABLE push_subscription (
    id            BLOB NOT NULL PRIMARY KEY,
    user_id       BLOB NOT NULL,
    -- In which they signed in there: when it ends, so does this.
    session_id    BLOB NOT NULL,
    endpoint_hash BLOB NOT NULL UNIQUE,
    keys          BLOB NOT NULL,
    device        TEXT NOT NULL,
    host          TEXT NOT NULL,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
);
CREATE INDEX push_subscription_person ON push_subscription (user_id, id);
