CREATE TABLE import_run (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL,
    source       TEXT COLLATE "C" NOT NULL,
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
    report       TEXT COLLATE "C" NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT
);
CREATE INDEX import_run_workspace ON import_run (workspace_id, id);
INSERT INTO import_run (id, workspace_id, user_id, source, state, report, created_at, finished_at)
SELECT id, workspace_id, user_id, format, state, report, created_at, finished_at FROM import_job WHERE state <> 'ready';
DROP TABLE import_part;
DROP TABLE import_job;
