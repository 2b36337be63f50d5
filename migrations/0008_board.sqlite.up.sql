-- What counts read: the columns of a board and the figures of a project are counted without looking at the tasks themselves.
-- The last two are always NULL; they are there so that SQLite need not look them up.
CREATE INDEX task_live ON task (project_id, status_id, priority, id, deleted_at, archived_at)
    WHERE deleted_at IS NULL AND archived_at IS NULL;
