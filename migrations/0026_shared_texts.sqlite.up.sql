-- A description that several people write at once: a document beside its task, until nobody has touched it for long.
CREATE TABLE shared_text (
    task_id      BLOB NOT NULL PRIMARY KEY REFERENCES task (id) ON DELETE CASCADE,
    workspace_id BLOB NOT NULL,
    -- Which document it is: one that was made anew is another.
    generation   BLOB NOT NULL,
    -- All updates up to `settled`, merged: its text is the task's description.
    state        BLOB NOT NULL,
    settled      INTEGER NOT NULL,
    head         INTEGER NOT NULL CHECK (head >= settled),
    -- Since when there is something that the description does not have.
    dirty_since  INTEGER,
    touched_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX shared_text_dirty ON shared_text (touched_at, task_id) WHERE dirty_since IS NOT NULL;
CREATE INDEX shared_text_idle ON shared_text (touched_at, task_id) WHERE dirty_since IS NULL;
CREATE TABLE shared_text_update (
    task_id  BLOB NOT NULL REFERENCES shared_text (task_id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,
    -- Who wrote it; NULL when a command changed the description, which its own entry tells.
    actor_id BLOB REFERENCES users (id),
    bytes    BLOB NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (task_id, n)
) STRICT;
