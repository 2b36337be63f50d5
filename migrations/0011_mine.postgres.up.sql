-- What somebody made and has not come to an end: of one's own tasks, those that are assigned or watched have an index already.
CREATE INDEX task_creator ON task (creator_id, due_sort)
    WHERE completed_at IS NULL AND deleted_at IS NULL AND archived_at IS NULL;
