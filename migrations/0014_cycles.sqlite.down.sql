DROP INDEX task_cycle;
ALTER TABLE task DROP COLUMN cycle_since;
DROP TABLE cycle;
