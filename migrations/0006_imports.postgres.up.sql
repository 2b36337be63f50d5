-- Which thing of another product became which of ours: importing again changes nothing.
CREATE TABLE import_item (
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    source       TEXT COLLATE "C" NOT NULL,
    external_id  TEXT COLLATE "C" NOT NULL,
    entity_type  TEXT COLLATE "C" NOT NULL,
    entity_id    UUID NOT NULL,
    created_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, source, external_id)
);

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
