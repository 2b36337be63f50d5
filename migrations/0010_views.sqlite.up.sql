CREATE TABLE saved_view (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    project_id   BLOB REFERENCES project (id),
    owner_id     BLOB NOT NULL REFERENCES users (id),
    shared       INTEGER NOT NULL,
    name         TEXT NOT NULL,
    filter       TEXT NOT NULL,
    sort         TEXT NOT NULL,
    group_by     TEXT,
    lane_by      TEXT,
    layout       TEXT NOT NULL CHECK (layout IN ('list', 'board', 'calendar', 'timeline', 'table')),
    -- The columns, and what else the client keeps: JSON.
    shown        TEXT NOT NULL,
    options      TEXT NOT NULL,
    position     TEXT NOT NULL,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_view_place ON saved_view (workspace_id, position, id);
CREATE INDEX saved_view_owner ON saved_view (owner_id, workspace_id);
CREATE INDEX saved_view_project ON saved_view (project_id) WHERE project_id IS NOT NULL;

CREATE TABLE favourite (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL REFERENCES users (id),
    target_type  TEXT NOT NULL CHECK (target_type IN ('project', 'view', 'task')),
    target_id    BLOB NOT NULL,
    position     TEXT NOT NULL,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (user_id, target_id)
) STRICT;
CREATE INDEX favourite_place ON favourite (user_id, workspace_id, position, id);
CREATE INDEX favourite_target ON favourite (target_id);
