CREATE TABLE template (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- Null: it is there for all projects.
    project_id   UUID REFERENCES project (id) ON DELETE CASCADE,
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('task', 'project')),
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    description  TEXT COLLATE "C" NOT NULL,
    -- What is to be made: JSON.
    content      TEXT COLLATE "C" NOT NULL,
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX template_name ON template (workspace_id, kind, name_key) WHERE project_id IS NULL;
CREATE UNIQUE INDEX template_project_name ON template (project_id, name_key) WHERE project_id IS NOT NULL;
CREATE INDEX template_order ON template (workspace_id, name_key, id);
