CREATE TABLE milestone (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL,
    project_id   BLOB NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    description  TEXT NOT NULL,
    target_on    TEXT,
    position     TEXT NOT NULL,
    -- NULL while it is open.
    completed_at INTEGER,
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (project_id, name_key)
) STRICT;
CREATE INDEX task_milestone ON task (milestone_id) WHERE milestone_id IS NOT NULL;
