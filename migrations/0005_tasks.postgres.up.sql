CREATE TABLE tag (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    colour       TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (workspace_id, name_key)
);

CREATE TABLE task (
    id                 UUID NOT NULL PRIMARY KEY,
    workspace_id       UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    project_id         UUID NOT NULL REFERENCES project (id),
    number             BIGINT NOT NULL,
    title              TEXT COLLATE "C" NOT NULL,
    -- The title's first 100 characters in lower case: what it sorts by.
    title_sort         TEXT COLLATE "C" NOT NULL,
    description        TEXT COLLATE "C" NOT NULL,
    status_id          UUID NOT NULL REFERENCES status (id),
    -- none 0, low 1, medium 2, high 3, urgent 4: sorts as people read it.
    priority           BIGINT NOT NULL CHECK (priority BETWEEN 0 AND 4),
    creator_id         UUID NOT NULL REFERENCES users (id),
    parent_id          UUID REFERENCES task (id),
    position           TEXT COLLATE "C" NOT NULL,
    start_on           TEXT COLLATE "C",
    due_on             TEXT COLLATE "C",
    due_time           TEXT COLLATE "C",
    due_timezone       TEXT COLLATE "C",
    due_at             BIGINT,
    -- due_at, or for a date without a time the last millisecond of that date in UTC: only for sorting.
    due_sort           BIGINT,
    estimate           DOUBLE PRECISION,
    recurrence_rule    TEXT COLLATE "C",
    recurrence_mode    TEXT COLLATE "C" CHECK (recurrence_mode IN ('schedule', 'completion')),
    custom_fields      TEXT COLLATE "C" NOT NULL,
    milestone_id       UUID,
    cycle_id           UUID,
    comment_count      BIGINT NOT NULL,
    attachment_count   BIGINT NOT NULL,
    subtask_count      BIGINT NOT NULL,
    subtask_done_count BIGINT NOT NULL,
    completed_at       BIGINT,
    archived_at        BIGINT,
    deleted_at         BIGINT,
    version            BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    updated_at         BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_number ON task (project_id, number);
CREATE INDEX task_column ON task (status_id, position, id);
CREATE INDEX task_parent ON task (parent_id) WHERE parent_id IS NOT NULL;
-- One for each order of a list, of a workspace and of a project: a page costs the same among 1,000 and 100,000.
CREATE INDEX task_by_created ON task (workspace_id, created_at, id);
CREATE INDEX task_by_updated ON task (workspace_id, updated_at, id);
CREATE INDEX task_by_due ON task (workspace_id, due_sort, id);
CREATE INDEX task_by_priority ON task (workspace_id, priority, id);
CREATE INDEX task_by_position ON task (workspace_id, position, id);
CREATE INDEX task_by_number ON task (workspace_id, number, id);
CREATE INDEX task_by_title ON task (workspace_id, title_sort, id);
CREATE INDEX task_project_created ON task (project_id, created_at, id);
CREATE INDEX task_project_updated ON task (project_id, updated_at, id);
CREATE INDEX task_project_due ON task (project_id, due_sort, id);
CREATE INDEX task_project_priority ON task (project_id, priority, id);
CREATE INDEX task_project_position ON task (project_id, position, id);
CREATE INDEX task_project_title ON task (project_id, title_sort, id);
CREATE INDEX task_trash ON task (deleted_at) WHERE deleted_at IS NOT NULL;

-- Every key a task has or had: a link to a moved task still finds it.
CREATE TABLE task_key (
    workspace_id UUID NOT NULL,
    key          TEXT COLLATE "C" NOT NULL,
    task_id      UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    PRIMARY KEY (workspace_id, key)
);
CREATE INDEX task_key_task ON task_key (task_id);

CREATE TABLE task_assignee (
    task_id UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id),
    PRIMARY KEY (task_id, user_id)
);
CREATE INDEX task_assignee_user ON task_assignee (user_id, task_id);

CREATE TABLE task_tag (
    task_id UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    tag_id  UUID NOT NULL REFERENCES tag (id),
    PRIMARY KEY (task_id, tag_id)
);
CREATE INDEX task_tag_tag ON task_tag (tag_id, task_id);

CREATE TABLE watcher (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    task_id      UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (task_id, user_id)
);
CREATE INDEX watcher_user ON watcher (user_id, task_id);

CREATE TABLE relation (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    task_id      UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('blocks', 'relates_to', 'duplicates')),
    other_id     UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    creator_id   UUID NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (task_id, kind, other_id),
    CHECK (task_id <> other_id)
);
CREATE INDEX relation_other ON relation (other_id, kind);

CREATE TABLE comment (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    task_id      UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    author_id    UUID NOT NULL REFERENCES users (id),
    parent_id    UUID REFERENCES comment (id) ON DELETE CASCADE,
    body         TEXT COLLATE "C" NOT NULL,
    edited_at    BIGINT,
    deleted_at   BIGINT,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX comment_task ON comment (task_id, created_at, id);
CREATE INDEX comment_parent ON comment (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE comment_mention (
    comment_id UUID NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    user_id    UUID NOT NULL REFERENCES users (id),
    PRIMARY KEY (comment_id, user_id)
);

CREATE TABLE reaction (
    comment_id UUID NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    user_id    UUID NOT NULL REFERENCES users (id),
    emoji      TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (comment_id, emoji, user_id)
);
