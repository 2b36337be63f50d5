DROP TABLE token_use;
DROP INDEX event_actor;
DROP INDEX event_time;
ALTER TABLE event DROP COLUMN origin;
