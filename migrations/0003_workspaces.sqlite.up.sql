CREATE TABLE workspace (
    id         BLOB NOT NULL PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    timezone   TEXT NOT NULL,
    week_start INTEGER NOT NULL CHECK (week_start BETWEEN 1 AND 7),
    created_by BLOB NOT NULL,
    deleted_at INTEGER,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE member (
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL REFERENCES users (id),
    role         TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
    state        TEXT NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
) STRICT;
CREATE INDEX member_user ON member (user_id, workspace_id);

CREATE TABLE invitation (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    email        TEXT NOT NULL,
    email_key    TEXT NOT NULL,
    role         TEXT NOT NULL CHECK (role IN ('admin', 'member', 'guest')),
    token_hash   BLOB NOT NULL UNIQUE,
    invited_by   BLOB NOT NULL,
    expires_at   INTEGER NOT NULL,
    accepted_at  INTEGER,
    accepted_by  BLOB,
    revoked_at   INTEGER,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_workspace ON invitation (workspace_id, id);
-- Whether an address was invited at all, and what to forget of a person.
CREATE INDEX invitation_email ON invitation (email_key);
CREATE INDEX invitation_accepted ON invitation (accepted_by) WHERE accepted_by IS NOT NULL;
CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email_key) WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE team (
    id           BLOB NOT NULL PRIMARY KEY,
    workspace_id BLOB NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    name_key     TEXT NOT NULL,
    description  TEXT NOT NULL,
    version      INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    UNIQUE (workspace_id, name_key)
) STRICT;

CREATE TABLE team_member (
    team_id      BLOB NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    user_id      BLOB NOT NULL REFERENCES users (id),
    workspace_id BLOB NOT NULL,
    PRIMARY KEY (team_id, user_id)
) STRICT;
CREATE INDEX team_member_user ON team_member (user_id, workspace_id);
