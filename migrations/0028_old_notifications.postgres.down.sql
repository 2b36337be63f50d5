DROP INDEX notification_old;
