CREATE TABLE time_entry (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL,
    task_id      BLOB NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL REFERENCES users (id),
    started_at   INTEGER NOT NULL,
    -- NULL while its timer runs.
    ended_at     INTEGER CHECK (ended_at >= started_at),
    note         TEXT NOT NULL,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX time_entry_task ON time_entry (task_id, started_at, id);
CREATE INDEX time_entry_workspace ON time_entry (workspace_id, started_at, id);
CREATE INDEX time_entry_user ON time_entry (workspace_id, user_id, started_at, id);
CREATE UNIQUE INDEX time_entry_running ON time_entry (user_id, workspace_id) WHERE ended_at IS NULL;
ALTER TABLE task ADD COLUMN tracked_seconds INTEGER NOT NULL DEFAULT 0;
