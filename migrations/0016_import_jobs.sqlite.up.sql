-- An import from its upload to its end; its files are kept only until then.
CREATE TABLE import_job (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL,
    format       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'failed', 'cancelled')),
    -- JSON: who people are, the mapping of a table and the one that is proposed.
    options      TEXT NOT NULL,
    report       TEXT NOT NULL,
    done         INTEGER NOT NULL,
    total        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    error        TEXT,
    -- Who works on it; somebody else may after lease_until.
    holder       BLOB,
    lease_until  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER
) STRICT;
CREATE INDEX import_job_workspace ON import_job (workspace_id, id);
CREATE INDEX import_job_open ON import_job (state, lease_until) WHERE state IN ('ready', 'running');

CREATE TABLE import_part (
    job_id BLOB NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
    file   INTEGER NOT NULL,
    part   INTEGER NOT NULL,
    name   TEXT NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (job_id, file, part)
) STRICT;

INSERT INTO import_job (id, workspace_id, user_id, format, state, options, report, done, total, attempts, lease_until, created_at, finished_at)
SELECT id, workspace_id, user_id, source, state, '{}', report, 0, 0, 1, 0, created_at, coalesce(finished_at, created_at) FROM import_run;
DROP TABLE import_run;
