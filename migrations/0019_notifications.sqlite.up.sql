-- What people are told, and how they want it. All of it belongs to its person's own stream. A row names things and repeats
-- nothing of them: what may be seen of them is asked when it is read.
CREATE TABLE notification (
    id            BLOB NOT NULL PRIMARY KEY,
    user_id       BLOB NOT NULL,
    workspace_id  BLOB NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('assigned', 'mentioned', 'commented', 'status_changed', 'due_soon', 'overdue', 'reminder', 'invited', 'notice')),
    -- The task, or itself: what it is shown together with.
    group_id      BLOB NOT NULL,
    task_id       BLOB,
    comment_id    BLOB,
    actor_id      BLOB,
    -- What makes it the same one when its reason is looked at again.
    source        TEXT NOT NULL,
    -- Of a notice alone.
    text          TEXT NOT NULL,
    read_at       INTEGER,
    snoozed_until INTEGER,
    archived_at   INTEGER,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    UNIQUE (user_id, kind, source)
) STRICT;
CREATE INDEX notification_group ON notification (user_id, group_id, id);
CREATE INDEX notification_list ON notification (user_id, id);
CREATE INDEX notification_place ON notification (workspace_id, user_id);
CREATE INDEX notification_task ON notification (task_id);

CREATE TABLE inbox (
    user_id    BLOB NOT NULL PRIMARY KEY,
    unread     INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE notification_preferences (
    user_id    BLOB NOT NULL PRIMARY KEY,
    settings   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reminder (
    id             BLOB NOT NULL PRIMARY KEY,
    user_id        BLOB NOT NULL,
    workspace_id   BLOB NOT NULL,
    task_id        BLOB NOT NULL,
    -- Either at an instant, or so long before the task is due.
    at             INTEGER,
    before_minutes INTEGER,
    -- When it is due now; nothing while the task has no due date.
    fires_at       INTEGER,
    fired_at       INTEGER,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    CHECK ((at IS NULL) <> (before_minutes IS NULL))
) STRICT;
CREATE INDEX reminder_task ON reminder (task_id, user_id, id);
CREATE INDEX reminder_person ON reminder (user_id, workspace_id);
