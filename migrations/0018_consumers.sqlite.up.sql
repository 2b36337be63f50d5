-- Who follows the log, what stops them, what is to leave the process, and what is due at its time (docs/ARCHITECTURE.md).
CREATE TABLE consumer (
    name     TEXT NOT NULL PRIMARY KEY,
    -- What it reads of streams: 'workspace', 'person' or 'every'.
    follows  TEXT NOT NULL CHECK (follows IN ('workspace', 'person', 'every')),
    -- Whether it skips what was there before it: 'first' or 'now'.
    begins   TEXT NOT NULL CHECK (begins IN ('first', 'now')),
    since    INTEGER NOT NULL
) STRICT;

-- A command that a consumer could not handle.
CREATE TABLE consumer_halt (
    consumer   TEXT NOT NULL,
    stream_id  BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    attempts   INTEGER NOT NULL,
    error      TEXT NOT NULL,
    next_at    INTEGER NOT NULL,
    -- Since when it is not tried any more.
    halted_at  INTEGER,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream_id)
) STRICT;

CREATE TABLE delivery (
    id         BLOB NOT NULL PRIMARY KEY,
    sender     TEXT NOT NULL,
    stream_id  BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    target     TEXT NOT NULL,
    lane       TEXT NOT NULL,
    body       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts   INTEGER NOT NULL,
    -- While it is claimed: when others may take it.
    next_at    INTEGER NOT NULL,
    claim      BLOB,
    note       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (sender, stream_id, seq, target)
) STRICT;
CREATE INDEX delivery_due ON delivery (sender, next_at) WHERE state = 'waiting';
CREATE INDEX delivery_dead ON delivery (sender, id) WHERE state = 'dead';
CREATE INDEX delivery_sent ON delivery (updated_at) WHERE state = 'sent';

CREATE TABLE timer (
    alarm     TEXT NOT NULL,
    key       TEXT NOT NULL,
    due_at    INTEGER NOT NULL,
    body      TEXT NOT NULL,
    attempts  INTEGER NOT NULL,
    next_at   INTEGER NOT NULL,
    error     TEXT NOT NULL,
    halted_at INTEGER,
    PRIMARY KEY (alarm, key)
) STRICT;
CREATE INDEX timer_due ON timer (next_at) WHERE halted_at IS NULL;
