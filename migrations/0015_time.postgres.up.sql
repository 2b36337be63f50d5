CREATE TABLE time_entry (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    task_id      UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL REFERENCES users (id),
    started_at   BIGINT NOT NULL,
    -- NULL while its timer runs.
    ended_at     BIGINT CHECK (ended_at >= started_at),
    note         TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX time_entry_task ON time_entry (task_id, started_at, id);
CREATE INDEX time_entry_workspace ON time_entry (workspace_id, started_at, id);
CREATE INDEX time_entry_user ON time_entry (workspace_id, user_id, started_at, id);
CREATE UNIQUE INDEX time_entry_running ON time_entry (user_id, workspace_id) WHERE ended_at IS NULL;
ALTER TABLE task ADD COLUMN tracked_seconds BIGINT NOT NULL DEFAULT 0;
