-- What people are told, and how they want it. All of it belongs to its person's own stream. A row names things and repeats
-- nothing of them: what may be seen of them is asked when it is read.
CREATE TABLE notification (
    id            UUID NOT NULL PRIMARY KEY,
    user_id       UUID NOT NULL,
    workspace_id  UUID NOT NULL,
    kind          TEXT COLLATE "C" NOT NULL CHECK (kind IN ('assigned', 'mentioned', 'commented', 'status_changed', 'due_soon', 'overdue', 'reminder', 'invited', 'notice')),
    -- The task, or itself: what it is shown together with.
    group_id      UUID NOT NULL,
    task_id       UUID,
    comment_id    UUID,
    actor_id      UUID,
    -- What makes it the same one when its reason is looked at again.
    source        TEXT COLLATE "C" NOT NULL,
    -- Of a notice alone.
    text          TEXT COLLATE "C" NOT NULL,
    read_at       BIGINT,
    snoozed_until BIGINT,
    archived_at   BIGINT,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL,
    UNIQUE (user_id, kind, source)
);
CREATE INDEX notification_group ON notification (user_id, group_id, id);
CREATE INDEX notification_list ON notification (user_id, id);
CREATE INDEX notification_place ON notification (workspace_id, user_id);
CREATE INDEX notification_task ON notification (task_id);

CREATE TABLE inbox (
    user_id    UUID NOT NULL PRIMARY KEY,
    unread     BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE notification_preferences (
    user_id    UUID NOT NULL PRIMARY KEY,
    settings   TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE reminder (
    id             UUID NOT NULL PRIMARY KEY,
    user_id        UUID NOT NULL,
    workspace_id   UUID NOT NULL,
    task_id        UUID NOT NULL,
    -- Either at an instant, or so long before the task is due.
    at             BIGINT,
    before_minutes BIGINT,
    -- When it is due now; nothing while the task has no due date.
    fires_at       BIGINT,
    fired_at       BIGINT,
    version        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    CHECK ((at IS NULL) <> (before_minutes IS NULL))
);
CREATE INDEX reminder_task ON reminder (task_id, user_id, id);
CREATE INDEX reminder_person ON reminder (user_id, workspace_id);
