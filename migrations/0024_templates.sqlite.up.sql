CREATE TABLE template (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- Null: it is there for all projects.
    project_id   BLOB REFERENCES project (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('task', 'project')),
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    description  TEXT NOT NULL,
    -- What is to be made: JSON.
    content      TEXT NOT NULL,
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX template_name ON template (workspace_id, kind, name_key) WHERE project_id IS NULL;
CREATE UNIQUE INDEX template_project_name ON template (project_id, name_key) WHERE project_id IS NOT NULL;
CREATE INDEX template_order ON template (workspace_id, name_key, id);
