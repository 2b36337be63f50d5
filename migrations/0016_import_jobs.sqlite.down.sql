CREATE TABLE import_run (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL,
    source       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    report       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER
) STRICT;
CREATE INDEX import_run_workspace ON import_run (workspace_id, id);
INSERT INTO import_run (id, workspace_id, user_id, source, state, report, created_at, finished_at)
SELECT id, workspace_id, user_id, format, state, report, created_at, finished_at FROM import_job WHERE state <> 'ready';
DROP TABLE import_part;
DROP TABLE import_job;
