-- An import from its upload to its end; its files are kept only until then.
CREATE TABLE import_job (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL,
    format       TEXT COLLATE "C" NOT NULL,
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('ready', 'running', 'done', 'failed', 'cancelled')),
    -- JSON: who people are, the mapping of a table and the one that is proposed.
    options      TEXT COLLATE "C" NOT NULL,
    report       TEXT COLLATE "C" NOT NULL,
    done         BIGINT NOT NULL,
    total        BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    error        TEXT COLLATE "C",
    -- Who works on it; somebody else may after lease_until.
    holder       UUID,
    lease_until  BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT
);
CREATE INDEX import_job_workspace ON import_job (workspace_id, id);
CREATE INDEX import_job_open ON import_job (state, lease_until) WHERE state IN ('ready', 'running');

CREATE TABLE import_part (
    job_id UUID NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
    file   BIGINT NOT NULL,
    part   BIGINT NOT NULL,
    name   TEXT COLLATE "C" NOT NULL,
    bytes  BYTEA NOT NULL,
    PRIMARY KEY (job_id, file, part)
);

INSERT INTO import_job (id, workspace_id, user_id, format, state, options, report, done, total, attempts, lease_until, created_at, finished_at)
SELECT id, workspace_id, user_id, source, state, '{}', report, 0, 0, 1, 0, created_at, coalesce(finished_at, created_at) FROM import_run;
DROP TABLE import_run;
