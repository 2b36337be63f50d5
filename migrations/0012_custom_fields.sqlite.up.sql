CREATE TABLE custom_field (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- Null: tasks of all projects have it.
    project_id   BLOB REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'select', 'multi_select', 'person', 'url')),
    required     INTEGER NOT NULL,
    position     TEXT NOT NULL,
    archived_at  INTEGER,
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX custom_field_name ON custom_field (workspace_id, name_key) WHERE project_id IS NULL;
CREATE UNIQUE INDEX custom_field_project_name ON custom_field (project_id, name_key) WHERE project_id IS NOT NULL;
CREATE INDEX custom_field_workspace ON custom_field (workspace_id, project_id);

CREATE TABLE custom_field_option (
    id       BLOB NOT NULL PRIMARY KEY,
    field_id BLOB NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,
    colour   TEXT NOT NULL,
    position TEXT NOT NULL
) STRICT;
CREATE INDEX custom_field_option_order ON custom_field_option (field_id, position, id);

-- What task.custom_fields says, a row a value, to be filtered and sorted by. A choice of several options has a row for
-- each; it is not sorted by.
CREATE TABLE task_field (
    task_id    BLOB NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    field_id   BLOB NOT NULL REFERENCES custom_field (id),
    place      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    -- What it sorts by: the text's first 100 characters in lower case, a number's digits so that they sort, the place
    -- of an option.
    sort       TEXT,
    text       TEXT,
    number     REAL,
    -- An option or a person.
    ref        BLOB,
    PRIMARY KEY (task_id, field_id, place)
) STRICT;
CREATE INDEX task_field_sort ON task_field (field_id, sort, created_at, task_id) WHERE sort IS NOT NULL;
CREATE INDEX task_field_ref ON task_field (field_id, ref, task_id);
