CREATE TABLE project (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    parent_id    UUID REFERENCES project (id),
    key          TEXT COLLATE "C" NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    description  TEXT COLLATE "C" NOT NULL,
    icon         TEXT COLLATE "C",
    colour       TEXT COLLATE "C",
    lead_id      UUID REFERENCES users (id),
    visibility   TEXT COLLATE "C" NOT NULL CHECK (visibility IN ('workspace', 'private')),
    start_on     TEXT COLLATE "C",
    target_on    TEXT COLLATE "C",
    position     TEXT COLLATE "C" NOT NULL,
    archived_at  BIGINT,
    deleted_at   BIGINT,
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (workspace_id, key)
);
CREATE INDEX project_parent ON project (parent_id);
CREATE INDEX project_order ON project (workspace_id, position, id);

-- The next task number; outside the log, since a number is only ever taken together with a task.
CREATE TABLE project_counter (
    project_id  UUID NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    next_number BIGINT NOT NULL
);

CREATE TABLE project_grant (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    project_id   UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    user_id      UUID REFERENCES users (id),
    team_id      UUID REFERENCES team (id) ON DELETE CASCADE,
    role         TEXT COLLATE "C" NOT NULL CHECK (role IN ('manager', 'editor', 'commenter', 'viewer')),
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    CHECK ((user_id IS NULL) <> (team_id IS NULL))
);
CREATE UNIQUE INDEX project_grant_user ON project_grant (project_id, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX project_grant_team ON project_grant (project_id, team_id) WHERE team_id IS NOT NULL;
CREATE INDEX project_grant_of_user ON project_grant (user_id, workspace_id);
CREATE INDEX project_grant_of_team ON project_grant (team_id);

CREATE TABLE status (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL,
    project_id   UUID NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    category     TEXT COLLATE "C" NOT NULL CHECK (category IN ('backlog', 'todo', 'in_progress', 'done', 'cancelled')),
    colour       TEXT COLLATE "C" NOT NULL,
    position     TEXT COLLATE "C" NOT NULL,
    wip_limit    BIGINT CHECK (wip_limit > 0),
    creator_id   UUID NOT NULL REFERENCES users (id),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (project_id, name_key)
);
CREATE INDEX status_order ON status (project_id, position, id);
