-- An export from when it is asked for until its file is forgotten.
CREATE TABLE export_job (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL,
    format       TEXT NOT NULL CHECK (format IN ('archive', 'csv')),
    state        TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    file_name    TEXT NOT NULL,
    done         INTEGER NOT NULL,
    size         INTEGER,
    attempts     INTEGER NOT NULL,
    error        TEXT,
    -- Who works on it; somebody else may after lease_until.
    holder       BLOB,
    lease_until  INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    finished_at  INTEGER,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX export_job_workspace ON export_job (workspace_id, id);
CREATE INDEX export_job_running ON export_job (lease_until) WHERE state = 'running';
CREATE INDEX export_job_expires ON export_job (expires_at);

CREATE TABLE export_part (
    job_id BLOB NOT NULL REFERENCES export_job (id) ON DELETE CASCADE,
    part   INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (job_id, part)
) STRICT;
