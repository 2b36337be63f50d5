-- A description that several people write at once: a document beside its task, until nobody has touched it for long.
CREATE TABLE shared_text (
    task_id      UUID NOT NULL PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
    workspace_id UUID NOT NULL,
    -- Which document it is: one that was made anew is another.
    generation   UUID NOT NULL,
    -- All updates up to `settled`, merged: its text is the task's description.
    state        BYTEA NOT NULL,
    settled      BIGINT NOT NULL,
    head         BIGINT NOT NULL CHECK (head >= settled),
    -- Since when there is something that the description does not have.
    dirty_since  BIGINT,
    touched_at   BIGINT NOT NULL
);
CREATE INDEX shared_text_dirty ON shared_text (touched_at, task_id) WHERE dirty_since IS NOT NULL;
CREATE INDEX shared_text_idle ON shared_text (touched_at, task_id) WHERE dirty_since IS NULL;
CREATE TABLE shared_text_update (
    task_id  UUID NOT NULL REFERENCES shared_text (task_id) ON DELETE CASCADE,
    n        BIGINT NOT NULL,
    -- Who wrote it; NULL when a command changed the description, which its own entry tells.
    actor_id UUID REFERENCES users (id),
    bytes    BYTEA NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (task_id, n)
);
