DROP INDEX task_by_calendar;
DROP INDEX task_series;
ALTER TABLE task DROP COLUMN series_id;
ALTER TABLE task DROP COLUMN recurrence_details;
