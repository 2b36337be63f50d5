CREATE TABLE milestone (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    project_id   UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    description  TEXT COLLATE "C" NOT NULL,
    target_on    TEXT COLLATE "C",
    position     TEXT COLLATE "C" NOT NULL,
    -- NULL while it is open.
    completed_at BIGINT,
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (project_id, name_key)
);
CREATE INDEX task_milestone ON task (milestone_id) WHERE milestone_id IS NOT NULL;
