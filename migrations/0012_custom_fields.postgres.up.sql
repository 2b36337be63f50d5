CREATE TABLE custom_field (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    -- Null: tasks of all projects have it.
    project_id   UUID REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('text', 'number', 'date', 'select', 'multi_select', 'person', 'url')),
    required     BOOLEAN NOT NULL,
    position     TEXT COLLATE "C" NOT NULL,
    archived_at  BIGINT,
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX custom_field_name ON custom_field (workspace_id, name_key) WHERE project_id IS NULL;
CREATE UNIQUE INDEX custom_field_project_name ON custom_field (project_id, name_key) WHERE project_id IS NOT NULL;
CREATE INDEX custom_field_workspace ON custom_field (workspace_id, project_id);

CREATE TABLE custom_field_option (
    id       UUID NOT NULL PRIMARY KEY,
    field_id UUID NOT NULL REFERENCES custom_field (id) ON DELETE CASCADE,
    name     TEXT COLLATE "C" NOT NULL,
    colour   TEXT COLLATE "C" NOT NULL,
    position TEXT COLLATE "C" NOT NULL
);
CREATE INDEX custom_field_option_order ON custom_field_option (field_id, position, id);

-- What task.custom_fields says, a row a value, to be filtered and sorted by. A choice of several options has a row for
-- each; it is not sorted by.
CREATE TABLE task_field (
    task_id    UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    field_id   UUID NOT NULL REFERENCES custom_field (id),
    place      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- What it sorts by: the text's first 100 characters in lower case, a number's digits so that they sort, the place
    -- of an option.
    sort       TEXT COLLATE "C",
    text       TEXT COLLATE "C",
    number     DOUBLE PRECISION,
    -- An option or a person.
    ref        UUID,
    PRIMARY KEY (task_id, field_id, place)
);
CREATE INDEX task_field_sort ON task_field (field_id, sort, created_at, task_id) WHERE sort IS NOT NULL;
CREATE INDEX task_field_ref ON task_field (field_id, ref, task_id);
