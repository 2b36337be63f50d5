DROP INDEX task_live;
CREATE INDEX task_live ON task (project_id, status_id, priority, id, deleted_at, archived_at)
    WHERE deleted_at IS NULL AND archived_at IS NULL;
