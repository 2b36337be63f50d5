-- Rules: when an event matches, then actions.
CREATE TABLE automation_rule (
    id              BLOB NOT NULL PRIMARY KEY,
    workspace_id    BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- The project whose tasks it is about; of all when NULL.
    project_id      BLOB REFERENCES project (id),
    -- Who said last what it does: with their rights it is done.
    author_id       BLOB NOT NULL REFERENCES users (id),
    name            TEXT NOT NULL,
    enabled         INTEGER NOT NULL,
    -- Why the server switched it off.
    disabled_reason TEXT,
    -- JSON: what it waits for, and what it does.
    starts          TEXT NOT NULL,
    filter          TEXT NOT NULL,
    actions         TEXT NOT NULL,
    max_per_hour    INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX automation_rule_workspace ON automation_rule (workspace_id, id);
CREATE INDEX automation_rule_project ON automation_rule (project_id, id) WHERE project_id IS NOT NULL;

-- What rules did, kept for a month.
CREATE TABLE automation_run (
    id       BLOB NOT NULL PRIMARY KEY,
    rule_id  BLOB NOT NULL REFERENCES automation_rule (id) ON DELETE CASCADE,
    -- The entry it answered; nothing when the time had come.
    event_id BLOB,
    seq      INTEGER,
    task_id  BLOB,
    outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'failed', 'limited', 'loop', 'disabled')),
    reason   TEXT,
    -- JSON: each action and what became of it.
    effects  TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX automation_run_rule ON automation_run (rule_id, at, id);
