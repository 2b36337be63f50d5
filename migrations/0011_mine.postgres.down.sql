DROP INDEX task_creator;
