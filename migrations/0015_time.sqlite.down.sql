ALTER TABLE task DROP COLUMN tracked_seconds;
DROP TABLE time_entry;
