-- What a repeat rule says besides itself (JSON), and what the occurrences of one series have in common.
ALTER TABLE task ADD COLUMN recurrence_details TEXT COLLATE "C";
ALTER TABLE task ADD COLUMN series_id UUID;
CREATE INDEX task_series ON task (series_id, project_id, due_sort, id) WHERE series_id IS NOT NULL;
CREATE INDEX task_by_calendar ON task (workspace_id, id) WHERE recurrence_details IS NOT NULL;
