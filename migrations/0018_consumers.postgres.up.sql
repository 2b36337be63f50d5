-- Who follows the log, what stops them, what is to leave the process, and what is due at its time (docs/ARCHITECTURE.md).
CREATE TABLE consumer (
    name     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- What it reads of streams: 'workspace', 'person' or 'every'.
    follows  TEXT COLLATE "C" NOT NULL CHECK (follows IN ('workspace', 'person', 'every')),
    -- Whether it skips what was there before it: 'first' or 'now'.
    begins   TEXT COLLATE "C" NOT NULL CHECK (begins IN ('first', 'now')),
    since    BIGINT NOT NULL
);

-- A command that a consumer could not handle.
CREATE TABLE consumer_halt (
    consumer   TEXT COLLATE "C" NOT NULL,
    stream_id  UUID NOT NULL,
    seq        BIGINT NOT NULL,
    attempts   BIGINT NOT NULL,
    error      TEXT COLLATE "C" NOT NULL,
    next_at    BIGINT NOT NULL,
    -- Since when it is not tried any more.
    halted_at  BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (consumer, stream_id)
);

CREATE TABLE delivery (
    id         UUID NOT NULL PRIMARY KEY,
    sender     TEXT COLLATE "C" NOT NULL,
    stream_id  UUID NOT NULL,
    seq        BIGINT NOT NULL,
    target     TEXT COLLATE "C" NOT NULL,
    lane       TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sent', 'dead')),
    attempts   BIGINT NOT NULL,
    -- While it is claimed: when others may take it.
    next_at    BIGINT NOT NULL,
    claim      UUID,
    note       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (sender, stream_id, seq, target)
);
CREATE INDEX delivery_due ON delivery (sender, next_at) WHERE state = 'waiting';
CREATE INDEX delivery_dead ON delivery (sender, id) WHERE state = 'dead';
CREATE INDEX delivery_sent ON delivery (updated_at) WHERE state = 'sent';

CREATE TABLE timer (
    alarm     TEXT COLLATE "C" NOT NULL,
    key       TEXT COLLATE "C" NOT NULL,
    due_at    BIGINT NOT NULL,
    body      TEXT COLLATE "C" NOT NULL,
    attempts  BIGINT NOT NULL,
    next_at   BIGINT NOT NULL,
    error     TEXT COLLATE "C" NOT NULL,
    halted_at BIGINT,
    PRIMARY KEY (alarm, key)
);
CREATE INDEX timer_due ON timer (next_at) WHERE halted_at IS NULL;
