DROP INDEX task_live;
