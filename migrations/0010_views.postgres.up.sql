CREATE TABLE saved_view (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    project_id   UUID REFERENCES project (id),
    owner_id     UUID NOT NULL REFERENCES users (id),
    shared       BOOLEAN NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    filter       TEXT COLLATE "C" NOT NULL,
    sort         TEXT COLLATE "C" NOT NULL,
    group_by     TEXT COLLATE "C",
    lane_by      TEXT COLLATE "C",
    layout       TEXT COLLATE "C" NOT NULL CHECK (layout IN ('list', 'board', 'calendar', 'timeline', 'table')),
    -- The columns, and what else the client keeps: JSON.
    shown        TEXT COLLATE "C" NOT NULL,
    options      TEXT COLLATE "C" NOT NULL,
    position     TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX saved_view_place ON saved_view (workspace_id, position, id);
CREATE INDEX saved_view_owner ON saved_view (owner_id, workspace_id);
CREATE INDEX saved_view_project ON saved_view (project_id) WHERE project_id IS NOT NULL;

CREATE TABLE favourite (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL REFERENCES users (id),
    target_type  TEXT COLLATE "C" NOT NULL CHECK (target_type IN ('project', 'view', 'task')),
    target_id    UUID NOT NULL,
    position     TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (user_id, target_id)
);
CREATE INDEX favourite_place ON favourite (user_id, workspace_id, position, id);
CREATE INDEX favourite_target ON favourite (target_id);
