CREATE TABLE project (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    parent_id    BLOB REFERENCES project (id),
    key          TEXT NOT NULL,
    name         TEXT NOT NULL,
    description  TEXT NOT NULL,
    icon         TEXT,
    colour       TEXT,
    lead_id      BLOB REFERENCES users (id),
    visibility   TEXT NOT NULL CHECK (visibility IN ('workspace', 'private')),
    start_on     TEXT,
    target_on    TEXT,
    position     TEXT NOT NULL,
    archived_at  INTEGER,
    deleted_at   INTEGER,
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, key)
) STRICT;
CREATE INDEX project_parent ON project (parent_id);
CREATE INDEX project_order ON project (workspace_id, position, id);

-- The next task number; outside the log, since a number is only ever taken together with a task.
CREATE TABLE project_counter (
    project_id  BLOB NOT NULL PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
    next_number INTEGER NOT NULL
) STRICT;

CREATE TABLE project_grant (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL,
    project_id   BLOB NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    user_id      BLOB REFERENCES users (id),
    team_id      BLOB REFERENCES team (id) ON DELETE CASCADE,
    role         TEXT NOT NULL CHECK (role IN ('manager', 'editor', 'commenter', 'viewer')),
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (team_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX project_grant_user ON project_grant (project_id, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX project_grant_team ON project_grant (project_id, team_id) WHERE team_id IS NOT NULL;
CREATE INDEX project_grant_of_user ON project_grant (user_id, workspace_id);
CREATE INDEX project_grant_of_team ON project_grant (team_id);

CREATE TABLE status (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL,
    project_id   BLOB NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    category     TEXT NOT NULL CHECK (category IN ('backlog', 'todo', 'in_progress', 'done', 'cancelled')),
    colour       TEXT NOT NULL,
    position     TEXT NOT NULL,
    wip_limit    INTEGER CHECK (wip_limit > 0),
    creator_id   BLOB NOT NULL REFERENCES users (id),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (project_id, name_key)
) STRICT;
CREATE INDEX status_order ON status (project_id, position, id);
