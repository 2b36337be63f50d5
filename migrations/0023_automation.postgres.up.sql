-- Rules: when an event matches, then actions.
CREATE TABLE automation_rule (
    id              UUID NOT NULL PRIMARY KEY,
    workspace_id    UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- The project whose tasks it is about; of all when NULL.
    project_id      UUID REFERENCES project (id),
    -- Who said last what it does: with their rights it is done.
    author_id       UUID NOT NULL REFERENCES users (id),
    name            TEXT COLLATE "C" NOT NULL,
    enabled         BOOLEAN NOT NULL,
    -- Why the server switched it off.
    disabled_reason TEXT COLLATE "C",
    -- JSON: what it waits for, and what it does.
    starts          TEXT COLLATE "C" NOT NULL,
    filter          TEXT COLLATE "C" NOT NULL,
    actions         TEXT COLLATE "C" NOT NULL,
    max_per_hour    BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    created_at      BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL
);
CREATE INDEX automation_rule_workspace ON automation_rule (workspace_id, id);
CREATE INDEX automation_rule_project ON automation_rule (project_id, id) WHERE project_id IS NOT NULL;

-- What rules did, kept for a month.
CREATE TABLE automation_run (
    id       UUID NOT NULL PRIMARY KEY,
    rule_id  UUID NOT NULL REFERENCES automation_rule (id) ON DELETE CASCADE,
    -- The entry it answered; nothing when the time had come.
    event_id UUID,
    seq      BIGINT,
    task_id  UUID,
    outcome  TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('done', 'failed', 'limited', 'loop', 'disabled')),
    reason   TEXT COLLATE "C",
    -- JSON: each action and what became of it.
    effects  TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL
);
CREATE INDEX automation_run_rule ON automation_run (rule_id, at, id);
