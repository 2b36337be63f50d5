DROP INDEX task_milestone;
DROP TABLE milestone;
