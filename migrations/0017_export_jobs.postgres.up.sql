-- An export from when it is asked for until its file is forgotten.
CREATE TABLE export_job (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL,
    format       TEXT COLLATE "C" NOT NULL CHECK (format IN ('archive', 'csv')),
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    file_name    TEXT COLLATE "C" NOT NULL,
    done         BIGINT NOT NULL,
    size         BIGINT,
    attempts     BIGINT NOT NULL,
    error        TEXT COLLATE "C",
    -- Who works on it; somebody else may after lease_until.
    holder       UUID,
    lease_until  BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX export_job_workspace ON export_job (workspace_id, id);
CREATE INDEX export_job_running ON export_job (lease_until) WHERE state = 'running';
CREATE INDEX export_job_expires ON export_job (expires_at);

CREATE TABLE export_part (
    job_id UUID NOT NULL REFERENCES export_job (id) ON DELETE CASCADE,
    part   BIGINT NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (job_id, part)
);
