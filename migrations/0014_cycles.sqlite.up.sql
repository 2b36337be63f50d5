CREATE TABLE cycle (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL,
    project_id   BLOB NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    goal         TEXT NOT NULL,
    start_on     TEXT NOT NULL,
    end_on       TEXT NOT NULL,
    -- Neither while it is planned, the first while it is active.
    started_at   INTEGER,
    completed_at INTEGER,
    -- How far it was then, as JSON.
    result       TEXT,
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (project_id, number)
) STRICT;
CREATE INDEX cycle_days ON cycle (project_id, start_on, id);
CREATE UNIQUE INDEX cycle_active ON cycle (project_id) WHERE started_at IS NOT NULL AND completed_at IS NULL;
ALTER TABLE task ADD COLUMN cycle_since INTEGER;
CREATE INDEX task_cycle ON task (cycle_id) WHERE cycle_id IS NOT NULL;
