CREATE TABLE workspace (
    id         UUID NOT NULL PRIMARY KEY,
    slug       TEXT COLLATE "C" NOT NULL UNIQUE,
    name       TEXT COLLATE "C" NOT NULL,
    timezone   TEXT COLLATE "C" NOT NULL,
    week_start BIGINT NOT NULL CHECK (week_start BETWEEN 1 AND 7),
    created_by UUID NOT NULL,
    deleted_at BIGINT,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE member (
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL REFERENCES users (id),
    role         TEXT COLLATE "C" NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX member_user ON member (user_id, workspace_id);

CREATE TABLE invitation (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    email        TEXT COLLATE "C" NOT NULL,
    email_key    TEXT COLLATE "C" NOT NULL,
    role         TEXT COLLATE "C" NOT NULL CHECK (role IN ('admin', 'member', 'guest')),
    token_hash   BYTEA NOT NULL UNIQUE,
    invited_by   UUID NOT NULL,
    expires_at   BIGINT NOT NULL,
    accepted_at  BIGINT,
    accepted_by  UUID,
    revoked_at   BIGINT,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX invitation_workspace ON invitation (workspace_id, id);
-- Whether an address was invited at all, and what to forget of a person.
CREATE INDEX invitation_email ON invitation (email_key);
CREATE INDEX invitation_accepted ON invitation (accepted_by) WHERE accepted_by IS NOT NULL;
CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email_key) WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE team (
    id           UUID NOT NULL PRIMARY KEY,
    workspace_id UUID NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     TEXT COLLATE "C" NOT NULL,
    description  TEXT COLLATE "C" NOT NULL,
    version      BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    UNIQUE (workspace_id, name_key)
);

CREATE TABLE team_member (
    team_id      UUID NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    user_id      UUID NOT NULL REFERENCES users (id),
    workspace_id UUID NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_member_user ON team_member (user_id, workspace_id);
